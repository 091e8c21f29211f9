"""Cleaning: one code point for one, so that offsets hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.read.clean import clean, collapse


def test_clean_replaces_what_databases_cannot_hold() -> None:
    assert clean("a\x00b\ud800c\udfffd") == "a�b�c�d"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_keeps_length_and_the_rest(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    cleaned.encode("utf-8")
    assert all(new == old or new == "�" for new, old in zip(cleaned, text, strict=True))


def test_collapse() -> None:
    assert collapse("a \n\t b\xa0c") == "a b c"
