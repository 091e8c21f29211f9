"""Makes a large store of a small one: its rows once more for each further stretch of time, with other ids and keys."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from dateline.link.keys import HASHED_BITS

#: In the low bits of numbers that begin with a day (`dateline.link.keys`), and in the high ones the day.
_LOW: Final = 2**HASHED_BITS - 1
#: Mixed into numbers, so that words, names and texts of each stretch are others.
_MIX: Final = 0x5DEECE66D5DEECE
#: Facts, and what is derived of them, of one article or of several.
_TABLES: Final = (
    *("article", "reading", "account", "claim", "minted", "search_key"),
    *("linked_article", "copy_band", "linked_account", "block_key", "account_pair"),
    *("incident", "incident_account", "incident_party", "story", "story_member", "story_day", "story_key", "address"),
)
_ID, _DAY, _DATE = '"{name}" || :tail', '"{name}" + :days', "date(\"{name}\", '+' || :days || ' days')"
_KEY: Final = (
    'CASE WHEN "{name}" >> {bits} BETWEEN :since AND :until'
    ' THEN ((("{name}" >> {bits}) + :days) << {bits}) | ((("{name}" | :low) - ("{name}" & :low)) & {low})'
    ' ELSE (("{name}" | :mix) - ("{name}" & :mix)) END'
)
#: What becomes of a column, by its name, or by table and name where these differ; all others stay as they are.
_CHANGED: Final = {
    **dict.fromkeys(("article_id", "account_id", "incident_id", "story_id", "copies", "document"), _ID),
    **dict.fromkeys((f"{table}.id" for table in ("article", "account", "claim", "incident", "story")), _ID),
    **dict.fromkeys(("published", "first_seen", "last_seen", "earliest", "latest", "day"), _DATE),
    **dict.fromkeys(("linked_account.earliest", "linked_account.latest", "search_key.day"), _DAY),
    **dict.fromkeys(("key", "band"), _KEY),
}
#: Numbers that rows go by: each stretch has those above all before it.
_STEPPED: Final = {
    "article": ("article.seq", "search_key.seq", "copy_band.seq"),
    "reading": ("reading.id", "reading_id"),
    "minted": ("minted.seq",),
    "linked_account": ("linked_account.number", "account_pair.left", "account_pair.right", "block_key.account"),
}


def add_years(path: Path, stretches: int, *, days: int, since: int, until: int) -> None:
    """Add so many stretches of `days` days to a store that nobody else has open.

    `since` and `until` are the first and last day (proleptic ordinals) that its keys may begin with. A run that is
    stopped leaves a file of no use.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -3000000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    steps = {table: _highest(connection, names[0]) for table, names in _STEPPED.items()}
    for table in _TABLES:
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute(f"CREATE TEMP TABLE first AS SELECT * FROM main.{table}")
        connection.execute("BEGIN")
        for number in range(1, stretches + 1):
            mix = _MIX * number % 2**63
            values = {
                **{"tail": f"-{number}", "days": number * days, "since": since, "until": until},
                **{"mix": mix, "low": mix & _LOW},
            }
            connection.execute(_copying(connection, table, {one: step * number for one, step in steps.items()}), values)
        connection.execute("COMMIT")
        connection.execute("DROP TABLE first")
        for _, sql in indexes:
            connection.execute(sql)
    last = _highest(connection, "article.seq")
    connection.execute("UPDATE dateline_state SET value = ? WHERE name = 'keys_through'", (last,))
    new = "SELECT seq, title, text FROM article WHERE seq > ?"
    connection.execute(f"INSERT INTO article_search (rowid, title, text) {new}", (steps["article"],))
    connection.close()


def _copying(connection: sqlite3.Connection, table: str, steps: dict[str, int]) -> str:
    """Return the statement that copies the first rows of a table, in the order that its own rows lie in."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    stepped = {name: steps[by] for by, names in _STEPPED.items() for name in names}
    values = [_value(table, name, stepped) for _, name, *_ in columns]
    order = [str(place) for place, (*_, key) in enumerate(columns, start=1) if key]
    return f"INSERT INTO {table} SELECT {', '.join(values)} FROM first ORDER BY {', '.join(order)}"


def _value(table: str, name: str, stepped: dict[str, int]) -> str:
    for known in (f"{table}.{name}", name):
        if known in stepped:
            return f'"{name}" + {stepped[known]}'
        if known in _CHANGED:
            return _CHANGED[known].format(name=name, low=_LOW, bits=HASHED_BITS)
    return f'"{name}"'


def _highest(connection: sqlite3.Connection, column: str) -> int:
    table, name = column.split(".")
    return int(connection.execute(f"SELECT max({name}) FROM {table}").fetchone()[0])
