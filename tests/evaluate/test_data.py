"""Gold data that is absent or faulty is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.evaluate.data import load_lines


def test_load_lines_passes_over_empty_ones(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": 1}\n\n{"id": 2}\n')
    assert load_lines(tmp_path, "gold.jsonl", ("id",)) == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"id": 1}\nnot JSON\n', r"gold\.jsonl:2.*not JSON"),
        ('{"id": 1}\n{"text": ""}\n', r"gold\.jsonl:2.*no id"),
        ("[1]\n", r"gold\.jsonl:1.*no id"),
        ('{"id": "\udcff"}', r"gold\.jsonl:1"),
        ("\n", "no document"),
    ],
)
def test_load_lines_names_the_fault(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "gold.jsonl").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(UsageError, match=named):
        load_lines(tmp_path, "gold.jsonl", ("id",))
