"""The figures of the gate on small cases worked out by hand, and on the dev parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.evaluate.gate import evaluate, score
from dateline.settings import Settings


def test_score_by_hand() -> None:
    passed = {"a": True, "b": False, "c": True, "d": False, "e": False}
    positive = {"a": True, "b": True, "c": False, "d": False, "e": False}
    assert score(passed, positive, {"r": True, "s": False, "t": True, "u": True}) == pytest.approx(
        {"bbc_recall": 0.5, "bbc_passed": 1 / 3, "bbc_precision": 0.5, "bbc_f1": 0.5, "incidents_recall": 0.75}
    )


def test_score_without_negatives() -> None:
    assert score({"a": True}, {"a": True}, {})["bbc_passed"] == 0.0


def _write(path: Path, *documents: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))


def test_evaluate_reads_both_files(tmp_path: Path) -> None:
    _write(
        tmp_path / "events/bbc_news_dev.jsonl",
        {
            "docid": "n1",
            "text": "The minister told parliament that there would be an election.",
            "labels": [1],
        },
        {"docid": "n2", "text": "The striker scored twice and the champions won the league.", "labels": [0]},
    )
    _write(
        tmp_path / "incidents/dev_reports.jsonl",
        {"id": "r1", "title": "Two shot dead", "text": "Police said that two men were shot and killed on Elm Street."},
        {"id": "r2", "title": None, "text": "A gunman wounded an officer, police said, and was arrested."},
    )
    report = evaluate(tmp_path, Settings())
    assert report.task == "gate"
    assert report.documents == {"n1": 1.0, "n2": 1.0, "r1": 1.0, "r2": 1.0}
    assert report.metrics["incidents_recall"] == 1.0
    assert set(report.beside) <= set(report.metrics)
    assert list(evaluate(tmp_path, Settings(), limit=1).documents) == ["n1", "r1"]


def test_evaluate_names_absent_data(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bbc_news_dev"):
        evaluate(tmp_path, Settings())


def test_dev_parts(data_dir: Path) -> None:
    metrics = evaluate(data_dir, Settings()).metrics
    assert metrics["bbc_recall"] >= 0.98
    assert metrics["incidents_recall"] >= 0.985
    assert metrics["bbc_passed"] < 0.25
