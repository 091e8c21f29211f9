"""Rows and records: text that every database takes, and text to search by."""

from __future__ import annotations

import pytest

from dateline.model import Span
from dateline.store.convert import search_form, span_columns, storable, storable_or_none


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a\x00b", "a\ufffdb"), ("\ud800\udfff", "\ufffd\ufffd"), ("Zürich 🙂", "Zürich 🙂"), ("", "")],
)
def test_storable_keeps_the_length(text: str, wanted: str) -> None:
    assert storable(text) == wanted
    assert len(storable(text)) == len(text)
    assert storable_or_none(text) == wanted


def test_nothing_stays_nothing() -> None:
    assert storable_or_none(None) is None


@pytest.mark.parametrize(("text", "wanted"), [("Bogotá", "bogota"), ("STRASSE", "strasse"), ("Straße", "strasse")])
def test_search_form(text: str, wanted: str) -> None:
    assert search_form(text) == wanted


@pytest.mark.parametrize(
    ("span", "prefix", "wanted"),
    [
        (Span("title", 1, 2), "span", {"part": "title", "span_start": 1, "span_end": 2}),
        (Span("text", 1, 2), "left", {"left_part": "text", "left_start": 1, "left_end": 2}),
        (None, "span", {"part": None, "span_start": None, "span_end": None}),
    ],
)
def test_span_columns(span: Span | None, prefix: str, wanted: dict[str, object]) -> None:
    assert span_columns(span, prefix) == wanted
