"""The forms that time expressions take: one table of patterns, each with what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dateline.resolve import relative_readings as relative
from dateline.resolve import time_readings as readings
from dateline.resolve.festivals import FESTIVALS
from dateline.resolve.time_grammar import (
    APPROXIMATELY,
    BC,
    BETWEEN,
    CLOCK,
    COUNT,
    DAY,
    DAY_NUMBER,
    DAY_PART,
    HALVES,
    LONG_WEEKDAY,
    MODIFIER,
    MONTH,
    MONTH_NAMES,
    NUMBER_WORD,
    ORDINAL,
    SHORT_YEAR,
    SPACE,
    THE,
    UNIT,
    UNIT_PLURAL,
    WEEKDAY,
    WHICH_WORDS,
    YEAR,
    ZONE,
    any_of,
)
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_triggers import Trigger
from dateline.resolve.time_words import EVENTS, PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS

Builder = Callable[[re.Match[str]], Iterator[Expression]]
# Either apostrophe.
_NAMED_DAYS = any_of(*FESTIVALS).replace("'", "['’]").replace(r"\ ", SPACE)
_SEASON = rf"(?P<season>{any_of(*SEASONS)})"
_PART_NAMES = any_of(*PARTS_OF_DAY)


class Rule(NamedTuple):
    """A form, with the kind of word that none of its matches is without, and what reads it."""

    trigger: Trigger
    pattern: re.Pattern[str]
    build: Builder


def _rule(trigger: Trigger, *pieces: str, build: Builder) -> Rule:
    return Rule(trigger, re.compile(rf"(?<![\w$£€])(?<!\d[,.])(?:{''.join(pieces)})", re.IGNORECASE), build)


#: "The first week of", "the last Friday in" (a month or a year).
_SHARE = (
    rf"the{SPACE}(?P<which>first|second|third|fourth|last|final|opening){SPACE}"
    rf"(?:(?:(?P<count>\d{{1,2}}|{NUMBER_WORD}){SPACE})?(?P<unit>day|week|month)s?|{LONG_WEEKDAY}){SPACE}(?:of|in)"
)
_DATES = (
    _rule("month", rf"{THE}{DAY}{SPACE}(?:of{SPACE})?{MONTH},?{SPACE}{BC}", build=readings.read_calendar),
    _rule(
        "month",
        rf"{THE}{DAY}(?:{SPACE}|-)?(?:of{SPACE})?{MONTH}(?:(?:,?{SPACE}|,|-){YEAR})?",
        build=readings.read_calendar,
    ),
    _rule(
        "month",
        rf"{DAY}(?P<mark>[- ]){MONTH}(?P=mark){SHORT_YEAR}(?!{SPACE}(?:{MONTH_NAMES})\b)",
        build=readings.read_calendar,
    ),
    _rule("month", rf"{MONTH}{SPACE}(?:the{SPACE})?{DAY},?{SPACE}{BC}", build=readings.read_calendar),
    _rule(
        "month", rf"{MONTH}{SPACE}(?:the{SPACE})?{DAY}(?:,?{SPACE}(?:of{SPACE})?{YEAR})?", build=readings.read_calendar
    ),
    _rule("month", rf"{MONTH}{SPACE}{DAY},{SPACE}?(?P<short_year>['’]\d\d)\b", build=readings.read_calendar),
    _rule("month", rf"{MONTH},?{SPACE}(?:of{SPACE})?{YEAR}", build=readings.read_calendar),
    _rule("month", rf"{MONTH}{SPACE}(?:of{SPACE})?(?P<short_year>['’]\d\d)\b", build=readings.read_calendar),
    _rule("month", rf"{MONTH},?{SPACE}(?:of{SPACE})?{BC}", build=readings.read_calendar),
    _rule(
        "month",
        rf"{THE}{DAY}{SPACE}?(?:[-–]|to|and|or|until|/|,){SPACE}?",
        rf"(?={THE}{DAY_NUMBER}{SPACE}(?:of{SPACE})?{MONTH}(?:,?{SPACE}{YEAR})?)",
        build=readings.read_day_list,
    ),
    _rule(
        "month",
        rf"{MONTH}{SPACE}{DAY}{SPACE}?(?:[-–]|to|and|or|through|until){SPACE}?(?P<last>{DAY_NUMBER})",
        rf"(?![\d:%]|[.,]\d)(?:,?{SPACE}{YEAR})?",
        build=readings.read_later_day,
    ),
    _rule("month", rf"{MONTH}(?!\w)", build=readings.read_bare_month),
    _rule(
        "year",
        r"(?P<date>(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
        r"(?:T(?P<clock>\d\d:\d\d)(?::\d\d)?)?(?![\d-])",
        build=readings.read_iso,
    ),
    _rule(
        "year",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:1\d|20)\d\d)(?![\d/-])",
        build=readings.read_numeric,
    ),
    _rule("number", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/-])", build=readings.read_numeric),
    _rule(
        "number",
        rf"(?<!/)(?P<event>{any_of(*EVENTS)})(?![\w/%]|[.,-]\d|,?{SPACE}(?:of{SPACE})?\d)",
        build=readings.read_event,
    ),
    _rule("year", rf"(?:the{SPACE}years?{SPACE}(?:of{SPACE})?)?{YEAR}(?![\w%])", build=readings.read_year),
    _rule(
        "year", r"(?P<year>1\d{3}|20\d\d)[-–/](?P<short_year>\d\d)(?![\w%-]|[.,:/]\d)", build=readings.read_short_range
    ),
    _rule("bc", rf"(?:(?:c\.|ca\.|circa){SPACE}?)?{BC}", build=readings.read_bc),
    _rule("bc", rf"(?P<first>\d{{1,4}}){SPACE}?(?:[-–]|to|and|until){SPACE}?(?={BC})", build=readings.read_bc_range),
    _rule("bc", rf"{THE}(?P<decade>\d{{1,3}}0)s{SPACE}(?:BCE?\b|B\.C\.)", build=readings.read_bc_decade),
    _rule(
        "bc",
        rf"{THE}(?P<century>\d{{1,2}})(?:st|nd|rd|th){SPACE}century{SPACE}(?:BCE?\b|B\.C\.)",
        build=readings.read_bc_century,
    ),
    _rule("year", rf"{THE}(?P<decade>(?:1\d|20)\d0)['’]?s\b(?!{SPACE}B\.?C)", build=readings.read_decade),
    _rule("number", rf"{THE}(?P<decade>['’]\d0)['’]?s\b", build=readings.read_decade),
    _rule(
        "unit",
        rf"{THE}(?P<century>(?:1\d|2[01])(?:st|nd|rd|th)|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
        rf"twentieth|twenty-first)(?:{SPACE}|-)century\b(?!{SPACE}B\.?C)",
        build=readings.read_century,
    ),
    _rule(
        "named",
        rf"(?P<name>{_NAMED_DAYS})\b(?P<weekend>(?:{SPACE}(?:day|holiday))?{SPACE}weekend\b)?",
        rf"(?:,?{SPACE}(?:of{SPACE}|in{SPACE})?{YEAR})?",
        build=readings.read_named_day,
    ),
    _rule(
        "number", r"(?:(?<=\bin )|(?<=\bof )|(?<=\bsince ))['’](?P<short_year>\d\d)\b", build=readings.read_two_digits
    ),
    _rule("number", rf"{THE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b", build=readings.read_day_of_told_month),
    _rule("season", rf"{THE}{_SEASON}\b,?{SPACE}(?:of{SPACE})?(?:{YEAR}|{BC})", build=readings.read_season),
    _rule("season", rf"{YEAR}{SPACE}{_SEASON}\b", build=readings.read_season),
    _rule(
        "season",
        rf"(?:(?:in|by|during|until|since|through|throughout|over|that|for){SPACE})?",
        rf"(?P<whole>(?:(?P<which>last|this|next|the{SPACE}(?:previous|following|next)|that(?:{SPACE}same)?){SPACE}|",
        rf"the{SPACE}|(?<=in )|(?<=by )){_SEASON})\b",
        rf"(?!{SPACE}(?:of|to|break|school|camp|offensive|games|olympics)\b)",
        build=readings.read_bare_season,
    ),
    _rule("season", rf"{_SEASON}\b", build=readings.read_season_at_large),
    _rule("year", rf"Q(?P<quarter>[1-4]){SPACE}(?:of{SPACE})?{YEAR}", build=readings.read_numbered_quarter),
    _rule(
        "unit", rf"{THE}(?P<half>{HALVES}){SPACE}(?P<unit>half|quarter){SPACE}of{SPACE}{YEAR}", build=readings.read_half
    ),
)

_FROM_PUBLICATION_OR_TOLD = (
    _rule(
        "weekday",
        r"(?<!bloody )(?<!black )(?<!super )(?<!ash )(?<!good )(?<!palm )(?<!every )(?<!each )(?<!holy )(?<!maundy )",
        rf"(?:(?:the{SPACE})?(?P<which>{WHICH_WORDS}){SPACE})?{WEEKDAY}",
        rf"(?!\w)(?!{SPACE}(?:times|herald|mirror|mail|telegraph|express|star|world|magazine|night{SPACE}football)\b)",
        rf"(?:{SPACE}(?P<week>(?:of{SPACE})?(?:last|next){SPACE}week)\b)?",
        build=relative.read_weekday,
    ),
    _rule(
        "part",
        rf"(?:yesterday|tomorrow)(?:{SPACE}(?:morning|afternoon|evening|night))?\b|last{SPACE}night\b|tonight\b|"
        rf"overnight\b|(?:earlier{SPACE}|later{SPACE})?(?<!\bUSA )today\b|"
        rf"this{SPACE}(?:very{SPACE})?(?:morning|afternoon|evening)\b|the{SPACE}day{SPACE}(?:before{SPACE}yesterday|after{SPACE}tomorrow)\b",
        build=relative.read_deictic_day,
    ),
    _rule(
        "part",
        rf"(?:(?:early|earlier|late|later){SPACE})?{THE}(?P<which>that|that{SPACE}same|same|next|following|previous)"
        rf"{SPACE}{DAY_PART}",
        build=relative.read_that_part_of_day,
    ),
    _rule(
        "unit",
        rf"(?P<modifier>{MODIFIER}|(?:earlier|later){SPACE}|(?:the{SPACE})?(?:rest|remainder){SPACE}of{SPACE})?"
        rf"(?P<the>the{SPACE})?(?P<which>{WHICH_WORDS}){SPACE}"
        r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b(?!-)",
        build=relative.read_unit,
    ),
    _rule(
        "unit",
        rf"the{SPACE}(?P<unit>day|week|month|year|{_PART_NAMES}){SPACE}(?P<side>before|after|following)\b",
        rf"(?!{SPACE}(?!(?:had|has|was|were|when|while|in|at|on|and|but|that|as|with|by|for)\b)[a-z])",
        build=relative.read_next_to_told,
    ),
    _rule(
        "unit",
        rf"(?P<modifier>the{SPACE}(?:end|beginning|start|middle|close|latter{SPACE}part|rest|remainder){SPACE}of)",
        rf"{SPACE}the{SPACE}(?P<unit>month|year|week|decade|century)\b",
        build=relative.read_end_of_told,
    ),
    _rule(
        "unit",
        rf"(?P<modifier>early|late|earlier|later){SPACE}(?:in|on){SPACE}the{SPACE}"
        rf"(?P<unit>day|week|month|year|decade)\b(?!{SPACE}of\b)",
        build=relative.read_end_of_told,
    ),
    _rule("unit", r"(?<!last )(?P<unit>month|year)['’]s (?P<modifier>end)\b", build=relative.read_end_of_told),
    _rule(
        "unit",
        rf"{APPROXIMATELY}(?:{COUNT}{SPACE})?(?:(?:full|long|whole|short){SPACE})?{UNIT}s?{SPACE}"
        r"(?P<which>ago|later|earlier|afterwards?|previously|beforehand|hence)\b",
        build=relative.read_offset,
    ),
    _rule(
        "unit",
        rf"(?:{APPROXIMATELY}{COUNT}{SPACE}{UNIT}s?|the{SPACE}(?P<one>day|night|week|month|year))",
        rf"(?={SPACE}(?:immediately{SPACE})?(?P<side>after|before|following|since){SPACE}(?!\w+ing\b)[\w'’])",
        build=relative.read_counted,
    ),
    _rule(
        "unit",
        rf"{THE}(?:(?P<count>\d{{1,3}}|{ORDINAL}|{NUMBER_WORD}|first)(?:st|nd|rd|th)?(?:[ -]years?)?{SPACE})?"
        r"anniversary\b",
        build=relative.read_anniversary,
    ),
)

_LENGTHS_AND_REPEATED = (
    _rule(
        "unit",
        rf"{APPROXIMATELY}(?:the{SPACE})?(?:(?P<which>last|past|next|previous|following|coming|first|same){SPACE})?"
        rf"{COUNT}(?P<join>{SPACE}|-)(?P<half>and{SPACE}a{SPACE}half{SPACE})?"
        rf"(?:(?:{BETWEEN}){SPACE})?{UNIT}s?\b(?:-long\b|{SPACE}long\b)?(?!\w)",
        build=relative.read_duration_checked,
    ),
    _rule(
        "unit",
        r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bwithin )|(?<=\bafter )|(?<=\bover )|(?<=\band )|(?<=\bof )|(?<=\btook )|"
        rf"(?<=\bby )){UNIT_PLURAL}\b(?!{SPACE}(?:ago|earlier|later|before|after)\b|-)",
        build=relative.read_duration,
    ),
    _rule("month", _SHARE, rf"(?={SPACE}{MONTH})", build=relative.read_share),
    _rule("year", _SHARE, rf"(?={SPACE}{YEAR})", build=relative.read_share),
    _rule(
        "unit",
        rf"(?:(?<=\bover )|(?<=\bduring )|(?<=\bon ))?the{SPACE}weekend\b(?!{SPACE}(?:of|before|after)\b)",
        build=relative.read_weekend,
    ),
    _rule(
        "unit",
        rf"the{SPACE}(?:following|coming|next|previous|preceding|final|last|intervening|ensuing){SPACE}{UNIT_PLURAL}\b",
        build=relative.read_duration,
    ),
    _rule("unit", rf"{UNIT_PLURAL}-long\b", build=relative.read_duration),
    _rule(
        "repeated",
        rf"(?P<every>every|each){SPACE}(?:(?P<count>other|few|\d{{1,3}}|{NUMBER_WORD}){SPACE})?",
        rf"(?:(?:single|passing){SPACE})?",
        rf"(?P<what>{any_of(*WEEKDAYS, *PARTS_OF_DAY, *UNITS, *SEASONS)}|(?:{MONTH_NAMES})(?=\W))s?\b",
        build=relative.read_every,
    ),
    _rule(
        "repeated",
        r"(?P<word>(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends|hourly|daily|nightly|weekly|monthly|"
        r"quarterly|yearly|annually)\b",
        build=relative.read_repeated_word,
    ),
    _rule(
        "unit",
        rf"(?P<often>(?:once|twice|thrice|(?:\d{{1,3}}|{NUMBER_WORD}|several|many|few){SPACE}times|per)){SPACE}"
        rf"(?:(?:a|an|each|every|per){SPACE})?(?P<unit>day|night|week|month|year)\b",
        build=relative.read_often,
    ),
    _rule(
        "unit",
        rf"\d[\d,]*{SPACE}(?:[a-z]+{SPACE})?(?P<rate>(?:a|each|every|per){SPACE}(?P<unit>day|week|month|year))\b",
        build=relative.read_often,
    ),
    _rule(
        "reference",
        rf"(?:right{SPACE})?now\b|currently\b|at{SPACE}present\b|nowadays\b|recently\b|lately\b|recent\b|former\b|"
        r"current\b|"
        rf"(?:the{SPACE}(?:near{SPACE}|foreseeable{SPACE})?)?future\b|(?:present|modern)[ -]day\b|these{SPACE}days\b|"
        rf"the{SPACE}past(?=[.,;]|{SPACE}and\b)|(?<=\bto )(?<!\bup to )date"
        rf"(?=[.,;)]|{SPACE}(?:have|has|had|is|are|was|no)\b)|"
        r"for the (?P<only>time being)\b",
        build=relative.read_reference,
    ),
    _rule(
        "reference",
        rf"(?<!\bfor )(?P<which>this|that|the{SPACE}same|the){SPACE}(?P<noun>time|period|point|era|moment)\b",
        build=relative.read_time_of_story,
    ),
    _rule(
        "part",
        rf"(?<=\bat )night\b|(?:night-?|day)time\b|night(?={SPACE}(?:attacks?|raids?|fighting|combat)\b)",
        build=relative.read_part_at_large,
    ),
    _rule(
        "part",
        rf"(?:one|(?<=\bin )the){SPACE}(?:(?:early|late){SPACE})?(?:{_PART_NAMES})\b(?!{SPACE}(?:of|hours)\b)",
        build=relative.read_part_at_large,
    ),
    _rule("number", rf"{CLOCK}{ZONE}", build=relative.read_clock),
    _rule(
        "year",
        rf"(?P<clock>(?:[01]\d|2[0-3])[0-5]\d[ \xa0]?(?:hrs|hours|h|gmt|utc)\b){ZONE}",
        build=relative.read_clock,
    ),
    _rule("part", r"(?P<clock>midnight|noon)\b", build=relative.read_clock),
)

#: Every form, with what reads it. Where two match at one place the longer match stays, then the earlier rule.
RULES: tuple[Rule, ...] = (*_DATES, *_FROM_PUBLICATION_OR_TOLD, *_LENGTHS_AND_REPEATED)
