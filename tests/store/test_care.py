"""Care: what is in the store, whether it is sound, and a copy of it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.model import SetAside
from dateline.store import Store, open_store
from dateline.store.migrations import MIGRATIONS
from tests.store.factories import RAW, RAW_HASH, make_article, make_doc, make_run

AT = "2024-01-02T00:00:00Z"


def test_info_counts_what_is_stored(store: Store, url: str) -> None:
    article = make_article(raw_hash=RAW_HASH)
    store.add_batch(make_run(), [make_doc(article)], {RAW_HASH: RAW}, [SetAside("x", "y")], AT)
    store.review(store.accounts()[0].claims[0].id, "accept", None, by="me", at=AT)
    found = store.info()
    assert found.pop("size_bytes") > 0
    assert found == {
        "url": url,
        "version": len(MIGRATIONS),
        "runs": 1,
        "articles": 1,
        "documents": 1,
        "not_extracted": 0,
        "accounts": 1,
        "claims": 1,
        "incidents": 0,
        "stories": 0,
        "reviews": 1,
        "links": 0,
        "issues": 1,
        "raw_bytes": len(RAW),
        "last_run": "run-1",
        "stale": True,
    }


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE claim SET written = 'Ten'", "claim .* says 'Ten'; article .* has 'Nine'"),
        ("UPDATE claim SET part = 'link:7.7'", "claim .* has None"),
        ("UPDATE article SET text = 'x' || text", "claim .* has 'xNin'"),
        ("UPDATE raw SET content = x'00'", "raw bytes .* are not those that were read"),
        ("DELETE FROM run", "table reading, row 1: names a row of run that is not there"),
    ],
)
def test_check_finds_damage(store: Store, tmp_path: Path, damage: str, reason: str) -> None:
    store.add_batch(make_run(), [make_doc(make_article(raw_hash=RAW_HASH))], {RAW_HASH: RAW}, [], AT)
    assert store.check() == []
    connection = sqlite3.connect(tmp_path / "dateline.db")
    connection.execute(damage)
    connection.commit()
    connection.close()
    (found,) = store.check()
    assert re.search(reason, found)


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    store.add_batch(make_run(), [make_doc()], {}, [], AT)
    store.backup(tmp_path / "copy.db")
    store.add_batch(make_run(), [make_doc(make_article("https://example.org/later"))], {}, [], AT)
    assert not (tmp_path / "copy.db-wal").exists()
    with open_store(f"sqlite:///{tmp_path / 'copy.db'}", create=False) as copy:
        assert (len(copy.articles()), len(store.articles()), copy.check()) == (1, 2, [])


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path / "copy.db")
    with pytest.raises(StoreError, match="the folder does not exist"):
        store.backup(tmp_path / "none" / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
