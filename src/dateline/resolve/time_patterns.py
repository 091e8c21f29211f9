"""The forms that time expressions take: one table of patterns, each with what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dateline.resolve import relative_readings as relative
from dateline.resolve import time_readings as readings
from dateline.resolve.time_grammar import (
    APPROXIMATELY,
    BC,
    CLOCK,
    COUNT,
    DAY,
    DAY_PART,
    MODIFIER,
    MONTH,
    MONTH_NAMES,
    SHORT_YEAR,
    SPACE,
    UNIT,
    UNIT_PLURAL,
    WEEKDAY,
    WHICH_WORDS,
    YEAR,
    any_of,
)
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_words import FIXED_DAYS, PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS

Builder = Callable[[re.Match[str]], Iterator[Expression]]
_DETERMINED = rf"(?:the{SPACE})?"
# Either apostrophe.
_FIXED_DAY_NAMES = any_of(*FIXED_DAYS).replace("'", "['’]")
_HYPHEN = r"[-–]"


def _rule(pattern: str, build: Builder) -> tuple[re.Pattern[str], Builder]:
    return re.compile(rf"(?<![\w$£€])(?<!\d[,.]){pattern}", re.IGNORECASE), build


#: Every form, with what reads it. Where two match at one place the longer match stays, then the earlier rule.
RULES: tuple[tuple[re.Pattern[str], Builder], ...] = (
    _rule(rf"{_DETERMINED}{DAY}{SPACE}(?:of{SPACE})?{MONTH}(?:,?{SPACE}{BC})", readings.read_calendar),
    _rule(
        rf"(?:the{SPACE})?{DAY}(?:{SPACE}|-)?(?:of{SPACE})?{MONTH}(?:(?:,?{SPACE}|,|-){YEAR})?",
        readings.read_calendar,
    ),
    _rule(rf"{DAY}(?P<mark>[- ]){MONTH}(?P=mark){SHORT_YEAR}(?!{SPACE}(?:{MONTH_NAMES})\b)", readings.read_calendar),
    _rule(rf"{MONTH}{SPACE}(?:the{SPACE})?{DAY}(?:,?{SPACE}{YEAR})?", readings.read_calendar),
    _rule(rf"{MONTH}{SPACE}{DAY},{SPACE}?(?P<short_year>['’]\d\d)\b", readings.read_calendar),
    _rule(rf"{MONTH},?{SPACE}(?:of{SPACE})?{YEAR}", readings.read_calendar),
    _rule(rf"{MONTH}{SPACE}(?:of{SPACE})?(?P<short_year>['’]\d\d)\b", readings.read_calendar),
    _rule(rf"{MONTH},?{SPACE}(?:of{SPACE})?{BC}", readings.read_calendar),
    _rule(
        rf"{DAY}{SPACE}?(?:{_HYPHEN}|to|and|or|until|/|,){SPACE}?(?=(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?{SPACE}(?:of{SPACE})?{MONTH}"
        rf"(?:,?{SPACE}{YEAR})?)",
        readings.read_day_list,
    ),
    _rule(
        rf"{MONTH}{SPACE}{DAY}{SPACE}?(?:{_HYPHEN}|to|and|or|through|until){SPACE}?(?P<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
        rf"(?![\d:%]|[.,]\d)(?:,?{SPACE}{YEAR})?",
        readings.read_later_day,
    ),
    _rule(rf"{MONTH}(?!\w)", readings.read_bare_month),
    _rule(
        r"(?P<date>(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T(?P<clock>\d\d:\d\d)(?::\d\d)?)?(?![\d-])",
        readings.read_iso,
    ),
    _rule(
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:1\d|20)\d\d)(?![\d/-])",
        readings.read_numeric,
    ),
    _rule(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/-])", readings.read_numeric),
    _rule(rf"{YEAR}(?![\w%])", readings.read_year),
    _rule(rf"(?:c\.|ca\.|circa)?{SPACE}?{BC}", readings.read_bc),
    _rule(rf"{_DETERMINED}(?P<decade>(?:1\d|20)\d0|['’]\d0)['’]?s\b", readings.read_decade),
    _rule(
        rf"{_DETERMINED}(?P<century>(?:1\d|2[01])(?:st|nd|rd|th)|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
        rf"twentieth|twenty-first)(?:{SPACE}|-)century\b",
        readings.read_century,
    ),
    _rule(
        rf"(?P<fixed>{_FIXED_DAY_NAMES})\b(?:,?{SPACE}{YEAR})?",
        readings.read_fixed_day,
    ),
    _rule(rf"{_DETERMINED}(?P<season>{any_of(*SEASONS)})\b,?{SPACE}(?:of{SPACE})?{YEAR}", readings.read_season),
    _rule(
        rf"(?:(?:in|by|during|until|since|through|throughout|over|that|for){SPACE})?(?P<whole>(?:(?P<which>last|this|next|the{SPACE}previous|the{SPACE}following|that"
        rf"){SPACE}|the{SPACE}|(?<=in )|(?<=by ))(?P<season>{any_of(*SEASONS)}))\b"
        rf"(?!{SPACE}(?:of|to|break|school|camp|offensive|games|olympics)\b)",
        readings.read_bare_season,
    ),
    _rule(
        r"(?<!bloody )(?<!black )(?<!super )(?<!ash )(?<!good )(?<!palm )(?<!every )(?<!each )"
        rf"(?:(?:the{SPACE})?(?P<which>{WHICH_WORDS}){SPACE})?{WEEKDAY}"
        rf"(?!\w)(?!{SPACE}(?:times|herald|mirror|mail|telegraph|express|star|world|magazine|night{SPACE}football)\b)"
        rf"(?:{SPACE}(?P<week>(?:of{SPACE})?(?:last|next){SPACE}week)\b)?",
        relative.read_weekday,
    ),
    _rule(
        rf"(?:the{SPACE}day{SPACE}(?:before{SPACE}yesterday|after{SPACE}tomorrow)|(?:yesterday|tomorrow)(?:{SPACE}(?:morning|afternoon|evening|night))?|"
        rf"last{SPACE}night|tonight|overnight|(?:earlier|later){SPACE}today|today|this{SPACE}(?:very{SPACE})?(?:morning|afternoon|evening))\b",
        relative.read_deictic_day,
    ),
    _rule(
        rf"{_DETERMINED}(?P<which>that|that{SPACE}same|same|next|following|previous){SPACE}{DAY_PART}",
        relative.read_that_part_of_day,
    ),
    _rule(
        rf"(?P<modifier>{MODIFIER}|(?:earlier|later){SPACE})?(?P<the>the{SPACE})?(?P<which>{WHICH_WORDS}){SPACE}"
        r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b(?!-)",
        relative.read_unit,
    ),
    _rule(
        rf"the{SPACE}(?P<unit>day|week|month|year){SPACE}(?P<side>before|after|following)\b(?!{SPACE}(?:[a-z]))",
        relative.read_next_to_told,
    ),
    _rule(
        rf"(?P<modifier>the{SPACE}(?:end|beginning|start|middle|close|latter{SPACE}part){SPACE}of){SPACE}the{SPACE}(?P<unit>month|year|week|decade|century)\b",
        relative.read_end_of_told,
    ),
    _rule(
        rf"{APPROXIMATELY}(?:{COUNT}{SPACE})?(?:(?:full|long|whole|short){SPACE})?{UNIT}s?{SPACE}(?P<which>ago|later|earlier|afterwards?|previously|beforehand|hence)\b",
        relative.read_offset,
    ),
    _rule(rf"{COUNT}{SPACE}{UNIT}s?\b(?={SPACE}(?:after|before)\b)", relative.read_counted),
    _rule(
        rf"{APPROXIMATELY}(?:the{SPACE})?(?:(?P<which>last|past|next|previous|following|coming|first){SPACE})?{COUNT}(?:{SPACE}|-)(?:more{SPACE}|full{SPACE})?"
        rf"{UNIT}s?\b(?:-long\b|{SPACE}long\b)?(?!\w)",
        relative.read_duration_checked,
    ),
    _rule(rf"(?<=\bfor ){UNIT_PLURAL}\b(?!{SPACE}ago)", relative.read_duration),
    _rule(
        rf"(?P<every>(?:every|each){SPACE}(?:other{SPACE})?(?:{any_of(*WEEKDAYS, *PARTS_OF_DAY, *UNITS)})|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|daily|nightly|weekly|monthly|yearly|annually)\b",
        relative.read_set,
    ),
    _rule(r"(?:right now|now|currently|at present|nowadays|recently|lately)\b", relative.read_reference),
    _rule(CLOCK, relative.read_clock),
    _rule(r"(?P<clock>midnight|noon)\b", relative.read_clock),
)
