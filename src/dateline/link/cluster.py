"""Groups accounts into incidents: evidence between pairs, average linkage, and people's judgements above both."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.block import candidate_pairs
from dateline.link.compare import compare, total
from dateline.link.copies import publication_key
from dateline.link.groups import Groups
from dateline.link.profile import make_profiles
from dateline.model import Account, Article, Cluster, Feature, Judgement, MachineLink, Member

Pair = tuple[str, str]

#: What a pair counts in an average when no block brought the two together.
UNCOMPARED = -2.0
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
    groups = partition(rank, scores, judgements=judgements)
    same = {_pair(left, right) for left, right, judgement in judgements if judgement == "same"}
    clusters = [
        Cluster(tuple(_members(group, by_id, articles, scores=scores, evidence=evidence, same=same)))
        for group in groups
    ]
    links = tuple(
        MachineLink(left, right, scores[left, right], evidence[left, right])
        for left, right in sorted(evidence)
        if scores[left, right] > 0
    )
    return Linked(tuple(clusters), links)


def partition(
    rank: Mapping[str, int], scores: Mapping[Pair, float], *, judgements: Sequence[tuple[str, str, Judgement]] = ()
) -> list[list[str]]:
    """Return groups of ids, each in order of `rank`, the groups in order of their first.

    Groups whose pairs speak for joining on average are joined, those of most evidence first. `scores` holds the pairs
    that were compared (lesser id first); any other counts UNCOMPARED.
    """
    groups, apart = constraints(rank, judgements)
    members: dict[str, list[str]] = defaultdict(list)
    for account_id in rank:
        members[groups.find(account_id)].append(account_id)
    # Sums and counts of compared pairs between groups; joining two groups adds theirs up.
    sums: dict[str, dict[str, tuple[float, int]]] = {root: {} for root in members}
    for (left, right), score in sorted(scores.items()):
        one, other = groups.find(left), groups.find(right)
        if one != other:
            held, count = sums[one].get(other, (0.0, 0))
            sums[one][other] = sums[other][one] = (held + score, count + 1)
    forbidden: dict[str, set[str]] = defaultdict(set)
    for left, right in apart:
        forbidden[groups.find(left)].add(groups.find(right))
        forbidden[groups.find(right)].add(groups.find(left))
    first = {root: min(held, key=rank.__getitem__) for root, held in members.items()}

    def average(one: str, other: str) -> float:
        held, count = sums[one][other]
        possible = len(members[one]) * len(members[other])
        return (held + UNCOMPARED * (possible - count)) / possible

    def entry(one: str, other: str) -> tuple[float, int, int, str, str, int]:
        # Ties go to what was published first, so that no order of reading shows.
        low, high = sorted((rank[first[one]], rank[first[other]]))
        size = len(members[one]) + len(members[other])
        return -average(one, other), low, high, *sorted((one, other)), size  # type: ignore[return-value]

    heap = [
        entry(one, other)
        for one in sums
        for other in sums[one]
        if one < other and other not in forbidden[one] and average(one, other) > 0
    ]
    heapq.heapify(heap)
    while heap:
        _, _, _, one, other, size = heapq.heappop(heap)
        # An entry whose groups have changed since it was made is stale; the change made a new one.
        if one not in members or other not in members or size != len(members[one]) + len(members[other]):
            continue
        if other in forbidden[one]:
            continue
        members[one].extend(members.pop(other))
        first[one] = min(first[one], first.pop(other), key=rank.__getitem__)
        for third in forbidden.pop(other, set()):
            forbidden[third].discard(other)
            forbidden[third].add(one)
            forbidden[one].add(third)
        for third, (held, count) in sums.pop(other).items():
            del sums[third][other]
            if third != one:
                before, counted = sums[one].get(third, (0.0, 0))
                sums[one][third] = sums[third][one] = (before + held, counted + count)
        for third in sums[one]:
            if third not in forbidden[one] and average(one, third) > 0:
                heapq.heappush(heap, entry(one, third))
    found = [sorted(held, key=rank.__getitem__) for held in members.values()]
    return sorted(found, key=lambda held: rank[held[0]])


def constraints(
    known: Mapping[str, int], judgements: Sequence[tuple[str, str, Judgement]]
) -> tuple[Groups, list[Pair]]:
    """Return groups of accounts that people called the same, and the pairs that they called different.

    Words about unknown accounts are left out. Where words contradict one another, by whatever chain, the newer stands.
    """
    same: list[Pair] = []
    different: list[Pair] = []
    groups = Groups(known)
    for left, right, judgement in reversed(judgements):
        if left not in known or right not in known:
            continue
        if judgement == "different":
            if groups.find(left) != groups.find(right):
                different.append((left, right))
            continue
        trial = Groups(known)
        for one, other in [*same, (left, right)]:
            trial.join(one, other)
        if all(trial.find(one) != trial.find(other) for one, other in different):
            same.append((left, right))
            groups = trial
    return groups, different


def _members(
    group: Sequence[str],
    by_id: Mapping[str, Account],
    articles: Mapping[str, Article],
    *,
    scores: Mapping[Pair, float],
    evidence: Mapping[Pair, tuple[Feature, ...]],
    same: set[Pair],
) -> list[Member]:
    members = []
    for account_id in group:
        account = by_id[account_id]
        others = [other for other in group if other != account_id]
        score, why = _why(account_id, others, by_id, articles, scores=scores, evidence=evidence, same=same)
        members.append(Member(account_id, account.article_id, account.role, score, why))
    return members


def _why(
    account_id: str,
    others: Sequence[str],
    by_id: Mapping[str, Account],
    articles: Mapping[str, Article],
    *,
    scores: Mapping[Pair, float],
    evidence: Mapping[Pair, tuple[Feature, ...]],
    same: set[Pair],
) -> tuple[float, str]:
    """Return the score with the account that speaks most for this one's being here, and the sentence that says so."""
    judged = [other for other in others if _pair(account_id, other) in same]
    if judged:
        return 0.0, f"A person joined it with {_report(judged[0], by_id, articles)}."
    compared = [other for other in others if _pair(account_id, other) in scores]
    if not compared:
        alone = "The only account of this incident." if not others else "A person joined accounts that it goes with."
        return 0.0, alone
    # The first of equals: `others` come in order of publication.
    best = max(compared, key=lambda other: scores[_pair(account_id, other)])
    pair = _pair(account_id, best)
    grounds = [ground for ground in evidence[pair] if ground.score > 0]
    grounds.sort(key=lambda ground: (-ground.score, ground.name))
    named = "; ".join(ground.why for ground in grounds[:GROUNDS_NAMED])
    return scores[pair], f"With {_report(best, by_id, articles)}: {named}."


def _report(account_id: str, by_id: Mapping[str, Account], articles: Mapping[str, Article]) -> str:
    article = articles[by_id[account_id].article_id]
    title = f"\N{LEFT DOUBLE QUOTATION MARK}{article.title}\N{RIGHT DOUBLE QUOTATION MARK}" if article.title else ""
    told = " ".join(part for part in (article.outlet or "", title) if part) or f"report {article.id}"
    return f"{told} ({article.published[:10]})" if article.published else told


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)
