"""Makes articles of invented text for the tests of annotating and extracting."""

from __future__ import annotations

import re

from dateline.model import Article, Hyperlink, Paragraph

_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)


def make_article(text: str, *, title: str | None = None, related: tuple[str, ...] = ()) -> Article:
    """Make an article whose paragraphs are parted by blank lines."""
    paragraphs = [
        Paragraph(found.start(), found.start() + len(found.group().rstrip())) for found in _PARAGRAPH.finditer(text)
    ]
    return Article(
        id="a",
        document="a",
        revision_of=None,
        input_id=None,
        url=None,
        outlet=None,
        title=title,
        byline=None,
        published="2020-05-06",
        language="en",
        read_at=None,
        text=text,
        paragraphs=tuple(paragraphs),
        related=tuple(Hyperlink(headline, None) for headline in related),
        raw_hash=None,
    )
