"""Stories: incidents and articles that belong together over weeks, with the days that matter. All of it is derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.model.annotation import Time
from dateline.model.article import Article, Span
from dateline.model.incident import Incident

#: What a story does not go by while it has anything else: what followed from an act.
_CONSEQUENCES = ("arrest", "trial", "statement")


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An incident or an article in a story, and why it is there.

    Until the store has given incidents their ids, an incident goes by the id of its first account.
    """

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class StoryDay:
    """A day of a time line: what it weighs among the days of its story, and one sentence that tells of it."""

    #: ISO date.
    day: str
    #: As a share of the weightiest day of the story.
    weight: float
    article_id: str
    #: A sentence of the text, or a headline.
    span: Span


@dataclass(frozen=True, slots=True)
class DatedSentences:
    """Where the sentences of an article's text stand, and its time expressions: what a time line is made of."""

    sentences: tuple[tuple[int, int], ...]
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Two or more incidents, or an incident and articles that tell none, which belong together."""

    id: str
    #: In order of time.
    incidents: tuple[StoryMember, ...]
    #: Articles that are in it though they tell none of its incidents.
    articles: tuple[StoryMember, ...]
    #: In order of time.
    days: tuple[StoryDay, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story on one line of a list."""

    id: str
    #: What the story goes by.
    main: Incident
    incidents: int
    articles: int
    #: ISO dates.
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story with all that a page of it shows."""

    story: Story
    #: By id.
    incidents: Mapping[str, Incident]
    #: By id: those of its incidents, and those that tell none.
    articles: Mapping[str, Article]


def main_incident(incidents: Iterable[Incident]) -> Incident:
    """Return the incident that a story goes by: an act rather than an arrest or trial, and the most reported."""
    return min(incidents, key=lambda one: (one.type in _CONSEQUENCES, -one.articles, one.id))
