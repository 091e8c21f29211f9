"""Lays out the claims of an incident by field, as people's reviews leave them: what is out, corrected or accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from dateline.formats import value_from_json
from dateline.model import Account, Article, Claim, Notice, Review, Value
from dateline.reconcile.instants import instant
from dateline.reconcile.notices import restates_an_error


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as it counts: its value (a person's, where corrected), its article and its source."""

    claim: Claim
    value: Value
    account_id: str
    article_id: str
    #: ISO date, or date-time in UTC, of the article, "" where unknown: orders by publication.
    published: str
    source: str
    #: The review that accepts or corrects it, or None.
    review: Review | None
    #: When its article was taken back, and when a newer text of it came or a correction; None where neither was.
    taken_back: str | None = None
    superseded: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it is told to be so: not denied, and not taken back. A person's word stands above both."""
        return self.review is not None or (self.claim.stance != "denied" and self.taken_back is None)


def tell(
    accounts: Sequence[Account],
    articles: Mapping[str, Article],
    *,
    sources: Mapping[str, str],
    reviews: Mapping[str, Review],
    notices: Sequence[Notice] = (),
) -> dict[str, list[Told]]:
    """Return the claims of each field in order of publication, then of id. Rejected claims are out."""
    told: dict[str, list[Told]] = defaultdict(list)
    own = {account.article_id: articles[account.article_id] for account in accounts}
    taken_back, superseded = retracted(notices), _superseded(own.values(), notices)
    for account in accounts:
        article = articles[account.article_id]
        published = instant(article.published)
        for claim in account.claims:
            review = reviews.get(claim.id)
            if review is not None and review.withdrawn_at is not None:
                review = None
            if review is not None and review.verdict == "reject":
                continue
            value = claim.value
            if review is not None and review.verdict == "correct" and review.value is not None:
                value = value_from_json(claim.field, review.value)
            newer = superseded.get(article.id)
            if restates_an_error(article, claim.span, notices):
                newer = published
            told[claim.field].append(
                Told(
                    claim,
                    value,
                    account.id,
                    article.id,
                    published,
                    sources[article.id],
                    review,
                    taken_back.get(article.id),
                    newer,
                )
            )
    return {field: sorted(found, key=lambda one: (one.published, one.claim.id)) for field, found in told.items()}


def as_of(told: Sequence[Told], moment: str) -> list[Told]:
    """Return the claims published up to an instant, with what was known then of their being wrong."""
    return [
        replace(
            one,
            taken_back=one.taken_back if one.taken_back is not None and one.taken_back <= moment else None,
            superseded=one.superseded if one.superseded is not None and one.superseded <= moment else None,
        )
        for one in told
        if one.published <= moment
    ]


def retracted(notices: Sequence[Notice]) -> dict[str, str]:
    """Return article id -> when it was taken back. What a retraction itself tells is what it takes back."""
    found: dict[str, str] = {}
    for notice in notices:
        if notice.kind == "retraction":
            for article_id in (notice.by, *notice.articles):
                found.setdefault(article_id, instant(notice.published))
    return found


def _superseded(articles: Collection[Article], notices: Sequence[Notice]) -> dict[str, str]:
    """Return article id -> when the first newer text of its document, or a correction of it, was published.

    Only a text that tells of the incident counts: else what was corrected is all that there is.
    """
    ids = {article.id for article in articles}
    found: dict[str, list[str]] = defaultdict(list)
    for notice in notices:
        if notice.kind == "correction" and notice.by in ids:
            for article_id in notice.articles:
                found[article_id].append(instant(notice.published))
    by_document: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_document[article.document].append(article)
    for texts in by_document.values():
        for one, other in permutations(texts, 2):
            if _is_newer_text(one, other):
                found[other.id].append(instant(one.published))
    return {article_id: min(newer) for article_id, newer in found.items()}


def _is_newer_text(article: Article, other: Article) -> bool:
    first, second = instant(other.published), instant(article.published)
    return first < second or (first == second and article.revision_of == other.id)


def decided(told: Sequence[Told]) -> Told | None:
    """Return the claim whose value a person accepted or gave last, or None: it stands whatever else is told."""
    reviewed = [one for one in told if one.review is not None]
    return max(reviewed, key=lambda one: (one.review.at, one.review.id) if one.review else ("", 0), default=None)


def counting(told: Sequence[Told], *, headlines: bool = False) -> list[Told]:
    """Return the claims that may decide a value: those that stand, none from weaker places where there are better ones.

    A headline counts where the text of its article has no such claim, or always with `headlines`; the headline of a
    link, which belongs to another report, where no article of the incident has one.
    """
    open_claims = [one for one in told if one.stands]
    in_text = {one.article_id for one in open_claims if one.claim.span.part == "text"}
    kept = [
        one
        for one in open_claims
        if one.claim.span.part == "text"
        or (one.claim.span.part == "title" and (headlines or one.article_id not in in_text))
    ]
    return kept or open_claims
