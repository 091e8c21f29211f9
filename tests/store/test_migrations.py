"""Opening: a new store is made, an older one brought up, and a newer one or what is no store refused, untouched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dateline.deriving import derive
from dateline.errors import StoreError
from dateline.settings import Settings
from dateline.store import IncidentFilter, migrations, open_store
from dateline.store.migrations import MIGRATIONS
from tests.store.factories import make_doc, make_run


def _tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return names


def _execute(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_new_store_is_made_and_opens_again(url: str) -> None:
    for _ in range(2):
        with open_store(url) as store:
            assert store.info()["version"] == len(MIGRATIONS)
            assert store.check() == []
    with open_store(url, create=False) as store:
        assert store.articles() == {}


@pytest.mark.parametrize("content", ["", "VACUUM"])
def test_an_empty_file_becomes_a_store(tmp_path: Path, url: str, content: str) -> None:
    path = tmp_path / "dateline.db"
    path.touch()
    if content:
        _execute(path, "PRAGMA page_size = 4096", content)
    with open_store(url) as store:
        assert store.info()["version"] == len(MIGRATIONS)


def test_an_older_store_is_brought_up_and_keeps_what_it_has(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(url) as store:
        store.add_batch(make_run(), [make_doc()], {}, [], "2024-01-02")
        accounts = store.accounts()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, _next))
    for _ in range(2):
        with open_store(url) as store:
            assert store.info()["version"] == len(MIGRATIONS) + 1
            assert store.accounts() == accounts
    assert "added_later" in _tables(tmp_path / "dateline.db")


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(url):
        pass
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, _next, _broken))
        with pytest.raises(StoreError, match="no such table"):
            open_store(url)
    assert "added_later" not in _tables(tmp_path / "dateline.db")
    with open_store(url) as store:
        assert store.info()["version"] == len(MIGRATIONS)


def _next(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE added_later (id INTEGER PRIMARY KEY)")


def _broken(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE of_no_name")


def test_a_newer_store_is_refused(tmp_path: Path, url: str) -> None:
    with open_store(url):
        pass
    newer = len(MIGRATIONS) + 1
    _execute(tmp_path / "dateline.db", f"UPDATE dateline_state SET value = {newer} WHERE name = 'schema_version'")
    with pytest.raises(StoreError, match=f"is of version {newer}, made by a newer Dateline.*upgrade Dateline"):
        open_store(url)


def test_another_database_is_refused_and_left_as_it_is(tmp_path: Path, url: str) -> None:
    path = tmp_path / "dateline.db"
    _execute(path, "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('soup')")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Dateline store"):
        open_store(url)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["dateline.db"]


def test_a_table_of_our_name_is_not_enough(tmp_path: Path, url: str) -> None:
    _execute(tmp_path / "dateline.db", "CREATE TABLE dateline_state (name TEXT, value INTEGER)")
    with pytest.raises(StoreError, match="not a Dateline store"):
        open_store(url)


#: What takes a store back to an earlier version.
BACK = {
    4: tuple(
        f"ALTER TABLE linked_account DROP COLUMN {column}"
        for column in ("type", "role", "stance", "earliest", "latest", "regions")
    ),
    5: (
        "DROP INDEX article_by_input",
        "DROP TABLE copy_band",
        "CREATE TABLE copy_band (band BIGINT, article_id VARCHAR, PRIMARY KEY (band, article_id)) WITHOUT ROWID",
    ),
}


@pytest.mark.parametrize("version", BACK)
def test_an_earlier_store_is_linked_once_more_and_keeps_its_incidents(tmp_path: Path, url: str, version: int) -> None:
    with open_store(url) as store:
        store.add_batch(make_run(), [make_doc()], {}, [], "2024-01-02")
        assert derive(store, settings=Settings()) > 0
        expected = store.find_incidents(IncidentFilter())
    _execute(
        tmp_path / "dateline.db",
        *BACK[version],
        f"UPDATE dateline_state SET value = {version} WHERE name = 'schema_version'",
    )
    with open_store(url) as store:
        assert store.info()["version"] == len(MIGRATIONS)
        derive(store, settings=Settings())
        assert store.find_incidents(IncidentFilter()) == expected
        assert store.check() == []
