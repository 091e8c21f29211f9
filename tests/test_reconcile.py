"""Values of incidents, with cases whose answers were worked out by hand."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import (
    Account,
    Article,
    Claim,
    Cluster,
    FieldValue,
    Incident,
    Member,
    PartySummary,
    PartyValue,
    PlaceValue,
    Review,
    Stance,
    ThingValue,
    TimeValue,
    TollRange,
    TollValue,
    Verdict,
)
from dateline.model.incident import Anchor
from dateline.reconcile import reconcile
from tests.link.accounts import (
    FAR_ABROAD,
    ORLUN,
    PAKISTAN,
    PROVINCE_ONE,
    TEMVAR,
    by_id,
    day,
    killed,
    make_account,
    make_article,
    make_claim,
    place,
    toll,
    victim,
)


@dataclass(frozen=True)
class Report:
    """One report with one account of the incident."""

    published: str | None
    claims: Sequence[Claim]
    stance: Stance = "asserted"
    outlet: str | None = None
    type: str = "bombing"


def told(reports: Sequence[Report]) -> tuple[list[Account], list[Article]]:
    articles = [
        make_article(f"Report {number}.", published=report.published, outlet=report.outlet, document=str(number))
        for number, report in enumerate(reports)
    ]
    accounts = [
        make_account(article, type=report.type, stance=report.stance, claims=report.claims)
        for article, report in zip(articles, reports, strict=True)
    ]
    return accounts, articles


def incident_of(
    accounts: Sequence[Account], articles: Sequence[Article], reviews: Mapping[str, Review] | None = None
) -> Incident:
    members = tuple(Member(account.id, account.article_id, account.role, 0.0, "") for account in accounts)
    return reconcile(
        Cluster(members),
        accounts={account.id: account for account in accounts},
        articles=by_id(articles),
        copies={article.id: article.id for article in articles},
        reviews=reviews or {},
    )


def incident(*reports: Report) -> Incident:
    return incident_of(*told(reports))


def review(
    verdict: Verdict, value: Mapping[str, object] | None = None, *, id: int = 1, withdrawn: bool = False
) -> Review:
    at = f"2015-01-{id:02}T00:00:00+00:00"
    return Review(id, Anchor("", None), verdict, value, "coder", at, at if withdrawn else None)


# --- Tolls -----------------------------------------------------------------------------------------------------------

DEC_16, DEC_17, DEC_18 = "2014-12-16", "2014-12-17", "2014-12-18"

TOLL_CASES: Mapping[str, tuple[list[Report], tuple[int | None, int | None, int | None]]] = {
    "one number": ([Report(DEC_16, [killed(9, 9)])], (9, 9, 9)),
    "a toll that rises: best is the latest": (
        [Report(DEC_17, [killed(12, 12)]), Report(DEC_16, [killed(9, 9)])],
        (9, 12, 12),
    ),
    "a toll corrected downwards stays in high": (
        [Report(DEC_16, [killed(15, 15)]), Report(DEC_17, [killed(11, 11)])],
        (11, 11, 15),
    ),
    "hours count": (
        [Report("2014-12-16T21:00:00+00:00", [killed(12, 12)]), Report("2014-12-16T09:00:00+00:00", [killed(9, 9)])],
        (9, 12, 12),
    ),
    "hours count across zones: 01:00 five hours east is earlier than 21:00 at zero": (
        [Report("2014-12-17T01:00:00+05:00", [killed(9, 9)]), Report("2014-12-16T21:00:00+00:00", [killed(12, 12)])],
        (9, 12, 12),
    ),
    "at least alone leaves high open": ([Report(DEC_16, [killed(12, None)])], (12, 12, None)),
    "at least beside a greater number": (
        [Report(DEC_16, [killed(12, None)]), Report(DEC_17, [killed(15, 15)])],
        (12, 15, 15),
    ),
    "at least above every stated number leaves high open": (
        [Report(DEC_16, [killed(15, 15)]), Report(DEC_17, [killed(20, None)])],
        (15, 20, None),
    ),
    "fewer than ten": ([Report(DEC_16, [killed(None, 9)])], (None, 9, 9)),
    "in one article the most precise is best": ([Report(DEC_16, [killed(10, None), killed(11, 11)])], (10, 11, 11)),
    "a range is less precise than a number": ([Report(DEC_16, [killed(8, 12), killed(10, 10)])], (8, 10, 12)),
    "equally precise: the official's is best": (
        [Report(DEC_16, [killed(10, 10, via=["witness"]), killed(11, 11, via=["official"])])],
        (10, 11, 11),
    ),
    "equally precise: the official nearer to the event is best": (
        [
            Report(
                DEC_16,
                [killed(10, 10, via=["unnamed", "official"]), killed(11, 11, via=["official"])],
            )
        ],
        (10, 11, 11),
    ),
    "a doctor is as near as an official": (
        [Report(DEC_16, [killed(10, 10), killed(11, 11, via=[("organisation", "Temvar General Hospital")])])],
        (10, 11, 11),
    ),
    "articles of one moment are both the latest": (
        [Report(DEC_16, [killed(10, None)]), Report(DEC_16, [killed(13, 13)])],
        (10, 13, 13),
    ),
    "a denied toll is out": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(40, 40, stance="denied")])],
        (9, 9, 9),
    ),
    "a part does not enter": ([Report(DEC_16, [killed(9, 9), killed(4, 4, scope="part", of="children")])], (9, 9, 9)),
    "an added toll does not enter": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(2, 2, scope="added")])],
        (9, 9, 9),
    ),
    "parts alone bound from below": ([Report(DEC_16, [killed(4, 4, scope="part", of="children")])], (4, None, None)),
    "groups are added up": ([Report(DEC_16, [killed(2, 2, of="men"), killed(1, 1, of="women")])], (3, 3, 3)),
    "a group within another told one is not added": (
        [Report(DEC_16, [killed(5, 5, of="civilians"), killed(2, 2, of="children"), killed(3, 3, of="soldiers")])],
        (8, 8, 8),
    ),
    "an open group leaves the sum open": (
        [Report(DEC_16, [killed(2, None, of="men"), killed(1, 1, of="women")])],
        (3, 3, None),
    ),
    "groups are not added to a toll of all": (
        [Report(DEC_16, [killed(9, 9), killed(4, 4, of="children")])],
        (9, 9, 9),
    ),
    "a zero is a claim": ([Report(DEC_16, [killed(0, 0)])], (0, 0, 0)),
    "dozens without bounds is a claim and no number": (
        [Report(DEC_16, [killed(None, None, word="dozens")])],
        (None,) * 3,
    ),
    "a headline yields to its text": ([Report(DEC_16, [killed(20, 20, part="title"), killed(9, 9)])], (9, 9, 9)),
    "a headline counts where its text is silent": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(12, 12, part="title")])],
        (9, 12, 12),
    ),
    "a link's headline yields to any article": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(132, 132, part="link:0.0")])],
        (9, 9, 9),
    ),
    "a link's headline counts where nothing better is": (
        [Report(DEC_17, [killed(132, 132, part="link:0.0", score=0.2)])],
        (132, 132, 132),
    ),
    "an article without a date is not the latest": (
        [Report(None, [killed(50, 50)]), Report(DEC_16, [killed(9, 9)])],
        (9, 9, 50),
    ),
}


@pytest.mark.parametrize("case", TOLL_CASES)
def test_toll(case: str) -> None:
    reports, expected = TOLL_CASES[case]
    assert incident(*reports).values["killed"].value == TollRange(*expected)


def test_toll_without_claim_is_absent_not_zero() -> None:
    assert "killed" not in incident(Report(DEC_16, [toll("injured", 3, 3)])).values


def test_toll_claims_for_and_against() -> None:
    claims = [
        killed(12, 12),
        killed(9, None),
        killed(4, 4, scope="part", of="children"),
        killed(9, 9),
        killed(30, 30, stance="denied"),
    ]
    accounts, articles = told([Report(DEC_17, claims[:3]), Report(DEC_16, claims[3:])])
    value = incident_of(accounts, articles).values["killed"]
    exact, least, part = (claim.id for claim in accounts[0].claims)
    earlier, denied = (claim.id for claim in accounts[1].claims)
    assert value.value == TollRange(9, 12, 12)
    assert set(value.claims_for) == {exact, least, part}
    assert set(value.claims_against) == {earlier, denied}


def test_killed_by_side() -> None:
    on_a = make_claim("killed", TollValue(2, 2, "part", None, "a"))
    on_b = make_claim("killed", TollValue(5, 5, "part", None, "b"))
    civilians = killed(1, 1, scope="part", of="civilians")
    values = incident(Report(DEC_16, [killed(8, 8), on_a, on_b, civilians])).values
    assert values["killed"].value == TollRange(8, 8, 8)
    assert values["killed_by_side"].value == {
        "a": TollRange(2, 2, 2),
        "b": TollRange(5, 5, 5),
        "civilians": TollRange(1, 1, 1),
    }


# --- Dates and places ------------------------------------------------------------------------------------------------

DATE_CASES: Mapping[str, tuple[list[Report], tuple[str, str, str] | None]] = {
    "one day": ([Report(DEC_17, [day(DEC_16)])], (DEC_16, DEC_16, "day")),
    "a day within a week": (
        [Report(DEC_17, [day(DEC_16)]), Report(DEC_17, [day("2014-12-15", "2014-12-21")])],
        (DEC_16, DEC_16, "day"),
    ),
    "most sources": (
        [Report(DEC_17, [day(DEC_16)]), Report(DEC_17, [day(DEC_16)]), Report(DEC_18, [day(DEC_17)])],
        (DEC_16, DEC_16, "day"),
    ),
    "sources, not claims": (
        [Report(DEC_17, [day(DEC_17), day(DEC_17)]), Report(DEC_17, [day(DEC_16)]), Report(DEC_18, [day(DEC_16)])],
        (DEC_16, DEC_16, "day"),
    ),
    "what two intervals share": (
        [Report(DEC_17, [day("2014-12-08", "2014-12-16")]), Report(DEC_17, [day("2014-12-14", "2014-12-20")])],
        ("2014-12-14", "2014-12-16", "week"),
    ),
    "the surer of two": ([Report(DEC_17, [day(DEC_16, score=0.5), day(DEC_17, score=0.9)])], (DEC_17, DEC_17, "day")),
    "denied only": ([Report(DEC_17, [day(DEC_16, stance="denied")])], None),
    "no interval": ([Report(DEC_17, [make_claim("date", TimeValue("SET", "P1D", None, None, "unknown"))])], None),
}


@pytest.mark.parametrize("case", DATE_CASES)
def test_date(case: str) -> None:
    reports, expected = DATE_CASES[case]
    value = incident(*reports).values.get("date")
    found = value.value if value else None
    assert found is None or isinstance(found, TimeValue)
    assert (found and (found.earliest, found.latest, found.precision)) == expected


PLACE_CASES: Mapping[str, tuple[list[Report], PlaceValue | None, int, int]] = {
    "a city, told with its country": (
        [Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(PAKISTAN)]), Report(DEC_17, [place(PAKISTAN)])],
        TEMVAR,
        3,
        0,
    ),
    "most sources": (
        [Report(DEC_17, [place(ORLUN)]), Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(TEMVAR)])],
        TEMVAR,
        2,
        1,
    ),
    "the province decides between cities": (
        [Report(DEC_17, [place(ORLUN)]), Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(PROVINCE_ONE)])],
        TEMVAR,
        2,
        1,
    ),
    "another country": ([Report(DEC_17, [place(TEMVAR), place(FAR_ABROAD, score=0.3)])], TEMVAR, 1, 1),
    "a name that is not resolved": (
        [Report(DEC_17, [place(PlaceValue(None, "Sutka Ford", None, None, None, None, None, "unknown"))])],
        PlaceValue(None, "Sutka Ford", None, None, None, None, None, "unknown"),
        1,
        0,
    ),
    "denied only": ([Report(DEC_17, [place(TEMVAR, stance="denied")])], None, 0, 0),
}


@pytest.mark.parametrize("case", PLACE_CASES)
def test_place(case: str) -> None:
    reports, expected, claims_for, claims_against = PLACE_CASES[case]
    value = incident(*reports).values.get("place")
    assert (value.value if value else None) == expected
    if value:
        assert (len(value.claims_for), len(value.claims_against)) == (claims_for, claims_against)


# --- Parties ---------------------------------------------------------------------------------------------------------


def party(name: str | None, *, actor: str | None = None, stance: Stance = "asserted") -> Claim:
    return make_claim("perpetrator", PartyValue(name, actor, "armed_group"), stance=stance)


PARTY_CASES: Mapping[str, tuple[list[Claim], list[tuple[str | None, str | None, int]]]] = {
    "one actor under two names": (
        [party("Harun Front", actor="harun"), party("Harun Front", actor="harun"), party("the Front", actor="harun")],
        [("Harun Front", "harun", 3)],
    ),
    "a name with and without article": ([party("gunmen"), party("The gunmen"), party("gunmen")], [("gunmen", None, 3)]),
    "those with most claims first": (
        [party("Oda Brigade"), party("Harun Front"), party("Harun Front")],
        [("Harun Front", None, 2), ("Oda Brigade", None, 1)],
    ),
    "a denied one lists nobody": ([party("Harun Front", stance="denied")], []),
    "without a name": ([party(None), party(None)], [(None, None, 2)]),
}


@pytest.mark.parametrize("case", PARTY_CASES)
def test_parties(case: str) -> None:
    claims, expected = PARTY_CASES[case]
    value = incident(Report(DEC_17, claims)).values["perpetrator"].value
    assert isinstance(value, tuple)
    assert [(one.name, one.actor, one.claims) for one in value] == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Lena Orvik", "Orvik", "Lena Orvik", "Lena Orvik Jr."], {"Lena Orvik": 4}),
        (["Lena Orvik", "Tomas Orvik", "Orvik"], {"Lena Orvik": 1, "Tomas Orvik": 1, "Orvik": 1}),
        (["Orvik"], {"Orvik": 1}),
    ],
)
def test_parties_surname_chains(names: list[str], expected: Mapping[str, int]) -> None:
    value = incident(Report(DEC_17, [victim(name) for name in names])).values["victim"].value
    assert isinstance(value, tuple)
    assert {one.name: one.claims for one in value} == expected


def test_parties_things() -> None:
    claims = [make_claim("target", ThingValue(name, "building")) for name in ("School", "the school", "bus")]
    value = incident(Report(DEC_17, claims)).values["target"].value
    assert value == (PartySummary("the school", None, "building", 2), PartySummary("bus", None, "building", 1))


# --- Status, type, sources -------------------------------------------------------------------------------------------


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


def test_sources_of_one_outlet_are_one() -> None:
    found = incident(
        Report(DEC_16, [], outlet="The Orlun Post"), Report(DEC_17, [], outlet="Orlun Post"), Report(DEC_18, [])
    )
    assert (found.articles, found.independent_sources) == (3, 2)
    assert (found.first_seen, found.last_seen) == (DEC_16, DEC_18)


def test_sources_that_relay_an_outlet_count_with_it() -> None:
    relay = [killed(9, 9, via=["official", ("outlet", "Orlun Post")])]
    own = Report(DEC_16, [killed(9, 9)], outlet="Orlun Post")
    assert incident(own, Report(DEC_17, relay, outlet="Daily")).independent_sources == 1
    assert incident(own, Report(DEC_17, [*relay, killed(1, 1)], outlet="Daily")).independent_sources == 2
    assert (
        incident(Report(DEC_17, relay, outlet="Daily"), Report(DEC_17, [], outlet="Hill Radio")).independent_sources
        == 2
    )


def test_sources_copies_are_one() -> None:
    accounts, articles = told(
        [Report(DEC_16, [day(DEC_16)]), Report(DEC_16, [day(DEC_16)]), Report(DEC_17, [day(DEC_17)])]
    )
    members = tuple(Member(account.id, account.article_id, "main", 0.0, "") for account in accounts)
    copies = {articles[0].id: articles[0].id, articles[1].id: articles[0].id, articles[2].id: articles[2].id}
    found = reconcile(
        Cluster(members),
        accounts={account.id: account for account in accounts},
        articles=by_id(articles),
        copies=copies,
        reviews={},
    )
    assert found.independent_sources == 2


# --- Reviews ---------------------------------------------------------------------------------------------------------


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


# --- Properties ------------------------------------------------------------------------------------------------------

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
