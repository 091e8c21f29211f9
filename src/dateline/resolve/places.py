"""Resolves the place names of an article to places of the gazetteer, or says why it cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, open_gazetteer
from dateline.model import Doc, Place, PlaceValue, Span
from dateline.resolve.place_candidates import Toponym, apart, find_toponyms, is_within
from dateline.resolve.place_choice import Name, choose
from dateline.settings import Settings

#: What "Paris, Texas" adds to a Paris in Texas, and to the Texas that has a Paris, in natural-log units.
_WITHIN = 6.0
#: Where the second reading is this close to the first, and elsewhere, none is chosen.
_EVEN = 0.9
_SAME_KM = 50.0


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


def resolve_places(doc: Doc, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return a Place for every mention of kind place or demonym, in the order of the mentions."""
    toponyms = find_toponyms(doc.article, doc.mentions, gazetteer)
    if not toponyms:
        return ()
    groups: dict[_Sense, list[Toponym]] = {}
    for toponym in toponyms:
        groups.setdefault(_sense(toponym), []).append(toponym)
    names = [_name(members, doc.dateline) for members in groups.values()]
    chosen = dict(zip(groups, choose(names), strict=True))
    return tuple(Place(toponym.span, _value(toponym, chosen[_sense(toponym)])) for toponym in toponyms)


def _sense(toponym: Toponym) -> _Sense:
    """One sense per article: but a name that is told to lie elsewhere is another, as is a province beside a town."""
    within = tuple(sorted((place.country, place.admin1 or "", place.name) for place in toponym.within))
    return _Sense(toponym.key, toponym.demonym, toponym.features, within if toponym.within_weight >= 1 else ())


def _name(members: Sequence[Toponym], dateline: Span | None) -> Name:
    """Put the mentions of one sense together: the candidates are those of the first, the text's hints are added."""
    candidates = members[0].candidates
    in_dateline = dateline is not None and any(dateline.overlaps(toponym.span) for toponym in members)
    bonus = tuple(_bonus(place, members) for place in candidates)
    weight = 1.0 + math.log(len(members)) + (1.0 if in_dateline else 0.0)
    return Name(
        members[0].key,
        candidates,
        bonus,
        weight * (0.5 if members[0].demonym else 1.0),
        members[0].features is not None,
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


def _value(toponym: Toponym, probability: Sequence[float]) -> PlaceValue:
    if not toponym.candidates:
        return _unknown(toponym)
    ranked = sorted(range(len(probability)), key=lambda index: -probability[index])
    best = toponym.candidates[ranked[0]]
    if len(ranked) > 1 and probability[ranked[1]] > _EVEN * probability[ranked[0]]:
        other = toponym.candidates[ranked[1]]
        if not (apart(best, other) < _SAME_KM or is_within(best, other) or is_within(other, best)):
            reason = f"ambiguous: {len(toponym.candidates)} places of that name, none more likely"
            return _nowhere(toponym.name, reason, demonym=toponym.demonym)
    return _known(best, demonym=toponym.demonym)


def _known(place: GazetteerPlace, *, demonym: bool) -> PlaceValue:
    return PlaceValue(
        place.geonameid,
        place.name,
        place.country or None,
        place.admin1,
        place.admin2,
        place.latitude,
        place.longitude,
        place.feature,
        demonym=demonym,
    )


def _unknown(toponym: Toponym) -> PlaceValue:
    """A name that is not in the gazetteer: no point, but the area that the text puts it in, where there is one."""
    reason = "not in the gazetteer"
    if len(toponym.within) != 1 or not toponym.within[0].country:
        return _nowhere(toponym.name, reason, demonym=toponym.demonym)
    area = toponym.within[0]
    # The precision is that of the area: it is all that is known.
    return PlaceValue(
        None, toponym.name, area.country, area.admin1, area.admin2, None, None, area.feature, toponym.demonym, reason
    )


def _nowhere(name: str, reason: str, *, demonym: bool) -> PlaceValue:
    return PlaceValue(None, name, None, None, None, None, None, "unknown", demonym, reason)
