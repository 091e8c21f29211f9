"""Mentions of one thing make one chain; two actors never meet in one."""

from __future__ import annotations

import pytest

from dateline.annotate.chains import chain_mentions
from dateline.model import Mention, Span
from tests.annotate.articles import make_article


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
    assert chain_mentions(make_article(text), mentions) == chains
