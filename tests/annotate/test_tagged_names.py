"""Mentions as the trained reader's names correct them."""

from __future__ import annotations

import pytest

from dateline.annotate.tagged_names import corrected
from dateline.model import Mention, Span, Tag


def mention(start: int, end: int, kind: str, actor: str | None = None) -> Mention:
    return Mention(Span("text", start, end), kind, actor)


def name(start: int, end: int, label: str, score: float) -> Tag:
    return Tag(Span("text", start, end), "names", label, score)


@pytest.mark.parametrize(
    ("mentions", "names", "expected"),
    [
        ([], [name(0, 4, "person", 0.9)], [mention(0, 4, "person")]),
        ([], [name(0, 4, "person", 0.5)], []),
        ([], [name(0, 4, "date", 0.99)], []),
        ([], [name(0, 4, "place", 0.99)], []),
        ([mention(0, 4, "organisation")], [name(0, 4, "person", 0.95)], [mention(0, 4, "person")]),
        ([mention(0, 4, "organisation")], [name(0, 4, "person", 0.6)], [mention(0, 4, "organisation")]),
        ([mention(0, 4, "place")], [name(0, 4, "person", 0.95)], [mention(0, 4, "person")]),
        ([mention(0, 4, "place")], [name(0, 4, "person", 0.7)], [mention(0, 4, "person")]),
        ([mention(0, 4, "place")], [name(0, 9, "misc", 0.7)], []),
        ([mention(0, 4, "place")], [name(0, 4, "organisation", 0.7)], [mention(0, 4, "place")]),
        ([mention(0, 4, "place")], [name(0, 9, "organisation", 0.95)], [mention(0, 4, "place")]),
        ([mention(0, 4, "person"), mention(5, 9, "place")], [name(5, 9, "place", 0.9)], [mention(5, 9, "place")]),
        ([mention(0, 4, "person")], [], [mention(0, 4, "person")]),
        ([mention(0, 4, "police")], [name(0, 4, "organisation", 0.99)], [mention(0, 4, "police")]),
        ([mention(0, 4, "government")], [name(0, 4, "place", 0.99)], [mention(0, 4, "government")]),
        ([mention(0, 4, "police")], [name(0, 9, "place", 0.99)], [mention(0, 4, "police")]),
        ([mention(0, 4, "place", "a.group")], [name(0, 9, "person", 0.99)], [mention(0, 4, "place", "a.group")]),
        (
            [mention(0, 4, "person"), mention(5, 9, "organisation")],
            [name(0, 9, "person", 0.95)],
            [mention(0, 9, "person")],
        ),
    ],
)
def test_corrected(mentions: list[Mention], names: list[Tag], expected: list[Mention]) -> None:
    assert list(corrected(mentions, names)) == expected


def test_places_that_the_gazetteer_knows_are_added() -> None:
    names = [name(0, 4, "place", 0.9), name(5, 9, "place", 0.9), name(10, 14, "place", 0.9)]
    mentions = [mention(0, 4, "person"), mention(10, 14, "armed_group", "a.group")]
    known = [names[0].span, names[2].span]
    assert list(corrected(mentions, names, known)) == [mention(0, 4, "place"), mentions[1]]
