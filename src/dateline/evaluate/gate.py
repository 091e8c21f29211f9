"""The gate before the reader: how many articles about incidents it lets through, and how many about other things.

The labels of BBC News are said to mark political violence. They mark all of the section on politics, mostly that of the
United Kingdom without any violence; "incidents" are reports of armed violence, each of them positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dateline.evaluate.data import load_lines, make_article
from dateline.evaluate.metrics import Prf
from dateline.evaluate.report import Report
from dateline.extract.nets.gate import Gate
from dateline.settings import Settings


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:  # noqa: ARG001 - as every task
    """Score the gate at its threshold. A document is right if it passes when it is positive, else if it does not."""
    news = load_lines(data, "events/bbc_news_dev.jsonl", ("docid", "text", "labels"))[:limit]
    reports = load_lines(data, "incidents/dev_reports.jsonl", ("id", "title", "text"))[:limit]
    gate = Gate()
    positive = {record["docid"]: record["labels"] == [1] for record in news}
    passed = {record["docid"]: gate.passes(make_article(record["docid"], record["text"])) for record in news}
    found = {
        record["id"]: gate.passes(make_article(record["id"], record["text"], title=record["title"]))
        for record in reports
    }
    documents = {name: float(passed[name] == positive[name]) for name in passed}
    documents |= {name: float(passes) for name, passes in found.items()}
    beside = {
        "bbc_recall": "wanted 0.99 or more; a label marks political news, violent or not",
        "bbc_passed": "wanted below 0.25: articles with label 0 that are let through",
        "incidents_recall": "wanted 0.99 or more; every report tells of armed violence",
    }
    return Report("gate", score(passed, positive, found), beside, documents)


def score(passed: Mapping[str, bool], positive: Mapping[str, bool], found: Mapping[str, bool]) -> dict[str, float]:
    """Return the figures. `passed` and `positive` are of general news, `found` of reports that should all pass."""
    news = Prf(
        right=sum(passed[name] and positive[name] for name in passed),
        wrong=sum(passed[name] and not positive[name] for name in passed),
        missed=sum(positive[name] and not passed[name] for name in passed),
    )
    negatives = len(passed) - sum(positive.values())
    return {
        "bbc_recall": news.recall,
        "bbc_passed": news.wrong / negatives if negatives else 0.0,
        "bbc_precision": news.precision,
        "bbc_f1": news.f1,
        "incidents_recall": sum(found.values()) / len(found) if found else 0.0,
    }
