"""Which reading of an article is its current one, and how to ask for many ids at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from dateline.store.tables import READING

Id = TypeVar("Id", bound=Hashable)

#: Databases take a limited number of values in one statement.
CHUNK = 500


def chunks(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """Give the distinct ids in lists that fit into one statement."""
    distinct = list(dict.fromkeys(ids))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def rows_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[Id]
) -> Iterator[Row[Any]]:
    """Yield the rows of a query in which a column has one of these values."""
    for some in chunks(values):
        # Fetched at once: one by one, rows cost twice as much.
        yield from connection.execute(query.where(column.in_(some))).all()


def is_current(article_ids: list[str] | None = None) -> ColumnElement[bool]:
    """Return the condition that a reading is the newest of its article: of all articles, or of these."""
    newest = select(func.max(READING.c.id)).group_by(READING.c.article_id)
    if article_ids is not None:
        newest = newest.where(READING.c.article_id.in_(article_ids))
    return READING.c.id.in_(newest)
