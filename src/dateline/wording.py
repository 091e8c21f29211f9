"""How values read on one line, for the command line and the pages alike. A dash means that nobody states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.model import (
    LIKELY,
    Account,
    Article,
    Claim,
    FieldValue,
    Incident,
    PartySummary,
    PlaceValue,
    Record,
    Speaker,
    TimeValue,
    TollRange,
)

NOT_STATED = "–"
#: From this chance on a report is shown as surely of its incident, and from this on as likely of it.
SURE, _LIKELY = 0.95, 0.5
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
        return _marked(_days_text(value), value.reason)
    if isinstance(value, PlaceValue):
        return _marked(_place_text(value), value.reason)
    if isinstance(value, TollRange):
        return toll_text(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{side}: {toll_text(toll)}" for side, toll in value.items())
    if isinstance(value, tuple):
        return "; ".join(str(party.name or party.kind) for party in value if isinstance(party, PartySummary))
    return NOT_STATED


def _days_text(value: TimeValue) -> str:
    if value.earliest == value.latest:
        return value.earliest or NOT_STATED
    return f"{value.earliest or '?'} to {value.latest or '?'}"


def _place_text(value: PlaceValue) -> str:
    names = (value.name, value.admin1 if value.admin1 != value.name else None, value.country)
    told = ", ".join(name for name in names if name) or NOT_STATED
    # The name is the city's; the site in it opens the reason.
    return f"{told} ({value.reason.partition(';')[0]})" if value.precision == "exact" and value.reason else told


def _marked(text: str, reason: str | None) -> str:
    """Return a value with "likely" where it may be another: nobody should read it as certain."""
    return f"{text} (likely)" if reason and reason.startswith(LIKELY) else text


def story_title(main: Incident) -> str:
    """Return what a story goes by: the type, place and date of its main incident."""
    values = [value_text(main.values[name].value) for name in ("place", "date") if name in main.values]
    return ", ".join([main.type.replace("_", " ").capitalize(), *values])


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


def changes_text(record: Record, value: FieldValue) -> list[str]:
    """Return one line for each publication that changed a toll, where there was more than one."""
    lines = []
    for change in value.over_time if len(value.over_time) > 1 else ():
        told = [record.claims[claim_id] for claim_id in change.claims if claim_id in record.claims]
        by = dict.fromkeys(
            f"{outlet_text(record.article_of(claim))}: \N{LEFT DOUBLE QUOTATION MARK}{claim.written}"
            "\N{RIGHT DOUBLE QUOTATION MARK}"
            for claim in told
        )
        lines.append(f"{change.published or 'undated'}: {toll_text(change.value)}, {'; '.join(by)}")
    return lines


def sources_text(record: Record) -> list[str]:
    """Return one line for each source of several reports: which they are, and why they count once."""
    return [
        f"{', '.join(dict.fromkeys(outlet_text(record.articles[each]) for each in source.articles))}"
        f" ({len(source.articles)} reports) count as one: {source.why}"
        for source in record.incident.sources
        if len(source.articles) > 1
    ]


def notices_text(record: Record) -> list[str]:
    """Return one line for each correction or retraction: whose, when, of which reports, and its words."""
    lines = []
    for notice in record.incident.notices:
        article = record.articles[notice.by]
        of = [_report_text(record.articles[each]) for each in notice.articles]
        concerned = f" of {', '.join(of)}" if of else ""
        lines.append(f"{notice.kind} in {_report_text(article)}{concerned}: {article.written(notice.span).strip()}")
    return lines


def standing_text(record: Record, claim: Claim) -> str:
    """Return the stance of a claim, and whether its article was since corrected or taken back."""
    article_id = record.article_of(claim).id
    kinds = {
        notice.kind
        for notice in record.incident.notices
        if article_id in notice.articles or (notice.kind == "retraction" and article_id == notice.by)
    }
    since = "retracted" if "retraction" in kinds else "corrected" if kinds else None
    return claim.stance if since is None else f"{claim.stance}, since {since}"


def outlet_text(article: Article) -> str:
    return article.outlet or article.document


def _report_text(article: Article) -> str:
    return f"{outlet_text(article)}, {(article.published or 'undated')[:10]}"


def sureness_text(chance: float) -> str:
    """Return how sure it is that a report belongs to its incident."""
    return "sure" if chance >= SURE else "likely" if chance >= _LIKELY else "unsure"


def reasons_unknown(incident: Incident, accounts: Iterable[Account]) -> dict[str, str]:
    """Return, for each of ALWAYS_ASKED that the incident does not know, why not."""
    given = list(accounts)
    found = {}
    for field in ALWAYS_ASKED:
        if field not in incident.values:
            whys = [account.unknown[field] for account in given if field in account.unknown]
            found[field] = whys[0].reason if whys else "no report says it"
    return found
