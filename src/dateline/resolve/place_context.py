"""All places that the names of an article could be, as a table, and what each has of the other names' likely places."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.resolve.place_features import OWN, Name, own_rows, size

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]

#: Features of a place beside the likely places of the article's other names.
SHARED: Final = (
    "country",
    "country named",
    "country evidence",
    "in a country that is named",
    "area",
    "area, of a district",
    "district",
    "within 100 km",
    "within 400 km",
    "within 100 km, of a district",
    "within 100 km, beside",
    "alone in its country",
    "alone in its country, people",
    "alone in its area",
    "alone in its area, people",
    "none, country",
    "none, area",
    "none, within 100 km",
)
#: What "Paris, Texas" adds to the score of a Paris in Texas, "the province of X" to a province, and what a national
#: capital has over namesakes. Not fitted: what is told is not for gold to weigh, and a few articles on Washington State
#: would count for all capitals.
_TOLD, _KIND, _CAPITAL = 6.0, 2.0, 1.8
#: The last of them, of the rows for none of the places.
_NONE = 3

#: Weight of an unseen name of anywhere else: one name alone is thin evidence for another.
_DOUBT = 1.0
_LEAST_SHARE = 0.05
#: From which a country is named: the log of the share of names that are it.
_NAMED = 0.3
#: Weight of other names from which a place can be alone among them.
_OTHERS = 1.5
_NEAR_KM, _REGION_KM = 100.0, 400.0
_EARTH_KM = 6371.0
#: Rows of the table of distances that are computed at once: bounds the memory for an article full of names.
_BLOCK = 512
#: How many mentions after one are beside it, and the letters over which that fades.
_BESIDE = 6
_FADING = 200.0
#: What of a candidate's weight counts as beside at all.
_LEAST_BESIDE = 0.02


class Table:
    """A row for each candidate of each name; after those of a name one for "none of these"."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        rows: list[tuple[int, GazetteerPlace | None]] = []
        for number, name in enumerate(names):
            rows += [(number, place) for place in name.candidates]
            if name.can_be_none:
                rows.append((number, None))
        self.places = [place for _, place in rows]
        #: The number of the name of each row.
        self.owner = np.array([number for number, _ in rows], dtype=np.int64)
        self.is_none = np.array([place is None for place in self.places], dtype=bool)
        self._weight = np.array([names[number].weight if place else 0.0 for number, place in rows])
        self._is_name = np.array([bool(names[number].starts) for number, _ in rows], dtype=bool)
        features = [place.feature if place else "" for place in self.places]
        self._is_country = np.array([feature == "country" for feature in features], dtype=bool)
        self._is_city = np.array([feature == "city" for feature in features], dtype=bool)
        self._is_district = np.array([feature == "district" for feature in features], dtype=bool)
        self._sizes = np.array([size(place.population) if place else 0.0 for place in self.places])
        # Two senses of one name (a town, and the county told beside it) are no evidence for each other.
        self._keys = _codes([f"={names[number].key}" for number, _ in rows])
        self._countries = _codes([place.country if place else "" for place in self.places])
        self._areas = _codes([_area_label(place) for place in self.places])
        self._districts = _codes([_district_label(place) for place in self.places])
        self._points = _unit_vectors(self.places)
        self._placed: Flags = np.abs(self._points).sum(axis=1) > 0

    @cached_property
    def own(self) -> Array:
        """The features of each row by itself, in the order of OWN."""
        rows = [row for name in self.names for row in own_rows(name, names=len(self.names))]
        table = [[row.get(feature, 0.0) for feature in OWN] for row in rows]
        return np.array(table, dtype=np.float64).reshape(-1, len(OWN))

    @cached_property
    def fixed(self) -> Array:
        """What each row has beside what is weighed, in natural-log units."""
        values: list[float] = []
        for name in self.names:
            has_country = any(one.feature == "country" for one in name.candidates)
            for index, place in enumerate(name.candidates):
                capital = place.capital and not has_country and name.is_proper(place)
                told = _TOLD * (name.within[index] if name.within else 0.0) + _KIND * (place.feature in name.kinds)
                values.append(told + _CAPITAL * capital)
            values += [0.0] * name.can_be_none
        return np.array(values)

    def shared(self, probability: Array) -> Array:
        """The features of each row beside the likely places of other names, in the order of SHARED."""
        mass = self._weight * probability
        country, area = self._focus(mass, self._countries), self._focus(mass, self._areas)
        named = self._focus(mass * self._is_country * self._is_name, self._countries)
        near, region = self._near(mass)
        columns = [
            country,
            named,
            self._focus(mass * ~self._is_name, self._countries),
            (named > _NAMED) & ~self._is_country,
            area,
            area * self._is_district,
            self._focus(mass, self._districts),
            near,
            region,
            near * self._is_district,
            self._beside(mass),
            *self._alone(country, mass),
            *self._alone(area, mass * (self._areas >= 0)),
        ]
        table = np.stack([*columns, *(self._best(column) for column in (country, area, near))], axis=1)
        table[self.is_none, :-_NONE] = 0.0
        return table

    def _alone(self, focus: Array, mass: Array) -> tuple[Array, Array]:
        """Whether a city or district lies where hardly any other name does, and its size."""
        others = mass.sum() - np.bincount(self._keys, mass)[self._keys]
        alone = (self._is_city | self._is_district) * (others > _OTHERS) * np.maximum(1.0 - focus, 0.0)
        return alone, alone * self._sizes

    def country_shares(self, probability: Array) -> list[dict[str, float]]:
        """Return for each name the share of each country in the likely places of the names with other keys."""
        weight: defaultdict[str, float] = defaultdict(float)
        of_key: dict[str, defaultdict[str, float]] = {name.key: defaultdict(float) for name in self.names}
        for row in np.flatnonzero(self._weight * probability > 0):
            place, mass = self.places[row], float(self._weight[row] * probability[row])
            country = place.country if place is not None else ""
            weight[country] += mass
            of_key[self.names[self.owner[row]].key][country] += mass
        shares = []
        for name in self.names:
            others = {country: value - of_key[name.key][country] for country, value in weight.items()}
            total = sum(others.values()) + _DOUBT / 2
            shares.append({country: value / total for country, value in others.items() if country and value > 0})
        return shares

    def _best(self, column: Array) -> Array:
        """Of the rows for none: the highest that a candidate of the name has."""
        best = np.zeros(len(self.names))
        np.maximum.at(best, self.owner, column)
        return np.where(self.is_none, best[self.owner], 0.0)

    def _focus(self, mass: Array, codes: Codes) -> Array:
        """Log of the share of the other names' weight that lies in each candidate's country or area; at least 0."""
        share = np.zeros(len(mass))
        known = codes >= 0
        if known.any():
            width = int(codes.max()) + 1
            total = np.bincount(codes[known], mass[known], width)
            own = _sums((self._keys * width + codes)[known], mass[known])
            own_known = np.bincount(self._keys, mass * known)[self._keys[known]]
            share[known] = np.maximum(total[codes[known]] - own, 0.0) / (total.sum() - own_known + _DOUBT)
        focus: Array = np.log1p(share / _LEAST_SHARE)
        return focus

    def _near(self, mass: Array) -> tuple[Array, Array]:
        """Log of the weight of other names' candidates near by and in the region, less with distance."""
        near = np.zeros((2, len(mass)))
        placed = np.flatnonzero(self._placed)
        points, keys = self._points[placed], self._keys[placed]
        for start in range(0, len(placed), _BLOCK):
            block = slice(start, start + _BLOCK)
            weight = (keys[block, None] != keys[None, :]) * mass[placed][None, :]
            distance = _EARTH_KM * _chords(points[block], points)
            near[0, placed[block]] = (np.exp(-distance / _NEAR_KM) * weight).sum(axis=1)
            near[1, placed[block]] = (np.exp(-distance / _REGION_KM) * weight).sum(axis=1)
        logs: Array = np.log1p(near)
        return logs[0], logs[1]

    def _beside(self, mass: Array) -> Array:
        """Log of the weight of candidates near by of the names that stand beside each in the text."""
        near = np.zeros(len(mass))
        first = np.searchsorted(self.owner, np.arange(len(self.names) + 1))
        for (number, other), close in self._pairs.items():
            mine = np.arange(first[number], first[number + 1])
            theirs = np.arange(first[other], first[other + 1])
            theirs = theirs[(close * mass[theirs] > _LEAST_BESIDE) & self._placed[theirs]]
            if len(theirs) and len(mine):
                distance = _EARTH_KM * _chords(self._points[mine], self._points[theirs])
                near[mine] += np.exp(-distance / _NEAR_KM) @ (close * mass[theirs]) * self._placed[mine]
        logs: Array = np.log1p(near)
        return logs

    @cached_property
    def _pairs(self) -> dict[tuple[int, int], float]:
        """Pairs of names that stand beside each other, and how close: 1 for no letter between them."""
        mentions = sorted((start, number) for number, name in enumerate(self.names) for start in name.starts)
        closest: dict[tuple[int, int], float] = {}
        for at, (start, number) in enumerate(mentions):
            for other_start, other in mentions[at + 1 : at + 1 + _BESIDE]:
                if self.names[other].key != self.names[number].key:
                    close = math.exp((start - other_start) / _FADING)
                    for pair in ((number, other), (other, number)):
                        closest[pair] = max(closest.get(pair, 0.0), close)
        return closest


