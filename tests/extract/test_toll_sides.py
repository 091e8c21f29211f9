"""Sides of a clash: which side the people of a toll belong to, and when no side can be told."""

from __future__ import annotations

import pytest

from dateline.model import TollValue
from tests.extract.annotated import annotate, main_of, written

Tolls = set[tuple[str, str | None]]


def sides_of_tolls(text: str, field: str = "killed") -> Tolls:
    return {
        (claim.written, claim.value.side)
        for claim in main_of(annotate(text)).of_field(field)
        if isinstance(claim.value, TollValue)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Troops clashed with rebels near Gao. Seven soldiers and twelve rebels were killed.",
            {("Seven soldiers and twelve rebels", None), ("Seven soldiers", "a"), ("twelve rebels", "b")},
        ),
        (
            "Gunmen clashed with the army near Gao. Two soldiers, three attackers and a farmer were killed.",
            {
                ("Two soldiers, three attackers and a farmer", None),
                ("Two soldiers", "b"),
                ("three attackers", "a"),
                ("a farmer", None),
            },
        ),
        (
            "Taliban fighters clashed with Islamic State fighters. Three Taliban fighters were killed.",
            {("Three Taliban fighters", "a")},
        ),
        ("Soldiers clashed with the police in Gao. Two soldiers were killed.", {("Two soldiers", "a")}),
        ("Rebels clashed with fighters of a militia near Gao. Nine militants were killed.", {("Nine militants", None)}),
        ("Two militias clashed near Gao, killing six people.", {("six people", None)}),
    ],
)
def test_side_of_a_toll(text: str, expected: Tolls) -> None:
    assert sides_of_tolls(text) == expected


def test_sides_that_only_the_dead_tell() -> None:
    account = main_of(annotate("Seven soldiers and twelve rebels were killed in the clash near Gao on Monday."))
    assert written(account.of_field("side_a")) == ["Seven soldiers"]
    assert written(account.of_field("side_b")) == ["twelve rebels"]


def test_bystanders_are_no_side() -> None:
    account = main_of(annotate("Two militias clashed near Gao, killing a farmer."))
    assert account.of_field("side_b") == []


def test_one_sided_acts_have_no_sides() -> None:
    assert sides_of_tolls("Rebels attacked an army post, killing seven soldiers.") == {("seven soldiers", None)}
