"""Fills MUC-4 templates: the answer that an account comes to, and the answer key as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.evaluate.metrics import normalise_filler
from dateline.evaluate.muc4 import COUNTED, fullest_name, role_of
from dateline.evaluate.muc4_guidelines import Days, Fill, KeyFill, Text, Where, read_days
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.numbers import parse
from dateline.knowledge.place_names import bare_area_key, name_key
from dateline.model import Account, Claim, Doc, PartyValue, PlaceValue, TimeValue, TollValue
from dateline.schema import incident_types

#: The slots that fields of ours can fill. Kinds of targets and instruments, effects, nations and the confidence in an
#: organization have no field.
SLOTS: tuple[str, ...] = (
    "inc_date",
    "inc_location",
    "inc_type",
    "inc_stage",
    "inc_instr_id",
    "perp_ind_id",
    "perp_org_id",
    "phys_tgt_id",
    "hum_tgt_name",
    "hum_tgt_desc",
    "hum_tgt_number",
)
_SLOT_OF: Mapping[str, str] = {
    "Weapon": "inc_instr_id",
    "PerpInd": "perp_ind_id",
    "PerpOrg": "perp_org_id",
    "Target": "phys_tgt_id",
}
#: Slots that an incident type does not have (template-doc-part1.v7).
_INAPPLICABLE: Mapping[str, tuple[str, ...]] = {
    "ARSON": ("inc_instr_id",),
    "KIDNAPPING": ("inc_instr_id", "phys_tgt_id"),
}
#: Whom MUC-4 does not count among human targets: fighters of either side.
FIGHTERS = ("state_force", "armed_group", "group")
#: The factuality of an attempt: asserted, but below what happened.
_ATTEMPT = 1.0
_HEADER = 200

Answer = Mapping[str, Sequence[Fill]]
#: None for a slot that does not apply.
Key = Mapping[str, Sequence[KeyFill] | None]


def header_date(text: str) -> str | None:
    """Return the ISO date of the message, which its first line gives: "ORVANE, 4 FEB 90 (EXAMPLE) --"."""
    days = read_days(text[:_HEADER].split("--")[0])
    return None if days is None else days.latest


def answer_of(doc: Doc, account: Account) -> Answer:
    """Return what an account comes to as a template.

    Of dates and places the likeliest claim is taken. Without a date the answer is the guidelines' default, on or before
    the date of the message. People are told by name, with their role as the description, else by description.
    """
    code = incident_types()[account.type].codes["muc4"]
    found: dict[str, dict[Fill, None]] = {slot: {} for slot in SLOTS}
    found["inc_type"][Text(code)] = None
    found["inc_stage"][Text(_stage(doc, account))] = None
    for slot, fill in (("inc_date", _days(doc, account)), ("inc_location", _where(account))):
        if fill is not None:
            found[slot][fill] = None
    for claim in account.claims:
        for slot, text in _fills(doc, account, claim):
            if text.value:
                found[slot][text] = None
    left_out = _INAPPLICABLE.get(code, ())
    return {slot: [] if slot in left_out else list(fills) for slot, fills in found.items()}


def _stage(doc: Doc, account: Account) -> str:
    if account.type == "threat":
        return "THREATENED"
    told = next((event for event in doc.events if event.span == account.trigger), None)
    is_attempt = told is not None and told.stance == "asserted" and told.factuality < _ATTEMPT
    return "ATTEMPTED" if is_attempt else "ACCOMPLISHED"


def _likeliest(account: Account, field: str) -> Claim | None:
    return max(account.of_field(field), key=lambda claim: (claim.score, -claim.span.start), default=None)


def _days(doc: Doc, account: Account) -> Days | None:
    claim = _likeliest(account, "date")
    value = None if claim is None else claim.value
    if isinstance(value, TimeValue) and value.latest is not None:
        return Days(value.earliest, value.latest)
    sent = header_date(doc.article.text)
    return None if sent is None else Days(None, sent)


def _where(account: Account) -> Where | None:
    claim = _likeliest(account, "place")
    if claim is None or not isinstance(claim.value, PlaceValue):
        return None
    if claim.value.precision == "country":
        return Where(claim.value.country)
    names = frozenset[str]().union(*(_place_keys(name) for name in (claim.value.name, claim.written) if name))
    return Where(claim.value.country, (names,))


def _place_keys(name: str) -> frozenset[str]:
    key = name_key(name)
    return frozenset(one for one in (key, bare_area_key(key)) if one)


def _fills(doc: Doc, account: Account, claim: Claim) -> Iterator[tuple[str, Text]]:
    role = role_of(claim, doc.mentions)
    name = normalise_filler(fullest_name(doc, claim))
    if role is not None and role != "Victim":
        yield _SLOT_OF[role], Text(name)
    if claim.field != "victim" or not isinstance(claim.value, PartyValue):
        return
    if claim.score < COUNTED or claim.value.kind in FIGHTERS:
        return
    if role == "Victim":
        yield "hum_tgt_name", Text(name)
        yield "hum_tgt_number", Text("1", name)
        if claim.value.role:
            yield "hum_tgt_desc", Text(normalise_filler(claim.value.role), name)
        return
    yield "hum_tgt_desc", Text(name)
    number = _number(account, claim)
    if number is not None:
        yield "hum_tgt_number", Text(number, name)


def _number(account: Account, claim: Claim) -> str | None:
    """Return how many people a description tells: by its own words, else by a toll at the same place."""
    told = parse(claim.written)
    if told is None:
        tolls = [one for one in account.claims if isinstance(one.value, TollValue) and one.span.overlaps(claim.span)]
        told = parse(tolls[0].written) if tolls else None
    if told is None:
        return None
    if told.low is not None and told.low == told.high:
        return f"~{told.low}" if told.word else str(told.low)
    if told.word is not None:
        return "PLURAL"
    return f"{'' if told.low is None else told.low} - {'' if told.high is None else told.high}".strip()


def read_key(slots: Mapping[str, Any], gazetteer: Gazetteer) -> Key:
    """Return the fills of one template of the answer key."""
    return {
        slot: None if slots[slot] is None else [_key_fill(slot, fill, gazetteer) for fill in slots[slot]]
        for slot in SLOTS
    }


def _key_fill(slot: str, fill: Mapping[str, Any], gazetteer: Gazetteer) -> KeyFill:
    read = (_alternative(slot, written, gazetteer) for written in fill["alts"])
    return KeyFill(
        tuple(one for one in read if one is not None),
        bool(fill.get("optional")),
        frozenset(normalise_filler(tag) for tag in fill.get("xref", ())),
    )


def _alternative(slot: str, written: Any, gazetteer: Gazetteer) -> Fill | None:
    if slot == "inc_location":
        return read_place(": ".join(written), gazetteer)
    if slot == "inc_date":
        return read_days(written)
    if slot in ("inc_type", "inc_stage", "hum_tgt_number"):
        return Text(written)
    return Text(normalise_filler(written))


def read_place(written: str, gazetteer: Gazetteer) -> Where:
    """Read "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)"; two places with a dash are a stretch."""
    if written.startswith("(") and written.endswith(")"):
        written = written[1:-1]
    country, *places = (part.strip() for part in written.split(":"))
    names = tuple(_place_keys(re.sub(r"\(.*?\)", "", name)) for name in places[-1].split(" - ")) if places else ()
    return Where(gazetteer.country_code(country) or name_key(country), names)
