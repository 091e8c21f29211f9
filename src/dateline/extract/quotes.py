"""Finds what stands between quotation marks: straight, curly or doubled, over several sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# One mark; two apostrophes are one mark in old newswire. A single curly mark opens only after a space.
_MARK = re.compile(r"[\"“”„«»]|''|``|(?<!\w)‘(?=\w)|’(?!\w)")
_OPENING = {"“": "”", "„": "“”", "«": "»", "``": "''\"", "‘": "’", '"': '"', "''": "''"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in code points of its part, its marks included. Without a closing mark it ends its paragraph."""

    start: int
    end: int
    #: Whether its paragraph ends without a closing mark, so that the next one goes on with it.
    is_open: bool = False


def find_quotes(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quote]:
    """Return the quotations of each paragraph (start, end), in order, without overlap.

    A mark that nothing closes counts only where the next paragraph opens with a mark again, as news prints quotations
    of several paragraphs; any other stray mark is passed over.
    """
    stretches = list(paragraphs)
    quotes: list[Quote] = []
    for number, (start, end) in enumerate(stretches):
        following = text[stretches[number + 1][0] :][:2].lstrip() if number + 1 < len(stretches) else ""
        quotes += _quotes_of(text, start, end, goes_on=following[:1] in ('"', "“", "«") or following == "''")
    return quotes


def _quotes_of(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[Quote]:
    marks = list(_MARK.finditer(text, start, end))
    position = 0
    while position < len(marks):
        opening = marks[position]
        wanted = _OPENING.get(opening.group())
        position += 1
        if wanted is None:
            continue
        closing = next((number for number in range(position, len(marks)) if marks[number].group() in wanted), None)
        if closing is not None:
            yield Quote(opening.start(), marks[closing].end())
            position = closing + 1
        elif goes_on and opening.group() != "‘":
            yield Quote(opening.start(), len(text[:end].rstrip()), is_open=True)
            return
