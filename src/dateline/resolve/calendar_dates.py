"""Resolves dates that name a month, a season or a year; a missing year comes from tense, publication or narrative."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.model import TimePrecision, TimeValue
from dateline.resolve.festivals import NO_COUNTRY, festival_days, weekend_of
from dateline.resolve.tense import Tense
from dateline.resolve.time_context import Context, DateOrder, Told
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_values import BEFORE_OUR_ERA, Interval, dated, interval, month_interval, undated, year_text

#: A date in the past tense that would lie so many days back, and this few ahead, is taken for the one ahead: "the trial
#: was moved to 3 February" in January.
FAR_BACK, NEAR_AHEAD = 300, 45

#: Days within which a month without a year is taken for the one by publication, whatever was told before.
NEAR_PUBLICATION = 45

NO_YEAR = "the year is not told, and there is no publication date to count from"
TWO_READINGS = "day and month could be either way round"


def resolve_date(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Return the value of a date in words, of any precision."""
    if expression.day and not expression.month:
        return _resolve_day_of_told_month(expression, told)
    if expression.value is not None and expression.value.startswith("BC"):
        if not re.fullmatch(r"BC\d{4}", expression.value):
            return undated(expression.value, BEFORE_OUR_ERA)
        return dated(_in_year(expression.value, expression))
    if expression.value is not None and expression.year is None:
        if expression.season:
            return undated(expression.value, "of no year that is told")
        return dated(expression.value, part=expression.part)
    year = _year(expression, context, told, tense)
    if year is None:
        return undated(_in_year("XXXX", expression), NO_YEAR, kind="TIME" if expression.clock else "DATE")
    value = dated(_in_year(year_text(year), expression), part=expression.part)
    return _share_of(value, expression) if expression.share else value


def _share_of(whole: TimeValue, expression: Expression) -> TimeValue:
    """Return "the first week of March", "the last two months of 2014", "the third Friday of May"."""
    assert expression.share is not None
    if whole.earliest is None or whole.latest is None:
        return whole
    which, count, unit = expression.share
    start, end = date.fromisoformat(whole.earliest), date.fromisoformat(whole.latest)
    if expression.weekday is not None:
        days = [start + timedelta(days=step) for step in range((end - start).days + 1)]
        fitting = [day for day in days if day.weekday() == expression.weekday]
        found = fitting[which - 1 if which > 0 else -1 :][:1]
        return dated(found[0].isoformat()) if found else undated(None, "names no day of the calendar")
    if unit == "M":
        month = start.month + (which - 1) * count if which > 0 else end.month - count + 1
        first = start.replace(month=min(month, 12))
        last = month_interval(start.year, min(first.month + count - 1, 12)).latest
    else:
        length = timedelta(days=count * {"D": 1, "W": 7}[unit])
        first = start + (which - 1) * length if which > 0 else max(start, end - length + timedelta(days=1))
        last = min(first + length - timedelta(days=1), end)
    if first == last:
        return dated(first.isoformat())
    precision: TimePrecision = "week" if unit != "M" else "month" if count == 1 else "season"
    return TimeValue("DATE", f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), precision)


def _resolve_day_of_told_month(expression: Expression, told: Told) -> TimeValue:
    if told.month is None:
        return undated(f"XXXX-XX-{expression.day:02d}", "the month is not told")
    return dated(f"{year_text(told.month[0])}-{told.month[1]:02d}-{expression.day:02d}{expression.clock or ''}")


