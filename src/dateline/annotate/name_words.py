"""The words that tell of what kind a name is: heads of organisations and facilities, forces, titles of persons."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class NameWords:
    """What data/names.toml says. Words are in small letters."""

    #: Last word of a name -> kind of mention.
    kind_of_head: Mapping[str, str]
    #: Endings of several words, for the kinds that one word does not tell.
    kind_of_ending: Mapping[str, str]
    #: What follows the name of a newspaper or station.
    media: frozenset[str]
    #: Noun -> "army", "police" or "government".
    forces: Mapping[str, str]
    person_titles: frozenset[str]
    #: Last words of seas, rivers, islands, which no gazetteer of towns has.
    landforms: frozenset[str]
    #: Names that are no places, though towns are called so.
    no_places: frozenset[str]
    #: Nouns before "of" and the name of a place.
    settlements: frozenset[str]
    #: Names of countries and large cities that persons are called by, too.
    given_places: frozenset[str]
    #: Last words of the names of streets.
    streets: frozenset[str]
    #: Words after the name of a town in the names of its offices, and words before "of" and its name.
    civic: frozenset[str]
    named_after_seat: frozenset[str]
    #: Last words of the names of newspapers.
    press: frozenset[str]
    #: Lemmas beside which a city stands for a government, by what joins it to them: "between", "subject", ...
    of_governments: Mapping[str, frozenset[str]]

    def kind_of(self, words: Sequence[str]) -> str | None:
        """Return the kind that the last words of a name, in small letters, tell; None where they tell none."""
        return self.kind_of_ending.get(" ".join(words[-2:])) or self.kind_of_head.get(words[-1])


@cache
def load_name_words() -> NameWords:
    """Return the words of data/names.toml."""
    file = resources.files("dateline.knowledge") / "data" / "names.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    # A later kind wins: "Ministry" is government before it is an organisation.
    heads = {word: kind for kind, words in raw["heads"].items() if kind != "media" for word in words}
    return NameWords(
        {word: kind for word, kind in heads.items() if " " not in word},
        {words: kind for words, kind in heads.items() if " " in words},
        frozenset(raw["heads"]["media"]),
        {word: force for force, words in raw["forces"].items() for word in words},
        frozenset(raw["titles"]["person"]),
        frozenset(raw["places"]["landforms"]),
        frozenset((*raw["places"]["landforms"], *raw["places"]["no_places"])),
        frozenset(raw["places"]["settlements"]),
        frozenset(raw["places"]["given_names"]),
        frozenset(raw["places"]["streets"]),
        frozenset(raw["places"]["civic"]),
        frozenset(raw["places"]["named_after_seat"]),
        frozenset(raw["places"]["press"]),
        {joint: frozenset(lemmas) for joint, lemmas in raw["metonyms"].items()},
    )


def force_kind(force: str) -> str:
    """Return the kind of mention of "army", "police" or "government"."""
    return "state_force" if force == "army" else force
