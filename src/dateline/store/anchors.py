"""Anchors: which account or claim of the current run a fact given on an earlier one now stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Span


@dataclass(frozen=True, slots=True)
class AccountAnchor:
    """Where an account stands: its article and its trigger, None for an account without one."""

    article_id: str
    account_id: str
    type: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class ClaimAnchor:
    """Where a claim stands: its article, its field, its span, and the trigger of its account."""

    article_id: str
    claim_id: str
    field: str
    span: Span
    trigger: Span | None


def attach_account(anchor: AccountAnchor, candidates: Iterable[AccountAnchor]) -> AccountAnchor | None:
    """Return the candidate that the anchor stands for: the same account, else the one whose trigger overlaps most.

    Candidates are of the anchor's article. Of those that overlap alike, the one of the anchor's type, then the first
    is taken. An account without a trigger is found again by its id, or where its article has just one such account.
    """
    triggerless = []
    best: tuple[tuple[int, bool, int], AccountAnchor] | None = None
    for candidate in sorted(candidates, key=lambda each: each.account_id):
        if candidate.account_id == anchor.account_id:
            return candidate
        if candidate.span is None:
            triggerless.append(candidate)
        elif shared := overlap(anchor.span, candidate.span):
            fit = (shared, candidate.type == anchor.type, -candidate.span.start)
            if best is None or fit > best[0]:
                best = fit, candidate
    if anchor.span is None:
        return triggerless[0] if len(triggerless) == 1 else None
    return best[1] if best else None


def attach_claims(anchors: Mapping[int, ClaimAnchor], candidates: Sequence[ClaimAnchor]) -> dict[int, str]:
    """Return, by the anchors' keys, the ids of the claims that they stand for; anchors that fit none are left out.

    A claim is given to one anchor only, the best fits first: the same claim, then the largest overlap of claims of
    the same article and field, then of their accounts' triggers, then the first in the text.
    """
    by_field: dict[tuple[str, str], list[ClaimAnchor]] = defaultdict(list)
    for candidate in candidates:
        by_field[candidate.article_id, candidate.field].append(candidate)
    fits = []
    for key, anchor in anchors.items():
        for candidate in by_field[anchor.article_id, anchor.field]:
            same = candidate.claim_id == anchor.claim_id
            shared = overlap(anchor.span, candidate.span)
            if same or shared:
                of_triggers = overlap(anchor.trigger, candidate.trigger)
                fits.append((not same, -shared, -of_triggers, candidate.span.start, candidate.claim_id, key))
    attached: dict[int, str] = {}
    taken: set[str] = set()
    for *_, claim_id, key in sorted(fits):
        if key not in attached and claim_id not in taken:
            attached[key] = claim_id
            taken.add(claim_id)
    return attached


def overlap(one: Span | None, other: Span | None) -> int:
    """Return how many code points two spans share."""
    if one is None or other is None or not one.overlaps(other):
        return 0
    return min(one.end, other.end) - max(one.start, other.start)
