"""Tells which side of a clash the people of a toll belong to: by the name of the side, by its noun, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.extract.counting import Counted
from dateline.extract.parties import Party
from dateline.extract.people import Placed
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import plural_base
from dateline.model import Mention, PartyKind, PartyValue

Side = Literal["a", "b"]
#: Group of a toll -> the kinds of party whose people they are.
_KINDS: dict[str | None, tuple[PartyKind, ...]] = {
    "soldiers": ("state_force", "government"),
    "security_forces": ("state_force", "government"),
    "police": ("police", "government"),
    "militants": ("armed_group", "group"),
    "attackers": ("armed_group", "group"),
}
_OPPOSED = (("soldiers", "security_forces", "police"), ("militants", "attackers"))


@dataclass(frozen=True, slots=True)
class _Dead:
    """The people of one toll: their noun, the names in their phrase, the actors that are mentioned there."""

    noun: str
    names: frozenset[str]
    actors: frozenset[str]
    of: str | None


def side_of(placed: Placed, parties: Sequence[Party], mentions: Sequence[Mention]) -> Side | None:
    """Return the side whose people a toll counts, or None where no side, or more than one, may be meant."""
    if placed.harm.people.kind in ("none", "pronoun", "name"):
        return None
    dead = _read(placed.syntax, placed.harm.people, mentions)
    tests: tuple[Callable[[_Dead, PartyValue], bool], ...] = (_is_named, _is_noun_of, _is_kind_of)
    for test in tests:
        fitting = {party.field for party in parties if test(dead, party.value)}
        if fitting:
            side = next(iter(fitting))
            return None if len(fitting) > 1 else "a" if side == "side_a" else "b"
    return None


def sides_of_dead(harms: Sequence[Placed]) -> Iterator[Party]:
    """Yield the sides of a clash whose text names none, where soldiers or police and militants were both hurt."""
    found: list[tuple[Collection[str], Placed]] = []
    for placed in harms:
        of = placed.harm.people.of
        family = next((names for names in _OPPOSED if of in names), None)
        if family is not None and not is_sum(placed, harms) and all(family is not held for held, _ in found):
            found.append((family, placed))
    if len(found) == len(_OPPOSED):
        for field, (_, placed) in zip(("side_a", "side_b"), found, strict=True):
            people = placed.harm.people
            value = PartyValue(placed.syntax.words[people.head], None, people.party)
            yield Party(field, people.span, value, "harm")


def is_sum(placed: Placed, harms: Sequence[Placed]) -> bool:
    """Tell whether people are told again one by one: "two farmers and a nurse"."""
    return any(
        other.harm.scope == "part"
        and other.harm.field == placed.harm.field
        and other.harm.people.span != placed.harm.people.span
        and placed.harm.people.span.covers(other.harm.people.span)
        for other in harms
    )


def _read(syntax: Syntax, people: Counted, mentions: Sequence[Mention]) -> _Dead:
    inside = [token for token in syntax.tokens if people.span.start <= token.start < people.span.end]
    names = {token.text.lower() for token in inside if token.pos == "PROPN" or token.entity in ("NORP", "ORG", "GPE")}
    actors = {mention.actor for mention in mentions if mention.actor and people.span.covers(mention.span)}
    return _Dead(_base(syntax.words[people.head]), frozenset(names), frozenset(actors), people.of)


def _base(word: str) -> str:
    return plural_base(word) or word


def _is_named(dead: _Dead, party: PartyValue) -> bool:
    if dead.actors and party.actor:
        return party.actor in dead.actors
    return bool(dead.names & set((party.name or "").lower().split()))


def _is_noun_of(dead: _Dead, party: PartyValue) -> bool:
    return _may_be(dead, party) and _base((party.name or "").lower().split(" ")[-1]) == dead.noun


def _is_kind_of(dead: _Dead, party: PartyValue) -> bool:
    return _may_be(dead, party) and party.kind in _KINDS.get(dead.of, ())


def _may_be(dead: _Dead, party: PartyValue) -> bool:
    """Tell whether nothing says that they are of somebody else."""
    return not (dead.actors and party.actor)