def _chords(points: Array, others: Array) -> Array:
    """Return the straight distances between points on the unit sphere."""
    chords: Array = np.sqrt(np.maximum(2.0 - 2.0 * points @ others.T, 0.0))
    return chords


def _sums(codes: Codes, values: Array) -> Array:
    """Return for each row the sum of the values of all rows that have its code."""
    _, inverse = np.unique(codes, return_inverse=True)
    return np.bincount(inverse, values).astype(np.float64)[inverse]


def _area_label(place: GazetteerPlace | None) -> str:
    return f"{place.country}/{place.admin1}" if place is not None and place.admin1 else ""


def _district_label(place: GazetteerPlace | None) -> str:
    return f"{_area_label(place)}/{place.admin2}" if place is not None and place.admin2 else ""


def _codes(labels: Sequence[str]) -> Codes:
    """Number the labels in order of appearance; -1 for an empty one."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) if label else -1 for label in labels], dtype=np.int64)


def _unit_vectors(places: Sequence[GazetteerPlace | None]) -> Array:
    """Points on the unit sphere; the zero vector for countries, regions and places without a point."""
    vectors = np.zeros((len(places), 3))
    for row, place in enumerate(places):
        if place is None or place.latitude is None or place.longitude is None or place.feature in ("country", "region"):
            continue
        latitude, longitude = math.radians(place.latitude), math.radians(place.longitude)
        vectors[row] = (
            math.cos(latitude) * math.cos(longitude),
            math.cos(latitude) * math.sin(longitude),
            math.sin(latitude),
        )
    return vectors
