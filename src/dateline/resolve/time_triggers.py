"""Finds the words that no time expression is without, so that each pattern is tried beside those of its kind alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from dateline.resolve.festivals import FESTIVALS
from dateline.resolve.time_words import (
    MONTHS,
    PARTS_OF_DAY,
    REFERENCES,
    REPEATED_WORDS,
    SEASONS,
    TIMES_OF_STORY,
    UNITS,
    WEEKDAYS,
)

Trigger = Literal[
    "month", "weekday", "unit", "season", "named", "part", "reference", "repeated", "bc", "year", "number"
]

#: How far before and after its word an expression may reach.
BEFORE, AFTER = 60, 60
_WORD = re.compile(r"[A-Za-z]+|\d+")


def _with_plurals(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, f"{word}s")]


_BY_KIND: Mapping[Trigger, Iterable[str]] = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "unit": [*_with_plurals(UNITS), "weekend", "weekends", "quarter", "half", "anniversary"],
    "season": SEASONS,
    "named": {re.split(r"[ '.-]", name)[0] for name in FESTIVALS},
    "part": [*PARTS_OF_DAY, "nighttime", "daytime", "yesterday", "tomorrow", "tonight", "today"],
    "reference": [*REFERENCES, *TIMES_OF_STORY],
    "repeated": [*REPEATED_WORDS, "every", "each", *(f"{name}s" for name in WEEKDAYS)],
    "bc": ("bc", "bce", "b"),
}
_KINDS: dict[str, list[Trigger]] = defaultdict(list)
for _kind, _words in _BY_KIND.items():
    for _each in set(_words):
        _KINDS[_each].append(_kind)


def find_windows(text: str) -> Mapping[Trigger, list[tuple[int, int]]]:
    """Return kind -> the stretches of text around its words, in order, none overlapping."""
    windows: dict[Trigger, list[tuple[int, int]]] = defaultdict(list)
    for match in _WORD.finditer(text):
        word = match.group()
        kinds: Iterable[Trigger]
        if word[0].isdigit():
            kinds = ("year",) if len(word) == 4 else ("number",) if len(word) < 4 else ()
        else:
            kinds = _KINDS.get(word.lower(), ())
        for kind in kinds:
            first, last = max(match.start() - BEFORE, 0), match.end() + AFTER
            held = windows[kind]
            if held and first <= held[-1][1]:
                held[-1] = (held[-1][0], last)
            else:
                held.append((first, last))
    return windows
