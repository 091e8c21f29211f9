"""Which accounts evidence leads to from others: only these may come to be of one incident."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeVar

from dateline.link.groups import Groups

Node = TypeVar("Node", int, str)

#: Evidence above the threshold (log odds) that leads whatever other pairs there are.
STRONG: Final = 2.0


def leading(
    scores: Mapping[tuple[Node, Node], float], threshold: float, *, mains: Collection[Node]
) -> set[tuple[Node, Node]]:
    """Return the pairs by which evidence leads from one account to the other, and back.

    These are the strong ones, and of an account that has none, the best (each, of equals) above the threshold. An
    account with strong pairs is not led further by weak ones: in a large store chance likeness would chain hundreds of
    incidents together, to be parted again at the price of their pairs. Between `mains`, what reports are mainly about,
    the best leads whatever is strong beside it: a report that looks back says little of the others.
    `scores` holds every pair of these accounts that is above the threshold.
    """
    best = _best(scores)
    between = {pair: score for pair, score in scores.items() if pair[0] in mains and pair[1] in mains}
    best_between = _best(between)
    return {
        pair
        for pair, score in scores.items()
        if score > threshold
        and (
            score > threshold + STRONG
            or score in (best[pair[0]], best[pair[1]])
            or (pair in between and score in (best_between[pair[0]], best_between[pair[1]]))
        )
    }


def _best(scores: Mapping[tuple[Node, Node], float]) -> dict[Node, float]:
    best: dict[Node, float] = {}
    for pair, score in scores.items():
        for one in pair:
            best[one] = max(score, best.get(one, score))
    return best


def parts(accounts: Iterable[Node], leads: Iterable[tuple[Node, Node]]) -> Groups[Node]:
    """Return accounts grouped by what leads from one to another; pairs with one that is not among them are left out."""
    groups = Groups(accounts)
    for left, right in leads:
        if left in groups and right in groups:
            groups.join(left, right)
    return groups


def within(scores: Mapping[tuple[Node, Node], float], groups: Groups[Node]) -> dict[tuple[Node, Node], float]:
    """Return the pairs whose two accounts are of one group."""
    return {pair: score for pair, score in scores.items() if groups.find(pair[0]) == groups.find(pair[1])}
