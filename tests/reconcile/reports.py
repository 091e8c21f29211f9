"""Hand-made reports of one incident for the tests of reconciling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Account, Article, Claim, Cluster, Incident, Member, Review, Stance
from dateline.reconcile import reconcile
from tests.link.accounts import by_id, make_account, make_article

DEC_16, DEC_17, DEC_18 = "2014-12-16", "2014-12-17", "2014-12-18"


@dataclass(frozen=True)
class Report:
    """One report with one account of the incident."""

    published: str | None
    claims: Sequence[Claim]
    stance: Stance = "asserted"
    outlet: str | None = None
    type: str = "bombing"


def told(reports: Sequence[Report]) -> tuple[list[Account], list[Article]]:
    articles = [
        make_article(f"Report {number}.", published=report.published, outlet=report.outlet, document=str(number))
        for number, report in enumerate(reports)
    ]
    accounts = [
        make_account(article, type=report.type, stance=report.stance, claims=report.claims)
        for article, report in zip(articles, reports, strict=True)
    ]
    return accounts, articles


def incident_of(
    accounts: Sequence[Account],
    articles: Sequence[Article],
    reviews: Mapping[str, Review] | None = None,
    *,
    vague_numbers: str = "dateline",
    toll_rule: str = "latest",
) -> Incident:
    members = tuple(Member(account.id, account.article_id, account.role, 0.0, "") for account in accounts)
    return reconcile(
        Cluster(members),
        accounts={account.id: account for account in accounts},
        articles=by_id(articles),
        copies={article.id: article.id for article in articles},
        reviews=reviews or {},
        vague_numbers=vague_numbers,
        toll_rule=toll_rule,
    )


def incident(*reports: Report) -> Incident:
    return incident_of(*told(reports))
