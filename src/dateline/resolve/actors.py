"""Ties the parties of claims to known actors: "TTP" and "Pakistani Taliban" to one id and one kind."""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.actors import Actors
from dateline.model import PartyValue


def resolve_party(value: PartyValue, actors: Actors) -> PartyValue:
    """Return the party with the id and the kind of the known actor its name stands for, else as it is.

    A person of a known force ("a policeman of ...") keeps the kind person: only a party named by the actor's own name
    is that actor.
    """
    if value.actor is not None or value.name is None or value.kind == "person":
        return value
    actor = actors.resolve(value.name)
    return value if actor is None else replace(value, actor=actor.id, kind=actor.kind)
