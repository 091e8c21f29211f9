"""Word frequencies are frozen with the package."""

from __future__ import annotations

import pytest

from dateline.knowledge.words import TOTAL_DOCUMENTS, document_frequency, words_of


@pytest.mark.parametrize(("rarer", "commoner"), [("grenade", "police"), ("police", "the"), ("xylophonist", "grenade")])
def test_document_frequency_orders_words(rarer: str, commoner: str) -> None:
    assert document_frequency(rarer) < document_frequency(commoner) <= TOTAL_DOCUMENTS


def test_document_frequency_does_not_look_at_case() -> None:
    assert document_frequency("POLICE") == document_frequency("police")


def test_words_of_keeps_letters_only() -> None:
    assert words_of("At 9am, the GUARDS' post_office: 3-4 “Łódź”") == [
        "at",
        "am",
        "the",
        "guards",
        "post",
        "office",
        "łódź",
    ]
