"""The words that news mostly writes in small letters: tells common words from names and acronyms."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lower_case_words() -> frozenset[str]:
    """Return the words that news mostly writes in small letters inside a sentence."""
    file = resources.files("dateline.knowledge") / "data" / "lower_case_words.txt"
    return frozenset(file.read_text(encoding="utf-8").split())
