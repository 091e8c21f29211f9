"""Tells from a name and the words around it whether it is the name of a place, and no street, car or person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.annotate.capitals import Capitals, Run
from dateline.annotate.name_words import NameWords
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.letter_case import lower_case_words
from dateline.knowledge.place_names import name_key
from dateline.model import Parse

#: People that a place needs to be told from a surname where spaCy does not call it a place.
MIN_POPULATION = 15_000
#: The same where other signs are against a place.
BIG_POPULATION = 200_000

PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "from", "to", "around", "outside", "inside", "into", "across"})
PLACE_LABELS = frozenset({"GPE", "LOC"})
GENITIVES = frozenset({"'s", "’s", "'", "’"})
_WHOLE_LABELS = frozenset({"ORG", "FAC", "PERSON", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"})
#: "Fargo City Commissioner", "Ohio State Patrol": the word belongs to what follows, though it may end a name, too.
LOOSE_AREA_WORDS = frozenset({"city", "state", "town", "village", "department", "division", "agency", "capital"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
#: Words that a name which follows is part of: no town is "Riley" in "Fort Riley".
_FIRST_PARTS = frozenset(
    {"st", "saint", "ste", "fort", "ft", "mount", "mt", "san", "santa", "los", "las", "port", "new"}
)
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
    | {"n", "s", "e", "w", "ne", "nw", "se", "sw"}
)
#: Small words that join the names of offices, hardly those of villages.
_NOT_IN_TOWNS = frozenset({"of", "the", "for", "&"})
_INITIAL = re.compile(r"[A-Z]\.")
YEAR = re.compile(r"(?:19|20)\d\d")


class PlaceSigns(Capitals):
    """The tokens of one part, with what speaks for and against a place."""

    def __init__(self, text: str, parse: Parse, *, gazetteer: Gazetteer, words: NameWords, surnames: set[str]) -> None:
        super().__init__(text, parse)
        self._gazetteer = gazetteer
        self._words = words
        self._surnames = surnames

    def _is_place(self, name: Run, run: Run) -> bool:
        first, last = name
        if not self.is_capital(first):
            return False
        written = self.written(name)
        country = self._gazetteer.country_code(written) is not None
        if " ".join(self.small[first:last]) in self._words.no_places or (not country and self._is_demonym(written)):
            return False
        if self._is_street(name) or self._splits_phrase(name):
            return False
        labels = {token.entity for token in self.tokens[first:last]}
        if not self._gazetteer.known(written) and not (
            last - first == 1 and self.small[first] in ("us", "uk", "uae") and written.isupper()
        ):
            return False
        common = all(word in lower_case_words() for word in self.small[first:last])
        preposition = self.before(first) in PLACE_PREPOSITIONS
        population = self._population(written)
        if labels <= PLACE_LABELS:
            # "Metro police", "Police said": of towns that are called so, only the large do without a preposition.
            told = preposition or (last < len(self.small) and self.small[last] == ",")
            return country or told or not common or last - first > 1 or population >= BIG_POPULATION
        if self._in_longer_entity(name):
            return False
        if country and len(written) > 3:
            return True
        if last - first == 1:
            if common or len(written) < 3 or self.small[first] in self._surnames:
                return False
            if preposition:
                return "PERSON" not in labels or population >= MIN_POPULATION
            alone = (first == run[0] or not self.is_capital(first - 1)) and (
                last == run[1] or self.small[last] in lower_case_words() or not self.is_capital(last)
            )
            return population >= (MIN_POPULATION if alone and "PERSON" not in labels else BIG_POPULATION)
        if common:
            return bool(labels & PLACE_LABELS) or population >= BIG_POPULATION
        return bool(labels & PLACE_LABELS) or preposition or population >= MIN_POPULATION

    def _in_longer_entity(self, run: Run) -> bool:
        """Whether spaCy has these tokens inside a longer name of a person, organisation or the like."""
        first, last = run
        if self.tokens[first].entity not in _WHOLE_LABELS:
            return False
        before = self.tokens[first].entity_iob == "I" and self.is_capital(first - 1)
        after = last < len(self.tokens) and self.tokens[last].entity_iob == "I" and self.is_capital(last)
        return before or after

    def _is_street(self, name: Run) -> bool:
        """Whether a name is that of a street, or of one of two at a corner: "Moss Trail", "108th and Ida"."""
        first, last = name
        after = [word.removesuffix(".") for word in self.small[last : last + 3]]
        if after and after[0] in self._words.streets and self.tokens[last].text[0].isupper():
            return True
        if after and after[0].removesuffix("s") in self._words.streets and after[0].endswith("s"):
            return True
        if len(after) == 3 and after[0] == "and" and after[2].removesuffix("s") in self._words.streets:
            return True
        if len(after) > 1 and after[0] == "and" and _ORDINAL.match(after[1]):
            return True
        while first and self.small[first - 1].removesuffix(".") in _DIRECTIONS:
            first -= 1
        before = self.small[max(0, first - 2) : first]
        if before == ["block", "of"] or (before[-1:] == ["and"] and _ORDINAL.fullmatch(before[0])):
            return True
        # "On Winthrop near Grand": islands apart, nothing happens on a town.
        return before[-1:] == ["on"] and self._population(self.written(name)) < MIN_POPULATION

    def _splits_phrase(self, name: Run) -> bool:
        """Whether a name is part of a longer one: of a saint's day or house, of a car, or of a city's office."""
        first, last = name
        owns = last < len(self.small) and self.small[last] in GENITIVES
        owned = owns and last + 1 < len(self.small) and self.tokens[last + 1].text[0].isupper()
        if owned and self.small[first].removesuffix(".") in ("st", "saint"):
            return True
        led = first > 0 and self.tokens[first - 1].text[0].isupper()
        if led and self.small[first - 1].removesuffix(".") in _FIRST_PARTS:
            return True
        if led and " ".join(self.small[first - 1 : last]) in self._words.no_places:
            return True
        if last - first == 1 and first and YEAR.fullmatch(self.small[first - 1]):
            return True
        if last - first == 1 and last < len(self.small) and _INITIAL.fullmatch(self.tokens[last].text):
            return not self._gazetteer.lookup(self.written((first, last + 1)))
        if self.small[first] in self._words.settlements and self.small[first + 1 : first + 2] == ["of"]:
            return True
        return (
            last - first > 1
            and self.small[last - 1] in LOOSE_AREA_WORDS
            and last < len(self.small)
            and self.is_capital(last)
            and not is_proper(self.written(name), self._gazetteer)
        )

    def _population(self, name: str) -> int:
        """Return the people of the largest place of that name, 0 where there is none."""
        return population(name, self._gazetteer)

    def _is_area(self, name: str) -> bool:
        return self._gazetteer.known(name) and any(
            place.feature in ("province", "district") for place in self._gazetteer.lookup(name)[:1]
        )

    def _is_demonym(self, word: str) -> bool:
        return self._gazetteer.demonym_place(word) is not None

    def _called_settlements(self, run: Run) -> Iterator[Run]:
        """Yield the names that stand after "the village of" in a run of capitals, whoever knows them."""
        for first, last in self.free(run):
            led = self.before(first) == "of" and self.small[first - 2] in self._words.settlements
            if not led:
                continue
            joints = [index for index in range(first, last) if self.small[index] == "and"]
            ends = [*joints, last] if self.small[first - 2].endswith("s") else [*joints, last][:1]
            for start, end in zip([first, *(joint + 1 for joint in joints)], ends, strict=False):
                words = frozenset(self.small[start:end])
                if not words & (self._words.person_titles | _NOT_IN_TOWNS) and not self._is_demonym(
                    self.small[end - 1]
                ):
                    yield start, end

    def _may_stand_for_person(self, index: int) -> bool:
        """Whether the first name of a person may be that person by itself, though a place is called so, too."""
        if self.before(index) in PLACE_PREPOSITIONS:
            return False
        word = self.small[index]
        if self._population(self.tokens[index].text) < BIG_POPULATION:
            return True
        # "Jordan said", of a Jordan Ames: unless the article tells of the country, too.
        alike = [other for other, small in enumerate(self.small) if small == word]
        as_place = any(self.before(other) in PLACE_PREPOSITIONS | {"of"} for other in alike)
        return word in self._words.given_places and not as_place

    def _is_called_place(self, index: int) -> bool:
        """Whether the words before say that a name is a place's: "near X", "the village of X"."""
        before = self.before(index)
        return before == "near" or (before == "of" and self.small[index - 2] in self._words.settlements)


def is_proper(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the gazetteer has exactly this name: "Kansas City", unlike "Fargo City"."""
    return any(name_key(place.name) == name_key(name) for place in gazetteer.lookup(name))


def population(name: str, gazetteer: Gazetteer) -> int:
    """Return the people of the largest place of that name, 0 where there is none: "Clark" is not Clark County."""
    if not gazetteer.known(name):
        return 0
    key = name_key(name)
    places = (one for one in gazetteer.lookup(name) if one.feature != "district" or name_key(one.name) == key)
    return max((place.population for place in places), default=0)
