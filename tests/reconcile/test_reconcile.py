"""Status, type and reviews of incidents, and what holds for every incident."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import (
    Anchor,
    FieldValue,
    PlaceValue,
    Review,
    Stance,
    TimeValue,
    TollRange,
    Verdict,
)
from tests.link.accounts import (
    FAR_ABROAD,
    ORLUN,
    PAKISTAN,
    PROVINCE_ONE,
    TEMVAR,
    day,
    killed,
    place,
    victim,
)
from tests.reconcile.reports import DEC_16, DEC_17, DEC_18, Report, incident, incident_of, told


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        (["asserted", "hedged"], "happened"),
        (["hedged"], "reported"),
        (["asserted", "denied"], "disputed"),
        (["hedged", "denied"], "disputed"),
        (["denied"], "did_not_happen"),
        (["planned", "denied"], "did_not_happen"),
        (["planned"], "planned"),
        (["planned", "asserted"], "happened"),
        (["predicted"], "planned"),
    ],
)
def test_status(stances: list[Stance], expected: str) -> None:
    assert incident(*(Report(DEC_17, [], stance=stance) for stance in stances)).status == expected


def test_denial_of_another_kind_disputes_nothing() -> None:
    reports = [Report(DEC_17, [], type="abduction"), Report(DEC_17, [], type="shooting", stance="denied")]
    assert incident(*reports, Report(DEC_18, [], type="abduction")).status == "happened"


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["bombing", "bombing", "armed_attack"], "bombing"),
        (["armed_attack", "bombing"], "bombing"),  # of equals the more specific
        (["bombing", "bombing", "shooting", "peaceful_protest", "peaceful_protest"], "bombing"),
        (["responsibility_attributed", "responsibility_attributed", "bombing"], "bombing"),
        (["no_such_type"], "no_such_type"),
    ],
)
def test_type(types: list[str], expected: str) -> None:
    assert incident(*(Report(DEC_17, [], type=type_name) for type_name in types)).type == expected


def review(
    verdict: Verdict, value: Mapping[str, object] | None = None, *, id: int = 1, withdrawn: bool = False
) -> Review:
    at = f"2015-01-{id:02}T00:00:00+00:00"
    return Review(id, Anchor("", None), verdict, value, "coder", at, at if withdrawn else None)


def reviewed(verdict: Verdict, value: Mapping[str, object] | None = None, *, withdrawn: bool = False) -> FieldValue:
    """Return the toll of three reports, the first of which (9 killed) a person has judged."""
    accounts, articles = told(
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(12, 12)]), Report(DEC_18, [killed(13, 13)])]
    )
    found = incident_of(accounts, articles, {accounts[0].claims[0].id: review(verdict, value, withdrawn=withdrawn)})
    assert found.reviewed == found.values["killed"].reviewed
    return found.values["killed"]


def test_review_accepted_value_stands_whatever_comes_later() -> None:
    value = reviewed("accept")
    assert (value.value, value.reviewed) == (TollRange(9, 9, 9), True)
    assert (len(value.claims_for), len(value.claims_against)) == (1, 2)


def test_review_corrected_value_is_the_value() -> None:
    value = reviewed("correct", {"low": 10, "high": 10, "scope": "whole"})
    assert (value.value, value.reviewed) == (TollRange(10, 10, 10), True)


def test_review_rejected_claim_is_out() -> None:
    value = reviewed("reject")
    assert (value.value, value.reviewed) == (TollRange(12, 13, 13), False)
    assert len(value.claims_for) + len(value.claims_against) == 2


def test_review_withdrawn_counts_for_nothing() -> None:
    assert reviewed("reject", withdrawn=True).value == TollRange(9, 13, 13)
    assert reviewed("accept", withdrawn=True).value == TollRange(9, 13, 13)


def test_review_newest_stands() -> None:
    accounts, articles = told([Report(DEC_16, [day(DEC_16)]), Report(DEC_17, [day(DEC_17)])])
    first, second = (account.claims[0].id for account in accounts)
    found = incident_of(accounts, articles, {first: review("accept", id=3), second: review("accept", id=2)})
    assert found.values["date"].value == accounts[0].claims[0].value


def test_review_corrected_date_and_place() -> None:
    accounts, articles = told(
        [Report(DEC_16, [day(DEC_16), place(TEMVAR)]), Report(DEC_17, [day(DEC_16), place(TEMVAR)])]
    )
    date_claim, place_claim = (claim.id for claim in accounts[0].claims)
    given_date = {"value": DEC_17, "earliest": DEC_17, "latest": DEC_17, "precision": "day"}
    given_place = {name: getattr(ORLUN, name) for name in PlaceValue.__dataclass_fields__}
    reviews = {date_claim: review("correct", given_date), place_claim: review("correct", given_place)}
    values = incident_of(accounts, articles, reviews).values
    assert values["date"].value == TimeValue("DATE", DEC_17, DEC_17, DEC_17, "day")
    assert values["place"].value == ORLUN
    assert values["date"].reviewed
    assert values["place"].reviewed


CLAIMS = st.one_of(
    st.builds(killed, st.integers(0, 20), st.none() | st.integers(20, 30), score=st.sampled_from([0.2, 0.5, 0.9])),
    st.builds(day, st.sampled_from([DEC_16, DEC_17, DEC_18]), score=st.sampled_from([0.2, 0.9])),
    st.builds(place, st.sampled_from([TEMVAR, ORLUN, PROVINCE_ONE, PAKISTAN, FAR_ABROAD])),
    st.builds(victim, st.sampled_from(["Lena Orvik", "Orvik", "Tomas Orvik", "Ida Sal"])),
)
REPORTS = st.lists(
    st.builds(
        Report,
        published=st.sampled_from([None, DEC_16, DEC_17, "2014-12-17T10:00:00+05:00"]),
        claims=st.lists(CLAIMS, max_size=4),
        outlet=st.sampled_from([None, "Orlun Post", "Daily"]),
    ),
    min_size=1,
    max_size=6,
)


@given(REPORTS, st.integers(0, 2**32))
def test_reconcile_order_does_not_matter(reports: list[Report], seed: int) -> None:
    accounts, articles = told(reports)
    expected = incident_of(accounts, articles)
    shuffled = random.Random(seed).sample(accounts, len(accounts))
    assert replace(incident_of(shuffled, articles), members=()) == replace(expected, members=())


@given(REPORTS)
def test_reconcile_every_claim_is_for_or_against_at_most_once(reports: list[Report]) -> None:
    accounts, articles = told(reports)
    known = {claim.id for account in accounts for claim in account.claims}
    for value in incident_of(accounts, articles).values.values():
        both = [*value.claims_for, *value.claims_against]
        assert len(both) == len(set(both))
        assert set(both) <= known
        assert value.claims_for or not isinstance(value.value, TimeValue | PlaceValue)


@given(REPORTS)
def test_reconcile_toll_best_lies_between_low_and_high(reports: list[Report]) -> None:
    value = incident(*reports).values.get("killed")
    if value and isinstance(value.value, TollRange) and value.value.best is not None:
        low, best, high = value.value.low, value.value.best, value.value.high
        assert low is None or low <= best
        assert high is None or best <= high
