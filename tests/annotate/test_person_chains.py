"""Persons are kept apart by given name, title, sex and suffix, and put together where these agree."""

from __future__ import annotations

import pytest

from dateline.annotate.person_chains import persons_of
from dateline.model import Mention, Span
from tests.annotate.articles import make_article


@pytest.mark.parametrize(
    ("text", "names", "persons"),
    [
        ("Ana Ruiz met Ben Ruiz. Ruiz left.", ["Ana Ruiz", "Ben Ruiz", "Ruiz"], [[0], [1], [2]]),
        ("Ana M. Ruiz left. Ana Ruiz came back.", ["Ana M. Ruiz", "Ana Ruiz"], [[0, 1]]),
        ("Ana Maria Ruiz met Ana Lucia Ruiz.", ["Ana Maria Ruiz", "Ana Lucia Ruiz"], [[0], [1]]),
        ("A. Ruiz is Ana Ruiz.", ["A. Ruiz", "Ana Ruiz"], [[0, 1]]),
        ("Tom Hale Sr. and Tom Hale Jr. left.", ["Tom Hale Sr", "Tom Hale Jr"], [[0], [1]]),
        ("Mr. Hale met Mrs. Hale.", ["Hale", "Hale"], [[0], [1]]),
        ("Tom Hale and Eve Hale left. Mrs. Hale drove.", ["Tom Hale", "Eve Hale", "Hale"], [[0], [1, 2]]),
        ("Col. Hale met Sgt. Hale.", ["Hale", "Hale"], [[0], [1]]),
        ("Gen. Tom Hale spoke. General Hale left.", ["Tom Hale", "General Hale"], [[0, 1]]),
        ("Jan van Hale spoke. Van Hale left.", ["Jan van Hale", "Van Hale"], [[0, 1]]),
        ("Zoltina Hale spoke. Zoltina left.", ["Zoltina Hale", "Zoltina"], [[0, 1]]),
    ],
)
def test_persons_of(text: str, names: list[str], persons: list[list[int]]) -> None:
    mentions, end = [], 0
    for name in names:
        start = text.index(name, end)
        end = start + len(name)
        mentions.append(Mention(Span("text", start, end), "person"))
    found = persons_of(make_article(text), mentions)
    assert sorted(sorted(person.mentions) for person in found) == persons
