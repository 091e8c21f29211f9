"""Resolves weekdays, "yesterday", "two days ago", "the next day", clock times, durations and repeated times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.model import TimePrecision, TimeValue
from dateline.resolve.tense import Tense
from dateline.resolve.time_context import Context, Told
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_values import dated, undated, week_value, year_text

NO_PUBLICATION = "counted from the day of publication, which is not known"
NOT_TOLD = "counted from a time that the text does not tell"
NO_DAY_BUT_PUBLICATION = "no day is told: that of publication or the one before"
#: Days ahead of publication within which an anniversary is still the one that is meant.
ANNIVERSARY_AHEAD = 31
VAGUE = "how many is not told"
COUNTED_FROM_EVENT = "counted from an event whose day is not told with it"
BEYOND = "counts beyond the calendar"

_STEPS = {"last": -1, "previous": -1, "this": 0, "same": 0, "next": 1, "following": 1}
_PRECISION: dict[str, TimePrecision] = {
    "D": "day", "W": "week", "FN": "week", "M": "month", "Y": "year", "DE": "decade",
}  # fmt: skip


def resolve_relative(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Return the value of an expression that counts from another time, or that names no point in time.

    Raises OverflowError or ValueError for what counts beyond the calendar.
    """
    match expression.kind:
        case "weekday":
            return _weekday(expression, context, told, tense)
        case "day":
            return _day(expression, context)
        case "unit":
            return _unit(expression, context, told, tense)
        case "offset":
            return _offset(expression, context, told)
        case "clock":
            return _clock(expression, told)
        case "duration":
            return _duration(expression, context)
        case "set":
            return TimeValue("SET", expression.value, None, None, "unknown", "a repeated time")
        case "counted" | "anniversary":
            return _counted(expression, context, told)
        case _:
            return undated(
                expression.value, "names no day", kind="TIME" if "XXT" in (expression.value or "") else "DATE"
            )


