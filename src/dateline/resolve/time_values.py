"""Turns a TIMEX3 value ("2014-W51", "2014-03-03TNI", "1990-SU") into the first and last day it may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.model import TimePrecision, TimeValue

#: Month and day a season begins and ends, with the days on which calendars differ. Northern hemisphere: a report seldom
#: tells which is meant. Winter ends in the year after the one that names it.
_SEASONS = {"SP": ((3, 1), (6, 21)), "SU": ((6, 1), (9, 23)), "FA": ((9, 1), (12, 21)), "WI": ((12, 1), (3, 21))}

Part = Literal["early", "mid", "late"]

BEFORE_OUR_ERA = "before the common era: no ISO date"

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.+)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_FRACTION = re.compile(r"(\d{4})-([HQ])(\d)")
_YEARS = re.compile(r"\d{2,4}")


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both inclusive, and how finely the value tells the time."""

    earliest: date
    latest: date
    precision: TimePrecision


def interval(value: str, *, part: Part | None = None) -> Interval | None:
    """Return the days that a value of type DATE or TIME may mean, or None where it names none or none that exist.

    `part` narrows months, seasons and years: "early March" is in its first half. Halves overlap nowhere, but "mid"
    overlaps both, as such words are used loosely.
    """
    try:
        found = _interval(value)
    except (ValueError, OverflowError):
        return None
    return (
        _narrow(found, part) if found and part and found.precision in {"month", "season", "year", "decade"} else found
    )


def _interval(value: str) -> Interval | None:
    """As `interval`. Raises ValueError for a month, day or week that does not exist."""
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Interval(day, day, _clock_precision(match[4]))
    if match := _MONTH.fullmatch(value):
        return month_interval(int(match[1]), int(match[2]))
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Interval(monday + timedelta(days=5 if match[3] else 0), monday + timedelta(days=6), "week")
    if match := _SEASON.fullmatch(value):
        year, (first, last) = int(match[1]), _SEASONS[match[2]]
        return Interval(date(year, *first), date(year + (match[2] == "WI"), *last), "season")
    if match := _FRACTION.fullmatch(value):
        months = {"H": 6, "Q": 3}[match[2]]
        first_month = months * (int(match[3]) - 1) + 1
        start, end = (month_interval(int(match[1]), month) for month in (first_month, first_month + months - 1))
        return Interval(start.earliest, end.latest, "season")
    if _YEARS.fullmatch(value):
        # Two digits name a century, three a decade, four a year.
        missing = 4 - len(value)
        first_year, last_year = int(value + "0" * missing), int(value + "9" * missing)
        precision: TimePrecision = ("year", "decade", "unknown")[missing]
        return Interval(date(max(first_year, 1), 1, 1), date(last_year, 12, 31), precision)
    return None


def _clock_precision(clock: str | None) -> TimePrecision:
    """A part of the day ("TNI") is told no finer than the day."""
    told = re.match(r"T\d\d(:\d\d)?", clock or "")
    if told is None:
        return "day"
    return "minute" if told[1] else "hour"


def month_interval(year: int, month: int) -> Interval:
    """Return the days of a month. Raises ValueError where there is no such month."""
    first = date(year, month, 1)
    return Interval(first, date(year, month, calendar.monthrange(year, month)[1]), "month")


def _narrow(found: Interval, part: Part) -> Interval:
    """Take the first half, the middle half or the last half of an interval, in whole days."""
    days = (found.latest - found.earliest).days
    skip_before = {"early": 0, "mid": days // 4, "late": days // 2}[part]
    skip_after = {"early": days // 2, "mid": days // 4, "late": 0}[part]
    return Interval(
        found.earliest + timedelta(days=skip_before), found.latest - timedelta(days=skip_after), found.precision
    )


def week_value(day: date) -> str:
    """Return the ISO week that a day lies in: "2014-W51"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def year_text(year: int) -> str:
    """Return a year as TIMEX3 writes it; years before our era are negative."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def dated(value: str, *, part: Part | None = None, reason: str | None = None) -> TimeValue:
    """Return the value of a point in time with its days; of unknown precision where it names no day that exists."""
    kind: Literal["DATE", "TIME"] = "TIME" if "T" in value else "DATE"
    days = interval(value, part=part)
    if days is None:
        unknown = BEFORE_OUR_ERA if value.startswith("BC") else "names no day of the calendar"
        return TimeValue(kind, value, None, None, "unknown", reason or unknown)
    return TimeValue(kind, value, days.earliest.isoformat(), days.latest.isoformat(), days.precision, reason)


def undated(value: str | None, reason: str, *, kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE") -> TimeValue:
    """Return a value without days, with the reason."""
    return TimeValue(kind, value, None, None, "unknown", reason)
