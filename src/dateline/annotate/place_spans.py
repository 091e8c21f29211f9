"""Trims the spans of place names: no marks around them, but the last dot of an abbreviation."""

from __future__ import annotations

import re

from dateline.knowledge.countries import area_abbreviations

_BEFORE = re.compile(r"(?:[\s\"'“”‘’(\[-]+|the\s+(?=\S))+", re.IGNORECASE)
_MARKS_AFTER = "\"'“”‘’,;:!?-–—)]. \n\t"


def trim_place(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a place or people without marks around it: `French,`, "The French", but "U.S." and "Pa."."""
    before = _BEFORE.match(text, start, end)
    first = before.end() if before else start
    last = first + len(text[first:end].rstrip(_MARKS_AFTER))
    if first >= last:
        return start, end
    if text[last : last + 1] == "." and _is_abbreviation(text[first:last]):
        last += 1
    return first, last


def _is_abbreviation(name: str) -> bool:
    """Whether a dot belongs to the end of a name: "U.S", "W.Va", "Pa"."""
    return (
        "." in name[:-1] and not name.lower().startswith(("st.", "mt.", "ft."))
    ) or f"{name}." in area_abbreviations()
