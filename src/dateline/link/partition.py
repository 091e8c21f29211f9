"""Parts accounts into groups by the evidence between pairs (average linkage), never against a person's judgement."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from dateline.link.groups import Groups
from dateline.model import Judgement

Pair = tuple[str, str]
Node = TypeVar("Node", int, str)
#: A person's word on two accounts.
Judged = tuple[str, str, Judgement]

#: What a pair counts in an average when no block brought the two together.
UNCOMPARED = -2.0


def partition(
    rank: Mapping[str, int],
    scores: Mapping[Pair, float],
    *,
    leading: Collection[str],
    judgements: Sequence[Judged] = (),
) -> list[list[str]]:
    """Return groups of ids, each in order of `rank`, the groups in order of their first.

    Groups whose pairs speak for joining on average are joined, those of most evidence first. `scores` holds the pairs
    that were compared (lesser id first); any other counts UNCOMPARED. The `leading` accounts, what reports are mainly
    about, are parted first; then the others join those groups or make their own, but never bring two of them together.
    """
    groups, apart = constraints(rank, judgements)
    joining = _Joining(rank, scores, leading=leading, groups=groups, apart=apart)
    joining.run(both_lead=True)
    joining.run(both_lead=False)
    found = [sorted(held, key=rank.__getitem__) for held in joining.members.values()]
    return sorted(found, key=lambda held: rank[held[0]])


def two_steps(scores: Mapping[tuple[Node, Node], float], threshold: float) -> set[tuple[Node, Node]]:
    """Return the pairs (lesser first) that `scores` lacks though a third has more than the threshold with both.

    They would count UNCOMPARED, and some that speak against it most strongly are among them: of an attack, a report
    that looks back to it, and a report of another attack that the second is taken for.
    """
    near: dict[Node, list[Node]] = defaultdict(list)
    for (left, right), score in scores.items():
        if score > threshold:
            near[left].append(right)
            near[right].append(left)
    return {pair for held in near.values() for pair in combinations(sorted(held), 2) if pair not in scores}


def constraints(known: Mapping[str, int], judgements: Sequence[Judged]) -> tuple[Groups[str], list[Pair]]:
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


class _Joining:
    """Groups, named by the account that stands for them, and what the pairs between any two of them come to."""

    def __init__(
        self,
        rank: Mapping[str, int],
        scores: Mapping[Pair, float],
        *,
        leading: Collection[str],
        groups: Groups[str],
        apart: Sequence[Pair],
    ) -> None:
        self.members: dict[str, list[str]] = defaultdict(list)
        for account_id in sorted(rank, key=rank.__getitem__):
            self.members[groups.find(account_id)].append(account_id)
        self.first = {root: rank[held[0]] for root, held in self.members.items()}
        self.leads = {root for root, held in self.members.items() if any(one in leading for one in held)}
        self.forbidden: dict[str, set[str]] = defaultdict(set)
        for left, right in apart:
            self.forbidden[groups.find(left)].add(groups.find(right))
            self.forbidden[groups.find(right)].add(groups.find(left))
        #: Sum and number of the compared pairs between two groups; joining two groups adds theirs up.
        self.between: dict[str, dict[str, tuple[float, int]]] = {root: {} for root in self.members}
        for (left, right), score in sorted(scores.items()):
            one, other = groups.find(left), groups.find(right)
            if one != other:
                held, count = self.between[one].get(other, (0.0, 0))
                self.between[one][other] = self.between[other][one] = (held + score, count + 1)

    def run(self, *, both_lead: bool) -> None:
        """Join groups that both lead, or else those of which one does not, until no two speak for joining."""
        heap = [self._entry(one, other) for one in self.between for other in self.between[one] if one < other]
        heap = [entry for entry in heap if self._may_join(entry[3], entry[4], both_lead=both_lead)]
        heapq.heapify(heap)
        while heap:
            _, _, _, one, other, size = heapq.heappop(heap)
            # An entry whose groups have grown since it was made is stale; a newer one was made then.
            if one in self.members and other in self.members and size == self._size(one, other):
                if not self._may_join(one, other, both_lead=both_lead):
                    continue
                self._join(one, other)
                for third in self.between[one]:
                    if self._may_join(one, third, both_lead=both_lead):
                        heapq.heappush(heap, self._entry(one, third))

    def _may_join(self, one: str, other: str, *, both_lead: bool) -> bool:
        lead = one in self.leads and other in self.leads
        return lead == both_lead and other not in self.forbidden[one] and self._average(one, other) > 0

    def _average(self, one: str, other: str) -> float:
        held, count = self.between[one][other]
        possible = len(self.members[one]) * len(self.members[other])
        return (held + UNCOMPARED * (possible - count)) / possible

    def _entry(self, one: str, other: str) -> tuple[float, int, int, str, str, int]:
        # Ties go to what was published first, so that no order of reading shows.
        low, high = sorted((self.first[one], self.first[other]))
        least, most = sorted((one, other))
        return -self._average(one, other), low, high, least, most, self._size(one, other)

    def _size(self, one: str, other: str) -> int:
        return len(self.members[one]) + len(self.members[other])

    def _join(self, one: str, other: str) -> None:
        self.members[one].extend(self.members.pop(other))
        self.first[one] = min(self.first[one], self.first.pop(other))
        if other in self.leads:
            self.leads.add(one)
        for third in self.forbidden.pop(other, set()):
            self.forbidden[third].discard(other)
            self.forbidden[third].add(one)
            self.forbidden[one].add(third)
        for third, (held, count) in self.between.pop(other).items():
            del self.between[third][other]
            if third != one:
                before, counted = self.between[one].get(third, (0.0, 0))
                self.between[one][third] = self.between[third][one] = (before + held, counted + count)
