"""Texts taken through the steps of the pipeline, loaded once for all tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dateline.extract.counting import Counted
from dateline.extract.harms import Harm
from dateline.extract.syntax import Syntax, read_syntax
from dateline.extract.tolls import find_harms
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Account, Article, Claim, Doc
from dateline.pipeline import Step, load_steps
from dateline.settings import Settings
from tests.annotate.articles import make_article

PUBLISHED = "2014-12-17"


@cache
def _steps() -> tuple[Step, ...]:
    return tuple(load_steps(Settings()))


@cache
def annotate(text: str, *, title: str | None = None, published: str | None = PUBLISHED) -> Doc:
    """Return the text after all steps."""
    docs = [Doc(replace(make_article(text, title=title), published=published))]
    for step in _steps():
        docs = step(docs)
    return docs[0]


@cache
def harms_of(text: str, *, part: str = "text") -> tuple[list[Harm], Article]:
    """Return the harms that a text, or a title, tells."""
    doc = annotate(text) if part == "text" else annotate("Nothing more is known.", title=text)
    return find_harms(syntax_of(doc, part), load_lexicon()), doc.article


def syntax_of(doc: Doc, part: str = "text") -> Syntax:
    parse = doc.parse(part)
    assert parse is not None
    return read_syntax(parse, doc.mentions)


def main_of(doc: Doc) -> Account:
    """Return the main account; fails without one."""
    assert doc.accounts, doc.article.text
    assert doc.accounts[0].role == "main"
    return doc.accounts[0]


def written(claims: list[Claim]) -> list[str]:
    return [" ".join(claim.written.split()) for claim in claims]


def number(counted: Counted) -> tuple[int | None, int | None]:
    return counted.low, counted.high
