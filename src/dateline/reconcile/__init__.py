"""Reconciles the accounts of one incident: each field's value, with the claims for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.model import Account, Article, Cluster, FieldValue, Incident, IncidentStatus, Notice, Review
from dateline.reconcile.evidence import Told, retracted, tell
from dateline.reconcile.notices import LONGEST_WAIT, find_notices, notice_of
from dateline.reconcile.parties import reconcile_parties
from dateline.reconcile.sides import align_sides
from dateline.reconcile.sources import find_sources
from dateline.reconcile.tolls import reconcile_killed_by_side, reconcile_toll
from dateline.reconcile.vague import with_ranges
from dateline.reconcile.when_where import reconcile_date, reconcile_place
from dateline.schema import PARTIES, THINGS, TOLLS, incident_types

__all__ = ["LONGEST_WAIT", "find_notices", "notice_of", "reconcile"]

#: Accounts told in passing by reports of something later: their type may be that of the later event.
_LOOKING_BACK = ("background", "followup", "trial", "anniversary")
#: A type only where no event is told.
_LAST_RESORT = "responsibility_attributed"


def reconcile(
    cluster: Cluster,
    *,
    accounts: Mapping[str, Account],
    articles: Mapping[str, Article],
    copies: Mapping[str, str],
    reviews: Mapping[str, Review],
    notices: Sequence[Notice] = (),
    vague_numbers: str = "dateline",
    toll_rule: str = "latest",
) -> Incident:
    """Return the incident that a cluster of accounts tells of; its id is "" until the store gives it one.

    `copies` maps article ids to their copy groups, `reviews` claim ids to a person's word; `notices`
    are those of any articles; `vague_numbers` is the codebook whose ranges stand for "dozens", `toll_rule` the rule by
    which the best number is chosen. Raises KeyError for a member whose account or article is not given.
    """
    members = [accounts[member.account_id] for member in cluster.members]
    told_in = {account.article_id: articles[account.article_id] for account in members}
    own_notices = _concerning(told_in, notices)
    sources = find_sources(told_in.values(), members, copies=copies)
    source_of = {article_id: source.articles[0] for source in sources for article_id in source.articles}
    type_name = incident_type(members, sources=source_of)
    told = tell(members, articles, sources=source_of, reviews=reviews, notices=own_notices)
    values = _values(with_ranges(align_sides(told), vague_numbers), toll_rule)
    taken_back = retracted(own_notices).keys()
    standing = [account for account in members if account.article_id not in taken_back]
    published = sorted(article.published for article in told_in.values() if article.published)
    return Incident(
        id="",
        type=type_name,
        status=incident_status(standing, type_name) if standing else "did_not_happen",
        reviewed=any(value.reviewed for value in values.values()),
        first_seen=published[0] if published else None,
        last_seen=published[-1] if published else None,
        articles=len(told_in),
        independent_sources=sum(not taken_back >= set(source.articles) for source in sources),
        members=cluster.members,
        values=values,
        sources=sources,
        notices=own_notices,
    )


def _concerning(told_in: Mapping[str, Article], notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Return the notices that stand in articles of an incident or concern one, each with these alone."""
    return tuple(
        replace(notice, articles=tuple(article_id for article_id in notice.articles if article_id in told_in))
        for notice in notices
        if notice.by in told_in or not told_in.keys().isdisjoint(notice.articles)
    )


def incident_status(accounts: Sequence[Account], type_name: str) -> IncidentStatus:
    """Return what the accounts together say of whether it happened. What is only foreseen counts as planned.

    Where accounts tell of kinds of different families ("no shots were fired" at an abduction), those of the incident's
    own decide.
    """
    own = [account for account in accounts if _family(account.type) == _family(type_name)]
    stances = {account.stance for account in own}
    if "denied" in stances:
        return "disputed" if stances & {"asserted", "hedged"} else "did_not_happen"
    if "asserted" in stances:
        return "happened"
    return "reported" if "hedged" in stances else "planned"


def incident_type(accounts: Sequence[Account], *, sources: Mapping[str, str]) -> str:
    """Return the type that most sources tell, within the family that most tell; of equals the more specific."""
    known = incident_types()
    current = [account for account in accounts if account.role not in _LOOKING_BACK] or accounts
    current = [account for account in current if account.type != _LAST_RESORT] or current
    by_type: dict[str, set[str]] = defaultdict(set)
    by_family: dict[str, set[str]] = defaultdict(set)
    for account in current:
        family = _family(account.type)
        by_type[account.type].add(sources[account.article_id])
        by_family[family].add(sources[account.article_id])

    def rank(name: str) -> tuple[int, int, int, str]:
        specificity = known[name].specificity if name in known else 0
        return -len(by_family[_family(name)]), -len(by_type[name]), -specificity, name

    return min(by_type, key=rank)


def _family(type_name: str) -> str:
    known = incident_types().get(type_name)
    return known.family if known else type_name


def _values(told: Mapping[str, Sequence[Told]], toll_rule: str) -> dict[str, FieldValue]:
    found = [reconcile_date(told.get("date", ())), reconcile_place(told.get("place", ()))]
    found += [reconcile_parties(field, told.get(field, ())) for field in (*PARTIES, *THINGS)]
    found += [reconcile_toll(field, told.get(field, ()), rule=toll_rule) for field in TOLLS]
    found.append(reconcile_killed_by_side(told.get("killed", ()), rule=toll_rule))
    return {value.field: value for value in found if value is not None}
