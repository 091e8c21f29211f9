"""Connections: what differs between SQLite and other databases, and driver errors told as StoreError."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    and_,
    column,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    or_,
    select,
    table,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dateline.errors import StoreError
from dateline.store.convert import storable
from dateline.store.quick_json import from_json
from dateline.store.tables import ARTICLE

#: Full-text index of articles, in SQLite alone, and only where it was built with FTS5.
SEARCH = table("article_search", column("rowid"), column("title"), column("text"), column("article_search"))

_HEADER = b"SQLite format 3\x00"


def open_engine(url: str, *, create: bool, timeout: float) -> Engine:
    """Return an engine; nothing is written yet. `timeout`: seconds to wait for another writer. Raises StoreError."""
    try:
        parsed = make_url(url)
        if is_sqlite(parsed):
            _check_file(parsed, create=create)
        engine = create_engine(
            parsed,
            json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
            json_deserializer=from_json,
            connect_args={"timeout": timeout} if is_sqlite(parsed) else {},
        )
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"store {url!r} is no database URL; give one like 'sqlite:///dateline.db'") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"store {str(parsed)!r}: the driver {error.name!r} is not installed; install it") from error
    if is_sqlite(parsed):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite store, or None where it is in memory or no SQLite."""
    if not is_sqlite(url) or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def _check_file(url: URL, *, create: bool) -> None:
    # Before SQLite sees it: opening would make an empty file, and its own words ("unable to open") do not help.
    path = sqlite_path(url)
    if path is None:
        return
    if path.is_dir():
        raise StoreError(f"store {str(path)!r} is a folder; name a file in it, like {str(path / 'dateline.db')!r}")
    if not path.exists():
        if not create:
            raise StoreError(f"there is no store {str(path)!r}; make one with `dateline read`, or name another")
        if not path.absolute().parent.is_dir():
            raise StoreError(f"store {str(path)!r}: the folder {str(path.absolute().parent)!r} does not exist; make it")
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        raise StoreError(f"store {str(path)!r} cannot be read: {error.strerror}; check its permissions") from error
    if header and header != _HEADER:
        raise StoreError(f"{str(path)!r} is not a Dateline store (no SQLite file); name another file")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions itself: it would leave table changes and reads outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # In KiB: SQLite's own 2 MB holds little of the indexes of a large store.
    connection.execute("PRAGMA cache_size = -65536")
    # In pages, some 64 MB: pages that are written over and over go back to the file once.
    connection.execute("PRAGMA wal_autocheckpoint = 16000")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes fails at once, without waiting, when another wrote meanwhile.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers go on while one writes. Only for a store known to be ours: it changes the file for good."""
    if sqlite_path(engine.url) is None:
        return
    with _told_as_store_error(engine.url):
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode")
            if cursor.fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the store. Raises StoreError for what the database refuses."""
    with _told_as_store_error(engine.url), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes come in together or not at all. Raises StoreError, also when locked."""
    with _told_as_store_error(engine.url), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _told_as_store_error(url: URL) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeEncodeError) as error:
        raise StoreError(f"store {str(url)!r} {_reason(error)}") from error


def _reason(error: Exception) -> str:
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if "locked" in said or "busy" in said:
        return "is locked: another process is writing to it; wait until that is done, or stop it, and try again"
    if "readonly" in said:
        return "cannot be written: the file or its folder is read-only; change its permissions or name another"
    if "full" in said:
        return "cannot be written: the disk is full; make room and try again"
    if "malformed" in said or "not a database" in said:
        return f"is damaged ({said}); go back to a backup"
    return f"cannot be used: {said}"


def make_search(connection: Connection) -> None:
    """Make the full-text index, where the database can."""
    if connection.dialect.name != "sqlite":
        return
    options = [row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")]
    if "ENABLE_FTS5" in options:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='article', content_rowid='seq',"
            " tokenize='unicode61 remove_diacritics 2')"
        )


def has_search(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and inspect(connection).has_table(SEARCH.name)


def add_to_search(connection: Connection, articles: Sequence[dict[str, Any]]) -> None:
    """Index new articles: rows with `seq`, `title` and `text`."""
    if articles and has_search(connection):
        rows = [{"rowid": row["seq"], "title": row["title"], "text": row["text"]} for row in articles]
        connection.execute(insert(SEARCH), rows)


def articles_with(connection: Connection, text: str) -> ColumnElement[bool]:
    """Return the condition that an article has every word of `text`, in its title or its text, without case."""
    words = storable(text).split()
    if has_search(connection):
        # Quoted, so that nothing in it is taken for query syntax.
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        return ARTICLE.c.seq.in_(select(SEARCH.c.rowid).where(SEARCH.c.article_search.op("MATCH")(quoted)))
    return and_(
        *(
            or_(*(func.lower(ARTICLE.c[name]).contains(word.lower(), autoescape=True) for name in ("title", "text")))
            for word in words
        )
    )


def integrity_problems(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its file."""
    if connection.dialect.name != "sqlite":
        return []
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [line for line in said if line != "ok"] + [
        f"table {row[0]}, row {row[1]}: names a row of {row[2]} that is not there" for row in broken
    ]


def size_on_disk(engine: Engine) -> int | None:
    """Return the bytes of the store's files, or None where there is no file."""
    path = sqlite_path(engine.url)
    if path is None:
        return None
    files = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]
    return sum(file.stat().st_size for file in files if file.exists())


def copy_to(engine: Engine, path: Path) -> None:
    """Copy a SQLite store to a new file, whole or not at all, while others use it. Raises StoreError."""
    if not is_sqlite(engine.url):
        raise StoreError(f"store {str(engine.url)!r} is no SQLite store; use the backup of your database")
    if path.exists():
        raise StoreError(f"backup {str(path)!r} exists already; name another file")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"backup {str(path)!r}: the folder does not exist; make it")
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    with _told_as_store_error(engine.url):
        source = engine.raw_connection()
        target = sqlite3.connect(unfinished)
        try:
            driver: Any = source.driver_connection
            driver.backup(target)
            # The copy of a write-ahead log's header would need its side files; a backup is one file.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
            source.close()
    unfinished.rename(path)
