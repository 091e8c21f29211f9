"""The pieces that time expressions are made of, as regular expressions with named groups."""

from __future__ import annotations

import re

from dateline.resolve.time_words import MONTHS, PARTS_OF_DAY, UNITS, WEEKDAYS, WHICH, ZONES


def any_of(*names: str) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


_SHORT_MONTHS = [name for name in MONTHS if len(name) < 5 and name not in {"may", "june", "july"}]
_LONG_MONTHS = [name for name in MONTHS if name not in _SHORT_MONTHS]
_LONG_WEEKDAYS = [name for name in WEEKDAYS if name.endswith("day")]
_SHORT_WEEKDAYS = [name for name in WEEKDAYS if not name.endswith("day")]

# White space within an expression: a few blanks or one line end (newswire is hard-wrapped). Bounded, so that a long run
# of blanks cannot make a search quadratic.
SPACE = r"(?:[ \t\xa0]{1,4}|[ \t\xa0]{0,4}\r?\n[ \t\xa0]{0,8})"
THE = rf"(?:the{SPACE})?"
MONTH_NAMES = any_of(*MONTHS)
MONTH = rf"(?P<month>(?:{any_of(*_LONG_MONTHS)})\b|(?:{any_of(*_SHORT_MONTHS)})\b\.?)"
DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
YEAR = r"(?P<year>1\d{3}|20\d\d)(?!\d|[.,]\d)"
SHORT_YEAR = r"(?P<short_year>['’]?\d\d)(?!\d|[.,:%-]\d|(?:st|nd|rd|th)\b)"
BC = rf"(?P<bc>\d{{1,4}}){SPACE}?(?:BCE?\b|B\.C\.(?:E\.)?|B\.C\b)"
WEEKDAY = rf"(?P<weekday>(?:{any_of(*_LONG_WEEKDAYS)})\b|(?:{any_of(*_SHORT_WEEKDAYS)})\b\.?)"
LONG_WEEKDAY = rf"(?P<weekday>{any_of(*_LONG_WEEKDAYS)})"
UNIT = rf"(?P<unit>{any_of(*UNITS)})"
UNIT_PLURAL = r"(?P<unit>hour|day|week|month|year|decade|centurie)s"
WHICH_WORDS = any_of(*WHICH)
NUMBER_WORD = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|"
    r"nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|hundred)"
)
COUNT = (
    rf"(?P<count>\d{{1,3}}(?!\d)|{NUMBER_WORD}|an?{SPACE}(?:few|couple(?:{SPACE}of)?|dozen|hundred|number{SPACE}of)|"
    rf"couple{SPACE}of|several|many|some|few|an?)"
)
ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|centennial"
HALVES = "first|second|third|fourth|last|latter"
CLOCK = (
    r"(?P<clock>(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?(?:[ \xa0]?(?:[ap]m\b|[ap]\.[ ]?m\b\.?|[ap][ ]m\b))|"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?:[ \xa0]?(?:hrs|hours|h)\b)?)"
)
#: What may stand between a count and its unit.
BETWEEN = "more|full|whole|entire|single|straight|solid|consecutive|successive|additional|previous|preceding|past|long"
#: What stands after a clock time.
ZONE = rf"(?:[ \xa0](?:local time|(?P<zone>{any_of(*ZONES)}|[ECMP]T)\b))?"
DAY_PART = rf"(?P<day_part>{any_of(*PARTS_OF_DAY)})\b"
MODIFIER = (
    rf"(?:(?:the{SPACE})?(?:very{SPACE})?(?:early|late|mid)(?:-|{SPACE}(?:in{SPACE}|on{SPACE}|of{SPACE})?(?:the{SPACE})?)|"
    rf"(?:the{SPACE})?(?:beginning|start|outset|opening|middle|end|close|(?:early|latter|later){SPACE}(?:part|half|days|months|weeks))"
    rf"{SPACE}of{SPACE}(?:the{SPACE})?)"
)
APPROXIMATELY = (
    rf"(?:(?:(?:a{SPACE}little{SPACE})?(?:more|less|fewer){SPACE}than|at{SPACE}least|up{SPACE}to|close{SPACE}to|"
    rf"over(?!{SPACE}the\b)|under|nearly|almost|about|around|roughly|approximately|some|only|just|another|a{SPACE}mere|"
    rf"a{SPACE}further){SPACE})?"
)

#: Nouns that a number before them counts: "in May 90 people", "2014 people", "the 1900 block".
COUNTED = re.compile(
    rf"{SPACE}(?:block|people|persons?|men|women|children|soldiers|troops|civilians|others|miles?|kilomet\w+|met(?:re|er)s|"
    r"feet|dollars|pounds|euros|rounds|votes|members|workers|students|families|houses|homes|hours|hrs|gmt|percent|per|"
    rf"dead|wounded|injured|killed|victims|refugees|protesters|jobs|seats|tons|tonnes|(?:[A-Z][a-z]+{SPACE}){{1,2}}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Boulevard|Blvd|Way|Court|Place|Parkway|Circle)\b)",
)