def _weekday(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Past tense: the last such day up to and including publication; future: the next, publication included."""
    weekday = expression.weekday or 0
    clock = expression.clock or ""
    which = expression.which
    from_told = which in {"same", "previous", "following"} or context.history
    base = told.day if from_told else context.published
    if base is None:
        value = f"XXXX-WXX-{weekday + 1}{clock}"
        return undated(value, NOT_TOLD if from_told else NO_PUBLICATION, kind="TIME" if clock else "DATE")
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if expression.unit == "W":
        weeks = -(expression.count or 0) if which == "ago" else _STEPS[which or "this"]
        monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * weeks)
        day = monday + timedelta(days=weekday)
    elif which in {"last", "previous"}:
        day = base - timedelta(days=back or 7)
    elif which in {"next", "following"}:
        day = base + timedelta(days=ahead or 7)
    elif which == "same" or (from_told and which is None):
        day = base + timedelta(days=ahead) if ahead <= back else base - timedelta(days=back)
    elif tense == "future" or (which == "this" and tense != "past"):
        day = base + timedelta(days=ahead)
    else:
        day = base - timedelta(days=back)
    return dated(f"{day.isoformat()}{clock}")


def _day(expression: Expression, context: Context) -> TimeValue:
    """Read "today", "yesterday evening", "overnight"."""
    clock = expression.clock or ""
    if context.history:
        return undated("PRESENT_REF", "names no day in a history")
    if context.published is None:
        return undated(f"XXXX-XX-XX{clock}", NO_PUBLICATION, kind="TIME" if clock else "DATE")
    day = context.published + timedelta(days=expression.count or 0)
    if expression.value == "overnight":
        before = (day - timedelta(days=1)).isoformat()
        return TimeValue("TIME", f"{before}TNI", before, day.isoformat(), "day")
    return dated(f"{day.isoformat()}{clock}")


def _unit(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    """Read "last week", "this year", "the next day", "that month", "the end of the year"."""
    which = expression.which or "this"
    step = _STEPS[which]
    clock = expression.clock or ""
    from_told = which in {"same", "previous", "following"} or context.history
    if from_told:
        day = (told.timed or told.day) if clock and which == "same" else told.current_day
        year, month = told.month or (None, None)
        year = told.year if month is None or told.year != year else year
        month = month if told.month and told.month[0] == told.year else None
    else:
        day = context.published
        year, month = (day.year, day.month) if day else (None, None)
    value: str | None = None
    match expression.unit:
        case "D" if day:
            value = f"{(day + timedelta(days=step)).isoformat()}{clock}"
        case "W" if day:
            value = week_value(day + timedelta(days=7 * step))
        case "WE" if day:
            value = week_value(_weekend(day, which, step, tense)) + "-WE"
        case "M" if year and month:
            value = _month_value(year, month + step)
        case "Q" if year and month:
            value = _quarter_value(year, (month - 1) // 3 + step)
        case "Y" if year:
            value = year_text(year + step)
        case "DE" if year:
            value = _decade_value(year, step)
        case "CE" if year:
            value = _century_value(year, step)
    if value is None:
        return undated(None, NOT_TOLD if from_told else NO_PUBLICATION, kind="TIME" if clock else "DATE")
    return dated(value, part=expression.part)


def _weekend(day: date, which: str, step: int, tense: Tense | None) -> date:
    """The weekend a report calls "the" or "this" one is the last begun, or the next where it is still to come."""
    if which == "this" and tense != "future" and day.weekday() < 5:
        return day - timedelta(days=7)
    return day + timedelta(days=7 * step)


def _month_value(year: int, month: int) -> str:
    years, months = divmod(month - 1, 12)
    return f"{year_text(year + years)}-{months + 1:02d}"


def _decade_value(year: int, step: int) -> str:
    return year_text(year + 10 * step)[:-1]


def _century_value(year: int, step: int) -> str:
    return year_text(year + 100 * step)[:-2]


def _quarter_value(year: int, quarter: int) -> str:
    years, quarters = divmod(quarter, 4)
    return f"{year + years:04d}-Q{quarters + 1}"


def _offset(expression: Expression, context: Context, told: Told) -> TimeValue:
    """Read "two days ago" from publication, "three days earlier" from the day told last; vague counts give a bound."""
    forward = expression.which == "later"
    from_told = expression.which != "ago"
    base = told.current_day if from_told else context.published
    unit, count = expression.unit or "D", expression.count
    year, month = (base.year, base.month) if base else (None, None)
    if from_told:
        year = told.year
        month = told.month[1] if told.month and told.month[0] == told.year else None
    if count is None:
        if not from_told and base:
            return TimeValue("DATE", "PAST_REF", None, base.isoformat(), "unknown", VAGUE)
        return undated("FUTURE_REF" if forward else "PAST_REF", VAGUE)
    count = count if forward else -count
    value: str | None = None
    if unit in {"D", "W"} and from_told and base is None and year:
        return undated(f"{year_text(year)}-XX-XX" if unit == "D" else f"{year_text(year)}-WXX", NOT_TOLD)
    if unit in {"TS", "TM", "TH"} and base:
        return _hours_from(base, unit, count)
    if unit == "D" and base:
        value = (base + timedelta(days=count)).isoformat()
    elif unit in {"W", "FN"} and base:
        value = week_value(base + timedelta(days=7 * count * (2 if unit == "FN" else 1)))
    elif unit == "M" and year and month:
        value = _month_value(year, month + count)
    elif unit == "Y" and year:
        value = year_text(year + count)
    elif unit == "DE" and year:
        value = _decade_value(year, count)
    elif unit == "CE" and year:
        value = _century_value(year, count)
    return dated(value) if value else undated(None, NOT_TOLD if from_told else NO_PUBLICATION)


def _hours_from(base: date, unit: str, count: int) -> TimeValue:
    """A count of hours from a day of which no hour is known: that day, or the one it may run into."""
    days = count * {"TS": 1, "TM": 60, "TH": 3600}[unit] / 86400
    first, last = base + timedelta(days=min(int(days // 1), 0)), base + timedelta(days=max(int(-(-days // 1)), 0))
    reason = "the hour it counts from is not known"
    return TimeValue("TIME", base.isoformat(), first.isoformat(), last.isoformat(), "day", reason)


def _counted(expression: Expression, context: Context, told: Told) -> TimeValue:
    """Read "two days after the raid": a history tells the raid just before; elsewhere its day is not known."""
    if told.anchored and expression.kind == "anniversary" and expression.count is None:
        return _anniversary_by_publication(context, told)
    if told.anchored or (context.history and expression.kind == "counted"):
        value = _offset(expression, context, told)
        # A year after a day is that day again.
        if told.anchored and expression.unit == "Y" and told.day and expression.count and value.value:
            return dated(told.day.replace(year=int(value.value[:4])).isoformat())
        return value
    if expression.kind == "anniversary":
        return undated(None, COUNTED_FROM_EVENT)
    return replace(_duration(expression, context), reason=COUNTED_FROM_EVENT)


def _anniversary_by_publication(context: Context, told: Told) -> TimeValue:
    """Return the last one by publication, or one that comes within a month."""
    if told.day is None or context.published is None:
        return undated(None, COUNTED_FROM_EVENT)
    latest = context.published + timedelta(days=ANNIVERSARY_AHEAD)
    days = [told.day.replace(year=context.published.year + step) for step in (-1, 0, 1)]
    return dated(max(day for day in days if day <= latest).isoformat())


def start_before(value: TimeValue, end: TimeValue) -> TimeValue:
    """Return the first day of a range of weekdays, a week earlier where it would lie after the last one."""
    first = value.earliest
    if first is None or end.earliest is None or first != value.latest or first <= end.earliest:
        return value
    earlier = date.fromisoformat(first) - timedelta(days=7)
    return dated(earlier.isoformat() + (value.value or "")[10:])


def _clock(expression: Expression, told: Told) -> TimeValue:
    day = told.timed or told.day
    if day is None:
        return undated(f"XXXX-XX-XX{expression.clock}", "the day is not told", kind="TIME")
    return dated(f"{day.isoformat()}{expression.clock}")


def clock_by_publication(value: TimeValue, context: Context) -> TimeValue:
    """Bound a clock time of an article that tells no day at all: that of publication, or the one before."""
    if context.published is None or context.published == date.min or context.history:
        return value
    first = context.published - timedelta(days=1)
    return replace(
        value, earliest=first.isoformat(), latest=context.published.isoformat(), reason=NO_DAY_BUT_PUBLICATION
    )


def _duration(expression: Expression, context: Context) -> TimeValue:
    """Return P3D and the like; "the past three days" also gets its days."""
    unit, count = expression.unit or "D", expression.count
    number, letters = ("X" if count is None else str(count * (2 if unit == "FN" else 1))), unit.replace("FN", "W")
    number += ".5" if expression.half else ""
    value = f"PT{number}{letters[1:]}" if letters.startswith("T") else f"P{number}{letters}"
    days = {"D": 1, "W": 7, "FN": 14, "M": 31, "Y": 366, "DE": 3653}.get(unit)
    if expression.which == "last" and context.published and count and days and not context.history:
        first = context.published - timedelta(days=days * count)
        return TimeValue("DURATION", value, first.isoformat(), context.published.isoformat(), _PRECISION[unit])
    return undated(value, "a length of time", kind="DURATION")
