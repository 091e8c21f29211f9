"""Groups accounts into incidents: evidence between pairs, average linkage, and people's judgements above both."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.compare import compare, is_denial
from dateline.link.copies import UNDATED
from dateline.link.naming import report_text
from dateline.link.partition import UNCOMPARED, Judged, Pair, partition
from dateline.link.profile import Profile
from dateline.link.weights import SURENESS
from dateline.model import AccountBrief, Article, Cluster, Member

#: Grounds that a member's sentence names.
GROUNDS_NAMED = 3


def group_accounts(
    accounts: Sequence[AccountBrief],
    *,
    evidence: Mapping[Pair, float],
    judgements: Sequence[Judged] = (),
    threshold: float = 0.0,
) -> list[list[str]]:
    """Return the ids of accounts grouped by incident, in order of publication.

    `evidence` (log odds) is of all pairs that were compared; `judgements` are people's words on pairs of account ids,
    oldest first. What is joined depends on accounts that such pairs lead to alone, so that groups of accounts without
    a pair above the threshold between them can be grouped apart.
    """
    scores = {pair: score - threshold for pair, score in evidence.items()}
    by_id = {account.id: account for account in accounts}
    ordered = sorted(accounts, key=lambda one: (one.published or UNDATED, one.article_id, one.id))
    rank = {account.id: place for place, account in enumerate(ordered)}
    leading = {account.id for account in by_id.values() if account.role == "main"}
    follows = _denials(by_id, scores, judgements)
    leaders = {account_id: place for account_id, place in rank.items() if account_id not in follows}
    compared = {pair: score for pair, score in scores.items() if leaders.keys() >= set(pair)}
    followers: dict[str, list[str]] = defaultdict(list)
    for denied, told in follows.items():
        followers[told].append(denied)
    groups = [
        sorted((one for held in group for one in (held, *followers[held])), key=rank.__getitem__)
        for group in partition(leaders, compared, leading=leading, judgements=judgements)
    ]
    return sorted(groups, key=lambda group: rank[group[0]])


def clusters_of(
    groups: Sequence[Sequence[str]],
    accounts: Mapping[str, AccountBrief],
    articles: Mapping[str, Article],
    *,
    profiles: Mapping[str, Profile],
    evidence: Mapping[Pair, float],
    judgements: Sequence[Judged] = (),
) -> list[Cluster]:
    """Return the groups that `group_accounts` gave, each account with how sure it is there, and why."""
    same = {_pair(left, right) for left, right, judgement in judgements if judgement == "same"}
    known = _Told(accounts, articles, profiles, evidence, same)
    return [Cluster(tuple(known.member(account_id, group) for account_id in group)) for group in groups]


def _denials(
    by_id: Mapping[str, AccountBrief], scores: Mapping[Pair, float], judgements: Sequence[Judged]
) -> dict[str, str]:
    """Return, by denial, the account of the same article that it goes wherever with; a person's word stands above.

    In averages over an incident a denial, which tells so little, would stay alone or keep others away.
    """
    judged = {account_id for left, right, _ in judgements for account_id in (left, right)}
    follows: dict[str, str] = {}
    for pair in sorted(scores):
        if scores[pair] > 0 and is_denial(*(by_id[one] for one in pair)):
            denied, told = sorted(pair, key=lambda one: by_id[one].stance != "denied")
            if denied not in judged:
                follows.setdefault(denied, told)
    return follows


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the accounts of clusters, to say why each is where it is."""

    by_id: Mapping[str, AccountBrief]
    articles: Mapping[str, Article]
    profiles: Mapping[str, Profile]
    #: Evidence (log odds) of the pairs that were compared.
    evidence: Mapping[Pair, float]
    #: Pairs that a person called the same.
    same: set[Pair]

    def member(self, account_id: str, group: Sequence[str]) -> Member:
        account = self.by_id[account_id]
        score, why = self._why(account_id, [other for other in group if other != account_id])
        return Member(account_id, account.article_id, account.role, score, why)

    def _why(self, account_id: str, others: Sequence[str]) -> tuple[float, str]:
        """Return the chance that an account belongs with the others, and why it is there, by the one most alike."""
        judged = [other for other in others if _pair(account_id, other) in self.same]
        if judged:
            return 1.0, f"A person joined it with {self._report(judged[0])}."
        if not others:
            return 1.0, "The only account of this incident."
        scores = {other: self.evidence[pair] for other in others if (pair := _pair(account_id, other)) in self.evidence}
        if not scores:
            return 1.0, "A person joined accounts that it goes with."
        # The first of equals: `others` come in order of publication.
        best = max(scores, key=lambda other: scores[other])
        features = compare(*(self.profiles[one] for one in _pair(account_id, best)))
        grounds = sorted((each for each in features if each.score > 0), key=lambda each: (-each.score, each.name))
        named = "; ".join(ground.why for ground in grounds[:GROUNDS_NAMED])
        mean = (math.fsum(scores.values()) + UNCOMPARED * (len(others) - len(scores))) / len(others)
        return SURENESS.chance(mean=mean, best=scores[best]), f"With {self._report(best)}: {named}."

    def _report(self, account_id: str) -> str:
        return report_text(self.articles[self.by_id[account_id].article_id])


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)
