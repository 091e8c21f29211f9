"""CSV: one row an incident, for spreadsheets and statistics packages."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from dateline.export.rows import columns, to_row
from dateline.model import Record

LOSSES: tuple[str, ...] = (
    "claims: a cell holds the value that stands; speakers, stances, scores and claims against it are left out",
    "accounts: their types, roles and the reasons for joining them are left out",
    "parties: names alone, separated by '; '; kinds, actor ids and numbers of claims are left out",
    "killed_by_side is left out",
)
#: A spreadsheet takes a cell that starts so for a formula, full-width signs too; article text is not to be trusted
#: with that.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(records: Iterable[Record], out: TextIO) -> None:
    writer = csv.DictWriter(out, columns(), lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: safe_cell(cell) for name, cell in to_row(record).items()})


def safe_cell(cell: object) -> object:
    """Return a cell that no spreadsheet runs: text that starts like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
