"""Claims get their final values; what cannot be told becomes an `unknown` entry with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.knowledge.actors import Actors
from dateline.model import (
    Account,
    Actor,
    Claim,
    PartyValue,
    PlaceValue,
    Span,
    Stance,
    TimeValue,
    TollValue,
    Unknown,
    Value,
)
from dateline.resolve.claims import resolve_account

PUBLISHED = "2014-12-17T08:00:00+00:00"
ACTORS = Actors([Actor("hill.front", "Hill Front", "armed_group", aliases=("HFX",))])
NO_DAY = TimeValue("DATE", None, None, None, "unknown", "counted from a time that the text does not tell")
A_DAY = TimeValue("DATE", "2014-12-16", "2014-12-16", "2014-12-16", "day")
NOWHERE = PlaceValue(None, "Lower Ambleford", None, None, None, None, None, "unknown")


def claim(field: str, value: Value, written: str = "x", start: int = 0) -> Claim:
    span = Span("text", start, start + len(written))
    return Claim(Claim.make_id("acc", field, span), "acc", field, span, written, value, (), "asserted", 0.9)


def account(*claims: Claim, stance: Stance = "asserted", unknown: dict[str, Unknown] | None = None) -> Account:
    return Account("acc", "art", "run", "bombing", "main", stance, None, claims, unknown or {})


def resolved(given: Account, published: str | None = PUBLISHED) -> Account:
    return resolve_account(given, ACTORS, published)


def test_toll_takes_its_number_from_what_is_written_and_keeps_scope_and_side() -> None:
    toll = TollValue(None, None, scope="part", of="children", side="a")
    (found,) = resolved(account(claim("killed", toll, "at least nine"))).claims
    assert found.value == TollValue(9, None, scope="part", of="children", side="a")
    assert found.written == "at least nine"


def test_toll_keeps_a_vague_word_and_a_number_it_came_with() -> None:
    given = account(
        claim("killed", TollValue(None, None), "dozens"), claim("injured", TollValue(2, 2), "the couple", start=20)
    )
    values = [each.value for each in resolved(given).claims]
    assert values == [TollValue(24, None, word="dozens"), TollValue(2, 2)]


def test_toll_without_a_number_becomes_unknown() -> None:
    found = resolved(account(claim("killed", TollValue(None, None), "an unknown number of people")))
    assert found.claims == ()
    assert "tells no number" in found.unknown["killed"].reason


def test_toll_that_another_claim_tells_is_not_unknown() -> None:
    given = account(
        claim("killed", TollValue(None, None), "people"), claim("killed", TollValue(None, None), "12", start=9)
    )
    found = resolved(given)
    assert [each.value for each in found.claims] == [TollValue(12, 12)]
    assert "killed" not in found.unknown


@pytest.mark.parametrize(
    ("value", "actor", "kind"),
    [
        (PartyValue("the Hill Front", None, "unknown"), "hill.front", "armed_group"),
        (PartyValue("HFX", None, "group"), "hill.front", "armed_group"),
        (PartyValue("gunmen", None, "armed_group"), None, "armed_group"),
        (PartyValue(None, None, "civilians"), None, "civilians"),
        (PartyValue("Hill Front", None, "person"), None, "person"),
    ],
)
def test_party_is_tied_to_a_known_actor(value: PartyValue, actor: str | None, kind: str) -> None:
    (found,) = resolved(account(claim("perpetrator", value, "x"))).claims
    assert isinstance(found.value, PartyValue)
    assert (found.value.actor, found.value.kind, found.value.name) == (actor, kind, value.name)


def test_date_that_names_no_day_becomes_unknown_with_its_bound() -> None:
    found = resolved(account(claim("date", NO_DAY, "three days earlier")))
    assert found.claims == ()
    why = found.unknown["date"]
    assert why.reason.startswith("'three days earlier' names no day")
    assert (why.earliest, why.latest) == (None, "2014-12-17")


def test_date_not_stated_is_bounded_by_publication() -> None:
    assert resolved(account()).unknown["date"] == Unknown("not stated; not after 2014-12-17", None, "2014-12-17")


def test_date_not_stated_has_no_bound_without_publication() -> None:
    assert resolved(account(), published=None).unknown["date"] == Unknown("not stated")


@pytest.mark.parametrize("stance", ["planned", "predicted", "hypothetical"])
def test_date_of_what_is_to_come_is_not_bounded(stance: Stance) -> None:
    assert "date" not in resolved(account(stance=stance)).unknown


def test_date_that_is_told_is_kept() -> None:
    given = account(claim("date", A_DAY, "Tuesday"), unknown={"date": Unknown("not stated"), "place": Unknown("none")})
    found = resolved(given)
    assert found.claims == given.claims
    assert dict(found.unknown) == {"place": Unknown("none")}


def test_place_that_is_not_known_stays_a_claim_with_a_reason() -> None:
    (found,) = resolved(account(claim("place", NOWHERE, "Lower Ambleford"))).claims
    assert found.value == replace(NOWHERE, reason="not in the gazetteer")


def test_resolving_twice_changes_nothing() -> None:
    given = account(
        claim("killed", TollValue(None, None), "nearly 40"),
        claim("injured", TollValue(None, None), "people", start=20),
        claim("perpetrator", PartyValue("HFX", None, "unknown"), "HFX", start=40),
    )
    once = resolved(given)
    assert resolved(once) == replace(once, unknown={**once.unknown})
