"""The stance by rule and the factuality that the trained reader sees, settled into one."""

from __future__ import annotations

import pytest

from dateline.extract.settled_stance import settle
from dateline.extract.stance import FACTUALITY, Standing
from dateline.model import Stance
from tests.extract.annotated import annotate, syntax_of

TEXT = "The rebels began to attack a farm and signed a deal to leave."


def settled(word: str, stance: Stance, seen: float, *, plain: bool = False, incident: bool = False) -> Stance:
    syntax = syntax_of(annotate(TEXT))
    standing = Standing(stance, FACTUALITY[stance], is_plain=plain)
    return settle(standing, seen, syntax, syntax.words.index(word), is_incident=incident).stance


@pytest.mark.parametrize(
    ("word", "stance", "seen", "expected"),
    [
        ("signed", "asserted", 2.9, "asserted"),
        ("signed", "asserted", 1.8, "asserted"),
        ("signed", "asserted", 1.0, "hypothetical"),
        ("signed", "asserted", -2.0, "denied"),
        ("leave", "asserted", 1.8, "planned"),
        ("leave", "asserted", 2.8, "asserted"),
        ("attack", "asserted", 1.8, "asserted"),
        ("signed", "denied", 2.8, "asserted"),
        ("signed", "denied", 1.0, "denied"),
        ("signed", "hedged", 2.9, "hedged"),
        ("signed", "planned", 2.9, "planned"),
    ],
)
def test_settle(word: str, stance: Stance, seen: float, expected: Stance) -> None:
    assert settled(word, stance, seen) == expected


def test_a_word_that_is_denied_itself_stays_denied() -> None:
    assert settled("signed", "denied", 2.9, plain=True) == "denied"


def test_words_of_incidents_are_doubted_later() -> None:
    assert settled("signed", "asserted", 1.3, incident=True) == "asserted"
    assert settled("signed", "asserted", 1.1, incident=True) == "hypothetical"


def test_an_attempt_was_made() -> None:
    syntax = syntax_of(annotate(TEXT))
    attempt = settle(Standing("asserted", 0.8), 0.5, syntax, syntax.words.index("leave"), is_incident=True)
    assert attempt.stance == "asserted"
    assert 0 < attempt.factuality < 1
