"""Chooses among the places that the names of one article could be, all names together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.knowledge.place_names import Feature, name_key

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

# Weights in natural-log units, set by hand: population counts 0.6 a factor of e, and a place must be named in the
# article's country or area to win over one that is a hundred times as large.
_POPULATION = 0.6
_CAPITAL = 2.0
_ALTERNATE = 1.5
_NAMESAKE = 3.0
_DISTRICT = 2.0
_PROVINCE = 1.0
_COUNTRY_FOCUS = 1.5
_AREA_FOCUS = 1.2
_NEARNESS = 2.0
_NEAR_KM = 80.0
_LEAST_SHARE = 0.05
#: Weight of an unseen name of anywhere else: one name alone is thin evidence for another.
_DOUBT = 1.0
_ROUNDS = 8
#: Rows of the table of distances that are computed at once: bounds the memory for an article full of names.
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an article with the places it could be and what the text adds to the score of each."""

    key: str
    candidates: tuple[GazetteerPlace, ...]
    #: For each candidate, in natural-log units.
    bonus: tuple[float, ...]
    #: How much it counts as evidence for other names.
    weight: float
    #: Kinds of place that words beside it tell of: for these the usual readings do not count.
    kinds: tuple[Feature, ...] = ()


def choose(names: Sequence[Name]) -> list[list[float]]:
    """Return for each name the probability of each of its candidates, in their order."""
    flat = [(number, place) for number, name in enumerate(names) for place in name.candidates]
    if not flat:
        return [[] for _ in names]
    owner = np.array([number for number, _ in flat])
    # Two senses of one name (a town, and the county told beside it) are no evidence for each other.
    keys = _codes([names[number].key for number in owner])
    places = [place for _, place in flat]
    base = np.array([value for name in names for value in _priors(name)])
    weight = np.array([names[number].weight for number in owner])
    countries = _codes([place.country for place in places])
    areas = _codes([f"{place.country}/{place.admin1}" if place.admin1 else "" for place in places])
    points = _unit_vectors(places)
    probability = _softmax(base, owner, len(names))
    for _ in range(_ROUNDS):
        mass = weight * probability
        score = base + _COUNTRY_FOCUS * _focus(mass, countries, keys)
        score += _AREA_FOCUS * _focus(mass, areas, keys)
        score += _NEARNESS * np.log1p(_nearness(points, mass, keys))
        probability = _softmax(score, owner, len(names))
    return [[float(value) for value in probability[owner == number]] for number in range(len(names))]


def _priors(name: Name) -> list[float]:
    """What speaks for each candidate without the other names: people, rank, and what the text says beside it."""
    countries = {place.country for place in name.candidates if place.feature == "country"}
    proper = any(name_key(place.name) == name.key for place in name.candidates)
    values = []
    for place, bonus in zip(name.candidates, name.bonus, strict=True):
        value = _POPULATION * math.log(_people(place) + 200) + bonus
        if place.capital and not countries:
            value += _CAPITAL
        if proper and name_key(place.name) != name.key and place.feature not in ("country", "region"):
            value -= _ALTERNATE
        if place.feature not in name.kinds:
            if place.country in countries and place.feature != "country":
                value -= _NAMESAKE  # Mexico City, or the province of Luxembourg.
            if place.feature == "district":
                value -= _DISTRICT
            elif place.feature == "province" and _has_city(place, name.candidates):
                value -= _PROVINCE
        values.append(value)
    return values


def _people(place: GazetteerPlace) -> float:
    if place.feature == "country":
        # A small state is named less often than a large one, and may share its name with a town: Antigua, Grenada.
        return place.population + min(5e7, 20.0 * place.population)
    if place.feature == "region":
        return 3e6 if place.country else 5e7
    return place.population


def _has_city(area: GazetteerPlace, candidates: Sequence[GazetteerPlace]) -> bool:
    """Whether the chief town of an area has the same name: without more, the town is meant."""
    return any(
        place.feature == "city"
        and place.country == area.country
        and place.admin1 == area.admin1
        and place.population * 8 >= area.population
        for place in candidates
    )


def _codes(labels: Sequence[str]) -> Codes:
    """Number the labels in order of appearance; -1 for an empty one."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) if label else -1 for label in labels], dtype=np.int64)


def _focus(mass: Array, codes: Codes, keys: Codes) -> Array:
    """Log of the share of the other names' weight that lies in each candidate's country or area; at least 0."""
    known = codes >= 0
    share = np.zeros(len(mass))
    if known.any():
        own = np.zeros((int(keys.max()) + 1, int(codes.max()) + 1))
        np.add.at(own, (keys[known], codes[known]), mass[known])
        others = own.sum(axis=0)[None, :] - own
        total = others.sum(axis=1) + _DOUBT
        share[known] = np.maximum(others[keys[known], codes[known]], 0.0) / total[keys[known]]
    focus: Array = np.log1p(share / _LEAST_SHARE)
    return focus


def _unit_vectors(places: Sequence[GazetteerPlace]) -> Array:
    """Points on the unit sphere; the zero vector for countries, regions and places without a point."""
    vectors = np.zeros((len(places), 3))
    for row, place in enumerate(places):
        if place.latitude is None or place.longitude is None or place.feature in ("country", "region"):
            continue
        latitude, longitude = math.radians(place.latitude), math.radians(place.longitude)
        vectors[row] = (
            math.cos(latitude) * math.cos(longitude),
            math.cos(latitude) * math.sin(longitude),
            math.sin(latitude),
        )
    return vectors


def _nearness(points: Array, mass: Array, keys: Codes) -> Array:
    """Sum over the candidates of other names of their weight, less with distance."""
    nearness = np.zeros(len(points))
    placed: npt.NDArray[np.bool_] = np.abs(points).sum(axis=1) > 0
    for start in range(0, len(points), _BLOCK):
        block = slice(start, start + _BLOCK)
        chord = np.sqrt(np.maximum(2.0 - 2.0 * points[block] @ points.T, 0.0))
        near = np.exp(-6371.0 * chord / _NEAR_KM) * placed[None, :] * placed[block, None]
        near[keys[block, None] == keys[None, :]] = 0.0
        nearness[block] = near @ mass
    return nearness


def _softmax(score: Array, owner: Codes, names: int) -> Array:
    """Turn scores into probabilities within each name."""
    highest = np.full(names, -np.inf)
    np.maximum.at(highest, owner, score)
    raised = np.exp(score - highest[owner])
    total = np.zeros(names)
    np.add.at(total, owner, raised)
    probability: Array = raised / total[owner]
    return probability
