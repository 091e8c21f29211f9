"""Lays out the claims of an incident by field, as people's reviews leave them: what is out, corrected or accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.formats import value_from_json
from dateline.model import Account, Article, Claim, Review, Value


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

    @property
    def denied(self) -> bool:
        """Whether it is told only to be denied. A person's word on the value stands above that."""
        return self.claim.stance == "denied" and self.review is None


def tell(
    accounts: Sequence[Account],
    articles: Mapping[str, Article],
    *,
    sources: Mapping[str, str],
    reviews: Mapping[str, Review],
) -> dict[str, list[Told]]:
    """Return the claims of each field in order of publication, then of id. Rejected claims are out."""
    told: dict[str, list[Told]] = defaultdict(list)
    for account in accounts:
        article = articles[account.article_id]
        for claim in account.claims:
            review = reviews.get(claim.id)
            if review is not None and review.withdrawn_at is not None:
                review = None
            if review is not None and review.verdict == "reject":
                continue
            value = claim.value
            if review is not None and review.verdict == "correct" and review.value is not None:
                value = value_from_json(claim.field, review.value)
            published = _instant(article.published)
            told[claim.field].append(Told(claim, value, account.id, article.id, published, sources[article.id], review))
    return {field: sorted(found, key=lambda one: (one.published, one.claim.id)) for field, found in told.items()}


def _instant(published: str | None) -> str:
    """Return a form that orders as time does; of two on one day the one without a time comes first."""
    try:
        moment = datetime.fromisoformat(published or "")
        return published or "" if moment.tzinfo is None else moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return published or ""


def decided(told: Sequence[Told]) -> Told | None:
    """Return the claim whose value a person accepted or gave last, or None: it stands whatever else is told."""
    reviewed = [one for one in told if one.review is not None]
    return max(reviewed, key=lambda one: (one.review.at, one.review.id) if one.review else ("", 0), default=None)


def counting(told: Sequence[Told], *, headlines: bool = False) -> list[Told]:
    """Return the claims that may decide a value: not denied, and none from weaker places where there are better ones.

    A headline counts where the text of its article has no such claim, or always with `headlines`; the headline of a
    link, which belongs to another report, where no article of the incident has one.
    """
    open_claims = [one for one in told if not one.denied]
    in_text = {one.article_id for one in open_claims if one.claim.span.part == "text"}
    kept = [
        one
        for one in open_claims
        if one.claim.span.part == "text"
        or (one.claim.span.part == "title" and (headlines or one.article_id not in in_text))
    ]
    return kept or open_claims
