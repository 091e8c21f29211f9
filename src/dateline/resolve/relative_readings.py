"""What one match of a pattern says that counts from another time, or names no point in time: as `time_readings`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.knowledge import numbers
from dateline.resolve.time_readings import Expression, spanned
from dateline.resolve.time_values import Part
from dateline.resolve.time_words import (
    MONTHS,
    PART_WORDS,
    PARTS_OF_DAY,
    REFERENCES,
    REPEATED_WORDS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    WHICH,
    ZONES,
    Which,
)

_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
} | {"twentieth": 20, "centennial": 100}
_AT_A_TIME = re.compile(
    r"\b(?:at|by|from|until|till|since|around|during|throughout|after|before|in|of)[ \n]$", re.IGNORECASE
)
_TAKES_A_CLOCK = re.compile(
    r"\b(?:at|around|about|approximately|by|until|till|before|after|since|from|between|and|to)[ \n]$", re.IGNORECASE
)


def read_weekday(match: re.Match[str]) -> Iterator[Expression]:
    written = match["weekday"].rstrip(".")
    if len(written) <= 5 and not match["which"] and (not written.istitle() or match.group()[-1] != "."):
        return
    start, which = match.start(), WHICH[" ".join(match["which"].lower().split())] if match["which"] else None
    if which == "following" and not match.group().lower().startswith("the"):
        # "Following Friday's shooting": after it.
        start, which = match.start("weekday"), None
    if match["week"]:
        which = "last" if match["week"].lower().startswith(("last", "of last")) else "next"
    unit = "W" if match["week"] else None
    yield Expression(start, match.end(), "weekday", weekday=WEEKDAYS[written.lower()], which=which, unit=unit)


def read_deictic_day(match: re.Match[str]) -> Iterator[Expression]:
    word = " ".join(match.group().lower().split())
    count = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(word.split()[0], 0)
    if word.startswith("the day before yesterday"):
        count = -2
    if word.startswith("the day after tomorrow"):
        count = 2
    if word == "overnight":
        yield Expression(*spanned(match), "day", value=word)
        return
    clock = next((PARTS_OF_DAY[each] for each in word.split() if each in PARTS_OF_DAY), None)
    if word == "tonight":
        clock = "TNI"
    yield Expression(*spanned(match), "day", count=count, clock=clock)


def read_that_part_of_day(match: re.Match[str]) -> Iterator[Expression]:
    which = WHICH[" ".join(match["which"].lower().split())]
    which = "following" if which == "next" else which
    yield Expression(*spanned(match), "unit", unit="D", which=which, clock=PARTS_OF_DAY[match["day_part"].lower()])


def read_unit(match: re.Match[str]) -> Iterator[Expression]:
    words = " ".join(match["which"].lower().split())
    which = WHICH[words]
    word = match["unit"].lower()
    if words in {"past", "this past"} or (match["the"] and words == "last"):
        # "in the last year" tells a length that ends now, not the calendar year before.
        yield Expression(*spanned(match), "duration", unit=UNITS.get(word, "W"), count=1, which="last")
        return
    if match["the"] and which == "next":
        which = "following"
    unit = "WE" if word == "weekend" else "Q" if word == "quarter" else UNITS[word]
    modifier = (match["modifier"] or "").lower()
    part: Part | None = next((PART_WORDS[each] for each in re.findall(r"[a-z]+", modifier) if each in PART_WORDS), None)
    yield Expression(*spanned(match), "unit", unit=unit, which=which, part=part)


def read_weekend(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(*spanned(match), "unit", unit="WE", which="this")


def read_next_to_told(match: re.Match[str]) -> Iterator[Expression]:
    which: Which = "previous" if match["side"].lower() == "before" else "following"
    word = match["unit"].lower()
    clock = PARTS_OF_DAY.get(word)
    yield Expression(*spanned(match), "unit", unit="D" if clock else UNITS[word], which=which, clock=clock)


def read_end_of_told(match: re.Match[str]) -> Iterator[Expression]:
    words = re.findall(r"[a-z]+", match["modifier"].lower())
    part: Part | None = next((PART_WORDS[each] for each in words if each in PART_WORDS), None)
    yield Expression(*spanned(match), "unit", unit=UNITS[match["unit"].lower()], which="same", part=part)


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
        *spanned(match), "offset", unit=_unit_of(match), count=_number(match["count"] or "several"), which=which
    )


def _unit_of(match: re.Match[str]) -> str:
    word = match["unit"].lower()
    return "FN" if word.startswith("fortnight") else UNITS[word.rstrip("s") if word.rstrip("s") in UNITS else word]


def read_counted(match: re.Match[str]) -> Iterator[Expression]:
    """Read "two days after" or "the day before" something that the text tells of."""
    which: Which = "earlier" if match["side"].lower() == "before" else "later"
    if match["one"] and match["side"].lower() == "since":
        return
    unit = UNITS[match["one"].lower()] if match["one"] else _unit_of(match)
    count = 1 if match["one"] else _number(match["count"])
    yield Expression(*spanned(match), "counted", unit=unit, count=count, which=which)


def read_anniversary(match: re.Match[str]) -> Iterator[Expression]:
    written = (match["count"] or "").lower()
    count = _ORDINALS.get(written) or (_number(written) if written else None)
    yield Expression(*spanned(match), "anniversary", unit="Y", count=count, which="later")


def read_duration(match: re.Match[str]) -> Iterator[Expression]:
    """Read "two months", "a three-day", "the past two weeks". An age ("five years old") is no duration."""
    if re.match(r"[ -]?(?:of[ -]age|olds?)\b", match.string[match.end() : match.end() + 8], re.IGNORECASE):
        return
    groups = match.groupdict()
    which = WHICH.get(" ".join(groups["which"].lower().split())) if groups.get("which") else None
    count = _number(groups["count"]) if groups.get("count") else None
    start = match.start()
    if groups.get("join") == "-" and not which:
        # "the 46-day battle": the article is that of the battle.
        start = match.start("count")
    elif groups.get("count") in {"a", "an"} and match.group().endswith("-long"):
        start = match.start("unit")
        count = None if match.group().endswith("s-long") else count
    half = bool(groups.get("half"))
    yield Expression(start, match.end(), "duration", unit=_unit_of(match), count=count, which=which, half=half)


def read_share(match: re.Match[str]) -> Iterator[Expression]:
    """Read "the first week of", "the last two months of", "the third Friday of" before a month or a year."""
    which = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4}.get(match["which"].lower(), -1)
    if match["weekday"]:
        weekday = WEEKDAYS[match["weekday"].lower()]
        yield Expression(*spanned(match), "share", weekday=weekday, share=(which, 1, "D"))
        return
    count = _number(match["count"]) if match["count"] else 1
    if count is not None:
        yield Expression(*spanned(match), "share", share=(which, count, UNITS[match["unit"].lower()]))


def read_duration_checked(match: re.Match[str]) -> Iterator[Expression]:
    """As `read_duration`, but "a day" alone, "some day" and "a second" tell no length."""
    if match["count"].lower() in {"a", "an", "some", "many", "one"}:
        before = match.string[max(0, match.start() - 10) : match.start()]
        if match["unit"].lower() in {"second", "day", "night", "minute"} or re.search(r"\d\S* $", before):
            return
    yield from read_duration(match)


def read_every(match: re.Match[str]) -> Iterator[Expression]:
    """Read "every Friday", "every other day", "every two weeks", "each morning", "every summer"."""
    word = match["what"].lower()
    written = (match["count"] or "").lower()
    count = 2 if written == "other" else _number(written) if written else 1
    if word in UNITS and word != "night":
        unit = UNITS[word]
        number = "X" if count is None else str(count)
        value = f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"
    elif word in WEEKDAYS:
        value = f"XXXX-WXX-{WEEKDAYS[word] + 1}"
    elif word in SEASONS:
        value = f"XXXX-{SEASONS[word]}"
    elif word in PARTS_OF_DAY:
        value = f"XXXX-XX-XX{PARTS_OF_DAY[word]}"
    else:
        value = f"XXXX-{MONTHS[word]:02d}"
    yield Expression(*spanned(match), "set", value=value)


def read_repeated_word(match: re.Match[str]) -> Iterator[Expression]:
    word = match["word"].lower()
    if match["word"].istitle() and word in {"daily", "weekly", "nightly", "monthly", "quarterly"}:
        return  # a newspaper
    value = REPEATED_WORDS.get(word) or f"XXXX-WXX-{WEEKDAYS[word.rstrip('s')] + 1}"
    yield Expression(*spanned(match), "set", value=value)


def read_often(match: re.Match[str]) -> Iterator[Expression]:
    """Read "twice a week", "per day", "a day" after a number of what is done."""
    start = match.start("rate") if "rate" in match.groupdict() else match.start()
    yield Expression(start, match.end(), "set", value=f"P1{UNITS[match['unit'].lower()]}")


def read_reference(match: re.Match[str]) -> Iterator[Expression]:
    words = re.findall(r"[a-z]+", match.group().lower())
    value = next(REFERENCES[word] for word in reversed(words) if word in REFERENCES)
    start = match.start("only") if match["only"] else match.start()
    yield Expression(start, match.end(), "reference", value=value)


def read_time_of_story(match: re.Match[str]) -> Iterator[Expression]:
    """Read "at the time", "during that period": a time that the story has told. "This time" alone is an occasion."""
    which, noun = match["which"].lower(), match["noun"].lower()
    before = match.string[max(0, match.start() - 12) : match.start()]
    after = match.string[match.end() : match.end() + 12]
    if not _AT_A_TIME.search(before) and not (noun in {"period", "era"} and which in {"this", "that"}):
        return
    if which == "the" and (noun != "time" or not re.match(r"[.,;:)]|[ \n](?:of|the|and)\b", after)):
        return
    if noun in {"point", "moment"} and which == "the":
        return
    value = "PRESENT_REF" if which == "this" and noun in {"time", "moment", "point"} else None
    yield Expression(*spanned(match), "reference", value=value)


def read_part_at_large(match: re.Match[str]) -> Iterator[Expression]:
    """Read "at night", "daytime", "in the morning", "one evening": of no day that is told."""
    words = re.findall(r"[a-z]+", match.group().lower())
    clock = next((PARTS_OF_DAY[word] for word in words if word in PARTS_OF_DAY), None)
    clock = clock or ("TDT" if words[0].startswith("day") else "TNI")
    yield Expression(*spanned(match), "reference", value=f"XXXX-XX-XX{clock}")


def read_clock(match: re.Match[str]) -> Iterator[Expression]:
    """Read a clock time. "4:15" alone may be a score or a verse: a word like "at" must stand before it."""
    if re.fullmatch(r"\d+[:.]\d+", match["clock"]):
        before = match.string[max(0, match.start() - 14) : match.start()]
        if match["clock"].startswith("0:") or not _TAKES_A_CLOCK.search(before):
            return
    zone = match.groupdict().get("zone") or (match["clock"][-3:] if match["clock"][-3:].lower() in ZONES else "")
    yield Expression(*spanned(match), "clock", clock=clock_value(match["clock"]) + ZONES.get(zone.lower(), ""))


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
