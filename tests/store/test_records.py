"""Incidents with their evidence: the accounts, claims, articles and sentences that they rest on, and no others."""

from __future__ import annotations

import pytest

from dateline.errors import NotFoundError
from dateline.model import Doc, Parse, Span
from dateline.store import IncidentFilter, Store
from dateline.store.store import RECORDS_AT_ONCE
from tests.store.factories import NINE, TEXT, make_account, make_article, make_incident, make_run, put_incidents

AT = "2024-01-02T00:00:00Z"
SENTENCES = ((0, TEXT.index("Two")), (TEXT.index("Two"), len(TEXT)))
ARTICLES = [make_article(f"https://example.org/{name}") for name in "ab"]
BOMBINGS = [make_account(article, claims=[("killed", "Nine", NINE)]) for article in ARTICLES]
CLASH = make_account(ARTICLES[0], "clash", type="armed_clash", role="other", claims=[("injured", "Two", NINE)])


@pytest.fixture
def known(store: Store) -> Store:
    parse = Parse("text", (), SENTENCES, (), ())
    accounts = ((BOMBINGS[0], CLASH), (BOMBINGS[1],))
    docs = [Doc(article, parses=(parse,), accounts=told) for article, told in zip(ARTICLES, accounts, strict=True)]
    store.add_batch(make_run(), docs, {}, [], AT)
    day = ("2014-12-16", "2014-12-16")
    put_incidents(store, [make_incident(*BOMBINGS, day=day), make_incident(CLASH, type="armed_clash")])
    return store


def test_a_record_has_its_own_evidence_and_no_other(known: Store) -> None:
    bombing, clash = known.find_incidents(IncidentFilter())
    record = known.record(bombing.id)
    assert record.incident == bombing
    assert record.accounts == {account.id: account for account in BOMBINGS}
    assert record.claims == {account.claims[0].id: account.claims[0] for account in BOMBINGS}
    assert record.articles == known.articles()
    assert record.sentences == {article.id: SENTENCES for article in ARTICLES}
    other = known.record(clash.id)
    assert (set(other.accounts), set(other.articles)) == ({CLASH.id}, {ARTICLES[0].id})
    assert other.sentence_of(CLASH.claims[0]) == Span("text", *SENTENCES[1])


def test_records_come_in_the_order_of_incidents(known: Store) -> None:
    found = known.find_incidents(IncidentFilter())
    assert [record.incident for record in known.records(IncidentFilter())] == found
    assert [record.incident for record in known.records(IncidentFilter(type="armed_clash"))] == found[1:]


def test_more_records_than_are_read_at_once(store: Store) -> None:
    articles = [make_article(f"https://example.org/{number}") for number in range(RECORDS_AT_ONCE + 1)]
    accounts = [make_account(article) for article in articles]
    docs = [Doc(article, accounts=(account,)) for article, account in zip(articles, accounts, strict=True)]
    store.add_batch(make_run(), docs, {}, [], AT)
    put_incidents(store, [make_incident(account) for account in accounts])
    found = [account_id for record in store.records(IncidentFilter()) for account_id in record.accounts]
    assert sorted(found) == sorted(account.id for account in accounts)


def test_no_record_of_no_incident(known: Store) -> None:
    with pytest.raises(NotFoundError, match="no incident 'i0'"):
        known.record("i0")


def test_accounts_of_an_article(known: Store) -> None:
    assert known.accounts_of(ARTICLES[0].id) == [BOMBINGS[0], CLASH]
    assert known.accounts_of("none") == []


def test_incidents_of_accounts(known: Store) -> None:
    bombing, clash = known.find_incidents(IncidentFilter())
    assert known.incidents_of([BOMBINGS[1].id, CLASH.id, "none"]) == {BOMBINGS[1].id: bombing.id, CLASH.id: clash.id}


def test_input_ids_of_incidents(known: Store) -> None:
    found = known.find_incidents(IncidentFilter())
    articles = known.articles()
    wanted = {member.article_id for incident in found for member in incident.members}
    assert known.input_ids(found) == {article_id: articles[article_id].input_id for article_id in wanted}
    assert known.input_ids([]) == {}
