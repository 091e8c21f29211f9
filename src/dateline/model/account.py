"""Accounts: one event as one article tells it, made of claims. `Doc` carries an article through the steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dateline.model.annotation import Attribution, Mention, Parse, Place, Speaker, Tag, Time
from dateline.model.article import Article, Span, content_id
from dateline.model.values import AccountRole, Stance, Value


@dataclass(frozen=True, slots=True)
class Event:
    """One event word. `factuality` runs from -3, certainly did not happen, to 3, certainly did."""

    span: Span
    #: The type of incident, or None: a word of what is no incident ("said", "agreed"), which founds no account.
    type: str | None
    stance: Stance
    factuality: float
    role: AccountRole


@dataclass(frozen=True, slots=True)
class Claim:
    """One value from one place in one article. `via` is who says it, nearest to the event first, without the outlet."""

    id: str
    account_id: str
    field: str
    span: Span
    #: Exactly ``article.written(span)``.
    written: str
    value: Value
    via: tuple[Speaker, ...]
    stance: Stance
    #: Between 0 and 1: how sure Dateline is that the text says this of this event.
    score: float

    @staticmethod
    def make_id(account_id: str, field_name: str, span: Span, discriminator: str = "") -> str:
        return content_id("claim", account_id, field_name, span.part, span.start, span.end, discriminator)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a field has no claim and, where it can be bounded, the bound (ISO dates): no claim itself."""

    reason: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """An account without what it claims: enough to put it into an incident."""

    id: str
    article_id: str
    #: When its article was published.
    published: str | None
    type: str
    role: AccountRole
    stance: Stance


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it."""

    id: str
    article_id: str
    #: Set by the pipeline: the run that made it.
    run_id: str
    type: str
    role: AccountRole
    stance: Stance
    trigger: Span | None
    claims: tuple[Claim, ...]
    unknown: Mapping[str, Unknown]

    @staticmethod
    def make_id(article_id: str, type_: str, trigger: Span | None, sequence: int = 0) -> str:
        if trigger is None:
            return content_id("account", article_id, type_, "no trigger", sequence)
        return content_id("account", article_id, type_, trigger.part, trigger.start, trigger.end)

    def of_field(self, name: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.field == name]


@dataclass(frozen=True, slots=True)
class Doc:
    """An article with all that the steps have added so far. Steps return new ones: ``doc.add(mentions=...)``."""

    article: Article
    #: Why nothing was extracted (a language without a model), or None.
    not_extracted: str | None = None
    #: The text first, then the title, links and related headlines.
    parses: tuple[Parse, ...] = ()
    #: The opening "PESHAWAR, Pakistan (Agency) --", where there is one.
    dateline: Span | None = None
    mentions: tuple[Mention, ...] = ()
    #: What the trained reader sees, in text order head by head; empty where it was not asked.
    tags: tuple[Tag, ...] = ()
    #: Its judgements of the whole article: head -> label -> probability.
    likely: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    #: Groups of indices into `mentions` that name the same thing.
    chains: tuple[tuple[int, ...], ...] = ()
    #: Pronouns and roles ("he", "the mayor") with the index of the mention that they stand for.
    references: tuple[tuple[Span, int], ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()

    def add(self, **layers: object) -> Doc:
        return replace(self, **layers)  # type: ignore[arg-type]

    def tagged(self, head: str) -> list[Tag]:
        """What one head of the trained reader found, in text order."""
        return [tag for tag in self.tags if tag.head == head]

    def parse(self, part: str) -> Parse | None:
        return next((parse for parse in self.parses if parse.part == part), None)
