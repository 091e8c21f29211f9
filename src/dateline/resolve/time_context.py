"""What the time expressions of an article are counted from: publication, what was told last, the order of numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from dateline.model import Span, TimeValue
from dateline.resolve.time_readings import Expression

DateOrder = Literal["day", "month"]

#: Ends of web addresses, by how numeric dates are written there. Canada and the Philippines write both ways.
_MONTH_FIRST = frozenset({"us", "gov", "mil"})
_DAY_FIRST = frozenset({
    "ae", "af", "ar", "au", "bd", "be", "br", "ch", "cl", "cy", "de", "dk", "dz", "ec", "eg", "es", "fi", "fr",
    "gh", "gr", "hk", "id", "ie", "il", "in", "iq", "it", "jm", "jo", "ke", "kw", "lb", "lk", "ly", "ma", "mt",
    "mx", "my", "ng", "nl", "no", "np", "nz", "om", "pe", "pk", "pl", "ps", "pt", "qa", "ro", "ru", "sa", "sg",
    "sy", "th", "tn", "tr", "tt", "ua", "ug", "uk", "uy", "ve", "vn", "ye", "za", "zm", "zw",
})  # fmt: skip

#: An article is a history where most years it names, and at least so many, lie before the year of publication, and few
#: expressions count from publication ("on Tuesday"): at most one for so many such years.
MIN_YEARS_OF_HISTORY = 3
YEARS_PER_RECENT_TIME = 4
#: A clock time goes with the day told last with a time of day, where at most so many days were told since.
DAYS_SINCE_TIMED = 1
#: A date so close to the start of a text, and followed by one of these marks, is that of the dateline.
DATELINE_WINDOW = 100
#: How far behind the places of a dateline its date starts.
_LONGEST_GAP = 4
_AFTER_DATELINE_DATE = re.compile(r"\s*(?:\(|\[|--|[-–—]\s|:)")
_BEFORE_OUR_ERA = re.compile(r"BC(?P<year>\d{4})(?:-(?P<month>\d\d)|-\w+)?$")


@dataclass(frozen=True, slots=True)
class Told:
    """The last day, month and year that the text has told. A later mention of a year leaves the last day standing."""

    day: date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    #: Whether it was told with what counts from it: "a year after the raid of 3 May".
    anchored: bool = False
    #: The last day told with a clock time or a part of it: that of what "that night" and "at about 9 p.m." are of.
    timed: date | None = None
    #: How many days were told since without a time.
    since_timed: int = 0

    @property
    def current_day(self) -> date | None:
        """The day, unless a month of its own was told since: "on 3 May ... in August ... two days later"."""
        return self.day if self.day and self.month in (None, (self.day.year, self.day.month)) else None

    def after(self, value: TimeValue, *, timed: bool = False) -> Told:
        """Return what is told last once `value` is told too; `timed` tells of a time of day ("early Friday")."""
        if value.value and (era := _BEFORE_OUR_ERA.match(value.value)):
            year = -int(era["year"])
            month = (year, int(era["month"])) if era["month"] else self.month if self.year == year else None
            return replace(self, day=None, month=month, year=year)
        if value.type not in {"DATE", "TIME"} or value.earliest is None or value.latest is None:
            return self
        first, last = date.fromisoformat(value.earliest), date.fromisoformat(value.latest)
        if first == last:
            is_timed = timed or value.type == "TIME"
            since = 0 if is_timed else self.since_timed + 1
            return replace(
                self,
                day=first,
                month=(first.year, first.month),
                year=first.year,
                timed=first if is_timed else self.timed if since <= DAYS_SINCE_TIMED else None,
                since_timed=since,
            )
        if value.precision == "month":
            return replace(self, month=(first.year, first.month), year=first.year)
        if value.precision in {"year", "season"}:
            return replace(self, month=self.month if self.year == first.year else None, year=first.year)
        return self


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the whole article."""

    published: date | None
    #: Whether the text tells of times well before its publication, so that it counts from its own dates.
    history: bool
    #: What comes first in 03/04/2014, where a setting or another date of the article tells it.
    order: DateOrder | None


def make_context(
    expressions: Iterable[Expression],
    *,
    published: str | None,
    dateline: date | None,
    date_order: str,
    url: str | None = None,
) -> Context:
    """Return the context of an article with these expressions. `published` is an ISO date or date-time.

    Without it the date in the dateline stands for the day of publication.
    """
    day = _published_day(published) or dateline
    found = list(expressions)
    return Context(day, _is_history(found, day), _numeric_order(found, day, date_order) or _order_of_outlet(url))


def find_dateline_date(text: str, expressions: list[Expression], dateline: Span | None = None) -> Expression | None:
    """Return the full date in a dateline that opens the text, or that `dateline` (its places) stands before.

    "SANTA RIO, 3 JAN 90 (AGENCY) --", or "KABUL, Afghanistan (March 4, 2011) --" below the lines of a header.
    """
    days = [each for each in expressions if each.kind == "date" and each.day]
    if dateline is not None:
        beside = next((each for each in days if 0 <= each.start - dateline.end <= _LONGEST_GAP), None)
        if beside is not None and beside.year is not None and not text[dateline.end : beside.start].strip(" ,(\xa0"):
            return beside
    first = days[0] if days else None
    if first is None or first.year is None or first.start > DATELINE_WINDOW:
        return None
    return first if _AFTER_DATELINE_DATE.match(text, first.end) else None


def _published_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _years(expressions: list[Expression]) -> list[int]:
    """Return the years of four digits that are told."""
    return [each.year for each in expressions if each.kind == "date" and each.year is not None and each.year > 99]


def _is_history(expressions: list[Expression], published: date | None) -> bool:
    if published is None:
        return False
    years = _years(expressions)
    before_our_era = [each for each in expressions if each.value is not None and each.value.startswith("BC")]
    past = len(before_our_era) + sum(year < published.year - 1 for year in years)
    counted_from_today = sum(
        each.kind in {"weekday", "day"} or each.which in {"last", "this", "ago"} for each in expressions
    )
    return (
        past >= MIN_YEARS_OF_HISTORY
        and 2 * past > len(years) + len(before_our_era)
        and past >= YEARS_PER_RECENT_TIME * counted_from_today
    )


def _numeric_order(expressions: list[Expression], published: date | None, date_order: str) -> DateOrder | None:
    """Take the order from a date with one reading, or that is the day of publication; else from the setting."""
    seen: set[DateOrder] = set()
    for each in expressions:
        if each.kind != "numeric" or each.month is None or each.day is None:
            continue
        first, second = each.month, each.day
        if first == second:
            continue
        if first > 12 >= second or (published and (published.day, published.month) == (first, second)):
            seen.add("day")
        elif second > 12 >= first or (published and (published.month, published.day) == (first, second)):
            seen.add("month")
    if len(seen) == 1:
        return seen.pop()
    if date_order == "day":
        return "day"
    return "month" if date_order == "month" else None


def _order_of_outlet(url: str | None) -> DateOrder | None:
    """Tell which comes first in the country that the end of the address is of, where it writes one way alone."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2] if url else ""
    if ending in _MONTH_FIRST:
        return "month"
    return "day" if ending in _DAY_FIRST else None
