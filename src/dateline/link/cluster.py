"""Groups accounts into incidents: evidence between pairs, average linkage, and people's judgements above both."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.block import candidate_pairs
from dateline.link.compare import compare, total
from dateline.link.copies import publication_key
from dateline.link.partition import UNCOMPARED, Pair, partition
from dateline.link.profile import make_profiles
from dateline.link.weights import SURENESS
from dateline.model import Account, Article, Cluster, Feature, Judgement, MachineLink, Member

#: Grounds that a member's sentence names.
GROUNDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """All accounts in clusters (one alone too), in order of first publication, and the pairs that speak for joining."""

    clusters: tuple[Cluster, ...]
    links: tuple[MachineLink, ...]


def link_accounts(
    accounts: Sequence[Account],
    articles: Mapping[str, Article],
    *,
    copies: Mapping[str, str],
    judgements: Sequence[tuple[str, str, Judgement]] = (),
    threshold: float = 0.0,
) -> Linked:
    """Return the accounts grouped by incident.

    `copies` is what `copy_groups` returns; `judgements` are people's words on pairs of account ids, oldest first;
    `threshold` is the evidence (log odds) from which a pair speaks for joining. Order and repetition of accounts do
    not matter. Raises KeyError for an account whose article is not given.
    """
    by_id = {account.id: account for account in accounts}
    profiles = make_profiles(by_id.values(), articles, copies=copies)
    evidence = {
        (left, right): compare(profiles[left], profiles[right]) for left, right in candidate_pairs(profiles.values())
    }
    scores = {pair: total(features) - threshold for pair, features in evidence.items()}
    rank = {
        account_id: place
        for place, account_id in enumerate(
            sorted(by_id, key=lambda one: (publication_key(articles[by_id[one].article_id]), one))
        )
    }
    leading = {account.id for account in by_id.values() if account.role == "main"}
    follows = _denials(by_id, evidence, scores, judgements)
    leaders = {account_id: place for account_id, place in rank.items() if account_id not in follows}
    compared = {pair: score for pair, score in scores.items() if leaders.keys() >= set(pair)}
    followers: dict[str, list[str]] = defaultdict(list)
    for denied, told in follows.items():
        followers[told].append(denied)
    groups = [
        sorted((one for held in group for one in (held, *followers[held])), key=rank.__getitem__)
        for group in partition(leaders, compared, leading=leading, judgements=judgements)
    ]
    groups.sort(key=lambda group: rank[group[0]])
    same = {_pair(left, right) for left, right, judgement in judgements if judgement == "same"}
    clusters = [Cluster(tuple(_members(group, by_id, articles, evidence=evidence, same=same))) for group in groups]
    links = tuple(
        MachineLink(left, right, scores[left, right], evidence[left, right])
        for left, right in sorted(evidence)
        if scores[left, right] > 0
    )
    return Linked(tuple(clusters), links)


def _denials(
    by_id: Mapping[str, Account],
    evidence: Mapping[Pair, tuple[Feature, ...]],
    scores: Mapping[Pair, float],
    judgements: Sequence[tuple[str, str, Judgement]],
) -> dict[str, str]:
    """Return, by denial, the account of the same article that it goes wherever with; a person's word stands above.

    In averages over an incident a denial, which tells so little, would stay alone or keep others away.
    """
    judged = {account_id for left, right, _ in judgements for account_id in (left, right)}
    follows: dict[str, str] = {}
    for pair, grounds in sorted(evidence.items()):
        if scores[pair] > 0 and any(ground.name == "denial" for ground in grounds):
            denied, told = sorted(pair, key=lambda one: by_id[one].stance != "denied")
            if denied not in judged:
                follows.setdefault(denied, told)
    return follows


def _members(
    group: Sequence[str],
    by_id: Mapping[str, Account],
    articles: Mapping[str, Article],
    *,
    evidence: Mapping[Pair, tuple[Feature, ...]],
    same: set[Pair],
) -> list[Member]:
    members = []
    for account_id in group:
        account = by_id[account_id]
        others = [other for other in group if other != account_id]
        score, why = _why(account_id, others, by_id, articles, evidence=evidence, same=same)
        members.append(Member(account_id, account.article_id, account.role, score, why))
    return members


def _why(
    account_id: str,
    others: Sequence[str],
    by_id: Mapping[str, Account],
    articles: Mapping[str, Article],
    *,
    evidence: Mapping[Pair, tuple[Feature, ...]],
    same: set[Pair],
) -> tuple[float, str]:
    """Return the chance that an account belongs with the others, and a sentence on the one that speaks most for it."""
    judged = [other for other in others if _pair(account_id, other) in same]
    if judged:
        return 1.0, f"A person joined it with {_report(judged[0], by_id, articles)}."
    if not others:
        return 1.0, "The only account of this incident."
    scores = {other: total(evidence[pair]) for other in others if (pair := _pair(account_id, other)) in evidence}
    if not scores:
        return 1.0, "A person joined accounts that it goes with."
    # The first of equals: `others` come in order of publication.
    best = max(scores, key=lambda other: scores[other])
    grounds = [ground for ground in evidence[_pair(account_id, best)] if ground.score > 0]
    grounds.sort(key=lambda ground: (-ground.score, ground.name))
    named = "; ".join(ground.why for ground in grounds[:GROUNDS_NAMED])
    uncompared = UNCOMPARED * (len(others) - len(scores))
    mean = (math.fsum(scores.values()) + uncompared) / len(others)
    chance = SURENESS.chance(mean=mean, best=scores[best])
    return chance, f"With {_report(best, by_id, articles)}: {named}."


def _report(account_id: str, by_id: Mapping[str, Account], articles: Mapping[str, Article]) -> str:
    article = articles[by_id[account_id].article_id]
    title = f"\N{LEFT DOUBLE QUOTATION MARK}{article.title}\N{RIGHT DOUBLE QUOTATION MARK}" if article.title else ""
    told = " ".join(part for part in (article.outlet or "", title) if part) or f"report {article.id}"
    return f"{told} ({article.published[:10]})" if article.published else told


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)
