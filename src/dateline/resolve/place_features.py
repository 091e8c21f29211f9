"""What speaks for each place that a name could be by itself, as numbers, and for there being none of them."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.knowledge.countries import ENGLISH_SPEAKING
from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.knowledge.letter_case import lower_case_words
from dateline.knowledge.place_names import Feature, bare_area_key, name_key

#: Features of a place by itself.
PLACE: Final = (
    "city",
    "city people",
    "district",
    "district people",
    "province",
    "province people",
    "country",
    "country people",
    "region",
    "region of one country",
    "where English is spoken",
    "another name",
    "in the country of that name",
    "kind is told",
    "another kind is told",
    "province with a city of that name",
    "district with a city of that name",
    "share of people",
    "most people",
    "told to hold",
    "city in dateline",
)
#: Features of a name that speak for and against the gazetteer's lacking what is meant.
NONE: Final = (
    "none",
    "none, most people",
    "none, no proper name",
    "none, several words",
    "none, landform or building",
    "none, common words",
    "none, candidates",
    "none, mentions",
    "none, in dateline",
    "none, country or region of that name",
    "none, province of that name",
    "none, district alone of that name",
    "none, lies in what is told",
    "none, kind is told",
    "none, names",
)
OWN: Final = (*PLACE, *NONE)

_LANDFORM = re.compile(
    r".* (?:river|lake|park|creek|bay|island|islands|valley|mountain|mountains|hill|hills|forest|canal|sea|ocean|beach|"
    r"school|college|university|hospital|airport|station|church|museum|bridge|centre|center|street|road|base|camp|side)"
)


#: People that a hamlet whose number is not given has.
_UNKNOWN = 200


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an article with the places it could be, and what the text says beside it."""

    key: str
    candidates: tuple[GazetteerPlace, ...]
    #: How much it counts as evidence for other names.
    weight: float
    #: For each candidate: how surely it is told to lie in a place beside it, and to hold one.
    within: tuple[float, ...] = ()
    holds: tuple[float, ...] = ()
    #: Kinds of place that words beside it tell of.
    kinds: tuple[Feature, ...] = ()
    #: Whether the words beside it say that it lies in something.
    told: bool = False
    in_dateline: bool = False
    demonym: bool = False
    #: Where it stands, in letters from the start of the article. Empty for what is no name: a word, an address.
    starts: tuple[int, ...] = ()

    @property
    def can_be_none(self) -> bool:
        """Whether what is meant may be missing from the gazetteer. It has all peoples, and what it has of words."""
        return bool(self.starts and self.candidates and not self.demonym)

    def is_proper(self, place: GazetteerPlace) -> bool:
        """Whether this is the name of a place in the gazetteer, and not another that it goes by."""
        key = name_key(place.name)
        return key == self.key or (place.feature in ("district", "province") and bare_area_key(key) == self.key)


def own_rows(name: Name, *, names: int) -> list[Mapping[str, float]]:
    """Return the features of the candidates of a name, and of there being none of them, by their names in OWN.

    `names`: how many names the article has. What is no name (a word, an address) has no features of its own.
    """
    if not name.starts:
        return [{} for _ in name.candidates]
    people = [_people(place) for place in name.candidates]
    countries = {one.country for one in name.candidates if one.feature == "country"}
    has_proper = any(map(name.is_proper, name.candidates))
    rows: list[Mapping[str, float]] = [
        _of_place(name, index, people, countries, has_proper=has_proper) for index in range(len(people))
    ]
    return [*rows, _of_none(name, people, names)] if name.can_be_none else rows


def _of_place(
    name: Name, index: int, people: Sequence[float], countries: Collection[str], *, has_proper: bool
) -> Mapping[str, float]:
    """`countries`: of that name; `has_proper`: whether any candidate has it as its own name."""
    place = name.candidates[index]
    bound = place.feature not in ("country", "region")
    told = place.feature in name.kinds
    has_city = place.feature in ("province", "district") and not told and _has_city(place, name.candidates)
    return {
        place.feature: 1.0,
        f"{place.feature} people": size(people[index]),
        "region of one country": place.feature == "region" and bool(place.country),
        "where English is spoken": place.country in ENGLISH_SPEAKING,
        "another name": bound and name_key(place.name) != name.key and has_proper,
        "in the country of that name": place.country in countries and place.feature != "country" and not told,
        "kind is told": told,
        "another kind is told": bool(name.kinds) and not told,
        "province with a city of that name": place.feature == "province" and has_city,
        "district with a city of that name": place.feature == "district" and has_city,
        "share of people": math.log((people[index] + _UNKNOWN) / (sum(people) + _UNKNOWN * len(people))),
        "most people": people[index] == max(people),
        "told to hold": name.holds[index],
        "city in dateline": name.in_dateline and place.feature == "city",
    }


def _of_none(name: Name, people: Sequence[float], names: int) -> Mapping[str, float]:
    words = name.key.split()
    proper = {place.feature for place in name.candidates if name.is_proper(place)}
    return {
        "none": 1.0,
        "none, most people": size(max(people)),
        "none, no proper name": not proper,
        "none, several words": len(words) > 1,
        "none, landform or building": _LANDFORM.fullmatch(name.key) is not None,
        "none, common words": all(word in lower_case_words() for word in words),
        "none, candidates": math.log(len(people)),
        "none, mentions": math.log(len(name.starts)),
        "none, in dateline": name.in_dateline,
        "none, country or region of that name": any(one.feature in ("country", "region") for one in name.candidates),
        "none, province of that name": "province" in proper,
        "none, district alone of that name": proper == {"district"},
        "none, lies in what is told": name.told and not any(name.within),
        "none, kind is told": any(place.feature in name.kinds for place in name.candidates),
        "none, names": math.log(names),
    }


def size(people: float) -> float:
    """The logarithm of the people, 0 at about three thousand."""
    return math.log(people + _UNKNOWN) - 8.0


def _people(place: GazetteerPlace) -> float:
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
