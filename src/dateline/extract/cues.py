"""The words of saying of data/cues.toml: verbs by what they take, nouns for sources, channels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas in small letters, as data/cues.toml explains them."""

    clause: frozenset[str]
    finding: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    preposition: Mapping[str, frozenset[str]]
    passive: frozenset[str]
    unsaid: frozenset[str]
    clause_nouns: frozenset[str]
    document: frozenset[str]
    outlet: frozenset[str]
    #: Outlets known by name alone.
    agencies: frozenset[str]
    family: frozenset[str]
    witness: frozenset[str]
    official: frozenset[str]
    post: frozenset[str]
    unnamed: frozenset[str]
    #: Nouns that stand before the name of a group: "the militant group X".
    group: frozenset[str]
    #: Bodies that "it" stands for.
    bodies: frozenset[str]
    #: Other nouns for those who speak.
    people: frozenset[str]
    #: Noun, of one word or two -> channel.
    channels: Mapping[str, str]

    def may_speak(self, lemma: str) -> bool:
        """Whether a common noun is one that says things."""
        return any(
            lemma in nouns
            for nouns in (
                self.document,
                self.outlet,
                self.witness,
                self.official,
                self.post,
                self.unnamed,
                self.group,
                self.people,
            )
        )

    def is_verb(self, lemma: str) -> bool:
        return lemma in self.clause or lemma in self.finding or lemma in self.object or lemma in self.preposition


@cache
def load_cues() -> Cues:
    """Return the words of data/cues.toml."""
    file = resources.files("dateline.knowledge") / "data" / "cues.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    verbs, nouns = raw["verbs"], raw["nouns"]
    return Cues(
        clause=frozenset(verbs["clause"]),
        finding=frozenset(verbs["finding"]),
        object=frozenset(verbs["object"]),
        infinitive=frozenset(verbs["infinitive"]),
        preposition={verb: frozenset(words) for verb, words in verbs["preposition"].items()},
        passive=frozenset(verbs["passive"]),
        unsaid=frozenset(verbs["unsaid"]),
        clause_nouns=frozenset(nouns["clause"]),
        document=frozenset(nouns["document"]),
        outlet=frozenset(nouns["outlet"]),
        agencies=frozenset(nouns["agencies"]),
        family=frozenset(nouns["family"]),
        witness=frozenset(nouns["witness"]),
        official=frozenset(nouns["official"]),
        post=frozenset(nouns["post"]),
        unnamed=frozenset(nouns["unnamed"]),
        group=frozenset(nouns["group"]),
        bodies=frozenset(nouns["bodies"]),
        people=frozenset(nouns["people"]),
        channels={word: channel for channel, words in raw["channels"].items() for word in words},
    )
