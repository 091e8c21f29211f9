"""Connections: what cannot be used is told in words that say what to do."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dateline.errors import StoreError
from dateline.store import IncidentFilter, Store, database, open_store
from tests.store.factories import make_account, make_article, make_doc, make_incident, make_run, put_incidents

AT = "2024-01-02T00:00:00Z"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("dateline.db", "no database URL; give one like 'sqlite:///dateline.db'"),
        ("nosuch://host/name", "no database URL"),
        ("mysql+pymysql://user:secret@host/name", "the driver 'pymysql' is not installed"),
        ("sqlite:///{folder}", "is a folder; name a file in it"),
        ("sqlite:///{folder}/none/dateline.db", "the folder .* does not exist; make it"),
        ("sqlite:///{folder}/text.db", "not a Dateline store"),
        ("sqlite:///{folder}/damaged.db", "is damaged|not a Dateline store"),
    ],
)
def test_what_cannot_be_opened_is_refused(tmp_path: Path, url: str, reason: str) -> None:
    (tmp_path / "text.db").write_text("These are notes, and no database at all.")
    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StoreError, match=reason) as caught:
        open_store(url.format(folder=tmp_path))
    assert "secret" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_missing_store_is_not_made_unasked(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match=r"there is no store .*dateline read"):
        open_store(url, create=False)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def writer(path: Path) -> Iterator[None]:
    """Hold the write lock of a store, as another process does in the middle of a batch."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


#: Add a line here for every method that writes.
WRITES: dict[str, Callable[..., object]] = {
    "add_run": lambda store, *_: store.add_run(make_run("run-2")),
    "add_batch": lambda store, *_: store.add_batch(make_run(), [], {}, [], AT),
    "replace_derived": lambda store, *_: put_incidents(store, []),
    "review": lambda store, _, claim: store.review(claim, "accept", None, by="me", at=AT),
    "merge": lambda store, incident, _: store.merge(incident, incident, why="", by="me", at=AT),
    "split": lambda store, incident, _: store.split(incident, [], why="", by="me", at=AT),
    "undo": lambda store, *_: store.undo("review:1", at=AT),
}


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'filled.db'}", timeout=0.05) as store:
        store.add_batch(make_run(), [make_doc()], {}, [], AT)
        put_incidents(store, [make_incident(*store.accounts())])
        yield store


@pytest.mark.parametrize("name", WRITES)
def test_a_locked_store_says_so(filled: Store, tmp_path: Path, name: str) -> None:
    incident = filled.find_incidents(IncidentFilter())[0].id
    claim = filled.accounts()[0].claims[0].id
    with writer(tmp_path / "filled.db"), pytest.raises(StoreError, match=r"is locked: .*wait .* and try again"):
        WRITES[name](filled, incident, claim)


def test_a_locked_store_can_be_read_and_opened(filled: Store, tmp_path: Path) -> None:
    with writer(tmp_path / "filled.db"):
        assert len(filled.accounts()) == 1
        with open_store(f"sqlite:///{tmp_path / 'filled.db'}", timeout=0.05) as other:
            assert other.accounts() == filled.accounts()


def test_a_new_store_that_another_makes_meanwhile_is_locked(tmp_path: Path, url: str) -> None:
    path = tmp_path / "dateline.db"
    path.touch()
    with writer(path), pytest.raises(StoreError, match="is locked"):
        open_store(url, timeout=0.05)


def test_settings_of_every_connection(tmp_path: Path, url: str) -> None:
    with open_store(url) as store, database.reading(store._engine) as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "journal_mode")]
    assert found == [1, "wal"]
    assert stat.S_ISREG((tmp_path / "dateline.db").stat().st_mode)


def test_a_store_in_memory_works() -> None:
    with open_store("sqlite://") as store:
        store.add_batch(make_run(), [make_doc()], {}, [], AT)
        assert (len(store.accounts()), store.info()["size_bytes"], store.check()) == (1, None, [])


TEXTS = {
    "1": "A blast tore through the market of Aville, killing nine.",
    "2": "In Béham, a café was struck; the police said 100% of it burnt.",
    "3": "The council of Aville met.",
}


@pytest.fixture(params=["fts5", "like"])
def searched(request: pytest.FixtureRequest, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    if request.param == "like":
        monkeypatch.setattr(database, "make_search", _no_search)
        monkeypatch.setattr("dateline.store.migrations.make_search", _no_search)
    with open_store(url) as store:
        incidents = []
        for name, text in TEXTS.items():
            article = make_article(f"https://example.org/{name}", text, title=f"Report {name}")
            account = make_account(article, None, type="other", claims=[])
            store.add_batch(make_run(), [make_doc(article, account)], {}, [], AT)
            incidents.append(make_incident(account, type=f"type_{name}"))
        put_incidents(store, incidents)
        with database.reading(store._engine) as connection:
            assert database.has_search(connection) == (request.param == "fts5")
        yield store


def _no_search(_connection: Connection) -> None:
    """Make no index, as a database without FTS5."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("aville", {"1", "3"}),
        ("AVILLE market", {"1"}),
        ("report 2", {"2"}),
        ("nowhere", set()),
        ("   ", {"1", "2", "3"}),
        ("market OR council", set()),
    ],
)
def test_search_by_words(searched: Store, text: str, wanted: set[str]) -> None:
    found = searched.find_incidents(IncidentFilter(text=text))
    assert {incident.type.removeprefix("type_") for incident in found} == wanted


@pytest.mark.parametrize("text", ['"', "a* NEAR(b", "title:x", "'; --", "%", "_", "-", "^ ( ) :", "\x00", '""" AND'])
def test_search_takes_nothing_for_syntax(searched: Store, text: str) -> None:
    assert len(searched.find_incidents(IncidentFilter(text=text))) <= 1
