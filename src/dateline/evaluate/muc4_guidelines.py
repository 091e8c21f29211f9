"""What a fill of a MUC-4 slot is worth against the answer key, by scoring-guidelines.v7: 1, 0.5 or 0.

Where the guidelines leave a case to the judgement of a person, the rule taken is in the docstring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.lexicon import word_set

#: Words that the guidelines call nonessential, where they open a string: quantifiers and numbers.
_NONESSENTIAL = word_set(
    "one two three four five six seven eight nine ten eleven twelve several many some few another other more least at "
    "about approximately number group unidentified"
)
_LINKING = word_set("of in at on from by for with to and or who which that near against")


@dataclass(frozen=True, slots=True)
class Text:
    """A string, a number or an item of a set, with the fill that it is cross-referenced to."""

    value: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """ISO dates, both inclusive. Without `earliest` it is the default, "on or before"."""

    earliest: str | None
    latest: str


@dataclass(frozen=True, slots=True)
class Where:
    """A country (its ISO code, else its name) and the names of what is most specific; several are a stretch between."""

    country: str | None
    names: tuple[frozenset[str], ...] = ()


Fill = Text | Days | Where


@dataclass(frozen=True, slots=True)
class KeyFill:
    """A fill of the answer key: any of its alternatives will do, and where it is optional, none at all."""

    alternatives: tuple[Fill, ...]
    optional: bool = False
    #: What it is cross-referenced to, in any wording; empty for no reference.
    tags: frozenset[str] = frozenset()


def credit(slot: str, response: Fill, key: KeyFill) -> float:
    """Return what a response is worth against one fill of the key: the most that any alternative gives."""
    return max((_credit(slot, response, wanted, key.tags) for wanted in key.alternatives), default=0.0)


def _credit(slot: str, response: Fill, key: Fill, tags: frozenset[str]) -> float:
    if isinstance(response, Days) and isinstance(key, Days):
        return credit_days(response, key)
    if isinstance(response, Where) and isinstance(key, Where):
        return credit_place(response, key)
    if not isinstance(response, Text) or not isinstance(key, Text):
        return 0.0
    if slot == "inc_type":
        return 1.0 if response.value == key.value else 0.5 if response.value == "ATTACK" else 0.0
    if slot == "inc_stage":
        return float(response.value == key.value)
    if slot == "hum_tgt_number":
        return credit_number(response, key.value, tags)
    if slot == "hum_tgt_desc":
        return min(credit_string(response.value, key.value), 1.0 if _tag_right(response.tag, tags) else 0.5)
    return credit_string(response.value, key.value)


def credit_string(response: str, key: str) -> float:
    """Return the credit of a string, both normalised.

    Full where the two are the same but for nonessential words, or the response has more modifiers in front. Half where
    the words of the one stand within the other: part of a name, or adjuncts that are not wanted.
    """
    said, wanted = _essential(response), _essential(key)
    if not said or not wanted:
        return float(response == key)
    if said == wanted:
        return 1.0
    if said[-len(wanted) :] == wanted and not _LINKING & set(said[: -len(wanted)]):
        return 1.0
    return 0.5 if _stands_in(said, wanted) or _stands_in(wanted, said) else 0.0


def _essential(text: str) -> list[str]:
    words = text.split()
    while len(words) > 1 and (words[0] in _NONESSENTIAL or words[0].isdigit()):
        words = words[1:]
    return words


def _stands_in(part: list[str], whole: list[str]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def credit_number(response: Text, key: str, tags: frozenset[str]) -> float:
    """Full for the same number of the same people, half of others; half for an end of a range, or about the same."""
    if response.value == key:
        return 1.0 if _tag_right(response.tag, tags) else 0.5
    is_range = not key.isdigit() and response.value.isdigit()
    return 0.5 if is_range and response.value in re.findall(r"\d+", key) else 0.0


def _tag_right(tag: str | None, tags: frozenset[str]) -> bool:
    if tag is None or not tags:
        return tag is None and not tags
    return any(credit_string(tag, wanted) == 1.0 for wanted in tags)


def credit_days(response: Days, key: Days) -> float:
    """Half for days within the key's, and for the default where its day is the key's last; none for days near by."""
    if response == key:
        return 1.0
    if response.earliest is None:
        return 0.5 if response.latest == key.latest else 0.0
    is_within = (key.earliest is None or key.earliest <= response.earliest) and response.latest <= key.latest
    return 0.5 if is_within else 0.0


def credit_place(response: Where, key: Where) -> float:
    """Full where country and most specific place are right; half where either is, or for one end of a stretch.

    Areas between the two are not asked for: Medellin is in no other department.
    """
    said = frozenset[str]().union(*response.names)
    wanted = frozenset[str]().union(*key.names)
    is_place_right = bool(said & wanted) if key.names else not response.names
    if response.country is not None and response.country == key.country:
        return 1.0 if is_place_right and len(key.names) < 2 else 0.5
    return 0.5 if key.names and is_place_right else 0.0


_DATE = re.compile(r"(?:(\d{1,2} [A-Z]{3})[A-Z]* (\d{2})\s*)?(-)?\s*(\d{1,2} [A-Z]{3})[A-Z]* (\d{2})")
_MONTHS: tuple[str, ...] = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def read_days(written: str) -> Days | None:
    """Read "02 FEB 90", "31 MAR 90 - 01 APR 90" or "- 04 FEB 90"; None for what is no date."""
    found = _DATE.search(written)
    latest = _iso_date(found[4], found[5]) if found else None
    if found is None or latest is None:
        return None
    if found[3] is None:
        return Days(latest, latest)
    return Days(_iso_date(found[1], found[2]) if found[1] else None, latest)


def _iso_date(day_and_month: str, year: str) -> str | None:
    day, month = day_and_month.split()
    return f"19{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}" if month in _MONTHS else None
