"""Known actors are found under every name, and never under one that others share."""

from __future__ import annotations

from time import perf_counter

import pytest

from dateline.errors import DatelineError
from dateline.knowledge.actors import Actors, load_actors
from dateline.model import Actor


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Pakistani Taliban met.", [("Pakistani Taliban", "pakistan.ttp")]),
        ("Pakistan’s Taliban met.", [("Pakistan’s Taliban", "pakistan.ttp")]),
        ("Tehrik-e-Taliban\nPakistan met.", [("Tehrik-e-Taliban\nPakistan", "pakistan.ttp")]),
        ("The Afghan Taliban met.", [("Afghan Taliban", "afghanistan.taliban")]),
        ("The Taliban met.", []),
        ("The police and the army met.", []),
        ("Pakistan's army met.", [("Pakistan's army", "pakistan.army")]),
        ("In Lahore, Pakistan, police met.", []),
        ("They left Pakistan. Army trucks came.", []),
        (
            "U.N. troops and the U.N. Security Council",
            [("U.N.", "un"), ("U.N. Security Council", "un.security_council")],
        ),
        ("THE FMLN IS HERE", [("FMLN", "el_salvador.fmln")]),
        ("the farc is here", [("farc", "colombia.farc")]),
        ("The farc is here", []),
        ("a long way to mend it", []),
        ("Séléka and Seleka", [("Séléka", "car.seleka"), ("Seleka", "car.seleka")]),
        ("Communist Party of India (Maoist) rebels", [("Communist Party of India (Maoist)", "india.maoists")]),
        ("Islamic State West Africa Province", [("Islamic State West Africa Province", "nigeria.iswap")]),
        ("", []),
    ],
)
def test_find(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[start:end], actor) for start, end, actor in load_actors().find(text)] == found


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("the Pakistani Taliban", "pakistan.ttp"),
        ("TTP", "pakistan.ttp"),
        ("ttp", None),
        ("the Taliban", None),
        ("the", None),
        ("", None),
    ],
)
def test_resolve(name: str, actor: str | None) -> None:
    found = load_actors().resolve(name)
    assert (found.id if found else None) == actor


def test_sharing_names_the_candidates() -> None:
    assert load_actors().sharing("the Taliban") == ("pakistan.ttp", "afghanistan.taliban")
    assert load_actors().sharing("the Pakistani Taliban") == ()


def test_actors_cover_the_world() -> None:
    actors = list(load_actors())
    assert sum(actor.kind == "armed_group" for actor in actors) >= 60
    assert len({actor.country for actor in actors if actor.kind == "armed_group"}) >= 25
    assert {actor.kind for actor in actors} >= {"armed_group", "state_force", "police", "organisation", "government"}


def test_every_name_leads_to_its_actor() -> None:
    actors = load_actors()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            found = actors.resolve(name)
            assert found is not None, name
            assert found.id == actor.id, name


def test_of_country() -> None:
    army = load_actors().of_country("PK", "army")
    assert army is not None
    assert army.id == "pakistan.army"
    assert load_actors().of_country("XX", "army") is None


def test_actors_refuse_a_name_of_two() -> None:
    pair = [
        Actor("a.one", "Red Front", "armed_group"),
        Actor("b.two", "Blue Front", "armed_group", None, ("Red front",)),
    ]
    with pytest.raises(DatelineError, match=r"names both 'a\.one' and 'b\.two'"):
        Actors(pair, shared={})


def test_actors_refuse_a_relation_to_nobody() -> None:
    with pytest.raises(DatelineError, match=r"'c\.three', which does not exist"):
        Actors([Actor("a.one", "Red Front", "armed_group", None, (), (("part_of", "c.three"),))], shared={})


def test_find_is_fast() -> None:
    text = "The Pakistani Taliban and Pakistan's army met the police near the river at noon. " * 2_000
    began = perf_counter()
    assert len(load_actors().find(text)) == 4_000
    assert perf_counter() - began < 5
