"""What each place name of an article could be: places of the gazetteer, and what the words around it say of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace
from dateline.knowledge.place_names import AREA_WORDS, Feature, area_word, distance_km, name_key
from dateline.model import Article, Mention, Span

#: Kinds of mention that are resolved here.
PLACE_KINDS: Final = ("place", "demonym")

#: Most candidates that are weighed for one name; the rest are hamlets far down the list.
_MOST_CANDIDATES = 40

_AREA = "|".join(sorted(AREA_WORDS, key=len, reverse=True))
#: "the Ohio Department of Health" is an office; a capital or a division is seldom that of the name before it.
_AFTER = re.compile(rf"\s+(?!departments?\s+of\b)({_AREA})\b", re.IGNORECASE)
_AFTER_LIST = re.compile(
    r"(?:,\s*[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)*,?\s+and\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\s+"
    r"(counties|provinces|districts|states|governorates|departments|parishes)\b"
)
_BEFORE = re.compile(rf"\b({_AREA})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_NOT_AFTER = frozenset({"capital", "division", "agency"})

_DIRECTION = (
    r"(?:(?:north|south|east|west|central)(?:ern)?|(?:north|south)[- ]?(?:east|west)(?:ern)?|upper|lower|"
    r"downtown|greater|suburban|rural|mainland|inner|outer)"
)
_LEADING = re.compile(rf"^(?:(?:{_DIRECTION}|the|former)[\s-]+)+(?=\S)", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:area|areas|region|valley|metropolitan area|metro area|suburbs)$", re.IGNORECASE)

#: Parts of a city, and streets. Towns elsewhere are called so; the part that is meant is in no gazetteer.
_PART_OF_CITY = re.compile(
    r"(?:(?:old|near|far|upper|lower|city|the) )*(?:north|south|east|west|northeast|northwest|southeast|southwest) ?"
    r"(?:side|end)|uptown|downtown|midtown|old (?:town|city)|city cent(?:er|re)|.+ (?:street|avenue|ave|road|rd|drive|"
    r"boulevard|blvd|lane|highway|parkway|turnpike|expressway)"
)
_QUARTER_AFTER = re.compile(r"\s+neighbou?rhood\b", re.IGNORECASE)
#: "A Springport neighborhood" is one of the quarters of Springport.
_DEFINITE_BEFORE = re.compile(r"\b(?:the|in|['’]s|s['’])\s+$", re.IGNORECASE)
#: "Herat city" is in the gazetteer as Herat; of a smaller place, "City" is rather part of another name.
_CITY = 100_000

#: A longer name is none, and would cost the patterns above their time.
_LONGEST_FORM = 100

#: How alike another spelling is, how long a name must be to have one, and what tells the country of an article.
_ALIKE = 0.85
_LETTERS_TO_RESPELL = 6
_TELLING = frozenset({"country", "province"})

_OPTIONAL_AREA = rf"(?:\s+(?:{_AREA}))?"
_COMMA = re.compile(
    rf"^{_OPTIONAL_AREA}(?:\s*,\s*|\s*\(\s*)(?:in\s+)?(?:the\s+)?(?:{_DIRECTION}\s+)?"
    rf"(?:(?:{_AREA})\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"^{_OPTIONAL_AREA},?(?:\s+(?:area|region))?\s+(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:{_DIRECTION}\s+)?"
    rf"(?:(?:{_AREA})\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
#: "Shiro, a village in Tank district".
_APPOSED = re.compile(
    r"^\s*,\s*(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:village|town|hamlet|settlement|city|locality)\s+(?:in|of)\s+"
    rf"(?:the\s+)?(?:{_DIRECTION}\s+)?$",
    re.IGNORECASE,
)
#: "In the Chibok area": what lies around a town.
_AREA_AROUND = re.compile(r"\s+(?:area|locality|tehsil|sub-?district|sub-?division|taluka|region)\b", re.IGNORECASE)
_IN_WORD = re.compile(r"\bin\b", re.IGNORECASE)
#: An abbreviated state after a comma, where it is no mention of its own.
_ABBREVIATION_AFTER = re.compile(r"\s*,\s*((?:[NSW]\. ?[A-Z][a-z]*\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}\b|D\.C\.))")
#: How far apart two names may be for the one to be told to lie in the other.
_LONGEST_GAP = 60


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention of a place, and what it could be."""

    span: Span
    name: str
    key: str
    demonym: bool
    candidates: tuple[GazetteerPlace, ...]
    #: What the words beside it say that it is ("the village of"), or None.
    features: tuple[Feature, ...] | None = None
    #: Places that the words say it lies in, and how surely: 1.0 for "Paris, Texas", less for "Paris in Texas".
    within: tuple[GazetteerPlace, ...] = ()
    within_weight: float = 0.0
    #: Toponyms before it that are told to lie in it: their candidates.
    holds: tuple[GazetteerPlace, ...] = ()
    holds_weight: float = 0.0
    #: Whether the candidates are spelt otherwise than the name: a guess, which the value says.
    respelt: bool = False


