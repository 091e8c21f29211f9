"""Codes the parties of an event as ACLED and PLOVER do: known actors and "gunmen" alike, with their country."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.actor_types import inter_code, type_of, type_of_party
from dateline.knowledge.actors import Actors
from dateline.knowledge.countries import demonyms
from dateline.knowledge.lexicon import Lexicon, plural_base
from dateline.knowledge.place_names import name_key
from dateline.model import PartyValue


@dataclass(frozen=True, slots=True)
class PartyCodes:
    """What the code books call a party."""

    #: ACLED, 1 to 8.
    inter: int
    #: PLOVER, three letters.
    sector: str
    #: Alpha-2; None where neither an actor nor a word for a people tells it.
    country: str | None


def party_codes(value: PartyValue, *, actors: Actors, lexicon: Lexicon, event_country: str | None) -> PartyCodes | None:
    """Return the codes of a party in an event in a country (alpha-2); None for a party of whom nothing is told."""
    if value.actor is not None:
        actor = actors.get(value.actor)
        type_ = type_of(actor)
        inter = inter_code(type_, home=actor.country, event_country=event_country)
        return PartyCodes(inter, type_.sector, actor.country)
    described = type_of_party(value.kind, _counted_as(value, lexicon))
    if described is None:
        return None
    country = _country_of_people(value.name or "")
    # Tourists of another country are civilians all the same: only who is armed acts abroad.
    inter = inter_code(described, home=country, event_country=event_country)
    return PartyCodes(inter, described.sector, country)


def _counted_as(value: PartyValue, lexicon: Lexicon) -> str | None:
    """Return which group of people a party is, by its role or the last word of its name: "protesters"."""
    words = (value.role or value.name or "").lower().split()
    if not words or (value.kind == "person" and value.role is None):
        return None
    person = lexicon.people.get(words[-1]) or lexicon.people.get(plural_base(words[-1]))
    return person.of if person is not None else None


def _country_of_people(name: str) -> str | None:
    """Return the country of the people that a description names: "Palestinian protesters"."""
    words = name.split()
    phrases = [" ".join(words[at : at + size]) for size in (2, 1) for at in range(len(words) - size + 1)]
    return next((code for phrase in phrases if (code := demonyms().get(name_key(phrase), ("", ""))[0])), None)
