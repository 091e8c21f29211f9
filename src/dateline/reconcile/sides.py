"""Brings the sides of a clash together: what one report calls side a, another may call side b."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace

from dateline.model import PartyValue, TollValue
from dateline.reconcile.evidence import Told

_OTHER = {"side_a": "side_b", "side_b": "side_a"}


def align_sides(told: Mapping[str, list[Told]]) -> dict[str, list[Told]]:
    """Return the claims with the sides of each account as most accounts name them; accounts and claims stay as told."""
    parties: dict[str, set[tuple[Hashable, str]]] = defaultdict(set)
    for field in _OTHER:
        for one in told.get(field, ()):
            if isinstance(one.value, PartyValue) and one.stands:
                parties[one.account_id].add((_key(one.value), field))
    turned = _turned(parties)
    if not turned:
        return dict(told)
    found: dict[str, list[Told]] = defaultdict(list)
    for field, claims in told.items():
        for one in claims:
            is_turned = one.account_id in turned
            value = one.value
            if is_turned and isinstance(value, TollValue):
                value = replace(value, side="b" if value.side == "a" else "a" if value.side == "b" else None)
            found[_OTHER.get(field, field) if is_turned else field].append(replace(one, value=value))
    return {field: sorted(claims, key=lambda one: (one.published, one.claim.id)) for field, claims in found.items()}


def _turned(parties: Mapping[str, set[tuple[Hashable, str]]]) -> set[str]:
    """Return the accounts whose sides stand the other way round than in most."""
    balance: Counter[Hashable] = Counter()
    for named in parties.values():
        for key, field in named:
            balance[key] += 1 if field == "side_a" else -1
    # Where as many tell it one way as the other, the first in the alphabet is side a.
    level = sorted((key for key in balance if balance[key] == 0), key=str)
    leaning = {key: (balance[key] > 0) - (balance[key] < 0) for key in balance}
    if level and not any(leaning.values()):
        leaning[level[0]] = 1
    return {
        account_id
        for account_id, named in parties.items()
        if sum(leaning[key] * (1 if field == "side_a" else -1) for key, field in named) < 0
    }


def _key(party: PartyValue) -> Hashable:
    """Return what tells a side in every report: its actor, else its kind, since its name changes with the reporter."""
    if party.actor:
        return "actor", party.actor
    return "kind", "state" if party.kind in ("state_force", "police", "government") else party.kind
