"""The English words that time expressions are made of, and what each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dateline.resolve.time_values import Part

#: Which of several: "last" counts from publication, "previous" from what was told last.
Which = Literal["last", "this", "next", "previous", "same", "following", "ago", "earlier", "later"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
}
PARTS_OF_DAY = {
    "morning": "TMO",
    "dawn": "TMO",
    "daybreak": "TMO",
    "midday": "TMI",
    "noon": "TMI",
    "lunchtime": "TMI",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "night": "TNI",
    "overnight": "TNI",
    "midnight": "TNI",
}
FIXED_DAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
PART_WORDS: Mapping[str, Part] = {
    "early": "early", "beginning": "early", "start": "early", "opening": "early", "outset": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "close": "late", "latter": "late",
}  # fmt: skip
WHICH: Mapping[str, Which] = {
    "last": "last", "past": "last", "this past": "last", "this": "this", "next": "next", "coming": "next",
    "this coming": "next", "upcoming": "next", "previous": "previous", "preceding": "previous", "same": "same",
    "that": "same", "that same": "same", "following": "following", "ensuing": "following",
}  # fmt: skip

#: From the fifteenth century on.
CENTURY_ORDINALS = ("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first")
