"""Places inside the names of bodies stand beside them; the names of newspapers, schools, streets and cars hold none."""

from __future__ import annotations

import pytest

from dateline.annotate.mentions import Mentions
from dateline.annotate.place_spans import trim_place
from dateline.annotate.sentences import Sentences
from dateline.model import Doc
from dateline.settings import Settings
from tests.annotate.articles import make_article


@pytest.fixture(scope="module")
def steps() -> tuple[Sentences, Mentions]:
    return Sentences(Settings()), Mentions(Settings())


def annotate(steps: tuple[Sentences, Mentions], text: str) -> Doc:
    docs = [Doc(make_article(text))]
    for step in steps:
        docs = step(docs)
    return docs[0]


def places(doc: Doc) -> list[str]:
    return [doc.article.written(mention.span) for mention in doc.mentions if mention.kind == "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were held by the Cleveland Police Department.", ["Cleveland"]),
        ("Two men were held, the Kentucky State Police said.", ["Kentucky"]),
        ("Two men were held, the Cook County Sheriff's Office said.", ["Cook County"]),
        ("Students of the University of Lagos marched.", ["Lagos"]),
        ("He was flown to the St. Luke's Medical Center.", []),
        ("It was first told by the Cleveland Gazette.", []),
        ("He taught at Lincoln High School for years.", []),
    ],
)
def test_nested_places(steps: tuple[Sentences, Mentions], text: str, expected: list[str]) -> None:
    doc = annotate(steps, text)
    assert places(doc) == expected
    for nested in (mention for mention in doc.mentions if mention.kind == "place"):
        assert any(other is not nested and other.span.covers(nested.span) for other in doc.mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paris Hilton was robbed at her home.", []),
        ("Jordan Peele was threatened by gunmen.", []),
        ("Chad Lincoln, 23, was stabbed in Phoenix on Friday.", ["Phoenix"]),
        ("A Georgia Tech student was shot dead on Monday.", []),
        ("A China University student was killed in Kabul.", ["Kabul"]),
        ("The Texas Rangers beat the Chicago Cubs after a bomb threat.", []),
        ("Two gunmen opened fire, The Washington Post reported.", []),
        ("Staff of the Bank of Canada were held hostage in Tampa.", ["Canada", "Tampa"]),
    ],
)
def test_names_of_people_teams_and_universities_are_no_places(
    steps: tuple[Sentences, Mentions], text: str, expected: list[str]
) -> None:
    assert places(annotate(steps, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The van turned into Moss Trail and stopped.", []),
        ("Shots were heard in the 400 block of Oakfield.", []),
        ("They fled in a red 2008 Lincoln Continental.", []),
        ("Metro police looked for a gunman.", []),
        ("Two were held.\n\nCOLUMBUS — The mayor spoke of it on Monday.", ["COLUMBUS"]),
        ("The fire began in the Town of Newark.", ["Newark"]),
        ("The roads of the U.S. were shut.", ["U.S."]),
    ],
)
def test_what_is_a_place_of_its_own(steps: tuple[Sentences, Mentions], text: str, expected: list[str]) -> None:
    assert places(annotate(steps, text)) == expected


@pytest.mark.parametrize(
    ("text", "written", "trimmed"),
    [
        ("the Turkish- backed force", "Turkish-", "Turkish"),
        ("the French, too", "French,", "French"),
        ("The French left", "The French", "French"),
        ("in the U.S. again", "U.S", "U.S."),
        ("in Springport, Pa. again", "Pa", "Pa."),
        ("in Paris. They left", "Paris.", "Paris"),
        ("...", "...", "..."),
    ],
)
def test_trim_place(text: str, written: str, trimmed: str) -> None:
    start = text.index(written)
    first, last = trim_place(text, start, start + len(written))
    assert text[first:last] == trimmed
