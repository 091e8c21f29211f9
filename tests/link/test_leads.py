"""What leads from one account to another: strong pairs, and the best of an account that has none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link.leads import leading, parts, within

IDS = "abcdef"
PAIR = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"ab": 3.0, "bc": 2.5}, ["ab", "bc"]),
        # b and c have each a stronger pair: what is between them leads nowhere.
        ({"ab": 3.0, "bc": 1.0, "cd": 4.0}, ["ab", "cd"]),
        # b has no strong pair: it follows its best, and both of two equals.
        ({"ab": 1.0, "bc": 1.5, "cd": 4.0}, ["ab", "bc", "cd"]),
        ({"ac": 3.0, "ab": 1.0, "bc": 1.0}, ["ab", "ac", "bc"]),
        ({"ab": 0.0, "bc": -1.0}, []),
    ],
)
def test_leading(scores: dict[str, float], expected: list[str]) -> None:
    pairs = {(pair[0], pair[1]): score for pair, score in scores.items()}
    assert sorted("".join(pair) for pair in leading(pairs, 0.0, mains=())) == expected


def test_leading_counts_from_the_threshold() -> None:
    pairs = {("a", "b"): 4.0, ("b", "c"): 3.5, ("c", "d"): 1.0}
    assert leading(pairs, 1.0, mains=()) == {("a", "b"), ("b", "c")}


def test_leading_between_main_accounts_whatever_looks_back() -> None:
    # b looks back to what a is about; c is another report of it.
    pairs = {("a", "b"): 4.0, ("a", "c"): 1.0, ("c", "d"): 3.0}
    assert leading(pairs, 0.0, mains="ac") == pairs.keys()
    assert leading(pairs, 0.0, mains="a") == {("a", "b"), ("c", "d")}


@given(st.dictionaries(PAIR, st.floats(-5, 5), max_size=12), st.sets(st.sampled_from(IDS)), st.integers(0, 2**32))
def test_parts_do_not_depend_on_the_order_of_pairs(
    scores: dict[tuple[str, str], float], mains: set[str], seed: int
) -> None:
    leads = leading(scores, 0.0, mains=mains)
    shuffled = dict(random.Random(seed).sample(sorted(scores.items()), len(scores)))
    assert leading(shuffled, 0.0, mains=mains) == leads
    groups = parts(IDS, leads)
    assert [groups.find(one) for one in IDS] == [parts(IDS, sorted(leads)).find(one) for one in IDS]
    # Whoever has a pair above the threshold is led somewhere.
    speaking = {one for pair, score in scores.items() if score > 0 for one in pair}
    assert speaking == {one for pair in leads for one in pair}
    assert leads <= within(scores, groups).keys()
