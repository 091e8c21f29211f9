"""Parties: who did it, to whom, and who says or is said to have done it."""

from __future__ import annotations

import pytest

from dateline.model import Claim, PartyValue
from tests.extract.annotated import annotate, main_of, written


def claims_of(text: str, field: str) -> list[Claim]:
    return main_of(annotate(text)).of_field(field)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Gunmen attacked a police station in Kandahar.", "perpetrator", ["Gunmen"]),
        ("Three villagers were killed by soldiers.", "perpetrator", ["soldiers"]),
        ("Rebels launched an attack on a village on Monday.", "perpetrator", ["Rebels"]),
        ("Rebels kidnapped three engineers.", "victim", ["three engineers"]),
        ("Troops clashed with insurgents near Gao.", "side_a", ["Troops"]),
        ("Troops clashed with insurgents near Gao.", "side_b", ["insurgents"]),
        ("Clashes between soldiers and rebels broke out on Monday.", "side_a", ["soldiers"]),
        ("Clashes between soldiers and rebels broke out on Monday.", "side_b", ["rebels"]),
        ("A bomb killed nine people.", "perpetrator", []),
    ],
)
def test_parties(text: str, field: str, expected: list[str]) -> None:
    assert written(claims_of(text, field)) == expected


def test_victim_has_name_age_and_status() -> None:
    [claim] = claims_of("John Miller, 24, was shot to death on Monday.", "victim")
    value = claim.value
    assert isinstance(value, PartyValue)
    assert (value.name, value.age, value.status, value.kind) == ("John Miller", 24, "killed", "person")


def test_one_person_without_a_name_has_none() -> None:
    [claim] = claims_of("A man was shot and killed in Chicago.", "victim")
    value = claim.value
    assert isinstance(value, PartyValue)
    assert (value.name, value.role, value.status) == (None, "man", "killed")


def test_claim_of_responsibility() -> None:
    text = "A bomb killed nine people in Baghdad on Monday. Islamic State claimed responsibility for the attack."
    assert written(claims_of(text, "responsibility_claimed_by")) == ["Islamic State"]


def test_nobody_claimed_responsibility() -> None:
    text = "A bomb killed nine people in Baghdad on Monday. Nobody has claimed responsibility."
    assert claims_of(text, "responsibility_claimed_by") == []


def test_blame_is_hedged() -> None:
    text = "A bomb killed nine people in Baghdad on Monday. Officials blamed Islamic State for the attack."
    [claim] = claims_of(text, "responsibility_blamed_on")
    assert claim.written == "Islamic State"
    assert claim.stance == "hedged"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A bomb killed at least 16 people in Mosul.", {"people"}),
        ("A bomb killed more than a dozen Kurdish farmers in Mosul.", {"Kurdish farmers"}),
        ("A bomb in Mosul killed 16.", set()),
        ("A bomb killed two farmers and three nurses in Mosul.", {"farmers", "nurses"}),
    ],
)
def test_number_is_no_name(text: str, names: set[str]) -> None:
    victims = main_of(annotate(text)).of_field("victim")
    assert {claim.value.name for claim in victims if isinstance(claim.value, PartyValue)} == names
