"""Cuts a text into pieces at the ends of spans, so that claims can be shown where they stand, overlapping ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the claims that cover it; `opens` are those that begin here."""

    text: str
    claims: tuple[Claim, ...]
    opens: tuple[Claim, ...]


def pieces(text: str, start: int, end: int, claims: Sequence[Claim]) -> list[Piece]:
    """Return text[start:end] in pieces, in order; joined they are the text again."""
    inside = [claim for claim in claims if claim.span.start < end and start < claim.span.end]
    edges = {start, end}
    for claim in inside:
        edges |= {max(start, claim.span.start), min(end, claim.span.end)}
    ordered = sorted(edges)
    found = []
    for left, right in pairwise(ordered):
        covering = tuple(c for c in inside if c.span.start <= left and right <= c.span.end)
        found.append(Piece(text[left:right], covering, tuple(c for c in covering if max(start, c.span.start) == left)))
    return found
