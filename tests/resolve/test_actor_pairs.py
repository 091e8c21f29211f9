"""Names, roles and pronouns of one article are told apart, and put together, as a reader would."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model import Doc, Span
from dateline.pipeline import load_steps
from dateline.resolve.same_actor import same_actor
from dateline.settings import Settings
from tests.annotate.articles import make_article

PAIRS = [
    pair
    for name in ("actor_pairs.toml", "actor_pairs_fresh.toml")
    for pair in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["pair"]
]
#: Texts whose pairs are not told right: what remains to be done.
KNOWN_TO_FAIL = frozenset(
    {
        "The {Free Syrian Army} (FSA) lost the town. London's {FSA}, the Financial Services Authority, had frozen an "
        "account.",
        "The shop belonged to {Giorgos Maniatis}, a widower. His neighbours saw {Maniatis} lock up at nine. At ten it "
        "burned.",
    }
)
LEAST_RIGHT = 0.97
_MARKED = re.compile(r"\{([^}]*)\}")


def unmarked(text: str) -> tuple[str, list[Span]]:
    """Return the text without braces, and where the names in braces stand in it."""
    pieces, spans = [], []
    end = length = 0
    for match in _MARKED.finditer(text):
        pieces += [text[end : match.start()], match[1]]
        length += match.start() - end
        spans.append(Span("text", length, length + len(match[1])))
        length += len(match[1])
        end = match.end()
    return "".join([*pieces, text[end:]]), spans


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    """The texts of all pairs, after the steps that find and resolve who is named."""
    articles = [
        replace(make_article(unmarked(pair["text"])[0]), published=pair.get("published", "2020-05-06"))
        for pair in PAIRS
    ]
    docs = [Doc(article) for article in articles]
    for step in load_steps(Settings()):
        docs = step(docs)
    return docs


def test_pairs(docs: list[Doc]) -> None:
    wrong = []
    for pair, doc in zip(PAIRS, docs, strict=True):
        one, other = unmarked(pair["text"])[1]
        if same_actor(doc, one, other) != pair["same"]:
            wrong.append(pair["text"])
    print(f"{len(PAIRS) - len(wrong)} of {len(PAIRS)} right; wrong:", *wrong, sep="\n")
    assert set(wrong) == KNOWN_TO_FAIL
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(PAIRS)


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 150
    assert 0.4 < sum(pair["same"] for pair in PAIRS) / len(PAIRS) < 0.6
