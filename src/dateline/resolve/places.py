"""Resolves the place names of an article to places of the gazetteer, or says why it cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, open_gazetteer
from dateline.knowledge.place_names import name_key
from dateline.model import Article, Doc, Place, PlacePrecision, PlaceValue, Span
from dateline.resolve.place_candidates import Toponym, apart, find_toponyms, is_within
from dateline.resolve.place_choice import Chances, Rounds, choose, load_place_weights, weights_path
from dateline.resolve.place_evidence import country_evidence
from dateline.resolve.place_features import Name
from dateline.settings import Settings

#: Chance of a place from which it is chosen. The weights know of refusals: a name can be none of its places.
_CHOSEN = 0.3
#: Where another place has nearly the chance of the likeliest, and is elsewhere, neither is chosen.
_EVEN = 0.9
_SAME_KM = 50.0
#: How many times more people than any namesake a city has that is meant where nothing tells.
_FAMOUS = 40
#: Chance from which the country of a place that is not known is told.
_COUNTRY = 0.6
#: An approximate name ("South Linport", where only Linport is known) is thinner evidence for others.
_APPROXIMATE = 0.4


class Places:
    """The step that resolves every place and demonym among the mentions."""

    reads: ClassVar[tuple[str, ...]] = ("mentions", "dateline")
    writes: ClassVar[tuple[str, ...]] = ("places",)

    def __init__(self, settings: Settings) -> None:
        self._gazetteer = open_gazetteer(settings)
        self._rounds = load_place_weights(weights_path(settings)).rounds

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(places=resolve_places(doc, self._gazetteer, self._rounds)) for doc in docs]


@dataclass(frozen=True, slots=True)
class _Sense:
    """What makes mentions share one reading: the name, and what kind of place the words beside it tell."""

    key: str
    demonym: bool
    known: bool
    features: tuple[str, ...] | None
    within: tuple[tuple[str, str, str], ...]


def resolve_places(doc: Doc, gazetteer: Gazetteer, rounds: Rounds) -> tuple[Place, ...]:
    """Return a Place for every mention of kind place or demonym, in the order of the mentions."""
    toponyms = find_toponyms(doc.article, doc.mentions, gazetteer)
    senses, names = article_names(doc, toponyms, gazetteer)
    chosen = list(zip(senses, choose(names, rounds), strict=False))
    likely = {_ranked(members[0], chances)[0][1] for members, chances in chosen if chances.places}
    values = {toponym.span: _value(toponym, chances, likely) for members, chances in chosen for toponym in members}
    return tuple(Place(toponym.span, values[toponym.span]) for toponym in toponyms)


def article_names(
    doc: Doc, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[list[list[Toponym]], list[Name]]:
    """Return the mentions by sense, and a name for each sense; then names that stand for other evidence."""
    groups: dict[_Sense, list[Toponym]] = {}
    for toponym in toponyms:
        groups.setdefault(_sense(toponym), []).append(toponym)
    of_key: dict[tuple[str, bool], list[Toponym]] = {}
    for toponym in toponyms:
        of_key.setdefault((toponym.key, toponym.demonym), []).append(toponym)
    # Where nothing is said of a mention, what is said of the same name elsewhere in the article holds for it.
    names = [
        _name(doc, members, members if sense.within else of_key[sense.key, sense.demonym])
        for sense, members in groups.items()
    ]
    evidence = country_evidence(doc.article, doc.mentions, gazetteer) if names else []
    return list(groups.values()), [*names, *evidence]


def _sense(toponym: Toponym) -> _Sense:
    """One sense per article: but a name that is told to lie elsewhere is another, as is a province beside a town."""
    within = tuple(sorted((place.country, place.admin1 or "", place.name) for place in toponym.within))
    told = within if toponym.within_weight >= 1 else ()
    return _Sense(toponym.key, toponym.demonym, bool(toponym.candidates), toponym.features, told)


def _name(doc: Doc, members: Sequence[Toponym], told: Sequence[Toponym]) -> Name:
    """Put the mentions of one sense together; `told` are the mentions whose neighbours count as hints."""
    first = members[0]
    in_dateline = doc.dateline is not None and any(doc.dateline.overlaps(toponym.span) for toponym in members)
    weight = 1.0 + math.log(len(members)) + (1.0 if in_dateline else 0.0)
    return Name(
        first.key,
        first.candidates,
        weight * (0.5 if first.demonym else 1.0 if _is_exact(first) else _APPROXIMATE),
        within=tuple(_told_within(place, told) for place in first.candidates),
        holds=tuple(_told_to_hold(place, told) for place in first.candidates),
        kinds=first.features or (),
        told=any(toponym.within for toponym in told),
        in_dateline=in_dateline,
        demonym=first.demonym,
        starts=tuple(_letters_before(doc.article, toponym.span) for toponym in members),
    )


def _letters_before(article: Article, span: Span) -> int:
    """Where a span starts, counted from the start of the text: a title stands just before it."""
    return span.start - len(article.title or "") - 1 if span.part == "title" else span.start


def _is_exact(toponym: Toponym) -> bool:
    return any(
        place.feature in ("country", "region") or name_key(place.name) == toponym.key for place in toponym.candidates
    )


def _told_within(place: GazetteerPlace, members: Sequence[Toponym]) -> float:
    """How surely the words beside the mentions say that a candidate is the place that lies there."""
    weights = (one.within_weight for one in members if any(is_within(place, outer) for outer in one.within))
    return max(weights, default=0.0)


def _told_to_hold(place: GazetteerPlace, members: Sequence[Toponym]) -> float:
    weights = (one.holds_weight for one in members if any(is_within(inner, place) for inner in one.holds))
    return max(weights, default=0.0)


def _ranked(toponym: Toponym, chances: Chances) -> list[tuple[float, GazetteerPlace]]:
    """Return the candidates with their chances, the likeliest first."""
    return sorted(zip(chances.places, toponym.candidates, strict=True), key=lambda pair: -pair[0])


def _value(toponym: Toponym, chances: Chances, likely: set[GazetteerPlace]) -> PlaceValue:
    """Return the likeliest place, or why there is none. `likely`: the likeliest places of all names."""
    if not toponym.candidates:
        return _unknown(toponym, chances, likely, "not in the gazetteer")
    ranked = _ranked(toponym, chances)
    chance, best = ranked[0]
    even = any(value > _EVEN * chance and not _is_same(best, place) for value, place in ranked[1:])
    # The gazetteer lacks villages, hardly an area: that it might counts for towns alone.
    if (chance if best.feature == "city" else chance / sum(chances.places)) < _CHOSEN or even:
        ambiguous = f"ambiguous: {len(toponym.candidates)} places of that name, none likely enough"
        reason = "not in the gazetteer, but for namesakes" if chances.none > 0.5 else ambiguous
        if chances.none <= 0.5 and (famous := _famous(toponym)) is not None:
            return _known(toponym, famous)
        return _unknown(toponym, chances, likely, reason)
    return _known(toponym, best)


def _famous(toponym: Toponym) -> GazetteerPlace | None:
    """Return the city that a name means where nothing tells: one with hardly a namesake beside it (Lisbon)."""
    cities = [place for place in toponym.candidates if place.feature == "city" and name_key(place.name) == toponym.key]
    if toponym.within or not cities:
        return None
    largest = max(cities, key=lambda place: place.population)
    others = [place.population for place in toponym.candidates if not _is_same(largest, place)]
    return largest if largest.population > _FAMOUS * max(others, default=0) else None


def _is_same(place: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two places are as good as one: a town and its district."""
    return apart(place, other) < _SAME_KM or is_within(place, other) or is_within(other, place)


