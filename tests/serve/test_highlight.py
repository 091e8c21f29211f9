"""Cutting a text at the ends of claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, Span, ThingValue
from dateline.serve.highlight import pieces

TEXT = "abcdefghijklmnopqrstuvwxyz"


def make_claim(start: int, end: int) -> Claim:
    value = ThingValue("x", "x")
    return Claim(f"{start}-{end}", "a", "target", Span("text", start, end), TEXT[start:end], value, (), "asserted", 1.0)


spans = st.tuples(st.integers(0, 25), st.integers(1, 26)).filter(lambda span: span[0] < span[1])


@given(st.lists(spans, max_size=6), spans)
def test_pieces_join_to_the_text(marked: list[tuple[int, int]], window: tuple[int, int]) -> None:
    claims = [make_claim(*span) for span in marked]
    cut = pieces(TEXT, *window, claims)
    assert "".join(piece.text for piece in cut) == TEXT[slice(*window)]
    position = window[0]
    for piece in cut:
        covering = [claim for claim in claims if claim.span.start <= position < claim.span.end]
        assert list(piece.claims) == covering
        position += len(piece.text)


def test_pieces_open_once() -> None:
    outer, inner = make_claim(2, 9), make_claim(4, 6)
    opened = [claim.id for piece in pieces(TEXT, 0, 12, [outer, inner]) for claim in piece.opens]
    assert opened == ["2-9", "4-6"]
