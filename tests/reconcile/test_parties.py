"""Who took part, and what was struck."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dateline.model import (
    Claim,
    PartySummary,
    PartyValue,
    Stance,
    ThingValue,
)
from tests.link.accounts import (
    make_claim,
    victim,
)
from tests.reconcile.reports import DEC_17, Report, incident


def party(name: str | None, *, actor: str | None = None, stance: Stance = "asserted") -> Claim:
    return make_claim("perpetrator", PartyValue(name, actor, "armed_group"), stance=stance)


PARTY_CASES: Mapping[str, tuple[list[Claim], list[tuple[str | None, str | None, int]]]] = {
    "one actor under two names": (
        [party("Harun Front", actor="harun"), party("Harun Front", actor="harun"), party("the Front", actor="harun")],
        [("Harun Front", "harun", 3)],
    ),
    "a name with and without article": ([party("gunmen"), party("The gunmen"), party("gunmen")], [("gunmen", None, 3)]),
    "those with most claims first": (
        [party("Oda Brigade"), party("Harun Front"), party("Harun Front")],
        [("Harun Front", None, 2), ("Oda Brigade", None, 1)],
    ),
    "a denied one lists nobody": ([party("Harun Front", stance="denied")], []),
    "without a name": ([party(None), party(None)], [(None, None, 2)]),
}


@pytest.mark.parametrize("case", PARTY_CASES)
def test_parties(case: str) -> None:
    claims, expected = PARTY_CASES[case]
    value = incident(Report(DEC_17, claims)).values["perpetrator"].value
    assert isinstance(value, tuple)
    assert [(one.name, one.actor, one.claims) for one in value] == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Lena Orvik", "Orvik", "Lena Orvik", "Lena Orvik Jr."], {"Lena Orvik": 4}),
        (["Lena Orvik", "Tomas Orvik", "Orvik"], {"Lena Orvik": 1, "Tomas Orvik": 1, "Orvik": 1}),
        (["Orvik"], {"Orvik": 1}),
    ],
)
def test_parties_surname_chains(names: list[str], expected: Mapping[str, int]) -> None:
    value = incident(Report(DEC_17, [victim(name) for name in names])).values["victim"].value
    assert isinstance(value, tuple)
    assert {one.name: one.claims for one in value} == expected


def test_parties_things() -> None:
    claims = [make_claim("target", ThingValue(name, "building")) for name in ("School", "the school", "bus")]
    value = incident(Report(DEC_17, claims)).values["target"].value
    assert value == (PartySummary("the school", None, "building", 2), PartySummary("bus", None, "building", 1))
