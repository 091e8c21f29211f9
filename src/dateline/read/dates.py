"""Finds written calendar dates, and tells the publication date among them without ever guessing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"  # noqa: E501
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+(?:the\s+)?)?"
_TIME = (
    r"(?:(?:T|,?\s*(?:\bat\s+)?|\s*[|•·–—-]\s*)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d{1,9})?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?:UTC|GMT)?\s*(?P<offset>[+-]\d{2}:?\d{2})\b|\s*(?P<utc>Z|UTC|GMT)\b)?)?"
)
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){_WEEKDAY}{form}(?!\d){_TIME}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_number>\d{1,2})(?P=mark)(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>{_MONTH})\b\.?,?[\s-]+(?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_IN_URL = re.compile(
    r"/(\d{4})/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)|[/_-](\d{4})-(\d{2})-(\d{2})(?=\D|$)", re.IGNORECASE
)
#: Years of printed news: outside of them a number is something else, or a slip.
_YEARS = range(1600, 2200)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A calendar date as it stands in a text: `readings` holds one ISO date, or two where day and month may swap."""

    start: int
    end: int
    #: The day-first reading stands first.
    readings: tuple[str, ...]
    #: The mark between the numbers where day and month are both numbers with the year last, else "".
    mark: str = ""
    #: "day" or "month" where this date itself shows which comes first.
    order: str | None = None
    #: ISO date-time, where a time with its offset from UTC follows and the date is certain.
    moment: str | None = None


def find_dates(text: str) -> list[WrittenDate]:
    """Return the calendar dates with a four-digit year in a text, in order. What is no day of the calendar is left."""
    found = [written for form in _FORMS for match in form.finditer(text) if (written := _written(match)) is not None]
    return sorted(found, key=_start)


def _start(written: WrittenDate) -> int:
    return written.start


def _written(match: re.Match[str]) -> WrittenDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    mark = order = None
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second_number"])
        readings = list(dict.fromkeys(filter(None, (_iso(year, second, first), _iso(year, first, second)))))
        mark = parts["mark"]
        if len(readings) == 1 and first != second:
            order = "day" if first > 12 else "month"
    else:
        month = _month(parts["name"]) if "name" in parts else int(parts["month"])
        readings = list(filter(None, (_iso(year, month, int(parts["day"])),)))
    if parts["weekday"]:
        # A weekday that fits one reading tells; one that fits none is a slip, and tells nothing.
        readings = [iso for iso in readings if _weekday(iso).startswith(parts["weekday"].lower())] or readings
    if not readings:
        return None
    moment = _moment(readings[0], parts) if len(readings) == 1 else None
    return WrittenDate(match.start(), match.end(), tuple(readings), mark or "", order, moment)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _weekday(iso: str) -> str:
    return _WEEKDAYS[date.fromisoformat(iso).weekday()]


def _moment(iso: str, parts: dict[str, str | None]) -> str | None:
    offset = parts["offset"] or ("+00:00" if parts["utc"] else None)
    if offset is None or parts["hour"] is None:
        return None
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    try:
        return datetime.fromisoformat(
            f"{iso}T{hour:02}:{parts['minute']}:{parts['second'] or '00'}{offset}"
        ).isoformat()
    except ValueError:
        return None


def choose(
    written: WrittenDate, *, known: Collection[str] = (), others: Sequence[WrittenDate] = (), date_order: str
) -> str | None:
    """Return the ISO date or date-time that a written date means, or None where day and month cannot be told apart.

    Evidence, in this order: `known`, ISO dates that the same page gives elsewhere beyond doubt; `others`, the
    written dates of the same page, where one of the same form has a number over 12; the setting `date_order`
    ("day", "month" or "unknown").
    """
    if len(written.readings) == 1:
        return written.moment or written.readings[0]
    known_days = {iso[:10] for iso in known}
    fitting = [iso for iso in written.readings if iso in known_days]
    if len(fitting) == 1:
        return fitting[0]
    orders = {other.order for other in others if other.mark == written.mark and other.order is not None}
    order = orders.pop() if len(orders) == 1 else date_order
    return {"day": written.readings[0], "month": written.readings[1]}.get(order)


def the_date(value: str) -> WrittenDate | None:
    """Return the date of a value that is a date and nothing else, or None. A time without an offset is left out."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        found = find_dates(value)
        whole = len(found) == 1 and found[0].start == 0 and not re.search(r"\w{4}", value[found[0].end :])
        return found[0] if whole else None
    iso = _iso(moment.year, moment.month, moment.day)
    if iso is None:
        return None
    with_offset = moment.isoformat() if moment.tzinfo is not None else None
    return WrittenDate(0, len(value), (iso,), moment=with_offset)


def date_in_url(url: str) -> str | None:
    """Return the ISO date that stands as /2014/12/17/ (or 2014-12-17) in the path of an address, or None."""
    path = url.partition("?")[0].partition("#")[0]
    found = set()
    for match in _IN_URL.finditer(path):
        year, month, day = (part for part in match.groups() if part is not None)
        number = int(month) if month.isdigit() else _month_or_zero(month)
        found.add(_iso(int(year), number, int(day)))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _month_or_zero(name: str) -> int:
    return _month(name) if re.fullmatch(_MONTH, name, re.IGNORECASE) else 0
