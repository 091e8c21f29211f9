"""Each task runs on the first documents of its gold data; skipped where that is absent."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from dateline.evaluate import evaluate
from dateline.settings import Settings


@pytest.mark.parametrize(
    "task",
    ["muc4_templates", "muc4_slots", "events", "factuality", "stance", "names", "isaf", "stories", "calibration"],
)
def test_task_on_a_few_documents(task: str, data_dir: Path) -> None:
    report = evaluate(task, data_dir, Settings(), limit=3)
    assert report.task == task
    assert report.metrics
    assert all(math.isfinite(value) for value in report.metrics.values())
    assert set(report.beside) <= set(report.metrics)
    assert report.documents
    assert all(0 <= score <= 1 for score in report.documents.values())
