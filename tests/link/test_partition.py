"""Groups by average evidence, whatever the order, and never against a person's word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link.partition import Pair, constraints, partition, two_steps
from dateline.model import Judgement

Said = list[tuple[str, str, Judgement]]

IDS = "abcdefgh"
RANK = {account_id: place for place, account_id in enumerate(IDS)}


def grouped(scores: dict[str, float], judgements: Said | None = None, *, leading: str = IDS) -> list[str]:
    pairs: dict[Pair, float] = {(pair[0], pair[1]): score for pair, score in scores.items()}
    return [
        "".join(group)
        for group in partition(RANK, pairs, leading=leading, judgements=judgements or [])
        if len(group) > 1
    ]


@pytest.mark.parametrize(
    ("scores", "judgements", "expected"),
    [
        ({"ab": 2.0, "cd": 1.0}, [], ["ab", "cd"]),
        ({"ab": -2.0}, [], []),
        ({"ab": 2.0, "bc": 2.0, "ac": 2.0}, [], ["abc"]),
        # c goes with b, but not on average with a and b: (2 - 5) / 2 < 0.
        ({"ab": 3.0, "bc": 2.0, "ac": -5.0}, [], ["ab"]),
        # A pair nobody compared counts -2: (3 - 2) / 2 > 0, and (1 - 2) / 2 < 0.
        ({"ab": 4.0, "bc": 3.0}, [], ["abc"]),
        ({"ab": 4.0, "bc": 1.0}, [], ["ab"]),
        ({"ab": 2.0}, [("a", "b", "different")], []),
        ({"ab": -9.0}, [("b", "a", "same")], ["ab"]),
        # Different holds through chains: b with c would bring a and d together.
        ({"ab": 5.0, "bc": 1.0, "cd": 5.0, "ac": 1.0, "bd": 1.0, "ad": 1.0}, [("a", "d", "different")], ["ab", "cd"]),
        ({}, [("a", "b", "same"), ("b", "c", "same")], ["abc"]),
        # Contradictions: the newer word stands, by whatever chain.
        ({}, [("a", "b", "different"), ("a", "b", "same")], ["ab"]),
        ({}, [("a", "b", "same"), ("a", "b", "different")], []),
        ({}, [("a", "b", "same"), ("b", "c", "same"), ("a", "c", "different")], ["bc"]),
        ({}, [("a", "z", "same")], []),
    ],
)
def test_partition(scores: dict[str, float], judgements: Said, expected: list[str]) -> None:
    assert grouped(scores, judgements) == expected


PAIR = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
JUDGEMENTS = st.lists(
    st.tuples(PAIR, st.sampled_from(["same", "different"])).map(lambda said: (said[0][0], said[0][1], said[1])),
    max_size=8,
)


@given(
    st.dictionaries(PAIR, st.floats(-5, 5), max_size=20),
    JUDGEMENTS,
    st.sets(st.sampled_from(IDS)),
    st.integers(0, 2**32),
)
def test_partition_keeps_to_judgements_in_any_order_of_pairs(
    scores: dict[Pair, float], said: Said, leading: set[str], seed: int
) -> None:
    groups = partition(RANK, scores, leading=leading, judgements=said)
    shuffled = dict(random.Random(seed).sample(sorted(scores.items()), len(scores)))
    assert partition(RANK, shuffled, leading=leading, judgements=said) == groups
    assert sorted(account_id for group in groups for account_id in group) == list(IDS)
    group_of = {account_id: number for number, group in enumerate(groups) for account_id in group}
    same, different = constraints(RANK, said)
    assert all(
        group_of[left] == group_of[right] for left in IDS for right in IDS if same.find(left) == same.find(right)
    )
    assert all(group_of[left] != group_of[right] for left, right in different)
    if said:
        # The newest word always stands.
        left, right, judgement = said[-1]
        assert (group_of[left] == group_of[right]) is (judgement == "same")


@pytest.mark.parametrize(
    ("leading", "expected"),
    [
        # x, told in passing, goes with both reports; what they are mainly about stays two incidents.
        ("ab", ["ac"]),
        ("abc", ["abc"]),
        ("", ["abc"]),
    ],
)
def test_partition_what_is_told_in_passing_brings_no_two_reports_together(leading: str, expected: list[str]) -> None:
    assert grouped({"ab": -0.5, "ac": 6.0, "bc": 5.0}, leading=leading) == expected


def test_two_steps_are_pairs_that_a_third_leads_from_one_to_the_other() -> None:
    scores = {("a", "b"): 2.0, ("b", "c"): 1.0, ("c", "d"): -1.0, ("b", "e"): 0.4, ("a", "e"): -3.0}
    assert two_steps(scores, 0.0) == {("a", "c"), ("c", "e")}
    assert two_steps(scores, 0.5) == {("a", "c")}