def resolve_named(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Return the days of a movable festival or of a national day: its year by tense, as that of a month."""
    name = expression.value or ""
    year = expression.year
    if year is None:
        year = told.year if context.history else _year_of_festival(name, expression, context, tense)
    days = festival_days(name, year) if year is not None and year > 0 else ()
    if not days:
        return undated(None, NO_YEAR)
    published = context.published
    found = min(days, key=lambda each: abs((each.first - published).days) if published else 0)
    if found.reason == NO_COUNTRY:
        return TimeValue("DATE", None, found.first.isoformat(), found.last.isoformat(), "year", NO_COUNTRY)
    if expression.unit == "WE":
        found = weekend_of(found)
    first, last = (
        (found.first - timedelta(days=found.off)).isoformat(),
        (found.last + timedelta(days=found.off)).isoformat(),
    )
    value = found.first.isoformat()
    if first == last:
        return dated(value + (expression.clock or ""), reason=found.reason)
    if found.last > found.first:
        value = f"{value}/{found.last.isoformat()}"
    precision: TimePrecision = "week" if (found.last - found.first).days < 10 else "month"
    return TimeValue("DATE", value, first, last, precision, found.reason)


def _year_of_festival(name: str, expression: Expression, context: Context, tense: Tense | None) -> int | None:
    published = context.published
    if published is None:
        return None
    candidates = [
        (year, Interval(days.first, days.last, "day"))
        for year in (published.year - 1, published.year, published.year + 1)
        for days in festival_days(name, year)
    ]
    if expression.which == "last":
        return max((year for year, days in candidates if days.latest < published), default=None)
    if expression.which == "next":
        return min((year for year, days in candidates if days.earliest > published), default=None)
    return _nearest_year(candidates, published, tense)


def _in_year(year: str, expression: Expression) -> str:
    if expression.season:
        return f"{year}-{expression.season}"
    month = f"-{expression.month:02d}" if expression.month else ""
    day = f"-{expression.day:02d}" if expression.day else ""
    return f"{year}{month}{day}{expression.clock or ''}"


def _year(expression: Expression, context: Context, told: Told, tense: Tense | None) -> int | None:
    if expression.year is not None:
        return _full_year(expression.year, context.published)
    published = context.published
    if expression.which is not None:
        return _year_of_which(expression, context, told)
    if context.history or published is None:
        return told.year
    candidates = [
        (year, days)
        for year in (published.year - 1, published.year, published.year + 1)
        if (days := interval(_in_year(f"{year:04d}", expression))) is not None
    ]
    nearest = _nearest_year(candidates, published, tense)
    if told.month and told.month[1] == expression.month and told.month[0] != nearest:
        # "December 2012 ... on Dec. 6": the same month again, unless another one lies close to publication.
        days = interval(_in_year(f"{nearest:04d}", expression))
        return told.month[0] if days is None or _distance(days, published) > NEAR_PUBLICATION else nearest
    return nearest


def _full_year(year: int, published: date | None) -> int:
    """Put the century to a year of two digits: the last such year that is not well after publication."""
    if year > 99 or year < 0:
        return year
    latest = published.year + 2 if published else 2029
    return latest - (latest - year) % 100


def _year_of_which(expression: Expression, context: Context, told: Told) -> int | None:
    """Read "last March", "April of that year", "next summer"."""
    which = expression.which
    if which in {"same", "previous", "following"} or context.history:
        if told.year is None:
            return None
        return told.year + {"previous": -1, "last": -1, "following": 1, "next": 1}.get(which or "", 0)
    published = context.published
    if published is None:
        return None
    if expression.unit == "Y" or which == "this":
        return published.year + {"last": -1, "next": 1}.get(which or "", 0)
    days = interval(_in_year(f"{published.year:04d}", expression))
    if days is None:
        return None
    if which == "last":
        return published.year if days.latest < published else published.year - 1
    return published.year if days.earliest > published else published.year + 1


def _nearest_year(candidates: list[tuple[int, Interval]], published: date, tense: Tense | None) -> int:
    """Choose the year by tense: the last begun by publication, the first not over, or the nearest."""
    if not candidates:
        return published.year
    past = [(year, days) for year, days in candidates if days.earliest <= published]
    ahead = [(year, days) for year, days in candidates if days.latest >= published]
    if tense == "future" and ahead:
        return ahead[0][0]
    if tense == "past" and past:
        back = (published - past[-1][1].latest).days
        if back < FAR_BACK or not ahead or (ahead[0][1].earliest - published).days > NEAR_AHEAD:
            return past[-1][0]
    return min(candidates, key=lambda each: (_distance(each[1], published), each[0]))[0]


def _distance(days: Interval, published: date) -> int:
    return max((days.earliest - published).days, (published - days.latest).days, 0)


def resolve_numeric(expression: Expression, context: Context, tense: Tense | None) -> TimeValue:
    """Return the value of 17/12/2014, or none where day and month could be either way round and nothing tells."""
    assert expression.year is not None
    year = _full_year(expression.year, context.published)
    clock = expression.clock or ""
    readings: dict[DateOrder, str] = {
        "day": f"{year:04d}-{expression.day:02d}-{expression.month:02d}{clock}",
        "month": f"{year:04d}-{expression.month:02d}-{expression.day:02d}{clock}",
    }
    possible = {order: value for order, value in readings.items() if interval(value)}
    if len(set(possible.values())) > 1 and context.order in possible:
        return dated(possible[context.order])
    if context.published and tense != "future" and len(set(possible.values())) > 1:
        # What is told in the past tense does not lie after publication.
        possible = {order: value for order, value in possible.items() if _begun(value, context.published)} or possible
    if len(set(possible.values())) == 1:
        return dated(next(iter(possible.values())))
    if not possible:
        return undated(None, "names no day of the calendar")
    days = sorted(value[:10] for value in possible.values())
    return TimeValue("TIME" if clock else "DATE", None, days[0], days[-1], "unknown", TWO_READINGS)


def _begun(value: str, published: date) -> bool:
    days = interval(value)
    return days is not None and days.earliest <= published
