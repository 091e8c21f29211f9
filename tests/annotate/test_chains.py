"""Mentions of one thing make one chain; two actors never meet in one."""

from __future__ import annotations

import pytest

from dateline.annotate.chains import chain_mentions
from dateline.annotate.person_chains import persons_of
from dateline.model import Mention, Span
from tests.annotate.articles import make_article


def chains_of(text: str, mentions: list[Mention]) -> tuple[tuple[int, ...], ...]:
    article = make_article(text)
    return chain_mentions(article, mentions, persons_of(article, mentions))


@pytest.mark.parametrize(
    ("names", "chains"),
    [
        ([("Ana Ruiz", "person", None), ("Ruiz", "person", None)], ((0, 1),)),
        ([("Ana Ruiz", "person", None), ("Eva Ruiz", "person", None), ("Ruiz", "person", None)], ((0,), (1,), (2,))),
        ([("Ruiz", "person", None), ("Ruiz", "person", None)], ((0, 1),)),
        (
            [("Pakistani Taliban", "armed_group", "pakistan.ttp"), ("TTP", "armed_group", "pakistan.ttp")],
            ((0, 1),),
        ),
        (
            [
                ("Pakistani Taliban", "armed_group", "pakistan.ttp"),
                ("Afghan Taliban", "armed_group", "afghanistan.taliban"),
                ("Taliban", "armed_group", None),
            ],
            ((0,), (1,), (2,)),
        ),
        ([("Red River Rescue Team", "organisation", None), ("RRRT", "organisation", None)], ((0, 1),)),
        ([("San José", "place", None), ("San Jose", "place", None)], ((0, 1),)),
        ([("Lima", "place", None), ("Lima", "person", None)], ((0,), (1,))),
        ([], ()),
    ],
)
def test_chain_mentions(names: list[tuple[str, str, str | None]], chains: tuple[tuple[int, ...], ...]) -> None:
    mentions, text = [], ""
    for name, kind, actor in names:
        mentions.append(Mention(Span("text", len(text), len(text) + len(name)), kind, actor))
        text += name + " ; "
    assert chains_of(text, mentions) == chains


@pytest.mark.parametrize(
    ("text", "names", "chains"),
    [
        ("The Kara Eagles met. The Eagles left.", [("Kara Eagles", None), ("Eagles", None)], ((0, 1),)),
        (
            "The Kara Eagles met the Lima Eagles. The Eagles left.",
            [("Kara Eagles", None), ("Lima Eagles", None), ("Eagles", None)],
            ((0,), (1,), (2,)),
        ),
        (
            "The Pakistani Taliban met. The Taliban left.",
            [("Pakistani Taliban", "pakistan.ttp"), ("Taliban", None)],
            ((0,), (1,)),
        ),
        ("The Real IRA met. The IRA left.", [("Real IRA", "ireland.real_ira"), ("IRA", "ireland.ira")], ((0,), (1,))),
        ("The Red River Front (RRX) met. The RRX left.", [("Red River Front", None), ("RRX", None)], ((0, 1),)),
    ],
)
def test_short_names_join_the_one_group(
    text: str, names: list[tuple[str, str | None]], chains: tuple[tuple[int, ...], ...]
) -> None:
    mentions = []
    for name, actor in names:
        start = text.rindex(name)
        mentions.append(Mention(Span("text", start, start + len(name)), "armed_group", actor))
    assert chains_of(text, mentions) == chains


def test_police_are_those_of_the_place_told_with_them() -> None:
    text = "Kara police met. Police left. In Lima, police came."
    spans = [(0, 4, "place"), (5, 11, "police"), (17, 23, "police"), (33, 37, "place"), (39, 45, "police")]
    mentions = [Mention(Span("text", start, end), kind) for start, end, kind in spans]
    assert chains_of(text, mentions) == ((0,), (1, 2), (3,), (4,))
