"""Incident types (one TOML file each in this folder) and the fields of a claim: what can be recorded at all."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from dateline.errors import DatelineError, UsageError

FieldKind = Literal["time", "place", "party", "thing", "toll"]
Sides = Literal["one_sided", "clash", "none"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field that claims can fill: what kind of value it takes, and what it means to a coder."""

    name: str
    kind: FieldKind
    definition: str


#: Every field, in the order in which exports and pages show them. docs/data-model.md must name each.
FIELDS: Mapping[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("date", "time", "when it happened"),
        FieldSpec("place", "place", "where it happened"),
        FieldSpec("perpetrator", "party", "who did it, in a one-sided act"),
        FieldSpec("victim", "party", "whom it was done to, in a one-sided act"),
        FieldSpec("side_a", "party", "one side of a clash: the one that attacked, or that is told first"),
        FieldSpec("side_b", "party", "the other side of a clash"),
        FieldSpec("actor", "party", "who acted, where nobody was attacked"),
        FieldSpec("recipient", "party", "to whom the act was directed, where nobody was attacked"),
        FieldSpec("responsibility_claimed_by", "party", "who says that they did it"),
        FieldSpec("responsibility_blamed_on", "party", "who others say did it"),
        FieldSpec("target", "thing", "the thing that was struck"),
        FieldSpec("weapon", "thing", "what it was done with"),
        FieldSpec("killed", "toll", "people killed"),
        FieldSpec("injured", "toll", "people injured"),
        FieldSpec("abducted", "toll", "people abducted"),
        FieldSpec("missing", "toll", "people missing"),
        FieldSpec("arrested", "toll", "people arrested"),
        FieldSpec("displaced", "toll", "people driven from their homes"),
    )
}

TOLLS: tuple[str, ...] = tuple(name for name, spec in FIELDS.items() if spec.kind == "toll")
PARTIES: tuple[str, ...] = tuple(name for name, spec in FIELDS.items() if spec.kind == "party")
THINGS: tuple[str, ...] = tuple(name for name, spec in FIELDS.items() if spec.kind == "thing")

#: Whom a toll counts (`TollValue.of`).
TOLL_GROUPS: tuple[str, ...] = (
    "civilians",
    "children",
    "women",
    "men",
    "security_forces",
    "police",
    "soldiers",
    "militants",
    "attackers",
    "hostages",
    "journalists",
    "aid_workers",
    "health_workers",
    "officials",
    "foreigners",
    "passengers",
    "protesters",
)


@dataclass(frozen=True, slots=True)
class IncidentType:
    """One kind of incident: what it is, the words that tell of it, and its code in other codebooks."""

    name: str
    title: str
    definition: str
    #: Types of one family may be told of one incident ("attack": a bombing is also called an attack).
    family: str
    sides: Sides
    #: Whether people or things are harmed.
    violent: bool
    #: Among several types that fit one word, the higher wins; the general types are lowest.
    specificity: int
    #: Lemmas of verbs, lemmas of nouns, and lower-case phrases that tell of it.
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    #: Lower-case phrases that hold one of its words but do not tell of it ("heart attack").
    excluded: tuple[str, ...] = ()
    #: Codebook -> code: acled, ucdp, gtd, plover, muc4.
    codes: Mapping[str, str] = field(default_factory=dict)


@cache
def incident_types() -> Mapping[str, IncidentType]:
    """Return all incident types by name, in the order of their names. Raises DatelineError for a faulty file."""
    found = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            incident_type = _read_type(file.name, file.read_text(encoding="utf-8"))
            found[incident_type.name] = incident_type
    return found


def check_type(name: str) -> None:
    """Raise UsageError, naming the types there are, for an incident type that does not exist."""
    if name not in incident_types():
        raise UsageError(f"type {name!r} does not exist; there are {', '.join(incident_types())}")


def _read_type(file_name: str, text: str) -> IncidentType:
    raw: dict[str, Any] = tomllib.loads(text)
    if f"{raw.get('name')}.toml" != file_name:
        raise DatelineError(f"schema file {file_name!r}: its name is {raw.get('name')!r}; make the two the same")
    for words in ("verbs", "nouns", "phrases", "excluded"):
        raw[words] = tuple(raw.get(words, ()))
    try:
        return IncidentType(**raw)
    except TypeError as error:
        raise DatelineError(f"schema file {file_name!r}: {error}; see docs/adding-an-incident-type.md") from error
