"""The army, police, government and further bodies that each country has, and the ways to name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.actor_names import Words, WordsOfText, name_words
from dateline.knowledge.actor_types import actor_types
from dateline.knowledge.countries import country_rows, rows, split_names
from dateline.model import Actor

# Of a people, not of a state: "Serb forces" in Bosnia are none of Serbia's.
_OF_A_PEOPLE = frozenset(
    {"Serb", "Croat", "Bosniak", "Herzegovinian", "Sinhalese", "Khmer", "Azeri", "Turk", "Greek Cypriot"}
    | {"Turkish Cypriot", "Persian", "Korean", "Pak", "Kiwi", "Aussie", "Lao", "Pole", "Dane", "Finn", "Slovene"}
)
# "Lebanon Police Department" is that of a town, and so may "Lebanon police" be.
_OF_A_TOWN = frozenset({"department", "dept", "station", "chief"})
_NAMES_OF_TOWNS = frozenset(
    {"lebanon", "peru", "mexico", "cuba", "jordan", "norway", "poland", "jamaica", "denmark", "brazil", "greece"}
    | {"china", "panama", "chad", "turkey", "holland", "sweden", "belgium", "netherlands"}
)
# "Latin American parliament", "Northern Irish police" are of no country, or of another.
_CHANGING = frozenset(
    {
        "latin",
        "central",
        "south",
        "north",
        "northern",
        "african",
        "asian",
        "native",
        "greek",
        "turkish",
        "anglo",
        "east",
    }
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country whose forces are actors."""

    prefix: str
    code: str
    #: Before a noun: the words for its people first, then its names.
    names: tuple[str, ...]
    #: Words of its own names, which a town may have as well.
    place_names: frozenset[Words]


@dataclass(frozen=True, slots=True)
class Force:
    """A body that each country has: id suffix, type of actor, nouns."""

    suffix: str
    type: str
    nouns: tuple[str, ...]


@cache
def forces() -> Mapping[str, Force]:
    """Return the rows of data/forces.tsv by suffix."""
    return {suffix: Force(suffix, type_, split_names(nouns)) for suffix, type_, nouns in rows("forces.tsv")}


@cache
def countries() -> tuple[Country, ...]:
    """Return the rows of data/force_countries.tsv with the words for their people."""
    found = []
    for prefix, code, names in rows("force_countries.tsv"):
        people = [word for word in country_rows()[code].demonyms if word not in _OF_A_PEOPLE]
        places = split_names(names)
        found.append(Country(prefix, code, (*people, *places), frozenset(map(name_words, places))))
    return tuple(found)


def make_forces() -> Iterator[Actor]:
    """Yield the forces of all countries, each under its plainest name: "Afghan army"."""
    for country in countries():
        for force in forces().values():
            name = f"{country.names[0]} {force.nouns[0]}"
            kind = actor_types()[force.type].kind
            yield Actor(f"{country.prefix}.{force.suffix}", name, kind, country.code, type=force.type)


class ForceNames:
    """Finds "Afghan troops", "Pakistan's army" and the like: a country or its people, then a noun for a force."""

    def __init__(self) -> None:
        self._countries: dict[str, list[tuple[Words, Country]]] = {}
        for country in countries():
            for name in country.names:
                words = name_words(name)
                self._countries.setdefault(words[0], []).append((words, country))
        for entries in self._countries.values():
            entries.sort(key=_longest_first)
        self._nouns: dict[str, list[tuple[Words, str]]] = {}
        for force in forces().values():
            for noun in force.nouns:
                words = name_words(noun)
                self._nouns.setdefault(words[0], []).append((words, force.suffix))
        for nouns in self._nouns.values():
            nouns.sort(key=_longest_first)

    def first_words(self) -> set[str]:
        """Return the words that the name of a force may start with."""
        return set(self._countries)

    def at(self, text: WordsOfText, position: int) -> tuple[int, str] | None:
        """Return (number of words, actor id) of the force that is named at a position."""
        if position and text.plain[position - 1] in _CHANGING:
            return None
        for country_words, country in self._countries.get(text.plain[position], ()):
            noun_at = position + len(country_words)
            if text.match(country_words, position) is None or noun_at >= len(text.plain):
                continue
            has_genitive = text.plain[noun_at] == "s"
            noun_at += has_genitive
            if noun_at >= len(text.plain):
                continue
            for noun, suffix in self._nouns.get(text.plain[noun_at], ()):
                words = (*country_words, *(("s",) if has_genitive else ()), *noun)
                if text.match(words, position) is not None and not self._is_of_town(text, position, words, country):
                    return len(words), f"{country.prefix}.{suffix}"
        return None

    def _is_of_town(self, text: WordsOfText, position: int, words: Sequence[str], country: Country) -> bool:
        name = tuple(words[:-1])
        if words[-1] != "police" or name not in country.place_names:
            return False
        after = position + len(words)
        return name[0] in _NAMES_OF_TOWNS or text.plain[after : after + 1] in ([word] for word in _OF_A_TOWN)


def _longest_first(entry: tuple[Words, object]) -> tuple[int, Words]:
    return -len(entry[0]), entry[0]
