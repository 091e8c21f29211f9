"""Which accounts evidence leads to from others: only these may come to be of one incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from dateline.link.groups import Groups

Node = TypeVar("Node", int, str)

#: Evidence above the threshold (log odds) that leads whatever other pairs there are.
STRONG: Final = 1.0


def leading(scores: Mapping[tuple[Node, Node], float], threshold: float) -> set[tuple[Node, Node]]:
    """Return the pairs by which evidence leads from one account to the other, and back.

    These are the strong ones, and of an account that has none, the best (each, of equals) above the threshold. An
    account with strong pairs is not led further by weak ones: in a large store chance likeness would chain hundreds of
    incidents together, to be parted again at the price of their pairs. `scores` holds every pair of these accounts.
    """
    best: dict[Node, float] = {}
    for (left, right), score in scores.items():
        best[left] = max(score, best.get(left, score))
        best[right] = max(score, best.get(right, score))
    return {
        (left, right)
        for (left, right), score in scores.items()
        if score > threshold and (score > threshold + STRONG or score in (best[left], best[right]))
    }


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
