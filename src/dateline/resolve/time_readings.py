"""What one match of a time pattern says: an `Expression`, or none where the words mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.resolve.time_grammar import COUNTED, MONTH_NAMES, SPACE, YEAR
from dateline.resolve.time_values import Part
from dateline.resolve.time_words import (
    CENTURY_ORDINALS,
    FIXED_DAYS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    WHICH,
    Which,
)

Kind = Literal[
    "date", "numeric", "weekday", "day", "unit", "offset", "counted", "clock", "duration", "set", "reference"
]


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words of a time expression say. Unset fields are not told."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    #: TIMEX3 text of what is not a plain year: "199" (decade), "19" (century), "BC0490", or a value that is complete.
    value: str | None = None
    month: int | None = None
    day: int | None = None
    #: 0 is Monday.
    weekday: int | None = None
    season: str | None = None
    part: Part | None = None
    #: TIMEX3 part of the day ("TNI") or clock time ("T18:00").
    clock: str | None = None
    which: Which | None = None
    unit: str | None = None
    #: How many units; None where it is vague ("a few").
    count: int | None = None


_TAKES_A_YEAR = re.compile(r"\b(?:in|since|until|till|by|during|circa|from|early|late|mid)[ \n-]$", re.IGNORECASE)
_BEFORE_A_NUMBER = re.compile(
    r"(?:[\w$£€#@/.:+=]|\d[-–,]|\b(?:no\.?|block|at|highway|route|some|about|over|than|nearly|almost) )$", re.IGNORECASE
)
_TAKES_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|during|between|through|from|early|late|mid|last|next)[ \n-]$", re.IGNORECASE
)
_MAY_TAKE_A_MONTH = re.compile(r"\b(?:of|to|and|before|after|this)[ \n]$", re.IGNORECASE)
_TO_MONTH_AND_YEAR = re.compile(
    rf"{SPACE}?(?:to|and|through|until|[-–/]){SPACE}?(?:(?:early|late|mid)[ -])?(?:{MONTH_NAMES})\b"
    rf"{SPACE}(?:of{SPACE})?{YEAR}",
    re.IGNORECASE,
)


def spanned(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.end()


def read_calendar(match: re.Match[str]) -> Iterator[Expression]:
    """Read any order of day, month and year."""
    groups = match.groupdict()
    text, end = match.string, match.end()
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("short_year"):
        if COUNTED.match(text, end) or re.match(rf"{SPACE}(?!and\b|in\b|by\b|at\b|after\b)[a-z]", text[end : end + 12]):
            end = match.start("short_year")
            while not text[end - 1].isalnum():
                end -= 1
        else:
            year = int(groups["short_year"].strip("'’"))
    elif year is None and groups.get("day") and match.end("day") == end and COUNTED.match(text, end):
        return
    yield Expression(
        match.start(),
        end,
        "date",
        year=year,
        month=MONTHS[groups["month"].lower().rstrip(".")],
        day=int(groups["day"]) if groups.get("day") else None,
        value=_bc_value(groups["bc"]) if groups.get("bc") else None,
        weekday=WEEKDAYS[groups["weekday"].lower()] if groups.get("weekday") else None,
    )


def read_day_list(match: re.Match[str]) -> Iterator[Expression]:
    """Read the first day of "10 and 12 June 1940", "5-7 May"; the last is found as a date of its own."""
    year = int(match["year"]) if match["year"] else None
    month = MONTHS[match["month"].lower().rstrip(".")]
    yield Expression(match.start("day"), match.end("day"), "date", year=year, month=month, day=int(match["day"]))


def read_later_day(match: re.Match[str]) -> Iterator[Expression]:
    """Read both days of "June 10 and 12, 1940", "May 5-7"."""
    year = int(match["year"]) if match["year"] else None
    month = MONTHS[match["month"].lower().rstrip(".")]
    if match["year"] is None and COUNTED.match(match.string, match.end()):
        return
    yield Expression(match.start(), match.end("day"), "date", year=year, month=month, day=int(match["day"]))
    yield Expression(match.start("last"), match.end(), "date", year=year, month=month, day=int(match["last"]))


def read_bare_month(match: re.Match[str]) -> Iterator[Expression]:
    """Read a month without a day or a year. "May", "March" and "August" need a word before them that takes a time."""
    text, written = match.string, match["month"]
    name = written.lower()
    if name not in MONTHS or (len(name) < 5 and name not in {"june", "july", "may"}):
        return
    if not (written[0].isupper() or text.islower()):
        return
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 50]
    if name in {"may", "march", "august"} and not (
        _TAKES_A_MONTH.search(before) or (written.istitle() and _MAY_TAKE_A_MONTH.search(before))
    ):
        return
    if name == "march" and re.match(rf"{SPACE}(?:for|on|to|against|through){SPACE}", after):
        return
    # "between April and June 1940": the year is told once.
    year = _TO_MONTH_AND_YEAR.match(after)
    yield Expression(*spanned(match), "date", month=MONTHS[name], year=int(year["year"]) if year else None)


def read_year(match: re.Match[str]) -> Iterator[Expression]:
    """Read a year without a month, unless it is a number of people, a street, a price or a part of a longer number."""
    text, year = match.string, int(match["year"])
    before = text[max(0, match.start() - 12) : match.start()]
    placed = _TAKES_A_YEAR.search(before)
    if not placed and (year < 1500 or COUNTED.match(text, match.end())):
        return
    in_range = re.search(r"(?<![\d-])\d{4}[-–/]$", before)
    if not in_range and _BEFORE_A_NUMBER.search(before):
        return
    if re.match(r"[/:@]\d|-\d\d-|-$|,\d{3}", text[match.end() : match.end() + 6]):
        return
    yield Expression(*spanned(match), "date", year=year)


def _bc_value(written: str) -> str:
    return f"BC{int(written):04d}"


def read_bc(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "date", value=_bc_value(match["bc"]))


def read_decade(match: re.Match[str]) -> Iterator[Expression]:
    written = match["decade"].strip("'’")
    yield Expression(*spanned(match), "date", value=(written if len(written) == 4 else "19" + written)[:3])


def read_century(match: re.Match[str]) -> Iterator[Expression]:
    written = match["century"].lower()
    number = int(written[:2]) if written[0].isdigit() else 15 + CENTURY_ORDINALS.index(written)
    yield Expression(*spanned(match), "date", value=f"{number - 1:02d}")


def read_iso(match: re.Match[str]) -> Iterator[Expression]:
    clock = match["clock"]
    yield Expression(*spanned(match), "date", value=f"{match['date']}{'T' + clock if clock else ''}")


def read_numeric(match: re.Match[str]) -> Iterator[Expression]:
    if match["first"] == match["second"] == "0":
        return
    yield Expression(
        *spanned(match), "numeric", year=int(match["year"]), month=int(match["first"]), day=int(match["second"])
    )


def read_fixed_day(match: re.Match[str]) -> Iterator[Expression]:
    month, day = FIXED_DAYS[match["fixed"].lower().replace("’", "'")]
    year = int(match["year"]) if match["year"] else None
    yield Expression(*spanned(match), "date", month=month, day=day, year=year)


def read_season(match: re.Match[str]) -> Iterator[Expression]:
    year = int(match["year"]) if match["year"] else None
    yield Expression(*spanned(match), "date", season=SEASONS[match["season"].lower()], year=year)


def read_bare_season(match: re.Match[str]) -> Iterator[Expression]:
    which = WHICH[" ".join(match["which"].lower().split())] if match["which"] else None
    yield Expression(match.start("whole"), match.end(), "date", season=SEASONS[match["season"].lower()], which=which)
