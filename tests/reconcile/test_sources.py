"""Which reports are one source."""

from __future__ import annotations

from dateline.model import (
    Cluster,
    Member,
)
from dateline.reconcile import reconcile
from tests.link.accounts import (
    by_id,
    day,
    killed,
)
from tests.reconcile.reports import DEC_16, DEC_17, DEC_18, Report, incident, told


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


def test_reports_that_rest_on_one_person_are_one_and_the_reason_is_told() -> None:
    via = [("official", "Ansa Merrol")]
    reports = [
        Report(DEC_16, [killed(9, 9, via=via), day(DEC_16, via=via)], outlet="Hill Radio"),
        Report(DEC_16, [killed(9, 9, via=via), killed(9, 9, part="title")], outlet="Orlun Post"),
        Report(DEC_17, [killed(9, 9, via=via), day(DEC_16)], outlet="Daily"),
    ]
    found = incident(*reports)
    assert found.independent_sources == 2
    assert [(len(source.articles), source.why) for source in found.sources] == [
        (2, "all rest on the word of Ansa Merrol"),
        (1, ""),
    ]


def test_a_body_that_many_quote_is_not_one_source() -> None:
    via = [("official", "police")]
    found = incident(
        Report(DEC_16, [killed(9, 9, via=via)], outlet="Hill Radio"), Report(DEC_16, [killed(9, 9, via=via)])
    )
    assert found.independent_sources == 2


def test_reports_that_one_agency_passes_on_are_one_without_its_own() -> None:
    via = ["witness", ("outlet", "Orlun Agency")]
    found = incident(
        Report(DEC_16, [killed(9, 9, via=via)], outlet="Hill Radio"),
        Report(DEC_16, [killed(9, 9, via=via)], outlet="Daily"),
    )
    assert [source.why for source in found.sources] == ["all passed on by Orlun Agency"]
