"""Known groups, forces and bodies: finds their names in text and tells which name means which actor."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge.letter_case import lower_case_words
from dateline.model import Actor

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: no comma, spaced dash or full stop with a space, for they end names.
_GAP = re.compile(r"\s+|[-–/’‘'`.]|\s?\(|-\s+")
_LETTERS_OF_ACRONYM = 7
# A mark that belongs to the name where it follows: "U.N.", "Communist Party of India (Maoist)".
_CLOSING = {".": ".", "(": ")"}


class Actors:
    """Look-up of actors by id and by name."""

    def __init__(self, actors: Iterable[Actor], *, shared: Mapping[str, tuple[str, ...]]) -> None:
        self._by_id = {actor.id: actor for actor in actors}
        #: First word -> [(words, actor id or "", acronym as written or "")], longest first.
        self._names: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._shared = {name_words(name): ids for name, ids in shared.items()}
        seen: dict[tuple[str, ...], str] = {}
        for actor in self._by_id.values():
            for name in (actor.name, *actor.aliases):
                words = name_words(name)
                other = seen.setdefault(words, actor.id)
                if other != actor.id:
                    raise DatelineError(f"actors: {name!r} names both {other!r} and {actor.id!r}; keep one")
                self._add(name, actor.id)
        for actor in self._by_id.values():
            for _, other in actor.relations:
                if other not in self._by_id:
                    raise DatelineError(f"actors: {actor.id!r} is related to {other!r}, which does not exist")
        for names in self._names.values():
            names.sort(key=_longest_first)

    def _add(self, name: str, actor_id: str) -> None:
        words = name_words(name)
        acronym = name if name.isupper() and len(name) <= _LETTERS_OF_ACRONYM and " " not in name else ""
        self._names.setdefault(words[0], []).append((words, actor_id, acronym))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def get(self, actor_id: str) -> Actor:
        """Return the actor of that id. Raises KeyError where there is none."""
        return self._by_id[actor_id]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, actor id) of every known name, in order, longest match first, without overlap.

        Names need one capital letter, and acronyms all of theirs, unless the text is all in one case; there,
        acronyms that are words as well ("MEND") and those of two letters are left out.
        """
        one_case = text.isupper() or text.islower()
        words = list(_WORD.finditer(text))
        found: list[tuple[int, int, str]] = []
        position = 0
        while position < len(words):
            length = 1
            for name, actor_id, acronym in self._names.get(plain(words[position].group()), ()):
                last = position + len(name) - 1
                if last >= len(words) or not _same_words(text, words, position, name):
                    continue
                start, end = words[position].start(), words[last].end()
                if text[end : end + 1] == _CLOSING.get(acronym[-1:] or ("(" if "(" in text[start:end] else "")):
                    end += 1
                if _written_as_name(text[start:end], acronym, one_case):
                    found.append((start, end, actor_id))
                    length = len(name)
                    break
            position += length
        return found

    def resolve(self, name: str) -> Actor | None:
        """Return the actor that a name, with or without "the", means wherever it stands; None where it is not known."""
        words = name_words(name)
        words = words[1:] if words[:1] == ("the",) else words
        if not words:
            return None
        return next(
            (
                self._by_id[actor_id]
                for known, actor_id, acronym in self._names.get(words[0], ())
                if known == words and (not acronym or name.upper() == name)
            ),
            None,
        )

    def sharing(self, name: str) -> tuple[str, ...]:
        """Return the ids of the actors that a bare name ("the Taliban") may mean; empty for any other name."""
        words = name_words(name)
        return self._shared.get(words[1:] if words[:1] == ("the",) else words, ())

    def of_country(self, country: str, force: str) -> Actor | None:
        """Return the army, police or government ("army", "police", "government") of a country (alpha-2), if known."""
        return next(
            (
                actor
                for actor in self._by_id.values()
                if actor.country == country and actor.id.partition(".")[2] == force
            ),
            None,
        )


def plain(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    return "".join(mark for mark in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(mark))


@cache
def load_actors() -> Actors:
    """Return the actors of data/actors.toml. Raises DatelineError where that file contradicts itself."""
    file = resources.files("dateline.knowledge") / "data" / "actors.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    shared = {name: tuple(ids) for name, ids in raw["shared"].items()}
    return Actors([*map(_actor, raw["actor"]), *_forces(raw)], shared=shared)


def _actor(raw: Mapping[str, Any]) -> Actor:
    relations = tuple((relation, other) for relation, other in raw.get("relations", ()))
    return Actor(raw["id"], raw["name"], raw["kind"], raw.get("country"), tuple(raw.get("aliases", ())), relations)


def _forces(raw: Mapping[str, Any]) -> Iterator[Actor]:
    """Yield the army, police and government of each country, but no name that an actor of its own has."""
    taken = {name_words(name) for actor in raw["actor"] for name in (actor["name"], *actor.get("aliases", ()))}
    for prefix, (country, *names) in raw["countries"].items():
        for force, spec in raw["forces"].items():
            written = [
                f"{name}{link}{noun}"
                for noun in spec["nouns"]
                for name in (names[1], names[0], *names[2:])
                for link in (" ", "'s ")
            ]
            free = [name for name in written if name_words(name) not in taken]
            if free:
                yield Actor(f"{prefix}.{force}", free[0], spec["kind"], country, tuple(free[1:]))


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents and marks."""
    return tuple(plain(word.group()) for word in _WORD.finditer(name))


def _longest_first(entry: tuple[tuple[str, ...], str, str]) -> tuple[int, tuple[str, ...]]:
    return -len(entry[0]), entry[0]


def _same_words(text: str, words: list[re.Match[str]], position: int, name: tuple[str, ...]) -> bool:
    if any(plain(words[position + at].group()) != word for at, word in enumerate(name)):
        return False
    for left, right in pairwise(words[position : position + len(name)]):
        gap = text[left.end() : right.start()]
        # After a single letter a full stop ends an abbreviation ("U.N. troops"), not a sentence.
        if not _GAP.fullmatch(gap) and not (len(left.group()) == 1 and gap.startswith(".") and gap[1:].isspace()):
            return False
    return True


def _written_as_name(written: str, acronym: str, one_case: bool) -> bool:
    if one_case:
        return not acronym or (len(acronym) > 2 and acronym.lower() not in lower_case_words())
    if acronym:
        return written.isupper()
    return any(letter.isupper() for letter in written)
