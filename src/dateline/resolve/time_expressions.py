"""Finds time expressions in a text by their form alone; what they mean is told by `dates`."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.resolve.time_grammar import MODIFIER, SPACE
from dateline.resolve.time_patterns import RULES
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_triggers import find_windows
from dateline.resolve.time_words import PART_WORDS, PARTS_OF_DAY, WHICH

_DAY_PARTS = "|".join(PARTS_OF_DAY)
_PART_AFTER = re.compile(rf"(?:['’]s)?{SPACE}(?:early{SPACE}|late{SPACE})?(?P<day_part>{_DAY_PARTS})\b", re.IGNORECASE)
_PART_BEFORE = re.compile(
    rf"(?<!\w)(?:the{SPACE})?(?:early{SPACE}|late{SPACE})?"
    rf"(?:(?P<day_part>{_DAY_PARTS})|(?P<hours>(?:early{SPACE}|small{SPACE})(?:morning{SPACE})?hours)){SPACE}"
    rf"(?:hours{SPACE})?(?:(?:of|on){SPACE})?$",
    re.IGNORECASE,
)
_LOOSE_BEFORE = re.compile(rf"(?<!\w)(?:early|late)(?:{SPACE}on)?{SPACE}$", re.IGNORECASE)
_MODIFIER_BEFORE = re.compile(rf"(?<!\w){MODIFIER}$", re.IGNORECASE)
_WHICH_BEFORE = re.compile(
    rf"(?<!\w)(?P<which>(?:the{SPACE})?(?:last|this|this{SPACE}past|next|previous)|the{SPACE}following){SPACE}$",
    re.IGNORECASE,
)
_DATE_TO_YEAR = re.compile(rf",?{SPACE}(?:(?:of|in){SPACE})?(?:the{SPACE})?", re.IGNORECASE)
_DAY_TO_DATE = re.compile(rf",?{SPACE}(?:the{SPACE})?")
_CLOCK_TO_DAY = re.compile(rf"\.?,?{SPACE}(?:on{SPACE})?", re.IGNORECASE)
_DAY_TO_CLOCK = re.compile(
    rf",?{SPACE}(?:at{SPACE})?(?:about{SPACE}|around{SPACE}|approximately{SPACE})?", re.IGNORECASE
)
_DATE_TO_WEEKDAY = re.compile(rf",{SPACE}an?{SPACE}")
#: Hours that a part of the day puts after noon.
_AFTER_NOON = {"TAF": (1, 7), "TEV": (3, 11), "TNI": (6, 11)}
#: How far before an expression its own words are looked for.
_WINDOW = 40


def find_expressions(text: str) -> list[Expression]:
    """Return the time expressions of a text in order; none overlap, and of two that do the longer one stays."""
    windows = find_windows(text)
    found = [
        expression
        for rule in RULES
        for first, last in windows.get(rule.trigger, ())
        for match in rule.pattern.finditer(text, first, last)
        for expression in rule.build(match)
    ]
    kept: list[Expression] = []
    for expression in sorted(found, key=lambda each: (each.start, -each.end, each.year is None)):
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return _merge(_extend(kept, text), text)


def tells_a_day(expression: Expression) -> bool:
    """Tell whether an expression is one of a single day."""
    return expression.kind in {"weekday", "day", "numeric", "named"} or (
        expression.kind == "date" and expression.day is not None
    )


def _extend(kept: list[Expression], text: str) -> list[Expression]:
    """Take in the words beside an expression that narrow it: "early", "last", "morning", "of that year"."""
    extended: list[Expression] = []
    for position, expression in enumerate(kept):
        floor = max(extended[-1].end if extended else 0, expression.start - _WINDOW)
        ceiling = kept[position + 1].start if position + 1 < len(kept) else len(text)
        before, after = text[floor : expression.start], text[expression.end : min(ceiling, expression.end + _WINDOW)]
        extended.append(
            _extend_day(_with_which(expression, before), before, after)
            if tells_a_day(expression)
            else _extend_longer(expression, before)
            if expression.kind == "date"
            else expression
        )
    return extended


def _extend_day(expression: Expression, before: str, after: str) -> Expression:
    if expression.clock is None and (match := _PART_AFTER.match(after)):
        expression = replace(
            expression, end=expression.end + match.end(), clock=PARTS_OF_DAY[match["day_part"].lower()]
        )
    if expression.clock is None and (match := _PART_BEFORE.search(before)):
        clock = PARTS_OF_DAY[match["day_part"].lower()] if match["day_part"] else "TMO"
        return replace(expression, start=expression.start - len(match.group()), clock=clock)
    if match := _LOOSE_BEFORE.search(before):
        return replace(expression, start=expression.start - len(match.group()), is_loose=True)
    return expression


def _extend_longer(expression: Expression, before: str) -> Expression:
    if match := _MODIFIER_BEFORE.search(before):
        part = next(PART_WORDS[word] for word in re.findall(r"[a-z]+", match.group().lower()) if word in PART_WORDS)
        return replace(expression, start=expression.start - len(match.group()), part=part)
    return _with_which(expression, before) if expression.month and not expression.day else expression


def _with_which(expression: Expression, before: str) -> Expression:
    """Take in "last" before a month or a festival without a year."""
    named = expression.kind == "named" or (expression.kind == "date" and expression.month)
    match = _WHICH_BEFORE.search(before) if named and not expression.year else None
    if match is None:
        return expression
    which = WHICH[" ".join(match["which"].lower().split()).removeprefix("the ")]
    return replace(expression, start=expression.start - len(match.group()), which=which)


def _merge(expressions: list[Expression], text: str) -> list[Expression]:
    """Join what tells one time in two pieces: "Monday, 3 March", "6 p.m. on Tuesday", "Tuesday at 6 p.m."."""
    merged: list[Expression] = []
    for expression in expressions:
        last = merged[-1] if merged else None
        joined = _joined(last, expression, text) if last else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(expression)
    return merged


def _joined(first: Expression, second: Expression, text: str) -> Expression | None:
    between = text[first.end : second.start]
    if first.kind == "weekday" and second.kind in {"date", "numeric"} and second.day and first.which is None:
        if _DAY_TO_DATE.fullmatch(between):
            return replace(second, start=first.start, weekday=first.weekday, clock=second.clock or first.clock)
    elif first.kind == "clock" and tells_a_day(second) and _CLOCK_TO_DAY.fullmatch(between):
        return replace(second, start=first.start, clock=_in_part_of_day(first, second.clock, text))
    elif second.kind == "clock" and tells_a_day(first) and _DAY_TO_CLOCK.fullmatch(between):
        return replace(first, end=second.end, clock=_in_part_of_day(second, first.clock, text))
    elif first.value == "overnight" and tells_a_day(second) and not second.clock and _CLOCK_TO_DAY.fullmatch(between):
        return replace(second, start=first.start, clock="TNI")
    elif first.kind == "date" and first.day and second.kind == "weekday" and _DATE_TO_WEEKDAY.fullmatch(between):
        return replace(first, end=second.end, clock=first.clock or second.clock)
    elif (first.which, first.unit, second.kind) == ("ago", "W", "weekday") and first.count and not second.which:
        if _CLOCK_TO_DAY.fullmatch(between):
            return replace(second, start=first.start, which="ago", unit="W", count=first.count)
    elif first.kind == "share" and second.kind == "date" and not second.day and between.isspace():
        return replace(second, start=first.start, share=first.share, weekday=first.weekday)
    elif (
        first.kind == "date"
        and (first.month or first.season)
        and not first.year
        and (second.kind, second.unit, second.part) == ("unit", "Y", None)
        and _DATE_TO_YEAR.fullmatch(between)
    ):
        return replace(first, end=second.end, which=second.which, unit="Y")
    return None


def _in_part_of_day(clock: Expression, part: str | None, text: str) -> str | None:
    """Return the clock time, after noon where "10:00 Monday night" tells it."""
    written = text[clock.start : clock.end].lower()
    if part not in _AFTER_NOON or clock.clock is None or re.search("m|h|midn|gmt", written):
        return clock.clock
    first, last = _AFTER_NOON[part]
    hour = int(clock.clock[1:3])
    return f"T{hour + 12:02d}{clock.clock[3:]}" if first <= hour <= last else clock.clock
