"""Articles are found by keys, nearest in time first, in any order of reading; links and incidents lead to others."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.background import find_background, make_findable
from dateline.errors import NotFoundError
from dateline.link.background import headline_keys
from dateline.model import Article, Doc, Hyperlink
from dateline.store import SearchKeys, Store, Wanted, open_store
from dateline.store.background import NEAREST
from tests.store.factories import RAW, RAW_HASH, make_article, make_doc, make_incident, make_run, put_incidents

FIRST = date(2014, 1, 1).toordinal()
KEY = 7


def add(store: Store, articles: Sequence[Article]) -> None:
    store.add_batch(make_run(), [Doc(article) for article in articles], {RAW_HASH: RAW}, [], "2024-01-02")


def add_with_key(store: Store, articles: Sequence[Article]) -> None:
    """Add articles that are all found by one key, on the days that they were published."""
    add(store, articles)
    days = {article.id: article.published for article in articles}
    store.add_search_keys(
        [
            SearchKeys(
                each.seq, each.id, date.fromisoformat(day).toordinal() if (day := days[each.id]) else None, (KEY,)
            )
            for each in store.unindexed(most=1000)
        ]
    )


def published(day: int, name: str = "") -> Article:
    iso = date.fromordinal(FIRST + day).isoformat()
    return make_article(f"https://example.org/{day}{name}", published=iso)


def test_a_key_leads_to_the_nearest_alone(store: Store) -> None:
    add_with_key(store, [published(day) for day in range(100)])
    found = store.sharing_keys([KEY, KEY + 1], FIRST + 50)
    assert {hit[2] for hit in found} == {FIRST + day for day in range(51 - NEAREST, 51 + NEAREST)}
    assert {hit[0] for hit in found} == {KEY}
    last = store.sharing_keys([KEY], None)
    assert {hit[2] for hit in last} == {FIRST + day for day in range(100 - NEAREST, 100)}


def test_what_is_found_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    articles = [published(3, f"/{number}") for number in range(3 * NEAREST)]
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        with open_store(f"sqlite:///{tmp_path / f'{seed}.db'}") as store:
            add_with_key(store, articles)
            found.append(store.sharing_keys([KEY], FIRST + 3))
    assert len(found[0]) == NEAREST
    assert found[0] == found[1] == found[2]


def test_articles_become_findable_once(store: Store) -> None:
    add(store, [published(1), published(2)])
    first = store.unindexed(most=10)
    assert [each.seq for each in first] == [1, 2]
    keys = [SearchKeys(each.seq, each.id, None, (KEY,)) for each in first]
    for _ in range(2):
        store.add_search_keys(keys)
    assert store.unindexed(most=10) == []
    assert len(store.sharing_keys([KEY], None)) == 2


def test_a_store_of_the_first_version_becomes_searchable(tmp_path: Path, url: str) -> None:
    article = make_article("https://example.org/x", "Shots fell at the quay of Oldmere, said Ida Tremarne of the port.")
    other = make_article(
        "https://example.org/y", "At the quay of Oldmere shots fell; Ida Tremarne of the port said so."
    )
    with open_store(url) as store:
        add(store, [article, other])
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        connection.execute("DROP TABLE search_key")
        connection.execute("DELETE FROM dateline_state WHERE name = 'keys_through'")
        connection.execute("UPDATE dateline_state SET value = 3 WHERE name = 'schema_version'")
    connection.close()
    with open_store(url) as store:
        assert [each.article_id for each in find_background(store, article.id).related] == [other.id]


def test_links_lead_to_stored_articles_by_address_or_headline(store: Store) -> None:
    by_address = make_article("https://example.org/blast", title="Blast", published="2014-12-16")
    by_headline = make_article("https://example.org/z", title="Nine are buried in Aville", published="2014-12-16")
    older = make_article("https://example.org/old", title="Nine are buried in Aville", published="2010-12-16")
    links = (Hyperlink("The blast", "https://example.org/blast#top"), Hyperlink("Nobody knows this", None))
    linking = make_article("https://example.org/mine", title="After the blast", published="2014-12-17")
    linking = replace(
        linking,
        paragraphs=(replace(linking.paragraphs[0], links=links),),
        related=(Hyperlink("NINE ARE BURIED in Aville", None), Hyperlink("Weather", "https://elsewhere.example/")),
    )
    add(store, [older, by_address, by_headline, linking])
    make_findable(store)
    day = date(2014, 12, 17).toordinal()
    found = store.candidates(Wanted(linking, day, (), headline_keys(linking)))
    assert found.links == {"link:0.0": by_address.id, "related:0": by_headline.id}
    assert set(found.articles) == {by_address.id, by_headline.id}


def test_an_article_is_named_by_its_id_or_the_users(store: Store) -> None:
    old, new = (make_article(f"https://example.org/{name}", input_id="mine") for name in ("old", "new"))
    add(store, [old, new])
    assert store.article(old.id).document == old.document
    assert store.article("mine").id == new.id
    with pytest.raises(NotFoundError, match="'yours'"):
        store.article("yours")


def test_the_incidents_that_an_article_tells_lead_to_their_other_articles(store: Store) -> None:
    docs = [make_doc(make_article(f"https://example.org/{name}")) for name in ("one", "two")]
    store.add_batch(make_run(), docs, {}, [], "2024-01-02")
    first, second = (doc.accounts[0] for doc in docs)
    put_incidents(store, [make_incident(first, second)])
    found = store.candidates(Wanted(docs[0].article, None, (), {}))
    (incident,) = store.incidents_of([first.id]).values()
    assert set(found.articles) == {docs[1].article.id}
    (told,) = [each for each in found.told[docs[0].article.id] if each.incident_id == incident]
    assert told.paragraphs == {0}
    assert [each.incident_id for each in found.told[docs[1].article.id]] == [incident]
