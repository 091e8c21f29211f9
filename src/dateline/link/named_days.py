"""The days that a text names by a weekday or a date, counted from its publication: enough to tell two texts apart.

What a text tells of an event's day is for the claims; this asks only whether two texts name a day in common, without
reading them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = tuple(name[:3] for name in MONTHS)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?")
_DAY_BEFORE = re.compile(r"(\d{1,2})\s+$")
_DAY_AFTER = re.compile(r"\s+(\d{1,2})\b")
_YEAR = re.compile(r",?\s+(\d{4})\b")
#: A date without a year that lies further ahead of publication is one of the year before.
_AHEAD = timedelta(days=2)


def named_days(text: str, words: frozenset[str], published: int | None) -> frozenset[int]:
    """Return ordinals of days; of a text without a date of publication only those with a year.

    `words` are those of the text, in lower case.
    """
    found = set(_dates(text, published))
    if published is not None:
        weekday = date.fromordinal(published).weekday()
        named = (number for number, name in enumerate(_WEEKDAYS) if name in words)
        found.update(published - (weekday - number) % 7 for number in named)
    return frozenset(found)


def _dates(text: str, published: int | None) -> Iterator[int]:
    last = None if published is None else date.fromordinal(published) + _AHEAD
    for month in _MONTH.finditer(text):
        day = _DAY_AFTER.match(text, month.end()) or _DAY_BEFORE.search(text, max(0, month.start() - 4), month.start())
        if day is None:
            continue
        year = _YEAR.match(text, max(day.end(), month.end()))
        years = [int(year[1])] if year else [last.year, last.year - 1] if last else []
        number = _MONTHS.index(month[0][:3].lower()) + 1
        days = [found for each in years if (found := _day(each, number, int(day[1]))) is not None]
        yield from [found.toordinal() for found in days if year or last is None or found <= last][:1]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
