"""Known groups, forces and bodies: finds their names in text and tells which name means which actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dateline.errors import DatelineError
from dateline.knowledge.actor_names import (
    Name,
    Words,
    WordsOfText,
    longest_first,
    make_name,
    name_words,
)
from dateline.knowledge.actor_types import actor_types
from dateline.knowledge.countries import rows, split_names
from dateline.knowledge.forces import ForceNames, make_forces
from dateline.model import Actor, Relation

#: Files of data/actors.
FILES = ("africa", "americas", "asia_east", "asia_south", "europe", "middle_east", "world")
RELATIONS = frozenset({"part_of", "splinter_of", "successor_of", "rival_of", "linked_with"})
#: After the name of an actor, one that only the article can tell from others.
_SHARED = "*"
# Years by which the beginning of a group may be told wrongly, or a name be older than the group.
_SLACK = 1


class Actors:
    """Look-up of actors by id and by name. Forces of countries are found by country and noun."""

    def __init__(self, actors: Iterable[Actor], *, forces: Iterable[Actor] = ()) -> None:
        own = list(actors)
        names = _collect(own)
        #: Id of a force that a country has -> id of the actor that has its plainest name: "Israeli army".
        self._same_as: dict[str, str] = {}
        self._by_id = {actor.id: actor for actor in own}
        forces_by_id = {force.id: force for force in forces}
        for force in forces_by_id.values():
            holder = names.get(name_words(force.name))
            if holder is not None and not holder.is_shared and holder.ids[0] != force.id:
                self._same_as[force.id] = holder.ids[0]
            else:
                self._by_id.setdefault(force.id, force)
        for actor in own:
            for relation in actor.relations:
                if relation.other not in self._by_id:
                    raise DatelineError(f"actors: {actor.id!r} is related to {relation.other!r}, which does not exist")
        self._all_names = names
        self._names: dict[str, list[Name]] = {}
        for name in names.values():
            self._names.setdefault(name.words[0], []).append(name)
        for same_start in self._names.values():
            same_start.sort(key=longest_first)
        self._force_names = ForceNames()
        self._first_words = {*self._names, *self._force_names.first_words()}
        self._forces = {
            (actor.country, actor.id.partition(".")[2]): actor for actor in self._by_id.values() if actor.country
        }
        for force in forces_by_id.values():
            if force.id in self._same_as and force.country:
                self._forces[force.country, force.id.partition(".")[2]] = self._by_id[self._same_as[force.id]]

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def get(self, actor_id: str) -> Actor:
        """Return the actor of that id. Raises KeyError where there is none."""
        return self._by_id[actor_id]

    def find(self, text: str, *, year: int | None = None) -> list[tuple[int, int, str]]:
        """Return (start, end, actor id) of every known name, in order, longest match first, without overlap.

        With the year of the text, groups that did not exist yet are left out.
        """
        return [(start, end, ids[0]) for start, end, ids, is_shared in self.scan(text, year=year) if not is_shared]

    def scan(self, text: str, *, year: int | None = None) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
        """Yield (start, end, ids, whether shared) of names as `find` does, and of the bare names that actors share."""
        words = WordsOfText(text)
        taken = 0
        for position, word in enumerate(words.plain):
            if position >= taken and word in self._first_words:
                length, found = self._at(words, position, year)
                taken = position + length
                if found is not None:
                    yield found

    def _at(
        self, words: WordsOfText, position: int, year: int | None
    ) -> tuple[int, tuple[int, int, tuple[str, ...], bool] | None]:
        """Return how many words the longest name at a position has, and the match; 1 and None where there is none."""
        start = words.spans[position][0]
        force = self._force_names.at(words, position)
        for name in self._names.get(words.plain[position], ()):
            if force is not None and force[0] > len(name.words):
                break
            end = words.match(name.words, position, is_parted=name.is_parted)
            if end is None:
                continue
            end = words.closed(start, end, name)
            ids = self._of_year(name.ids, year)
            is_written = name.is_written(words.text[start:end], one_case=words.one_case)
            if ids and is_written and not words.goes_on(name, end):
                return len(name.words), (start, end, ids, name.is_shared)
        if force is not None:
            length, actor_id = force
            end = words.spans[position + length - 1][1]
            if words.one_case or any(letter.isupper() for letter in words.text[start:end]):
                return length, (start, end, (self._same_as.get(actor_id, actor_id),), False)
        return 1, None

    def _of_year(self, ids: tuple[str, ...], year: int | None) -> tuple[str, ...]:
        if year is None:
            return ids
        return tuple(actor_id for actor_id in ids if existed_by(self._by_id[actor_id], year))

    def resolve(self, name: str) -> Actor | None:
        """Return the actor that a name, with or without "the", means wherever it stands; None where it is not known."""
        known = self._known(name)
        if known is not None:
            return None if known.is_shared else self._by_id[known.ids[0]]
        words = WordsOfText(name.removeprefix("the ").removeprefix("The "))
        force = self._force_names.at(words, 0) if words.plain else None
        if force is None or force[0] != len(words.plain):
            return None
        return self._by_id[self._same_as.get(force[1], force[1])]

    def sharing(self, name: str) -> tuple[str, ...]:
        """Return the ids of the actors that a bare name ("the Taliban") may mean; empty for any other name."""
        known = self._known(name)
        return known.ids if known is not None and known.is_shared else ()

    def _known(self, name: str) -> Name | None:
        words = name_words(name)
        known = self._all_names.get(words)
        if known is None and words[:1] == ("the",):
            known, name = self._all_names.get(words[1:]), name[4:]
        if known is None or (known.is_acronym and not known.is_written(name.strip(), one_case=False)):
            return None
        return known

    def of_country(self, country: str, force: str) -> Actor | None:
        """Return a force ("army", "police", "government", "foreign_ministry"...) of a country (alpha-2), if known."""
        return self._forces.get((country, force))


def existed_by(actor: Actor, year: int | None) -> bool:
    """Tell whether an actor was there in a year; of what nobody knows the year, it may have been."""
    return year is None or actor.start is None or actor.start <= year + _SLACK


def _collect(actors: Sequence[Actor]) -> dict[Words, Name]:
    """Return all names by their words. Raises DatelineError where two actors have one name that is not marked."""
    ids: dict[Words, list[str]] = {}
    written: dict[Words, list[str]] = {}
    marked: dict[Words, set[str]] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases, *actor.shared):
            words = name_words(name)
            if actor.id not in ids.setdefault(words, []):
                ids[words].append(actor.id)
            written.setdefault(words, []).append(name)
        for name in actor.shared:
            marked.setdefault(name_words(name), set()).add(actor.id)
    for words, holders in ids.items():
        if len(holders) > 1 and (unmarked := [holder for holder in holders if holder not in marked.get(words, ())]):
            raise DatelineError(
                f"actors: {written[words][0]!r} names {' and '.join(map(repr, holders))}; "
                f"mark it with {_SHARED!r} at {' and '.join(map(repr, unmarked))}, or keep one"
            )
    return {
        words: make_name(words, written[words], tuple(holders), is_shared=words in marked)
        for words, holders in ids.items()
    }


@cache
def load_actors() -> Actors:
    """Return the actors of data/actors. Raises DatelineError where these files contradict themselves."""
    return Actors([actor for file in FILES for actor in read_actors(file)], forces=make_forces())


def read_actors(file: str) -> Iterator[Actor]:
    """Yield the actors of one of FILES. Raises DatelineError for a type or a relation that does not exist."""
    for row in rows(f"actors/{file}.tsv"):
        actor_id, name, type_, country, start, end, aliases, relations = row
        if type_ not in actor_types():
            raise DatelineError(
                f"actors/{file}.tsv: {actor_id!r} has the type {type_!r}; take one of {list(actor_types())}"
            )
        names = split_names(aliases)
        yield Actor(
            actor_id,
            name,
            actor_types()[type_].kind,
            country or None,
            tuple(alias for alias in names if not alias.endswith(_SHARED)),
            tuple(_relation(actor_id, relation) for relation in split_names(relations)),
            type_,
            int(start) if start else None,
            int(end) if end else None,
            tuple(alias.removesuffix(_SHARED) for alias in names if alias.endswith(_SHARED)),
        )


def _relation(actor_id: str, written: str) -> Relation:
    kind, other, *years = written.split(" ")
    if kind not in RELATIONS:
        raise DatelineError(f"actors: {actor_id!r} has the relation {kind!r}; take one of {sorted(RELATIONS)}")
    start, _, end = years[0].partition("-") if years else ("", "", "")
    return Relation(kind, other, int(start) if start else None, int(end) if end else None)
