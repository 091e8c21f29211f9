"""Text in capitals, in small letters and in headline case reads as running text afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.recase import Case, Recaser, WrittenCase, case_of, written_case
from dateline.annotate.sentences import Dictionary, load_spacy
from dateline.knowledge.actors import load_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.settings import Settings

SETTINGS = Settings()
NOTHING = WrittenCase()


@pytest.fixture(scope="module")
def recase() -> Recaser:
    dictionary = Dictionary(load_spacy(SETTINGS.spacy_model))
    return Recaser(actors=load_actors(), gazetteer=open_gazetteer(SETTINGS), is_common=dictionary.__contains__)


@pytest.mark.parametrize(
    ("text", "headline", "case"),
    [
        ("GUERRILLAS ATTACKED THE FARM", False, "upper"),
        ("guerrillas attacked the farm on monday", False, "lower"),
        ("Guerrillas attacked the farm on Monday", False, "mixed"),
        ("Guerrillas Attack Farm Near Border", True, "headline"),
        ("Guerrillas attack farm near the border", True, "mixed"),
        ("(AFP)", False, "mixed"),
        ("", True, "mixed"),
    ],
)
def test_case_of(text: str, headline: bool, case: Case) -> None:
    assert case_of(text, headline=headline) == case


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        (
            "THE POLICE SAID THREE MEN WERE KILLED NEAR SAN SALVADOR ON MONDAY.",
            "upper",
            "The police said three men were killed near San Salvador on Monday.",
        ),
        ("LIMA, 4 MAR 90. THE FMLN DENIED IT.", "upper", "Lima, 4 Mar 90. The FMLN denied it."),
        ("COL RAMIREZ LEFT. HE DIDN'T SPEAK.", "upper", "Col Ramirez left. He didn't speak."),
        (
            "a bomb exploded in south africa on friday, and pakistani soldiers came.",
            "lower",
            "A bomb exploded in South Africa on Friday, and Pakistani soldiers came.",
        ),
        ("Rebels Seize Radio Station in New York", "headline", "Rebels seize radio station in New York"),
        ("UN Troops Leave Town", "headline", "UN troops leave town"),
    ],
)
def test_recase(recase: Recaser, text: str, case: Case, expected: str) -> None:
    assert recase(text, case, NOTHING) == expected


def test_recase_follows_the_article(recase: Recaser) -> None:
    written = written_case("They met at the Green House near the old mill, and the Mill said nothing.")
    assert recase("Man Held at Green House", "headline", written) == "Man held at Green House"


def test_recase_leaves_mixed_text(recase: Recaser) -> None:
    assert recase("As IT is", "mixed", NOTHING) == "As IT is"


@given(st.text(max_size=200), st.sampled_from(["upper", "lower", "headline"]))
def test_recase_keeps_the_length(text: str, case: Case) -> None:
    recaser = Recaser(actors=load_actors(), gazetteer=open_gazetteer(SETTINGS), is_common=str.islower)
    assert len(recaser(text, case, NOTHING)) == len(text)
