"""Actors have a place in the code books of event data, at home and abroad."""

from __future__ import annotations

import pytest

from dateline.knowledge.actor_types import actor_types, inter_code, type_of, type_of_party
from dateline.knowledge.actors import load_actors


@pytest.mark.parametrize(
    ("actor", "event_country", "inter", "sector"),
    [
        ("pakistan.ttp", "PK", 2, "REB"),
        ("pakistan.ttp", "AF", 8, "REB"),
        ("afghanistan.army", "AF", 1, "MIL"),
        ("afghanistan.army", None, 1, "MIL"),
        ("usa.army", "IQ", 8, "MIL"),
        ("usa.fbi", "US", 1, "COP"),
        ("usa.cia", "US", 1, "SPY"),
        ("iran.basij", "IR", 1, "MIL"),
        ("un.unifil", "LB", 8, "MIL"),
        ("un", "LB", 8, "IGO"),
        ("msf", "LB", 7, "MED"),
        ("amnesty_international", None, 7, "NGO"),
        ("drc.mai_mai", "CD", 4, "PRM"),
        ("mexico.sinaloa_cartel", "MX", 3, "CRM"),
        ("india.bjp", "IN", 7, "PTY"),
        ("thailand.red_shirts", "TH", 6, "CVL"),
        ("france.parliament", "FR", 1, "LEG"),
        ("france.supreme_court", "FR", 7, "JUD"),
        ("russia.wagner", "ML", 8, "PRM"),
    ],
)
def test_codes_of_actors(actor: str, event_country: str | None, inter: int, sector: str) -> None:
    known = load_actors().get(actor)
    type_ = type_of(known)
    assert type_.sector == sector
    assert inter_code(type_, home=known.country, event_country=event_country) == inter


@pytest.mark.parametrize(
    ("kind", "of", "inter", "sector"),
    [
        ("civilians", None, 7, "CVL"),
        ("civilians", "children", 7, "CVL"),
        ("civilians", "journalists", 7, "JRN"),
        ("civilians", "health_workers", 7, "MED"),
        ("crowd", "protesters", 6, "CVL"),
        ("group", "attackers", 3, "UAF"),
        ("armed_group", "militants", 2, "REB"),
        ("police", "police", 1, "COP"),
        ("person", "soldiers", 1, "MIL"),
        ("organisation", None, 7, "UNK"),
    ],
)
def test_codes_of_people_without_a_name(kind: str, of: str | None, inter: int, sector: str) -> None:
    type_ = type_of_party(kind, of)
    assert type_ is not None
    assert (inter_code(type_, home=None, event_country="PK"), type_.sector) == (inter, sector)


def test_of_the_unknown_nothing_is_told() -> None:
    assert type_of_party("unknown") is None


def test_every_actor_has_the_kind_of_its_type() -> None:
    for actor in load_actors():
        assert actor_types()[actor.type].kind == actor.kind, actor.id
