"""The facts across articles (runs, human links, reviews) and the incidents derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.model.account import Account, Claim
from dateline.model.article import Article, Span
from dateline.model.values import (
    AccountRole,
    IncidentStatus,
    Judgement,
    NoticeKind,
    PartyKind,
    PlaceValue,
    TimeValue,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the pipeline. Each article has one current run: the newest that read it."""

    id: str
    at: str
    versions: Mapping[str, str]
    settings_hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a person's word holds on to across runs: a place in an article, not an id of a run."""

    article_id: str
    #: None for an account without a trigger.
    span: Span | None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A person's word on two accounts: same or different. A fact: only added, or withdrawn."""

    id: int
    left: Anchor
    right: Anchor
    judgement: Judgement
    why: str
    by: str
    at: str
    withdrawn_at: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one claim. `value` is given with "correct", in the JSON form of the field."""

    id: int
    anchor: Anchor
    verdict: Verdict
    value: Mapping[str, object] | None
    by: str
    at: str
    withdrawn_at: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How an actor stands to another, with the years in which it did, where they are known."""

    #: "part_of", "splinter_of", "successor_of", "rival_of" or "linked_with".
    kind: str
    other: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A group, force or body that reports name in several ways."""

    id: str
    name: str
    kind: PartyKind
    #: ISO 3166-1 alpha-2 of where it is based; None where that is no one country.
    country: str | None = None
    #: Names that mean it alone.
    aliases: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    #: Finer than the kind: "rebel", "communal_militia", "ministry" (knowledge/data/actor_types.tsv).
    type: str = ""
    #: Years of its being under this name, where they are known.
    start: int | None = None
    end: int | None = None
    #: Bare names and acronyms that others share: they mean it only where the article tells.
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One ground for or against joining two accounts: a score (positive is for) and a sentence for the reviewer."""

    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class MachineLink:
    """What the features say of two accounts. Derived: dropped and rebuilt at will."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An account's place in an incident, with the score and the reason for its being there."""

    account_id: str
    article_id: str
    role: AccountRole
    #: The chance that it belongs with the others; 1 where it is alone or a person joined it.
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Accounts that are taken for one incident, in order of publication, then of id."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class TollRange:
    """What the claims of a toll come to by the rule in docs/data-model.md. None is not zero."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class TollChange:
    """What a toll came to after a publication that changed it, and the ids of the claims that did."""

    #: ISO date, or date-time in UTC; None for what is told without a date, which comes first.
    published: str | None
    value: TollRange
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of an incident that count as one source, and why in words; "" for one that stands alone."""

    articles: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """An article's word that what was published is wrong: a correction, or a retraction."""

    kind: NoticeKind
    #: The article that says so, and where. It may be a new text of what it corrects.
    by: str
    span: Span
    published: str | None
    #: Ids of the earlier articles that it concerns; none where only the corrected text was read.
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartySummary:
    """One party of an incident, under the name most claims give it."""

    name: str | None
    actor: str | None
    kind: str
    claims: int


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What an incident says of one field, with the ids of the claims for and against it."""

    field: str
    value: TimeValue | PlaceValue | TollRange | tuple[PartySummary, ...] | Mapping[str, TollRange]
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()
    reviewed: bool = False
    #: Of a toll: what it came to after each publication that changed it, the first on top.
    over_time: tuple[TollChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One act on one day in one place, as its accounts tell it. Derived; only its id is a fact."""

    id: str
    type: str
    status: IncidentStatus
    reviewed: bool
    #: From `published`, never from a clock.
    first_seen: str | None
    last_seen: str | None
    articles: int
    independent_sources: int
    members: tuple[Member, ...]
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    #: All its articles by source, in order of publication.
    sources: tuple[Source, ...] = ()
    #: Corrections and retractions of its articles, in order of publication.
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An incident with its evidence: what pages, exports and `dateline show` are made of."""

    incident: Incident
    #: By id, the accounts of the incident and the claims of these.
    accounts: Mapping[str, Account]
    claims: Mapping[str, Claim]
    #: By id, the articles of the accounts and those that correct them, and the sentences (start, end) of each text.
    articles: Mapping[str, Article]
    sentences: Mapping[str, tuple[tuple[int, int], ...]]

    def article_of(self, claim: Claim) -> Article:
        return self.articles[self.accounts[claim.account_id].article_id]

    def sentence_of(self, claim: Claim) -> Span:
        """Return the sentence that holds a claim: for a title or a headline, the whole of it."""
        article = self.article_of(claim)
        if claim.span.part == "text":
            for start, end in self.sentences.get(article.id, ()):
                if start <= claim.span.start and claim.span.end <= end:
                    return Span("text", start, end)
            return claim.span
        return Span(claim.span.part, 0, len(article.part(claim.span.part)))
