"""What one match of a time pattern says: an `Expression`, or none where the words mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.resolve.festivals import NATIONAL, fixed_day
from dateline.resolve.time_grammar import COUNTED, MONTH_NAMES, SPACE, YEAR
from dateline.resolve.time_values import Part
from dateline.resolve.time_words import (
    CENTURY_ORDINALS,
    EVENTS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    WHICH,
    Which,
)

Kind = Literal[
    "date",
    "numeric",
    "named",
    "weekday",
    "day",
    "unit",
    "offset",
    "counted",
    "anniversary",
    "share",
    "clock",
    "duration",
    "set",
    "reference",
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
    #: Whether "and a half" is told with the count.
    half: bool = False
    #: Whether "early" or "late" stands before a day.
    is_loose: bool = False
    #: "The last two weeks of" a month: which (-1 is the last), how many, of what unit.
    share: tuple[int, int, str] | None = None


_TAKES_A_YEAR = re.compile(r"\b(?:in|since|until|till|by|during|circa|from|early|late|mid)[ \n-]$", re.IGNORECASE)
_BEFORE_A_NUMBER = re.compile(
    r"(?:[\w$£€#@/.:+=©]|\d[-–,]|© |\(c\) |\b(?:no\.?|block|at|highway|hwy\.?|route|rte\.?|f\.?m\.?|county road|"
    r"copyright|some|about|over|than|nearly|almost) )$",
    re.IGNORECASE,
)
_TAKES_A_DAY = re.compile(r"\b(?:on|of|to|from|until|till|by|since|and)[ \n]$", re.IGNORECASE)
_ENDS_A_DAY = re.compile(
    r"[.,;:)]|[ \n](?:and|to|or|was|were|when|after|at|a|an|he|she|they|it|in|with)\b", re.IGNORECASE
)
_CAMPAIGN = re.compile(r"[ \n](?:offensive|campaign|fighting|assault|attack|counter)", re.IGNORECASE)
_COUNTRY_BEFORE = re.compile(r"(?P<country>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s?)? $")
#: Nouns that the name of a festival before them tells no day of.
_NAMES_A_THING = re.compile(
    r"(?:['’]s)?[ \n-](?:party|parties|tree|shopping|gifts?|presents?|lights?|cards?|carols?|market|season|dinner|"
    r"concert|play|decorations?|costumes?|candy|agreement|offensive|accords|rising|island|seals?|eggs?|bunny|city|truce|music|"
    r"songs?|stor(?:y|ies)|break|holidays?(?!\s+weekend)|parade|celebrations?|service|vigil)\b",
    re.IGNORECASE,
)
_TAKES_AN_EVENT = re.compile(r"\b(?:before|after|since|until|post|pre)[ \n-]$|\bon[ \n]$", re.IGNORECASE)
_OF_AN_EVENT = re.compile(
    r"(?:['’]s)?[ \n-](?:\w+[ \n])?(?:attacks?|attackers?|bomb\w*|hijack\w*|terror\w*|plot\w*|mastermind|victims?|"
    r"survivors?|famil(?:y|ies)|commission|memorial|anniversary|massacre|siege|case|trial|style)\b",
    re.IGNORECASE,
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


def _is_lower_around(match: re.Match[str]) -> bool:
    """Tell whether the text has no capitals, by what stands around: it may be long."""
    return match.string[max(0, match.start() - 200) : match.end() + 200].islower()


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
    yield Expression(match.start(), match.end("day"), "date", year=year, month=month, day=int(match["day"]))


def read_later_day(match: re.Match[str]) -> Iterator[Expression]:
    """Read both days of "June 10 and 12, 1940", "May 5-7"."""
    year = int(match["year"]) if match["year"] else None
    month = MONTHS[match["month"].lower().rstrip(".")]
    if match["year"] is None and COUNTED.match(match.string, match.end()):
        return
    yield Expression(match.start(), match.end("day"), "date", year=year, month=month, day=int(match["day"]))
    yield Expression(
        match.start("last"), match.end(), "date", year=year, month=month, day=int(re.sub(r"\D", "", match["last"]))
    )


def read_bare_month(match: re.Match[str]) -> Iterator[Expression]:
    """Read a month without a day or a year. "May", "March" and "August" need a word before them that takes a time."""
    text, written = match.string, match["month"]
    name = written.lower()
    if name not in MONTHS or (len(name) < 5 and name not in {"june", "july", "may"}):
        return
    if not (written[0].isupper() or _is_lower_around(match)):
        return
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 50]
    # "between April and June 1940": the year is told once.
    year = _TO_MONTH_AND_YEAR.match(after)
    if name in {"may", "march", "august"} and not (
        year or _TAKES_A_MONTH.search(before) or (written.istitle() and _MAY_TAKE_A_MONTH.search(before))
    ):
        return
    if name == "march" and re.match(rf"{SPACE}(?:for|on|to|against|through){SPACE}", after):
        return
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


def read_short_range(match: re.Match[str]) -> Iterator[Expression]:
    """Read both years of "1915-17"."""
    first, last = int(match["year"]), int(match["short_year"])
    if last > first % 100 and not _BEFORE_A_NUMBER.search(match.string[max(0, match.start() - 12) : match.start()]):
        yield Expression(match.start(), match.end("year"), "date", year=first)
        yield Expression(match.start("short_year"), match.end(), "date", year=first - first % 100 + last)


def read_two_digits(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "date", year=int(match["short_year"]))


def read_bc_range(match: re.Match[str]) -> Iterator[Expression]:
    """Read the first year of "499-493 BC"; the last is found as one of its own."""
    if int(match["first"]) > int(match["bc"]):
        yield Expression(match.start("first"), match.end("first"), "date", value=_bc_value(match["first"]))


def read_bc_decade(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "date", value=_bc_value(match["decade"])[:-1])


def read_bc_century(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "date", value=f"BC{int(match['century']) - 1:02d}")


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


def read_event(match: re.Match[str]) -> Iterator[Expression]:
    """Read "after 9/11", "the 7/7 bombings". Elsewhere it may be a score, a share or a size."""
    if _TAKES_AN_EVENT.search(match.string, max(0, match.start() - 12), match.start()) or _OF_AN_EVENT.match(
        match.string, match.end()
    ):
        year, month, day = EVENTS[match["event"]]
        yield Expression(*spanned(match), "date", year=year, month=month, day=day)


def read_named_day(match: re.Match[str]) -> Iterator[Expression]:
    """Read "Christmas Eve", "Good Friday 2014", "Memorial Day weekend", "Pakistan's Independence Day"."""
    written, text = match["name"], match.string
    if not (written[0].isupper() or _is_lower_around(match)) or _NAMES_A_THING.match(text, match.end()):
        return
    name = " ".join(written.lower().replace("’", "'").split())
    start, year = match.start(), int(match["year"]) if match["year"] else None
    if owner := _COUNTRY_BEFORE.search(text, max(0, start - 24), start):
        national = NATIONAL.get((name, owner["country"].lower()))
        if national:
            yield Expression(owner.start(), match.end(), "date", month=national[0], day=national[1], year=year)
            return
    if match["weekend"] is None and (fixed := fixed_day(name)):
        yield Expression(start, match.end(), "date", month=fixed.month, day=fixed.day, year=year)
    else:
        yield Expression(start, match.end(), "named", value=name, year=year, unit="WE" if match["weekend"] else None)


def read_day_of_told_month(match: re.Match[str]) -> Iterator[Expression]:
    """Read "on the 20th": a day of the month told last."""
    before, after = (
        match.string[max(0, match.start() - 8) : match.start()],
        match.string[match.end() : match.end() + 12],
    )
    day = int(match["day"])
    if match.group()[0] in "tT" and 1 <= day <= 31 and _TAKES_A_DAY.search(before) and _ENDS_A_DAY.match(after):
        yield Expression(*spanned(match), "date", day=day)


def read_season(match: re.Match[str]) -> Iterator[Expression]:
    groups = match.groupdict()
    year = int(match["year"]) if match["year"] else None
    value = _bc_value(groups["bc"]) if groups.get("bc") else None
    yield Expression(*spanned(match), "date", season=SEASONS[match["season"].lower()], year=year, value=value)


def read_season_at_large(match: re.Match[str]) -> Iterator[Expression]:
    """Read a season that stands alone: "winter quarters", "the Spring Offensive". "Fall" by itself means much else."""
    written = match["season"]
    season = SEASONS[written.lower()]
    after = match.string[match.end() : match.end() + 14]
    if not (_CAMPAIGN.match(after) or (written.islower() and written not in {"spring", "fall"})):
        return
    yield Expression(*spanned(match), "date", season=season, value=f"XXXX-{season}")


def read_numbered_quarter(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "date", value=f"{match['year']}-Q{match['quarter']}")


def read_half(match: re.Match[str]) -> Iterator[Expression]:
    """Read "the second half of 2008", "the third quarter of 2014"."""
    count = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["half"].lower())
    letter, most = ("H", 2) if match["unit"].lower() == "half" else ("Q", 4)
    count = count or most
    if count <= most:
        yield Expression(*spanned(match), "date", value=f"{match['year']}-{letter}{count}")


def read_bare_season(match: re.Match[str]) -> Iterator[Expression]:
    words = " ".join(match["which"].lower().split()).removeprefix("the ") if match["which"] else None
    which = WHICH[words] if words else None
    yield Expression(match.start("whole"), match.end(), "date", season=SEASONS[match["season"].lower()], which=which)
