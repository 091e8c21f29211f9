"""Look-ups from words to incident types, kinds of people, weapons and targets, compiled from the data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar, get_args

from dateline.errors import DatelineError
from dateline.model import PartyKind
from dateline.schema import TOLL_GROUPS, IncidentType, incident_types

# As spaCy cuts words: at hyphens between letters and before "'s".
_PIECE = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?|-|['’]s\b")
_LAST_MARK = re.compile(r"(?<!\w\.\w)\.$")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Person:
    """What a noun for people says of them: the kind of party, and the group of a toll that counts them."""

    kind: PartyKind
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What a noun for a thing says: the kind of weapon or target and, for a weapon, the incident type it points to."""

    kind: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Phrases(Generic[V]):
    """Phrases of several words by their first word; each is a tuple of pieces, and longer ones come first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], V], ...]]

    def at(self, words: Sequence[str], start: int) -> tuple[int, V] | None:
        """Return the length in words and the value of the longest phrase that starts there."""
        for pieces, value in self.by_first.get(words[start], ()):
            if tuple(words[start : start + len(pieces)]) == pieces:
                return len(pieces), value
        return None

    def all_at(self, words: Sequence[str], start: int) -> list[tuple[int, V]]:
        """Return the length and value of every phrase that starts there, longest first."""
        return [
            (len(pieces), value)
            for pieces, value in self.by_first.get(words[start], ())
            if tuple(words[start : start + len(pieces)]) == pieces
        ]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they tell of. Types of one word stand in falling order of their specificity."""

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    phrases: Phrases[str]
    #: The value is the type whose words the phrase takes away.
    excluded: Phrases[str]
    people: Mapping[str, Person]
    people_phrases: Phrases[Person]
    weapons: Phrases[Thing]
    targets: Phrases[Thing]
    types: Mapping[str, IncidentType] = field(default_factory=dict)

    def specificity(self, type_name: str) -> int:
        return self.types[type_name].specificity

    def family(self, type_name: str) -> str:
        return self.types[type_name].family


def pieces_of(phrase: str) -> tuple[str, ...]:
    """Return a phrase in lower case, cut where the parser cuts: "drive-by shooting" -> drive, -, by, shooting."""
    return tuple(_LAST_MARK.sub("", piece).replace("’", "'") for piece in _split_genitive(phrase.lower()))


def _split_genitive(phrase: str) -> list[str]:
    return _PIECE.findall(re.sub(r"['’]s\b", " 's", phrase))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, divided by white space, as a set: how word lists are written in code."""
    return frozenset(text.split())


def plural_base(word: str) -> str:
    """Return the singular of a regular English plural in lower case, or the word itself."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of this package. Raises DatelineError for a data file that names an unknown kind or type."""
    types = incident_types()
    by_specificity = sorted(types.values(), key=lambda entry: (-entry.specificity, entry.name))
    verbs: dict[str, list[str]] = {}
    nouns: dict[str, list[str]] = {}
    phrases: list[tuple[tuple[str, ...], str]] = []
    excluded: list[tuple[tuple[str, ...], str]] = []
    for entry in by_specificity:
        for words, singles in ((entry.verbs, verbs), (entry.nouns, nouns)):
            for word in words:
                pieces = pieces_of(word)
                if len(pieces) == 1:
                    singles.setdefault(pieces[0], []).append(entry.name)
                else:
                    phrases += [(pieces, entry.name), ((*pieces[:-1], pieces[-1] + "s"), entry.name)]
        phrases += [(pieces_of(phrase), entry.name) for phrase in entry.phrases]
        excluded += [(pieces_of(phrase), entry.name) for phrase in entry.excluded]
    people = _read_people(_read("people.toml"))
    things = _read("things.toml")
    return Lexicon(
        verbs={word: tuple(names) for word, names in verbs.items()},
        nouns={word: tuple(names) for word, names in nouns.items()},
        phrases=_index(phrases),
        excluded=_index(excluded),
        people={pieces[0]: person for pieces, person in people if len(pieces) == 1},
        people_phrases=_index(_with_plurals(people)),
        weapons=_index(_with_plurals(_read_things(things["weapons"], types))),
        targets=_index(_with_plurals(_read_things(things["targets"], types))),
        types=types,
    )


def _read(name: str) -> dict[str, Any]:
    file = resources.files("dateline.knowledge") / "data" / name
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _index(entries: Iterable[tuple[tuple[str, ...], V]]) -> Phrases[V]:
    by_first: dict[str, dict[tuple[str, ...], list[V]]] = {}
    for pieces, value in entries:
        values = by_first.setdefault(pieces[0], {}).setdefault(pieces, [])
        if value not in values:
            values.append(value)
    return Phrases(
        {
            first: tuple(
                (pieces, value)
                for pieces, values in sorted(longest.items(), key=lambda entry: (-len(entry[0]), entry[0]))
                for value in values
            )
            for first, longest in by_first.items()
        }
    )


def _with_plurals(entries: Iterable[tuple[tuple[str, ...], V]]) -> list[tuple[tuple[str, ...], V]]:
    """Add the regular plural of each: phrases are matched as written, not by lemma."""
    found = []
    for pieces, value in entries:
        found += [(pieces, value), ((*pieces[:-1], _plural(pieces[-1])), value)]
    return found


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-3] + "men"
    return {"knife": "knives"}.get(word, word + "s")


def _read_people(raw: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Person]]:
    found = []
    for entry in raw["nouns"]:
        person = Person(entry["kind"], entry.get("of"))
        if person.kind not in get_args(PartyKind):
            raise DatelineError(f"people.toml: no kind {person.kind!r}; there are {', '.join(get_args(PartyKind))}")
        if person.of not in (None, *TOLL_GROUPS):
            raise DatelineError(f"people.toml: no group {person.of!r}; there are {', '.join(TOLL_GROUPS)}")
        found += [(pieces_of(word), person) for word in entry["words"]]
    return found


def _read_things(
    raw: Iterable[Mapping[str, Any]], types: Mapping[str, IncidentType]
) -> list[tuple[tuple[str, ...], Thing]]:
    found = []
    for entry in raw:
        thing = Thing(entry["kind"], entry.get("type"))
        if thing.type not in (None, *types):
            raise DatelineError(f"things.toml: no incident type {thing.type!r}; there are {', '.join(types)}")
        found += [(pieces_of(word), thing) for word in entry["words"]]
    return found
