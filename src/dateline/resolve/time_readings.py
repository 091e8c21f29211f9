"""What one match of a time pattern says: an `Expression`, or none where the words mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.knowledge import numbers
from dateline.resolve.time_grammar import COUNTED, MONTH_NAMES, SPACE, YEAR
from dateline.resolve.time_values import Part
from dateline.resolve.time_words import (
    CENTURY_ORDINALS,
    FIXED_DAYS,
    MONTHS,
    PART_WORDS,
    PARTS_OF_DAY,
    SEASONS,
    UNITS,
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
_TAKES_A_CLOCK = re.compile(
    r"\b(?:at|around|about|approximately|by|until|till|before|after|since|from|between|and|to)[ \n]$", re.IGNORECASE
)


def _spanned(match: re.Match[str]) -> tuple[int, int]:
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
    yield Expression(*_spanned(match), "date", month=MONTHS[name], year=int(year["year"]) if year else None)


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
    yield Expression(*_spanned(match), "date", year=year)


def _bc_value(written: str) -> str:
    return f"BC{int(written):04d}"


def read_bc(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*_spanned(match), "date", value=_bc_value(match["bc"]))


def read_decade(match: re.Match[str]) -> Iterator[Expression]:
    written = match["decade"].strip("'’")
    yield Expression(*_spanned(match), "date", value=(written if len(written) == 4 else "19" + written)[:3])


def read_century(match: re.Match[str]) -> Iterator[Expression]:
    written = match["century"].lower()
    number = int(written[:2]) if written[0].isdigit() else 15 + CENTURY_ORDINALS.index(written)
    yield Expression(*_spanned(match), "date", value=f"{number - 1:02d}")


def read_iso(match: re.Match[str]) -> Iterator[Expression]:
    clock = match["clock"]
    yield Expression(*_spanned(match), "date", value=f"{match['date']}{'T' + clock if clock else ''}")


def read_numeric(match: re.Match[str]) -> Iterator[Expression]:
    if match["first"] == match["second"] == "0":
        return
    yield Expression(
        *_spanned(match), "numeric", year=int(match["year"]), month=int(match["first"]), day=int(match["second"])
    )


def read_fixed_day(match: re.Match[str]) -> Iterator[Expression]:
    month, day = FIXED_DAYS[match["fixed"].lower().replace("’", "'")]
    year = int(match["year"]) if match["year"] else None
    yield Expression(*_spanned(match), "date", month=month, day=day, year=year)


def read_season(match: re.Match[str]) -> Iterator[Expression]:
    year = int(match["year"]) if match["year"] else None
    yield Expression(*_spanned(match), "date", season=SEASONS[match["season"].lower()], year=year)


def read_bare_season(match: re.Match[str]) -> Iterator[Expression]:
    which = WHICH[" ".join(match["which"].lower().split())] if match["which"] else None
    yield Expression(match.start("whole"), match.end(), "date", season=SEASONS[match["season"].lower()], which=which)


def read_weekday(match: re.Match[str]) -> Iterator[Expression]:
    written = match["weekday"].rstrip(".")
    if len(written) <= 5 and not match["which"] and (not written.istitle() or match.group()[-1] != "."):
        return
    which = WHICH[" ".join(match["which"].lower().split())] if match["which"] else None
    if match["week"]:
        which = "last" if match["week"].lower().startswith(("last", "of last")) else "next"
    unit = "W" if match["week"] else None
    yield Expression(*_spanned(match), "weekday", weekday=WEEKDAYS[written.lower()], which=which, unit=unit)


def read_deictic_day(match: re.Match[str]) -> Iterator[Expression]:
    word = " ".join(match.group().lower().split())
    count = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(word.split()[0], 0)
    if word.startswith("the day before yesterday"):
        count = -2
    if word.startswith("the day after tomorrow"):
        count = 2
    if word == "overnight":
        yield Expression(*_spanned(match), "day", value=word)
        return
    clock = next((PARTS_OF_DAY[each] for each in word.split() if each in PARTS_OF_DAY), None)
    if word == "tonight":
        clock = "TNI"
    yield Expression(*_spanned(match), "day", count=count, clock=clock)


def read_that_part_of_day(match: re.Match[str]) -> Iterator[Expression]:
    which = WHICH[" ".join(match["which"].lower().split())]
    which = "following" if which == "next" else which
    yield Expression(*_spanned(match), "unit", unit="D", which=which, clock=PARTS_OF_DAY[match["day_part"].lower()])


def read_unit(match: re.Match[str]) -> Iterator[Expression]:
    words = " ".join(match["which"].lower().split())
    which = WHICH[words]
    word = match["unit"].lower()
    if words in {"past", "this past"} or (match["the"] and words == "last"):
        # "in the last year" tells a length that ends now, not the calendar year before.
        yield Expression(*_spanned(match), "duration", unit=UNITS.get(word, "W"), count=1, which="last")
        return
    if match["the"] and which == "next":
        which = "following"
    unit = "WE" if word == "weekend" else "Q" if word == "quarter" else UNITS[word]
    modifier = (match["modifier"] or "").lower()
    part: Part | None = next((PART_WORDS[each] for each in re.findall(r"[a-z]+", modifier) if each in PART_WORDS), None)
    yield Expression(*_spanned(match), "unit", unit=unit, which=which, part=part)


def read_next_to_told(match: re.Match[str]) -> Iterator[Expression]:
    which: Which = "previous" if match["side"].lower() in {"before", "earlier"} else "following"
    yield Expression(*_spanned(match), "unit", unit=UNITS[match["unit"].lower()], which=which)


def read_end_of_told(match: re.Match[str]) -> Iterator[Expression]:
    part = next(PART_WORDS[each] for each in re.findall(r"[a-z]+", match["modifier"].lower()) if each in PART_WORDS)
    yield Expression(*_spanned(match), "unit", unit=UNITS[match["unit"].lower()], which="same", part=part)


def _number(written: str) -> int | None:
    """Return the count that is written, 1 for an article, None where it is vague."""
    words = " ".join(written.lower().split())
    if words in {"a", "an"}:
        return 1
    if words.startswith(("couple", "a couple")):
        return 2
    told = numbers.parse("a hundred" if words == "hundred" else words)
    return told.low if told and told.low == told.high else None


def read_offset(match: re.Match[str]) -> Iterator[Expression]:
    words: dict[str, Which] = {
        "ago": "ago",
        "later": "later",
        "afterward": "later",
        "afterwards": "later",
        "hence": "later",
    }
    which = words.get(match["which"].lower(), "earlier")
    yield Expression(
        *_spanned(match), "offset", unit=_unit_of(match), count=_number(match["count"] or "several"), which=which
    )


def _unit_of(match: re.Match[str]) -> str:
    word = match["unit"].lower()
    return "FN" if word.startswith("fortnight") else UNITS[word.rstrip("s") if word.rstrip("s") in UNITS else word]


def read_counted(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*_spanned(match), "counted", unit=_unit_of(match), count=_number(match["count"]))


def read_duration(match: re.Match[str]) -> Iterator[Expression]:
    """Read "two months", "a three-day", "the past two weeks". An age ("five years old") is no duration."""
    if re.match(r"[ -]?(?:of[ -]age|olds?)\b", match.string[match.end() : match.end() + 8]):
        return
    groups = match.groupdict()
    which = WHICH.get(" ".join(groups["which"].lower().split())) if groups.get("which") else None
    count = _number(groups["count"]) if groups.get("count") else None
    yield Expression(*_spanned(match), "duration", unit=_unit_of(match), count=count, which=which)


def read_duration_checked(match: re.Match[str]) -> Iterator[Expression]:
    """As `_duration`, but "a day" alone, "some day" and "a second" tell no length."""
    if match["count"].lower() in {"a", "an", "some", "many", "one"}:
        before = match.string[max(0, match.start() - 10) : match.start()]
        if match["unit"].lower() in {"second", "day", "night", "minute"} or re.search(r"\d\S* $", before):
            return
    yield from read_duration(match)


def read_set(match: re.Match[str]) -> Iterator[Expression]:
    word = match["every"].lower().split()[-1]
    if match["every"].istitle() and word in {"daily", "weekly", "nightly", "monthly"}:
        return  # a newspaper
    single = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y"}
    name = word.rstrip("s")
    if name in WEEKDAYS:
        value: str | None = f"XXXX-WXX-{WEEKDAYS[name] + 1}"
    else:
        value = single.get(word) or f"P1{UNITS.get(name, PARTS_OF_DAY.get(name, 'D')[:1])}"
    yield Expression(*_spanned(match), "set", value=value)


def read_reference(match: re.Match[str]) -> Iterator[Expression]:
    word = match.group().lower().split()[0]
    value = "PAST_REF" if word in {"recently", "lately"} else "PRESENT_REF"
    yield Expression(*_spanned(match), "reference", value=value)


def read_clock(match: re.Match[str]) -> Iterator[Expression]:
    """Read a clock time. "4:15" alone may be a score or a verse: a word like "at" must stand before it."""
    if re.fullmatch(r"\d+[:.]\d+", match["clock"]):
        before = match.string[max(0, match.start() - 14) : match.start()]
        if match["clock"].startswith("0:") or not _TAKES_A_CLOCK.search(before):
            return
    yield Expression(*_spanned(match), "clock", clock=clock_value(match["clock"]))


def clock_value(written: str) -> str:
    """Return "T18:30", "T18" or a part of the day for "6.30 pm", "6 p.m.", "1830 hrs", "midnight"."""
    text = written.lower().replace(".", ":").replace("\xa0", " ")
    if text in {"midnight", "noon"}:
        return {"midnight": "T00:00", "noon": "T12:00"}[text]
    digits = re.findall(r"\d+", text)
    hour, minute = (int(digits[0][:2]), digits[0][2:]) if len(digits[0]) == 4 else (int(digits[0]), "")
    minute = digits[1] if len(digits) > 1 else minute
    if re.search(r"p:? ?m", text) and hour < 12:
        hour += 12
    elif re.search(r"a:? ?m", text) and hour == 12:
        hour = 0
    return f"T{hour:02d}" + (f":{minute}" if minute else "")
