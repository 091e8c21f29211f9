"""What a type of actor is in the code books of event data: kind of party, ACLED inter code, PLOVER sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from dateline.errors import DatelineError
from dateline.knowledge.countries import rows
from dateline.model import Actor, PartyKind


@dataclass(frozen=True, slots=True)
class ActorType:
    """A row of data/actor_types.tsv."""

    name: str
    kind: PartyKind
    #: ACLED inter code where it acts in its own country, or nobody knows which its own is.
    inter: int
    inter_abroad: int
    sector: str


@cache
def actor_types() -> Mapping[str, ActorType]:
    """Return the types by name. Raises DatelineError for a kind or a code that does not exist."""
    found = {}
    for name, kind, inter, abroad, sector, _ in rows("actor_types.tsv"):
        if kind not in get_args(PartyKind):
            raise DatelineError(f"actor_types.tsv: {name!r} has the kind {kind!r}; take one of {get_args(PartyKind)}")
        if not {inter, abroad} <= set("12345678"):
            raise DatelineError(f"actor_types.tsv: {name!r} has the inter code {inter!r} or {abroad!r}; take 1 to 8")
        found[name] = ActorType(name, cast(PartyKind, kind), int(inter), int(abroad), sector)
    return found


@cache
def _party_types() -> Mapping[tuple[str, str], str]:
    """Return type by (kind of party, group of a toll or role); the group is "" for the kind alone."""
    return {(kind, group): name for kind, group, name in rows("party_types.tsv")}


def type_of(actor: Actor) -> ActorType:
    """Return the type of an actor of the file."""
    return actor_types()[actor.type]


def type_of_party(kind: str, of: str | None = None) -> ActorType | None:
    """Return the type of people whom no actor stands for: their kind, and which of them they are ("protesters")."""
    found = _party_types()
    name = found.get((kind, of or "")) or found.get((kind, ""))
    return actor_types()[name] if name else None


def inter_code(type_: ActorType, *, home: str | None, event_country: str | None) -> int:
    """Return the ACLED inter code of who acts in a country: a state's force is external where it acts abroad.

    Codes of countries are alpha-2. Where either is not known, it is taken to be at home.
    """
    is_abroad = home is not None and event_country is not None and home != event_country
    return type_.inter_abroad if is_abroad else type_.inter
