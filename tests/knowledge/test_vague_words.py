"""The table of vague words: every codebook that a setting may name, and words that the reader of numbers meets."""

from __future__ import annotations

import pytest

from dateline.knowledge.numbers import parse
from dateline.knowledge.vague_words import codebooks, vague_words
from dateline.settings import VAGUE_NUMBERS


def test_settings_name_the_codebooks_of_the_table() -> None:
    assert codebooks() == VAGUE_NUMBERS


@pytest.mark.parametrize("codebook", VAGUE_NUMBERS)
def test_ranges_are_in_order(codebook: str) -> None:
    assert set(vague_words(codebook)) == set(vague_words())
    assert all(least > 1 and (most is None or least <= most) for least, most in vague_words(codebook).values())


@pytest.mark.parametrize("word", [word for word in vague_words() if word != "number"])
def test_each_word_is_read_and_kept(word: str) -> None:
    found = parse(f"{word} of people")
    assert found is not None
    assert (found.low, found.word) == (vague_words()[word][0], word)
