"""Profiles in the form in which a store keeps them, so that accounts read long ago can be compared again at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from dateline.link.profile import Days, Person, Profile
from dateline.model import PlaceValue

#: Words and names with their weights: kept as one text and a list, as that is read several times as fast.
_WEIGHTED = ("words", "headline", "names")
_BETWEEN = "\n"
_SETS = ("addresses", "linked", "place_words", "actors", "things", "targets", "streets", "ages", "clock")


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """Return a profile in plain values."""
    kept = {each.name: getattr(profile, each.name) for each in fields(Profile)}
    return {
        **kept,
        "days": _days_to_json(profile.days),
        "days_beside": [_days_to_json(days) for days in profile.days_beside],
        "places": [_record(place) for place in profile.places],
        "people": [_record(person) for person in profile.people],
        "tolls": dict(profile.tolls),
        **{name: sorted(kept[name]) for name in _SETS},
        **{name: [_BETWEEN.join(kept[name]), list(kept[name].values())] for name in _WEIGHTED},
    }


def profile_from_json(raw: Mapping[str, Any]) -> Profile:
    """Return the profile that `profile_to_json` was given."""
    return Profile(
        **{
            **raw,
            "days": None if raw["days"] is None else Days(*raw["days"]),
            "days_beside": tuple(Days(*days) for days in raw["days_beside"]),
            "places": tuple(PlaceValue(*place) for place in raw["places"]),
            "people": tuple(Person(*person) for person in raw["people"]),
            "tolls": {field: (low, high) for field, (low, high) in raw["tolls"].items()},
            **{name: frozenset(raw[name]) for name in _SETS},
            **{name: _weights(*raw[name]) for name in _WEIGHTED},
        }
    )


def _days_to_json(days: Days | None) -> list[Any] | None:
    return None if days is None else _record(days)


def _record(value: Days | PlaceValue | Person) -> list[Any]:
    return [getattr(value, each.name) for each in fields(value)]


def _weights(names: str, weights: Sequence[float]) -> dict[str, float]:
    return dict(zip(names.split(_BETWEEN), weights, strict=True)) if weights else {}
