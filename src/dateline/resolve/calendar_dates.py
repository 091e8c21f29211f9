"""Resolves dates that name a month, a season or a year; a missing year comes from tense, publication or narrative."""

from __future__ import annotations

from datetime import date

from dateline.model import TimeValue
from dateline.resolve.tense import Tense
from dateline.resolve.time_context import Context, DateOrder, Told
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_values import Interval, dated, interval, undated

#: In a history a month without a year lies at most so many months before the one told last, else in the next year.
MONTHS_BACK = 5
#: A date in the past tense that would lie so many days back, and this few ahead, is taken for the one ahead: "the trial
#: was moved to 3 February" in January.
FAR_BACK, NEAR_AHEAD = 300, 45

#: Days within which a month without a year is taken for the one by publication, whatever was told before.
NEAR_PUBLICATION = 45

NO_YEAR = "the year is not told, and there is no publication date to count from"
TWO_READINGS = "day and month could be either way round"
BEFORE_OUR_ERA = "before the common era: no ISO date"


def resolve_date(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Return the value of a date in words, of any precision."""
    if expression.value is not None:
        if expression.value.startswith("BC"):
            month = f"-{expression.month:02d}" if expression.month else ""
            day = f"-{expression.day:02d}" if expression.day else ""
            return undated(expression.value + month + day, BEFORE_OUR_ERA)
        return dated(expression.value, part=expression.part)
    year = _year(expression, context, told, tense)
    if year is None:
        return undated(_in_year("XXXX", expression), NO_YEAR, kind="TIME" if expression.clock else "DATE")
    return dated(_in_year(f"{year:04d}", expression), part=expression.part)


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
        return _year_of_narrative(expression, told)
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
    if year > 99:
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


def _year_of_narrative(expression: Expression, told: Told) -> int | None:
    """Go on from the month told last: forward, unless the month named lies only a little before it."""
    if told.year is None:
        return None
    if told.month is None or expression.month is None or told.month[0] != told.year:
        return told.year
    ahead = (expression.month - told.month[1]) % 12
    months = ahead if ahead < 12 - MONTHS_BACK else ahead - 12
    return told.year + (told.month[1] - 1 + months) // 12


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
    return undated(None, TWO_READINGS if possible else "names no day of the calendar")


def _begun(value: str, published: date) -> bool:
    days = interval(value)
    return days is not None and days.earliest <= published
