"""Known actors are found under every name, and never under one that others share."""

from __future__ import annotations

from time import process_time

import pytest

from dateline.errors import DatelineError
from dateline.knowledge.actor_names import name_words
from dateline.knowledge.actor_types import actor_types
from dateline.knowledge.actors import FILES, Actors, load_actors, read_actors
from dateline.model import Actor, Relation


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
    ("text", "ids"),
    [
        ("The Chadian air force and Chad’s foreign ministry", ["chad.air_force", "chad.foreign_ministry"]),
        ("Israeli soldiers and the Israel Defense Forces", ["israel.idf", "israel.idf"]),
        ("Lebanon police, the Lebanon Police Department, Lebanese police", ["lebanon.police"]),
        ("The State Department and the State Department of Health", ["usa.foreign_ministry"]),
        ("Proud boys met the Proud Boys", ["usa.proud_boys"]),
        ("The Latin American parliament and South Korean troops", ["south_korea.army"]),
        ("Georgia police and Georgian police", ["georgia.police"]),
        ("The LeT and the let of a house. Let him go.", ["pakistan.lashkar_e_taiba"]),
        ("the ATF, or Bureau of Alcohol, Tobacco, Firearms and Explosives", ["usa.atf", "usa.atf"]),
        ("Popular Front for the Liberation of Palestine - General Command", ["palestine.pflp_gc"]),
        ("The PLA and the People's Liberation Army", []),
        ("The Real IRA and the IRA", ["ireland.real_ira", "ireland.ira"]),
        ("Islamic State Khorasan and the Islamic State", ["afghanistan.iskp", "islamic_state"]),
    ],
)
def test_find_tells_apart(text: str, ids: list[str]) -> None:
    assert [actor for _, _, actor in load_actors().find(text)] == ids


def test_find_leaves_out_what_was_not_there_yet() -> None:
    text = "The AMISOM and the FARC met."
    assert [actor for _, _, actor in load_actors().find(text, year=1989)] == ["colombia.farc"]
    assert len(load_actors().find(text, year=2014)) == 2


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
    assert load_actors().sharing("the Taliban") == ("afghanistan.taliban", "pakistan.ttp")
    assert load_actors().sharing("the Pakistani Taliban") == ()


def test_scan_tells_what_a_shared_name_may_mean() -> None:
    found = [ids for _, _, ids, is_shared in load_actors().scan("The NSCN and the TTP") if is_shared]
    assert found == [("india.nscn", "india.nscn_im", "india.nscn_k")]


def test_actors_cover_the_world() -> None:
    actors = list(load_actors())
    written = [actor for file in FILES for actor in read_actors(file)]
    assert len(written) >= 800
    assert len({actor.country for actor in actors if actor.kind == "armed_group"}) >= 80
    assert {actor.country for actor in actors if actor.id.endswith(".army")} >= {"AF", "BR", "FJ", "LU", "TG", "VN"}
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
    with pytest.raises(DatelineError, match=r"names 'a\.one' and 'b\.two'; mark it"):
        Actors(pair)


def test_actors_share_a_marked_name() -> None:
    actors = Actors(
        [
            Actor("a.one", "Red Front of A", "armed_group", "AA", shared=("Red Front",)),
            Actor("b.two", "Red Front of B", "armed_group", "BB", shared=("Red Front",)),
        ]
    )
    assert actors.resolve("the Red Front") is None
    assert actors.sharing("the Red Front") == ("a.one", "b.two")


def test_actors_refuse_a_relation_to_nobody() -> None:
    with pytest.raises(DatelineError, match=r"'c\.three', which does not exist"):
        Actors([Actor("a.one", "Red Front", "armed_group", None, (), (Relation("part_of", "c.three"),))])


@pytest.mark.parametrize("file", FILES)
def test_files_are_sorted_and_their_years_in_order(file: str) -> None:
    actors = list(read_actors(file))
    assert [actor.id for actor in actors] == sorted(actor.id for actor in actors)
    for actor in actors:
        assert None in (actor.start, actor.end) or actor.start <= actor.end, actor.id  # type: ignore[operator]
        assert actor.type in actor_types()
        for relation in actor.relations:
            assert relation.other != actor.id
            assert None in (relation.start, relation.end) or relation.start <= relation.end, actor.id  # type: ignore[operator]


def test_a_splinter_is_never_its_parent() -> None:
    actors = load_actors()
    for actor in actors:
        for relation in actor.relations:
            if relation.kind in ("splinter_of", "part_of"):
                names = {name_words(name) for name in (actor.name, *actor.aliases)}
                parent = actors.get(relation.other)
                assert names.isdisjoint(name_words(name) for name in (parent.name, *parent.aliases)), actor.id


def test_find_is_fast() -> None:
    text = "The Pakistani Taliban and Pakistan's army met the police near the river at noon. " * 2_000
    began = process_time()
    assert len(load_actors().find(text)) == 4_000
    assert process_time() - began < 5
