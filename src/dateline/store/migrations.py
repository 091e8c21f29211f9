"""Migrations: bring a store of any earlier version to this one, in one transaction, and refuse what is not ours."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, Table, insert, inspect, literal, select, text, update

from dateline.errors import StoreError
from dateline.store.database import make_search, reading, use_write_ahead_log, writing
from dateline.store.tables import ARTICLE, LINKING, METADATA, MINTED, SEARCH_KEY, STATE, STORIES, TOUCHED

#: The tables of version 1 that are still as they were.
_FIRST = (
    *("dateline_state", "run", "raw", "article", "reading", "account", "claim", "issue", "review", "human_link"),
    *("minted", "incident", "incident_account", "incident_party", "redirect"),
)


def m001_initial(connection: Connection) -> None:
    """Make the tables of version 1.

    It takes them from `tables.py`: whoever changes one of those must freeze here what it was, or a new store would get
    the change twice.
    """
    METADATA.create_all(connection, tables=[METADATA.tables[name] for name in _FIRST])
    make_search(connection)
    names = ("schema_version", "facts_version", "derived_version")
    connection.execute(insert(STATE), [{"name": name, "value": 0} for name in names])


def m002_incremental_linking(connection: Connection) -> None:
    """Keep what accounts are linked by, and which articles are new; all articles are linked once more."""
    connection.execute(text("DROP TABLE IF EXISTS machine_link"))
    METADATA.create_all(connection, tables=LINKING)
    _add_indexes(connection, MINTED)
    every = select(ARTICLE.c.id, literal(False))
    connection.execute(insert(TOUCHED).from_select(["article_id", "linked"], every))
    connection.execute(insert(STATE), {"name": "linking", "value": 0})


def m003_stories(connection: Connection) -> None:
    """Make the tables of stories; as all articles are linked once more, the next deriving fills them."""
    METADATA.create_all(connection, tables=list(reversed(STORIES)))


def m004_search_keys(connection: Connection) -> None:
    """Make the table that articles are found by.

    The next deriving fills it, for all articles of the store.
    """
    METADATA.create_all(connection, tables=[SEARCH_KEY])
    connection.execute(insert(STATE), {"name": "keys_through", "value": 0})


def m005_accounts_in_brief(connection: Connection) -> None:
    """Keep with each linked account its type, days and regions."""
    _link_once_more(connection)


def m006_numbers_of_copies(connection: Connection) -> None:
    """Let bands name articles by their numbers, and find articles by the ids that users gave them.

    Fewer pairs lead from one account to another; a fifth of a store was ids of articles in bands.
    """
    _add_indexes(connection, ARTICLE)
    _link_once_more(connection)


def _add_indexes(connection: Connection, table: Table) -> None:
    for index in table.indexes:
        index.create(connection, checkfirst=True)


def _link_once_more(connection: Connection) -> None:
    METADATA.drop_all(connection, tables=LINKING)
    METADATA.create_all(connection, tables=LINKING)
    every = select(ARTICLE.c.id, literal(False))
    connection.execute(insert(TOUCHED).from_select(["article_id", "linked"], every))
    connection.execute(update(STATE).where(STATE.c.name == "linking").values(value=0))


#: In order; a store's version is the number of those it has had.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_initial,
    m002_incremental_linking,
    m003_stories,
    m004_search_keys,
    m005_accounts_in_brief,
    m006_numbers_of_copies,
)


def migrate(engine: Engine) -> None:
    """Bring the store to this version. Raises StoreError for a newer store, or a database that is no store."""
    with reading(engine) as connection:
        found = version(connection)
    if found < len(MIGRATIONS):
        with writing(engine) as connection:
            # Once more, now that nobody else writes: another process may have migrated it meanwhile.
            for step in MIGRATIONS[version(connection) :]:
                step(connection)
            done = update(STATE).where(STATE.c.name == "schema_version").values(value=len(MIGRATIONS))
            connection.execute(done)
    use_write_ahead_log(engine)


def version(connection: Connection) -> int:
    """Return the version of a store, 0 for an empty database. Raises StoreError where it is newer, or no store."""
    url = str(connection.engine.url)
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    found = None
    if STATE.name in tables:
        found = connection.scalar(select(STATE.c.value).where(STATE.c.name == "schema_version"))
    if found is None:
        raise StoreError(f"{url!r} is a database, but not a Dateline store; name another file or database")
    if found > len(MIGRATIONS):
        raise StoreError(
            f"store {url!r} is of version {found}, made by a newer Dateline; this one knows {len(MIGRATIONS)}:"
            " upgrade Dateline, or name another store"
        )
    return int(found)
