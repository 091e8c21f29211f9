"""The incident types and the lexicon compiled from them."""

from __future__ import annotations

import pytest

from dateline.knowledge.lexicon import load_lexicon, pieces_of, plural_base
from dateline.schema import FIELDS, TOLL_GROUPS, TOLLS, incident_types

_NAMES = (
    "military_operation armed_clash armed_attack shooting bombing suicide_bombing air_strike shelling "
    "grenade_attack chemical_attack assassination abduction hijacking sexual_violence torture arson "
    "looting robbery property_destruction mob_violence violent_demonstration peaceful_protest "
    "protest_with_intervention force_against_protesters arrest weapons_seized government_takes_territory "
    "group_takes_territory territory_transferred base_established change_to_group agreement diplomacy "
    "statement threat trial responsibility_attributed natural_disaster accident organised_crime other "
)
TYPES = _NAMES.split()
CODEBOOKS = {"acled", "ucdp", "gtd", "plover", "muc4"}


def test_every_type_of_the_contract_is_there() -> None:
    assert sorted(incident_types()) == sorted(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_type_is_well_formed(name: str) -> None:
    incident_type = incident_types()[name]
    assert incident_type.definition.endswith(".")
    assert incident_type.sides in ("one_sided", "clash", "none")
    assert set(incident_type.codes) <= CODEBOOKS
    assert incident_type.verbs or incident_type.nouns or incident_type.phrases
    for words in (incident_type.verbs, incident_type.nouns, incident_type.phrases, incident_type.excluded):
        assert len(words) == len(set(words))
        assert all(word == word.lower() and word == word.strip() for word in words)


def test_special_types_win_over_the_general_attack() -> None:
    general = incident_types()["armed_attack"].specificity
    special = ("shooting", "bombing", "suicide_bombing", "air_strike", "shelling", "grenade_attack", "assassination")
    assert all(incident_types()[name].specificity > general for name in special)
    assert {incident_types()[name].family for name in special} == {"attack"}


def test_tolls_are_fields() -> None:
    assert set(TOLLS) <= set(FIELDS)
    assert len(TOLL_GROUPS) == 17


@pytest.mark.parametrize(
    ("phrase", "pieces"),
    [
        ("drive-by shooting", ("drive", "-", "by", "shooting")),
        ("attempt on women's lives", ("attempt", "on", "women", "'s", "lives")),
        ("U.S. strikes", ("u.s.", "strikes")),
        ("Car Bomb", ("car", "bomb")),
    ],
)
def test_phrases_are_cut_as_the_parser_cuts(phrase: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(phrase) == pieces


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("bombings", "bombing"), ("robberies", "robbery"), ("clashes", "clash"), ("crisis", "crisis"), ("gas", "gas")],
)
def test_plural_base(plural: str, singular: str) -> None:
    assert plural_base(plural) == singular


def test_longest_phrase_wins() -> None:
    lexicon = load_lexicon()
    words = ("a", "suicide", "car", "bomb", "went", "off")
    assert lexicon.phrases.at(words, 1) == (3, "suicide_bombing")
    assert lexicon.phrases.at(words, 0) is None


def test_people_and_things_know_their_kind() -> None:
    lexicon = load_lexicon()
    assert lexicon.people["soldier"].of == "soldiers"
    assert lexicon.people["militant"].kind == "armed_group"
    found = lexicon.weapons.at(("car", "bombs"), 0)
    assert found is not None
    assert (found[0], found[1].type) == (2, "bombing")
