"""How often merges that are shown as sure are right."""

from __future__ import annotations

import pytest

from dateline.evaluate.linking import tfidf_figures
from dateline.evaluate.merges import Merge, is_right, merge_figures


def test_merge_figures() -> None:
    figures = merge_figures([Merge(0.99, True), Merge(0.96, False), Merge(0.9, True), Merge(0.6, False)])
    assert (figures["merges_count"], figures["merges_right"]) == (4, 0.5)
    assert (figures["sure_merges_share"], figures["sure_merges_right"]) == (0.5, 0.5)
    assert merge_figures([]) == {}


@pytest.mark.parametrize(("others", "right"), [("b", True), ("bc", True), ("c", False), ("bcd", False)])
def test_a_merge_is_right_with_half_of_the_others(others: str, right: bool) -> None:
    assert is_right("a", list(others), {"a": 1, "b": 1, "c": 2, "d": 2}) is right


def test_tfidf_groups_what_shares_its_words() -> None:
    texts = {
        "a": "a blast at the mill of Temvar",
        "b": "the mill of Temvar after the blast",
        "c": "teachers march in Orlun over wages",
        "d": "wages and a march of teachers in Orlun",
    }
    records = [{"docid": name, "text": text} for name, text in texts.items()]
    figures = tfidf_figures(records, {"a": "mill", "b": "mill", "c": "march", "d": "march"})
    assert figures == {"tfidf_pair_f1": 1.0, "tfidf_b3_f1": 1.0}