def find_toponyms(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the places and demonyms among the mentions, in their order, with candidates and containment."""
    found = [_toponym(article, mention, gazetteer) for mention in mentions if mention.kind in PLACE_KINDS]
    quarters = {toponym.key for toponym in found if _is_quarter(article.part(toponym.span.part), toponym.span)}
    found = [replace(one, candidates=()) if one.key in quarters else one for one in found]
    countries = {place.country for one in found for place in one.candidates[:1] if place.feature in _TELLING}
    if countries:
        found = [one if one.candidates or one.key in quarters else _respelt(one, countries, gazetteer) for one in found]
    by_part: dict[str, list[int]] = {}
    for index, toponym in enumerate(found):
        by_part.setdefault(toponym.span.part, []).append(index)
    for part, indices in by_part.items():
        text = article.part(part)
        for index, following in _neighbours(found, indices):
            if following is None:
                found[index] = _in_abbreviated(text, found[index], gazetteer)
            else:
                found[index], found[following] = _contained(text, found[index], found[following], gazetteer)
    return found


def _toponym(article: Article, mention: Mention, gazetteer: Gazetteer) -> Toponym:
    span, name = mention.span, article.written(mention.span)
    if mention.kind == "demonym":
        place = gazetteer.demonym_place(name)
        return Toponym(span, name, name_key(name), True, (place,) if place else ())
    key = name_key(name)
    features = _features_beside(article.part(span.part), span)
    split = area_word(key)
    candidates = look_up(name, gazetteer)
    if split and not any(name_key(place.name) == key for place in candidates):
        # "Berlin canton": what is meant may be in the gazetteer as the town alone, which is for the context to tell.
        candidates = tuple(dict.fromkeys((*candidates, *gazetteer.lookup(split[0]))))
    if not candidates and (place := gazetteer.demonym_place(name)):
        return Toponym(span, name, key, True, (place,))
    features = features or (split[1] if split else None)
    if features and not any(place.feature in features for place in candidates):
        features = None
    return Toponym(span, name, key, False, candidates[:_MOST_CANDIDATES], features)


def _respelt(toponym: Toponym, countries: Collection[str], gazetteer: Gazetteer) -> Toponym:
    """Return an unknown name with the places that are spelt nearly so, in the countries that the article names."""
    key = toponym.key
    if len(key) < _LETTERS_TO_RESPELL or area_word(key) is not None or _PART_OF_CITY.fullmatch(key):
        return toponym
    alike = [
        place
        for place, similarity in gazetteer.fuzzy(toponym.name)
        if similarity >= _ALIKE and place.country in countries
    ]
    return replace(toponym, candidates=tuple(alike), respelt=True) if alike else toponym


def look_up(name: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return the places of a name as it is written; without "northern" or "area" where it is unknown with them."""
    words, key = " ".join(name.split()), name_key(name)
    if len(words) > _LONGEST_FORM or _PART_OF_CITY.fullmatch(key):
        return ()
    without = _LEADING.sub("", words)
    if found := gazetteer.lookup(name):
        if any(name_key(place.name) == key or place.feature in ("province", "district") for place in found):
            return found
        if without != words:
            # "East Lakeport" is by that name a hamlet somewhere, but rather the east of the Lakeport that is near.
            return tuple(dict.fromkeys((*found, *gazetteer.lookup(without))))
        is_city = (split := area_word(key)) is not None and split[1] == ("city",)
        return tuple(place for place in found if not is_city or place.population >= _CITY)
    for form in (without, _TRAILING.sub("", words), _TRAILING.sub("", without)):
        if found := gazetteer.lookup(form):
            return found
    return ()


def _is_quarter(text: str, span: Span) -> bool:
    """Whether a name is told to be that of a part of a city: "the city's Westmoor neighborhood"."""
    return (
        _QUARTER_AFTER.match(text, span.end, span.end + 20) is not None
        and _DEFINITE_BEFORE.search(text, max(0, span.start - 10), span.start) is not None
    )


def _features_beside(text: str, span: Span) -> tuple[Feature, ...] | None:
    after = _AFTER.match(text, span.end, span.end + 40)
    if after and after.group(1).lower() not in _NOT_AFTER:
        return AREA_WORDS[after.group(1).lower()]
    if listed := _AFTER_LIST.match(text, span.end, span.end + 120):
        return AREA_WORDS[listed.group(1).lower()]
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    return AREA_WORDS[before.group(1).lower()] if before else None


def _neighbours(toponyms: Sequence[Toponym], indices: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Yield every toponym of a part, the last first, with the one that follows it in the text."""
    ordered = sorted(indices, key=lambda index: (toponyms[index].span.start, toponyms[index].span.end))
    for position in range(len(ordered) - 1, -1, -1):
        yield ordered[position], ordered[position + 1] if position + 1 < len(ordered) else None


def _contained(text: str, toponym: Toponym, following: Toponym, gazetteer: Gazetteer) -> tuple[Toponym, Toponym]:
    """Return the toponym with what it is told to lie in, and the following one with what it is told to hold."""
    if toponym.demonym:
        return toponym, following
    gap = text[toponym.span.end : min(following.span.start, toponym.span.end + _LONGEST_GAP)]
    near = toponym.span.end <= following.span.start <= toponym.span.end + _LONGEST_GAP and not following.demonym
    weight = 1.0 if near and (_COMMA.match(gap) or _APPOSED.match(gap)) else 0.4 if near and _IN.match(gap) else 0.0
    if not weight:
        return _in_abbreviated(text, toponym, gazetteer), following
    if toponym.candidates:
        containers = tuple(
            place for place in following.candidates if any(is_within(inner, place) for inner in toponym.candidates)
        )
    else:
        containers = _areas(following) or _around(text, following)
    if not containers and following.features and _IN_WORD.search(gap):
        # "Sui in Dera Bugti district", and the gazetteer's places of that name are all elsewhere: it lacks this one.
        containers = _areas(following)[:1]
        return replace(toponym, candidates=(), within=containers, within_weight=weight), following
    if not containers:
        if weight == 1.0 and _is_told(toponym, following, gazetteer):
            areas = _areas(following)[:1]
            return replace(toponym, candidates=(), within=areas, within_weight=weight), following
        return toponym, following
    told = replace(toponym, within=containers, within_weight=weight)
    return told, replace(following, holds=toponym.candidates, holds_weight=weight)


def _is_told(toponym: Toponym, following: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a small town is told to lie in an area where the gazetteer has none of its name: no list of places."""
    area = next(iter(following.candidates), None)
    small = all(place.feature in ("city", "district") and place.population < _CITY for place in toponym.candidates[:1])
    if area is None or area.feature != "province" or not toponym.candidates:
        return False
    return gazetteer.abbreviated_area(following.name) is not None or (small and area.country == "US")


def _areas(toponym: Toponym) -> tuple[GazetteerPlace, ...]:
    """The candidates that something can lie in: of the kind that is told, and no town, nor what is rather a town."""
    if toponym.features is None and toponym.candidates and toponym.candidates[0].feature == "city":
        return ()
    features = toponym.features or ("country", "province", "district", "region")
    return tuple(place for place in toponym.candidates if place.feature in features and place.feature != "city")


def _around(text: str, toponym: Toponym) -> tuple[GazetteerPlace, ...]:
    """The towns of a name that stands for the area around one."""
    return toponym.candidates if _AREA_AROUND.match(text, toponym.span.end, toponym.span.end + 20) else ()


def _in_abbreviated(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Toponym:
    """Return the toponym with the state whose abbreviation follows it: "Springfield, Ill."."""
    state = _ABBREVIATION_AFTER.match(text, toponym.span.end, toponym.span.end + 12)
    if state is None or toponym.demonym or gazetteer.abbreviated_area(state.group(1)) is None:
        return toponym
    within = gazetteer.lookup(state.group(1))
    inside = any(is_within(place, area) for place in toponym.candidates for area in within)
    return replace(toponym, candidates=toponym.candidates if inside else (), within=within, within_weight=1.0)


def is_within(inner: GazetteerPlace, outer: GazetteerPlace) -> bool:
    """Whether a place lies in another, as far as the names of their areas and their distance tell."""
    if inner == outer or inner.country != outer.country or inner.feature == "country":
        return False
    if outer.feature == "country":
        return True
    if outer.feature == "province":
        return inner.feature in ("city", "district") and inner.admin1 == outer.admin1
    if outer.feature == "district":
        if inner.feature != "city" or inner.admin1 != outer.admin1:
            return False
        return inner.admin2 == outer.admin2 if inner.admin2 else apart(inner, outer) < 60
    if outer.feature == "region":
        return inner.feature in ("city", "district", "province") and apart(inner, outer) < 300
    # A quarter of a city or a suburb.
    return inner.feature == "city" and inner.population < outer.population and apart(inner, outer) < 30


def apart(place: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return the kilometres between two places; infinite where a point is not known."""
    distance = distance_km(place, other)
    return float("inf") if distance is None else distance
