"""Weighs how far two texts tell of one thing, by grounds with fitted weights, and says what they share."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.link.outline import Outline

#: Days apart that a text without a date is taken for: neither near nor far.
DAYS_UNKNOWN = 30


def grounds(one: Outline, other: Outline, *, same_outlet: bool) -> dict[str, float]:
    """Return the amount of each ground on which `other` may be behind `one`."""
    words = _dot(one.words, other.words)
    names = [rarity for name, rarity in one.names.items() if name in other.names]
    capitals = [rarity for word, rarity in one.capitals.items() if word in other.capitals]
    apart = math.log1p(days_apart(one.published, other.published))
    same_day = not one.days.isdisjoint(other.days)
    shared_ages = len(one.ages & other.ages)
    return {
        "prior": 1.0,
        "words": words,
        "words squared": words * words,
        "headline": max(_dot(one.headline, other.words), _dot(other.headline, one.words)),
        "keys": sum(rarity for key, rarity in one.keys.items() if key in other.keys) / 50,
        "rarest name": max(names, default=0.0) / 10,
        "names": min(sum(names) / 50, 4.0),
        "other names": float(bool(one.names and other.names and not names)),
        "rarest capital": max(capitals, default=0.0) / 9,
        "capitals": min(sum(capitals) / 30, 4.0),
        "people": float(min(len(one.people & other.people), 2)),
        "streets": float(min(len(one.streets & other.streets), 2)),
        "ages": float(min(shared_ages, 3)),
        "other ages": float(bool(one.ages and other.ages and not shared_ages)),
        "days apart": apart,
        "apart and alike": apart * words,
        "apart and of one day": apart * same_day,
        "of one day and alike": words * same_day,
        "other days": float(bool(one.days and other.days and not same_day)),
        "no common day": float(_known_days(one).isdisjoint(_known_days(other))),
        # What frames the reports of one site stands in all of them.
        "words of one outlet": words if same_outlet else 0.0,
        "names of one outlet": math.log1p(sum(names)) if same_outlet else 0.0,
    }


def days_apart(one: int | None, other: int | None) -> int:
    """Return how far two days of publication are apart, the same for all where one is not known."""
    return DAYS_UNKNOWN if one is None or other is None else abs(one - other)


def log_odds(amounts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[name] * amount for name, amount in amounts.items())


def chance(odds: float) -> float:
    """Return the probability of log odds, however large they are."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def reason(one: Outline, other: Outline) -> str:
    """Return in words what the texts share, the most telling first; empty where they share nothing."""
    names = _rarest(one.names, other.names)
    named = {word for name in names for word in name.split()}
    capitals = [word for word in _rarest(one.capitals, other.capitals) if word not in named]
    called = [*names[:2], *capitals[: 3 - len(names[:2])]]
    said = []
    if called:
        said.append(f"both name {_listed([_capitalised(name) for name in called])}")
    if streets := sorted(street for street in one.streets & other.streets if street.split()[0] not in named):
        said.append(f"both tell of {_capitalised(streets[0])}")
    if plain := [word for word in one.words if word in other.words and word not in named | one.capitals.keys()]:
        said.append(f"both use {_listed([f'“{word}”' for word in plain[:3]])}")
    return "; ".join(said)


def _rarest(one: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    return sorted((name for name in one if name in other), key=lambda name: (-one[name], name))


def _capitalised(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _known_days(outline: Outline) -> frozenset[int]:
    return outline.days if outline.published is None else outline.days | {outline.published}


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
