"""Resolves the place names of an article to places of the gazetteer, or says why it cannot."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, open_gazetteer
from dateline.knowledge.place_names import name_key
from dateline.model import Doc, Place, PlacePrecision, PlaceValue, Span
from dateline.resolve.place_candidates import Toponym, apart, find_toponyms, is_within
from dateline.resolve.place_choice import Name, choose
from dateline.resolve.place_evidence import country_evidence
from dateline.settings import Settings

#: What "Paris, Texas" adds to a Paris in Texas, and to the Texas that has a Paris, in natural-log units.
_WITHIN = 9.0
#: What "the province of X" adds to a province.
_KIND = 4.0
#: Where the second reading is this close to the first, and elsewhere, none is chosen.
_EVEN = 0.97
_SAME_KM = 50.0
#: An approximate name ("South Linport", where only Linport is known) is thinner evidence for others.
_APPROXIMATE = 0.4
#: People in a place that reports from another state name with its state, and what share of the other names makes one.
_LOCAL = 50_000
_MOST_NAMES = 0.6
_NEAR_KM = 100.0
#: People in a place that hardly any report from another country names.
_SMALL = 20_000


class Places:
    """The step that resolves every place and demonym among the mentions."""

    reads: ClassVar[tuple[str, ...]] = ("mentions", "dateline")
    writes: ClassVar[tuple[str, ...]] = ("places",)

    def __init__(self, settings: Settings) -> None:
        self._gazetteer = open_gazetteer(settings)

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(places=resolve_places(doc, self._gazetteer)) for doc in docs]


@dataclass(frozen=True, slots=True)
class _Sense:
    """What makes mentions share one reading: the name, and what kind of place the words beside it tell."""

    key: str
    demonym: bool
    features: tuple[str, ...] | None
    within: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why none of the candidates is chosen, and the country that all that are likely share."""

    reason: str
    country: str | None = None


