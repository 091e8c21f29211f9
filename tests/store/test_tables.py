"""The tables: each column says what it is, and nothing in them is of SQLite alone."""

from __future__ import annotations

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from dateline.store.tables import METADATA

TABLES = sorted(METADATA.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_column_has_a_comment(table: Table) -> None:
    assert [column.name for column in table.columns if not (column.comment or "").strip()] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_tables_can_be_made_in_postgresql(table: Table) -> None:
    made = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert made.strip().startswith("CREATE TABLE")
