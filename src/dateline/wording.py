"""How values read on one line, for the command line and the pages alike. A dash means that nobody states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.model import Account, Incident, PartySummary, PlaceValue, Speaker, TimeValue, TollRange

NOT_STATED = "–"
#: From this chance on a report is shown as surely of its incident, and from this on as likely of it.
SURE, LIKELY = 0.95, 0.5
#: The fields that every reader asks for: where one is not known, the reason is shown.
ALWAYS_ASKED: tuple[str, ...] = ("date", "place", "killed", "injured")

#: What is obeyed and not shown: control characters, and those that turn the direction of the text around them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = str.maketrans(dict.fromkeys("\t\n\x0b\x0c\r\u2028\u2029", " "))


def visible(text: str) -> str:
    """Return text with what would be obeyed and not shown written out: "\\x1b[2J" clears no screen."""
    return _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], text)


def printable(text: str) -> str:
    """Return text for one line of a terminal: line ends and tabs as spaces, the rest as `visible` gives it."""
    return visible(text.translate(_LINE_ENDS))


def value_text(value: object) -> str:
    """Return what an incident says of a field."""
    if isinstance(value, TimeValue):
        if value.earliest == value.latest:
            return value.earliest or NOT_STATED
        return f"{value.earliest or '?'} to {value.latest or '?'}"
    if isinstance(value, PlaceValue):
        names = (value.name, value.admin1 if value.admin1 != value.name else None, value.country)
        return ", ".join(name for name in names if name) or NOT_STATED
    if isinstance(value, TollRange):
        return toll_text(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{side}: {toll_text(toll)}" for side, toll in value.items())
    if isinstance(value, tuple):
        return "; ".join(str(party.name or party.kind) for party in value if isinstance(party, PartySummary))
    return NOT_STATED


def toll_text(toll: TollRange) -> str:
    """Return "12", "12 (9–14)" where sources differ, "9+" for "at least nine"."""
    if toll.low is None and toll.best is None and toll.high is None:
        return NOT_STATED
    if toll.low == toll.best == toll.high:
        return str(toll.best)
    if toll.high is None and toll.best in (None, toll.low):
        return f"{toll.low}+"
    bounds = f"{'?' if toll.low is None else toll.low}–{'?' if toll.high is None else toll.high}"
    return bounds if toll.best is None else f"{toll.best} ({bounds})"


def speakers_text(speakers: Sequence[Speaker]) -> str:
    """Return the chain of those who say it, nearest to the event first."""
    return ", quoted by ".join(speaker.name or speaker.role or speaker.kind for speaker in speakers)


def sureness_text(chance: float) -> str:
    """Return how sure it is that a report belongs to its incident."""
    return "sure" if chance >= SURE else "likely" if chance >= LIKELY else "unsure"


def reasons_unknown(incident: Incident, accounts: Iterable[Account]) -> dict[str, str]:
    """Return, for each of ALWAYS_ASKED that the incident does not know, why not."""
    given = list(accounts)
    found = {}
    for field in ALWAYS_ASKED:
        if field not in incident.values:
            whys = [account.unknown[field] for account in given if field in account.unknown]
            found[field] = whys[0].reason if whys else "no report says it"
    return found
