"""Coverage behind an article: other reports, why each is offered, and beside which paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.model.article import Article

CoverageKind = Literal["same incident", "context", "follow-up"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Another report that is offered beside an article or one of its paragraphs."""

    article_id: str
    kind: CoverageKind
    #: Between 0 and 1: the chance that it tells of what the article, or the paragraph, tells of. A link has 1.
    score: float
    #: In words.
    why: str
    #: Id of the article, or of the coverage offered before, that this is a copy of; None for a text of its own.
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """What is offered beside an article. Not stored: it is sought when it is asked for."""

    article_id: str
    #: For each paragraph of the article what is behind it, published before it or at about its time; mostly nothing.
    paragraphs: tuple[tuple[Coverage, ...], ...]
    #: The likeliest first, what was published later as well.
    related: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident that an article tells: which one, whether it is its main one, and in which paragraphs."""

    incident_id: str
    main: bool
    paragraphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the store holds that may be behind an article: the link layer chooses among it."""

    articles: Mapping[str, Article]
    #: Of the article itself and of the candidates.
    told: Mapping[str, tuple[ToldIncident, ...]]
    #: Part of the article ("link:0.1", "related:2") -> the stored article that the link leads to.
    links: Mapping[str, str]
