"""The English words that time expressions are made of, and what each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dateline.resolve.time_values import Part

#: Which of several: "last" counts from publication, "previous" from what was told last.
Which = Literal["last", "this", "next", "previous", "same", "following", "ago", "earlier", "later"]

#: Attacks that go by the day of the year they fell on, with that day.
EVENTS = {"9/11": (2001, 9, 11), "7/7": (2005, 7, 7), "26/11": (2008, 11, 26)}

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

#: What words at large tell of, by their last word but "day".
REFERENCES: Mapping[str, str] = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "present": "PRESENT_REF",
    "modern": "PRESENT_REF", "nowadays": "PRESENT_REF", "these": "PRESENT_REF", "date": "PRESENT_REF",
    "being": "PRESENT_REF", "recently": "PAST_REF", "lately": "PAST_REF", "recent": "PAST_REF",
    "former": "PAST_REF", "past": "PAST_REF", "future": "FUTURE_REF",
}  # fmt: skip
#: Nouns of a time that the story tells: "at that time".
TIMES_OF_STORY = ("time", "period", "era", "point", "moment")
REPEATED_WORDS: Mapping[str, str] = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M",
    "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "weekdays": "XXXX-WXX-WD", "weekends": "XXXX-WXX-WE",
}  # fmt: skip
#: Hours from Greenwich, of names that mean one zone alone.
ZONES: Mapping[str, str] = {
    "gmt": "Z", "utc": "Z", "est": "-05", "edt": "-04", "cst": "-06", "cdt": "-05", "mst": "-07", "mdt": "-06",
    "pst": "-08", "pdt": "-07", "bst": "+01", "cet": "+01", "cest": "+02", "msk": "+03", "pkt": "+05",
}  # fmt: skip