def _known(toponym: Toponym, place: GazetteerPlace) -> PlaceValue:
    return PlaceValue(
        place.geonameid,
        place.name,
        place.country or None,
        place.admin1,
        place.admin2,
        place.latitude,
        place.longitude,
        place.feature,
        demonym=toponym.demonym,
        reason=f"spelt {place.name} in the gazetteer" if toponym.respelt else None,
    )


def _unknown(toponym: Toponym, chances: Chances, likely: set[GazetteerPlace], reason: str) -> PlaceValue:
    """An unresolved name: at the district or province that it is told to lie in, or only in its likely country."""
    if area := _area_told(toponym, likely):
        return _in_area(toponym, area, reason)
    country = max(chances.countries, key=lambda code: chances.countries[code], default="")
    if chances.countries.get(country, 0.0) < _COUNTRY:
        country = ""
    return PlaceValue(
        None,
        toponym.name,
        country or None,
        None,
        None,
        None,
        None,
        "country" if country else "unknown",
        demonym=toponym.demonym,
        reason=f"{reason}; the country is the likeliest of the article" if country else reason,
    )


def _in_area(toponym: Toponym, area: GazetteerPlace, reason: str) -> PlaceValue:
    # The point and the precision are those of the area: it is all that is known. A country has no point for a village.
    precision: PlacePrecision = "district" if area.feature == "city" else area.feature
    pointed = precision in ("district", "province")
    return PlaceValue(
        None,
        toponym.name,
        area.country or None,
        area.admin1,
        area.admin2,
        area.latitude if pointed else None,
        area.longitude if pointed else None,
        precision,
        demonym=toponym.demonym,
        reason=reason,
    )


def _area_told(toponym: Toponym, likely: set[GazetteerPlace]) -> GazetteerPlace | None:
    """Return the area that a name is told to lie in: of several of one name, the one that the article is of."""
    if len(toponym.within) <= 1:
        return next(iter(toponym.within), None)
    chosen = likely & set(toponym.within)
    return chosen.pop() if len(chosen) == 1 else None
