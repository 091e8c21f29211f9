"""Stances of gold words: how the gold's attributes become classes, and the figures by hand."""

from __future__ import annotations

import pytest

from dateline.evaluate.stance import CLASS_OF, CLASSES, gold_class, score


@pytest.mark.parametrize(
    ("certainty", "polarity", "time", "expected"),
    [
        ("CERTAIN", "POS", "NON_FUTURE", "asserted"),
        ("CERTAIN", "POS", "UNDERSPECIFIED", "asserted"),
        ("POSSIBLE", "POS", "NON_FUTURE", "uncertain"),
        ("UNDERSPECIFIED", "UNDERSPECIFIED", "NON_FUTURE", "uncertain"),
        ("CERTAIN", "UNDERSPECIFIED", "NON_FUTURE", "uncertain"),
        ("CERTAIN", "NEG", "NON_FUTURE", "denied"),
        ("CERTAIN", "NEG", "FUTURE", "denied"),
        ("CERTAIN", "POS", "FUTURE", "future"),
        ("POSSIBLE", "UNDERSPECIFIED", "FUTURE", "future"),
    ],
)
def test_gold_class(certainty: str, polarity: str, time: str, expected: str) -> None:
    assert gold_class({"certainty": certainty, "polarity": polarity, "time": time}) == expected


def test_score() -> None:
    figures = score(
        [
            ("asserted", "asserted"),
            ("asserted", "asserted"),
            ("asserted", "denied"),
            ("future", "future"),
            ("uncertain", "future"),
            (None, "denied"),
        ]
    )
    assert figures["accuracy"] == pytest.approx(3 / 5)
    assert figures["events_found"] == pytest.approx(5 / 6)
    assert figures["asserted_precision"] == pytest.approx(2 / 3)
    # Of the three that are not asserted two are told so, none wrongly.
    assert figures["not_asserted_f1"] == pytest.approx(0.8)
    assert figures["asserted_f1"] == pytest.approx(0.8)
    assert figures["future_f1"] == pytest.approx(2 / 3)
    assert figures["macro_f1"] == pytest.approx((0.8 + 0 + 0 + 2 / 3) / 4)


def test_score_of_nothing() -> None:
    assert set(score([]).values()) == {0.0}


def test_every_stance_has_a_class() -> None:
    assert set(CLASS_OF.values()) == set(CLASSES)
