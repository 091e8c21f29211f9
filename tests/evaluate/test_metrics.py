"""The measures on small cases whose answer was worked out by hand."""

from __future__ import annotations

import pytest

from dateline.evaluate.metrics import (
    Prf,
    b_cubed,
    ceaf_ree,
    match_overlapping,
    normalise_filler,
    pairwise,
)


def test_prf_f1() -> None:
    # 3 right, 1 wrong, 2 missed: precision 3/4, recall 3/5, F1 2*3/(6+1+2) = 2/3.
    score = Prf(1, 1, 0) + Prf(2, 0, 2)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 / 3)


def test_prf_nothing_at_all() -> None:
    assert (Prf().precision, Prf().recall, Prf().f1) == (0.0, 0.0, 0.0)


GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
PREDICTED = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}


def test_pairwise() -> None:
    # Gold pairs: ab ac bc de. Predicted: ab cd ce de. Shared: ab de.
    assert pairwise(PREDICTED, GOLD) == Prf(2, 2, 2)


def test_b_cubed() -> None:
    # Precision: a 1, b 1, c 1/3, d 2/3, e 2/3 = 11/15. Recall: a 2/3, b 2/3, c 1/3, d 1, e 1 = 11/15.
    score = b_cubed(PREDICTED, GOLD)
    assert score.precision == pytest.approx(11 / 15)
    assert score.recall == pytest.approx(11 / 15)
    assert score.f1 == pytest.approx(11 / 15)


def test_grouping_perfect_and_alone() -> None:
    assert pairwise(GOLD, GOLD).f1 == 1.0
    alone = {item: item for item in GOLD}
    assert pairwise(alone, GOLD) == Prf(0, 0, 4)
    # Alone: precision 1; recall 1/3 three times and 1/2 twice = 2/5.
    assert b_cubed(alone, GOLD).recall == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        ([{"rebels"}], [{"rebels", "rebel column"}], Prf(1, 0, 0)),
        ([{"rebels", "soldiers"}], [{"rebels"}], Prf(0, 1, 1)),
        ([{"rebels"}, {"rebel column"}], [{"rebels", "rebel column"}], Prf(1, 1, 0)),
        ([], [{"rebels"}], Prf(0, 0, 1)),
        ([{"rebels"}], [], Prf(0, 1, 0)),
        ([], [], Prf(0, 0, 0)),
        # The first could take either; only the matching that gives it the second gold entity gets both.
        ([{"a"}, {"b"}], [{"a", "b"}, {"a"}], Prf(2, 0, 0)),
    ],
)
def test_ceaf_ree(predicted: list[set[str]], gold: list[set[str]], expected: Prf) -> None:
    assert ceaf_ree(predicted, gold) == expected


def test_normalise_filler() -> None:
    assert normalise_filler('THE\n "Green   Gate" farm') == "green gate farm"


def test_match_overlapping_one_to_one() -> None:
    # The predicted 0-10 overlaps both gold spans; it goes with the one it shares more of.
    assert match_overlapping([(0, 10)], [(0, 3), (4, 10)]) == [(0, 1)]
    assert match_overlapping([(0, 10), (2, 3)], [(0, 3), (4, 10)]) == [(0, 1), (1, 0)]
    assert match_overlapping([(0, 10), (4, 10)], [(4, 10)], exact=True) == [(1, 0)]
