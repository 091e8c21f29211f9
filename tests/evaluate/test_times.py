"""The scores of time expressions."""

from __future__ import annotations

import pytest

from dateline.evaluate.times import score_timexes


def test_score_timexes_counts_spans_and_values() -> None:
    gold = [
        {"start": 0, "end": 4, "value": "2013"},
        {"start": 10, "end": 20, "value": "2013-05"},
        {"start": 30, "end": 34, "value": "P3D"},
    ]
    scores = score_timexes([(0, 4, "2014"), (10, 18, "2013-05"), (40, 44, None)], gold)
    right = [each.right for each in (scores.strict, scores.relaxed, scores.value)]
    assert right == [1, 2, 1]
    assert (scores + scores).relaxed.recall == scores.relaxed.recall == pytest.approx(2 / 3)