def resolve_places(doc: Doc, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return a Place for every mention of kind place or demonym, in the order of the mentions."""
    toponyms = find_toponyms(doc.article, doc.mentions, gazetteer)
    groups: dict[_Sense, list[Toponym]] = {}
    for toponym in toponyms:
        groups.setdefault(_sense(toponym), []).append(toponym)
    of_key: dict[tuple[str, bool], list[Toponym]] = {}
    for toponym in toponyms:
        of_key.setdefault((toponym.key, toponym.demonym), []).append(toponym)
    # Where nothing is said of a mention, what is said of the same name elsewhere in the article holds for it.
    names = [
        _name(members, members if sense.within else of_key[sense.key, sense.demonym], doc.dateline)
        for sense, members in groups.items()
    ]
    evidence = country_evidence(doc.article, doc.mentions, gazetteer) if names else []
    chosen = {
        sense: _choice(members[0], probability)
        for (sense, members), probability in zip(groups.items(), choose([*names, *evidence]), strict=False)
    }
    told = {toponym.key for toponym in toponyms if toponym.within or toponym.holds}
    named = [(sense.key, choice) for sense, choice in chosen.items() if isinstance(choice, GazetteerPlace)]
    return tuple(Place(toponym.span, _value(toponym, chosen[_sense(toponym)], named, told)) for toponym in toponyms)


def _sense(toponym: Toponym) -> _Sense:
    """One sense per article: but a name that is told to lie elsewhere is another, as is a province beside a town."""
    within = tuple(sorted((place.country, place.admin1 or "", place.name) for place in toponym.within))
    return _Sense(toponym.key, toponym.demonym, toponym.features, within if toponym.within_weight >= 1 else ())


def _name(members: Sequence[Toponym], told: Sequence[Toponym], dateline: Span | None) -> Name:
    """Put the mentions of one sense together; `told` are the mentions whose neighbours count as hints."""
    candidates = members[0].candidates
    in_dateline = dateline is not None and any(dateline.overlaps(toponym.span) for toponym in members)
    features = members[0].features or ()
    bonus = tuple(_bonus(place, told) + (_KIND if place.feature in features else 0.0) for place in candidates)
    weight = 1.0 + math.log(len(members)) + (1.0 if in_dateline else 0.0)
    return Name(
        members[0].key,
        candidates,
        bonus,
        weight * (0.5 if members[0].demonym else 1.0 if _is_exact(members[0]) else _APPROXIMATE),
        kinds=features,
    )


def _is_exact(toponym: Toponym) -> bool:
    return any(
        place.feature in ("country", "region") or name_key(place.name) == toponym.key for place in toponym.candidates
    )


def _bonus(place: GazetteerPlace, members: Sequence[Toponym]) -> float:
    """What the words beside the mentions say for a candidate: the surest of them, in natural-log units."""
    weights = [0.0]
    for toponym in members:
        if any(is_within(place, outer) for outer in toponym.within):
            weights.append(toponym.within_weight)
        if any(is_within(inner, place) for inner in toponym.holds):
            weights.append(toponym.holds_weight)
    return _WITHIN * max(weights)


def _choice(toponym: Toponym, probability: Sequence[float]) -> GazetteerPlace | _Refusal:
    """Return the most probable candidate, or the reason why there is none."""
    if not toponym.candidates:
        return _Refusal("not in the gazetteer")
    ranked = sorted(range(len(probability)), key=lambda index: -probability[index])
    best = toponym.candidates[ranked[0]]
    if len(ranked) > 1 and probability[ranked[1]] > _EVEN * probability[ranked[0]]:
        other = toponym.candidates[ranked[1]]
        if not (apart(best, other) < _SAME_KM or is_within(best, other) or is_within(other, best)):
            reason = f"ambiguous: {len(toponym.candidates)} places of that name, none more likely"
            return _Refusal(reason, best.country if best.country == other.country else None)
    return best


def _value(
    toponym: Toponym,
    choice: GazetteerPlace | _Refusal,
    named: Sequence[tuple[str, GazetteerPlace]],
    told: Collection[str],
) -> PlaceValue:
    """Return the value of a mention. `named`: the names of the article and their places; `told`: those with an area."""
    if isinstance(choice, _Refusal):
        return _unknown(toponym, choice, named)
    if choice.feature in ("city", "district") and toponym.key not in told:
        others = [place for key, place in named if key != toponym.key]
        if _far_fetched(toponym, choice, others):
            reason = f"the only places of that name are small ones elsewhere ({choice.country})"
            return _unknown(toponym, _Refusal(reason), named)
        if _out_of_state(choice, others):
            reason = f"the likeliest place of that name is a small one elsewhere ({choice.admin1})"
            return _unknown(toponym, _Refusal(reason, choice.country), named)
    return PlaceValue(
        choice.geonameid,
        choice.name,
        choice.country or None,
        choice.admin1,
        choice.admin2,
        choice.latitude,
        choice.longitude,
        choice.feature,
        demonym=toponym.demonym,
        reason=f"spelt {choice.name} in the gazetteer" if toponym.respelt else None,
    )


def _far_fetched(toponym: Toponym, place: GazetteerPlace, others: Sequence[GazetteerPlace]) -> bool:
    """Whether the best that the gazetteer has is a small place in a country of which the article names nothing else.

    The village that is meant is then more likely to be missing from the gazetteer.
    """
    if any(other.country == place.country for other in others):
        return False
    elsewhere = sum(1 for other in others if other.country)
    if place.population < _SMALL and elsewhere >= 2:
        return True
    return place.population < 10 * _SMALL and elsewhere >= 1 and name_key(place.name) != toponym.key


def _out_of_state(place: GazetteerPlace, others: Sequence[GazetteerPlace]) -> bool:
    """Whether a small place lies in another area than nearly all that the article names, and near none of it.

    Reports name a small town of another state with its state; without it, a quarter or village near by is meant.
    """
    own = [other for other in others if other.country == place.country and other.admin1]
    if place.population >= _LOCAL or len(own) < 2 or any(other.admin1 == place.admin1 for other in own):
        return False
    areas = Counter(other.admin1 for other in own)
    return areas.most_common(1)[0][1] >= _MOST_NAMES * len(own) and all(apart(place, o) > _NEAR_KM for o in own)


def _unknown(toponym: Toponym, refusal: _Refusal, named: Sequence[tuple[str, GazetteerPlace]]) -> PlaceValue:
    """An unresolved name: what is known of the area that it must lie in, where the article tells that."""
    area = _area_told(toponym, named)
    country = (area.country or None) if area else refusal.country
    # The point and the precision are those of the area: it is all that is known.
    precision: PlacePrecision = "country" if country else "unknown"
    if area:
        precision = "district" if area.feature == "city" else area.feature
    pointed = area is not None and precision in ("district", "province")
    return PlaceValue(
        None,
        toponym.name,
        country,
        area.admin1 if area else None,
        area.admin2 if area else None,
        area.latitude if area and pointed else None,
        area.longitude if area and pointed else None,
        precision,
        demonym=toponym.demonym,
        reason=refusal.reason,
    )


def _area_told(toponym: Toponym, named: Sequence[tuple[str, GazetteerPlace]]) -> GazetteerPlace | None:
    """Return the area that a name is told to lie in: of several of one name, the one that the article is of."""
    if len(toponym.within) <= 1:
        return next(iter(toponym.within), None)
    chosen = {place for _, place in named if place in toponym.within}
    return chosen.pop() if len(chosen) == 1 else None
