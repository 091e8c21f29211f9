"""Writing facts: what comes back is what was given, and nothing is written twice or by half."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.errors import NotFoundError, StoreError
from dateline.formats import annotations_to_json
from dateline.model import Account, Doc, Hyperlink, Mention, Paragraph, SetAside, Span
from dateline.store import BatchResult, Store, StoredIssue
from tests.store.factories import (
    NINE,
    RAW,
    RAW_HASH,
    TEXT,
    make_account,
    make_article,
    make_claim,
    make_doc,
    make_run,
)

AT = "2024-01-02T00:00:00Z"


def add(store: Store, *docs: Doc, run_id: str = "run-1", version: str = "1") -> BatchResult:
    return store.add_batch(make_run(run_id, version=version), docs, {RAW_HASH: RAW}, [], AT)


def test_what_comes_back_is_what_was_given(store: Store) -> None:
    article = make_article(input_id="7", raw_hash=RAW_HASH)
    first = make_account(article, claims=[("killed", "Nine", NINE)])
    second = make_account(article, "clash", type="armed_clash", role="other", claims=[])
    no_trigger = make_account(article, None, type="other", role="other", claims=[])
    doc = Doc(
        article,
        accounts=(first, second, no_trigger),
        mentions=(Mention(Span("text", 40, 46), "place"), Mention(Span("title", 12, 18), "place")),
    )
    assert add(store, doc) == BatchResult(added=1)
    assert store.articles() == {article.id: article}
    assert store.accounts() == [first, second, no_trigger]
    assert store.accounts_by_id([second.id, "none"]) == {second.id: second}
    assert store.claims([first.claims[0].id, "none"]) == {first.claims[0].id: first.claims[0]}
    assert store.annotations(article.id) == annotations_to_json(doc)
    assert store.raw(RAW_HASH) == RAW
    assert store.not_extracted(article.id) is None
    assert store.check() == []


def test_claims_of_every_part_are_kept(store: Store) -> None:
    article = make_article()
    account = make_account(article)
    claims = tuple(
        make_claim(account.id, article, "killed", words, NINE, part)
        for part, words in (("title", "Nine"), ("link:0.0", "nine"), ("text", "Nine people"))
    )
    add(store, make_doc(article, replace(account, claims=claims)))
    assert store.accounts()[0].claims == claims


def test_articles_are_found_by_id(store: Store) -> None:
    one, other = make_article("https://example.org/1"), make_article("https://example.org/2")
    add(store, make_doc(one), make_doc(other))
    assert list(store.articles()) == [one.id, other.id]
    assert list(store.articles([other.id, one.id, "none"])) == [one.id, other.id]
    assert store.articles([]) == {}


def test_a_text_that_is_not_extracted_is_stored_with_the_reason(store: Store) -> None:
    article = make_article(text="Neun Menschen starben.")
    add(store, Doc(article, not_extracted="no model for 'de'"))
    assert store.not_extracted(article.id) == "no model for 'de'"
    assert store.articles() == {article.id: article}
    assert store.accounts() == []


def test_reading_twice_writes_nothing(store: Store) -> None:
    doc = make_doc()
    add(store, doc)
    before = store.info(), store.facts_version()
    assert add(store, doc, doc) == BatchResult(unchanged=2)
    assert add(store, doc, run_id="run-2").unchanged == 1
    assert (store.info(), store.facts_version()) == before


def test_an_article_twice_in_a_batch_is_stored_once(store: Store) -> None:
    assert add(store, make_doc(), make_doc()) == BatchResult(added=1, unchanged=1)
    assert len(store.accounts()) == 1


def test_a_new_run_is_the_current_one(store: Store) -> None:
    article = make_article()
    old, new = make_account(article), make_account(article, "a bombing", run_id="run-2")
    add(store, make_doc(article, old))
    assert add(store, make_doc(article, new), run_id="run-2", version="2") == BatchResult(reread=1)
    assert store.accounts() == [new]
    assert store.articles() == {article.id: article}
    # What the older run found stays: pages derived from it can still be shown.
    assert store.accounts_by_id([old.id]) == {old.id: old}
    assert store.claims([old.claims[0].id]) == {old.claims[0].id: old.claims[0]}


def test_the_newest_run_of_an_account_comes_back(store: Store) -> None:
    article = make_article()
    add(store, make_doc(article))
    again = make_account(article, run_id="run-2", claims=[("killed", "Nine people", NINE)])
    add(store, make_doc(article, again), run_id="run-2", version="2")
    assert store.accounts_by_id([again.id]) == {again.id: again}


def test_a_new_run_may_lay_out_the_page_otherwise(store: Store) -> None:
    article = make_article()
    add(store, make_doc(article))
    again = replace(article, paragraphs=(Paragraph(0, len(TEXT), (Hyperlink("March", None),)),), language=None)
    add(store, make_doc(again, make_account(again, run_id="run-2")), run_id="run-2", version="2")
    assert store.articles() == {article.id: again}
    assert store.check() == []


@pytest.mark.parametrize("by_batches", [True, False])
def test_a_new_text_revises_the_newest_earlier_one(store: Store, by_batches: bool) -> None:
    texts = [TEXT, TEXT + " Ten died.", TEXT + " Eleven died."]
    articles = [make_article(text=text) for text in texts]
    docs = [make_doc(article) for article in articles]
    results = [add(store, doc) for doc in docs] if by_batches else [add(store, *docs)]
    stored = store.articles()
    assert [stored[article.id].revision_of for article in articles] == [None, articles[0].id, articles[1].id]
    assert (sum(result.added for result in results), sum(result.revised for result in results)) == (1, 2)
    assert add(store, docs[0]) == BatchResult(unchanged=1)
    assert len(store.accounts()) == 3


def test_current_tells_what_need_not_be_read(store: Store) -> None:
    one, other = make_article("https://example.org/1"), make_article("https://example.org/2")
    add(store, make_doc(one), make_doc(other))
    add(store, make_doc(other, make_account(other, run_id="run-2")), run_id="run-2", version="2")
    ids = [one.id, other.id, "none"]
    assert store.current(ids, versions={"extract": "1"}, settings_hash="settings") == {one.id}
    assert store.current(ids, versions={"extract": "2"}, settings_hash="settings") == {other.id}
    assert store.current(ids, versions={"extract": "2"}, settings_hash="other") == set()
    assert store.current(ids, versions={}, settings_hash="settings") == set()


def test_going_back_to_an_older_version_reads_again(store: Store) -> None:
    for run_id, version in (("run-1", "1"), ("run-2", "2"), ("run-3", "1")):
        article = make_article()
        add(store, make_doc(article, make_account(article, run_id=run_id)), run_id=run_id, version=version)
        assert store.accounts()[0].run_id == run_id


def test_add_run_keeps_the_first(store: Store) -> None:
    store.add_run(make_run())
    store.add_run(make_run(version="2"))
    add(store, make_doc())
    assert store.info()["runs"] == 1
    ids = list(store.articles())
    assert store.current(ids, versions={"extract": "1"}, settings_hash="settings") == set(ids)


def _doubled(account: Account) -> Account:
    return replace(account, claims=account.claims * 2)


ARTICLE = make_article()
ACCOUNT = make_account(ARTICLE)
CLAIM = ACCOUNT.claims[0]


@pytest.mark.parametrize(
    ("accounts", "reason"),
    [
        pytest.param((ACCOUNT, ACCOUNT), "account .* stands twice", id="account twice"),
        pytest.param((_doubled(ACCOUNT),), "claim .* stands twice", id="claim twice"),
        pytest.param((replace(ACCOUNT, article_id="x"),), "another article", id="account of another article"),
        pytest.param(
            (replace(ACCOUNT, claims=(replace(CLAIM, account_id="x"),)),), "another account", id="stray claim"
        ),
        pytest.param((replace(ACCOUNT, claims=(replace(CLAIM, written="Ten"),)),), "says 'Ten'", id="false evidence"),
        pytest.param(
            (replace(ACCOUNT, claims=(replace(CLAIM, span=Span("link:9.9", 0, 4)),)),),
            "no part 'link:9.9'",
            id="no part",
        ),
        pytest.param((replace(ACCOUNT, trigger=Span("text", 9000, 9009)),), "trigger .* is empty", id="empty trigger"),
    ],
)
def test_a_doc_that_contradicts_itself_is_set_aside(store: Store, accounts: tuple[Account, ...], reason: str) -> None:
    sound = make_doc(make_article("https://example.org/sound"))
    result = add(store, Doc(ARTICLE, accounts=accounts), sound)
    assert (result.added, len(result.set_aside)) == (1, 1)
    assert list(store.articles()) == [sound.article.id]
    (issue,) = store.issues()
    assert issue.source == ARTICLE.document
    assert re.search(reason, issue.reason)


def test_issues_are_listed_once(store: Store) -> None:
    gone = SetAside("reports.jsonl:12", "not JSON")
    other = SetAside("reports.jsonl:12", "no text")
    store.add_batch(make_run(), [], {}, [gone, gone], "2024-01-01")
    store.add_batch(make_run(), [], {}, [other, gone], "2024-01-02")
    assert store.issues() == [
        StoredIssue(1, "2024-01-01", "reports.jsonl:12", "not JSON", "2024-01-02"),
        StoredIssue(2, "2024-01-02", "reports.jsonl:12", "no text", "2024-01-02"),
    ]


def test_names_that_no_database_takes_are_kept_as_well_as_can_be(store: Store) -> None:
    article = replace(make_article("file\udcff\x00.txt"), url="http://\ud800/")
    store.add_batch(make_run(), [make_doc(article)], {}, [SetAside("a\udcff.txt", "\x00")], AT)
    assert store.articles()[article.id].document == "file\ufffd\ufffd.txt"
    assert store.issues()[0].source == "a\ufffd.txt"
    revised = make_article("file\udcff\x00.txt", TEXT + " More.")
    assert add(store, make_doc(revised)).revised == 1


def test_raw_bytes_are_kept_once(store: Store) -> None:
    docs = [make_doc(make_article(f"https://example.org/{number}", raw_hash=RAW_HASH)) for number in range(3)]
    add(store, *docs[:2])
    store.add_batch(make_run(), docs[2:], {}, [], AT)
    assert store.info()["raw_bytes"] == len(RAW)
    with pytest.raises(NotFoundError, match="no raw bytes 'none'"):
        store.raw("none")


def test_raw_bytes_of_what_is_set_aside_are_kept_for_the_articles_that_follow(store: Store) -> None:
    faulty = make_article("https://example.org/1", raw_hash=RAW_HASH)
    account = make_account(faulty)
    refused = make_doc(faulty, account, account)
    assert len(add(store, refused).set_aside) == 1
    sound = make_doc(make_article("https://example.org/2", raw_hash=RAW_HASH))
    assert store.add_batch(make_run(), [sound], {}, [], AT).added == 1
    assert store.raw(RAW_HASH) == RAW


def test_a_batch_that_fails_writes_nothing(store: Store) -> None:
    sound, lacking = make_doc(), make_doc(make_article("https://example.org/2", raw_hash="0" * 64))
    with pytest.raises(StoreError, match=r"raw bytes '0+' of an article are missing"):
        store.add_batch(make_run(), [sound, lacking], {}, [SetAside("x", "y")], AT)
    with pytest.raises(StoreError, match="cannot be used"):
        store.add_batch(make_run(), [sound, make_doc(make_article(text="\ud800" + TEXT))], {}, [], AT)
    assert (store.articles(), store.issues(), store.info()["runs"]) == ({}, [], 0)


def test_annotations_of_no_article(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no article 'none'"):
        store.annotations("none")
    assert store.not_extracted("none") is None


def test_many_articles_are_asked_for_at_once(store: Store) -> None:
    docs = [make_doc(make_article(f"https://example.org/{number}")) for number in range(1200)]
    assert add(store, *docs).added == 1200
    ids = [doc.article.id for doc in docs]
    assert len(store.articles(ids)) == 1200
    assert len(store.current(ids, versions={"extract": "1"}, settings_hash="settings")) == 1200
    assert len(store.accounts_by_id(account.id for account in store.accounts())) == 1200
