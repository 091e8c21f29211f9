"""Acronyms that an article introduces stand for the name it gives them, wherever they are."""

from __future__ import annotations

import pytest

from dateline.annotate.acronyms import introduced, name_acronyms
from dateline.knowledge.actors import load_actors
from dateline.model import Mention, Span
from tests.annotate.articles import make_article


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("The Red River Front (RRF) met.", "Red River Front", "RRF"),
        ("The Red River Front, known as the RRF, met.", "Red River Front", "RRF"),
        ("The Red River Front, or RRF, met.", "Red River Front", "RRF"),
        ("The Red River Front (the RRF) met.", "Red River Front", "RRF"),
        ("The Red River Front (Peru) met.", "Red River Front", None),
        ("The Red River Front or Lima will win.", "Red River Front", None),
    ],
)
def test_introduced(text: str, name: str, acronym: str | None) -> None:
    mention = Mention(Span("text", text.index(name), text.index(name) + len(name)), "armed_group")
    assert introduced(make_article(text), [mention]) == ({} if acronym is None else {acronym: 0})


@pytest.mark.parametrize(
    ("name", "acronym", "actor"),
    [
        ("Alaska Teachers' Forum", "ATF", None),
        ("Bureau for Alcohol, Tobacco and Firearms", "ATF", "usa.atf"),
        ("Kurdish Labour Movement", "PKK", "turkey.pkk"),
        ("Red River Front", "RRF", None),
    ],
)
def test_name_acronyms(name: str, acronym: str, actor: str | None) -> None:
    text = f"The {name} ({acronym}) met. An {acronym} speaker left."
    first, last = text.index(f"({acronym}") + 1, text.rindex(acronym)
    known = load_actors().resolve(acronym)
    mentions = [
        Mention(Span("text", 4, 4 + len(name)), "organisation"),
        *([] if known is None else [Mention(Span("text", first, first + len(acronym)), known.kind, known.id)]),
    ]
    found = name_acronyms(make_article(text), mentions, actors=load_actors())
    told = {mention.span.start: mention.actor for mention in found}
    assert told[first] == actor
    assert told.get(last, actor) == actor
