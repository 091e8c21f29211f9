"""The gate before the reader: how many articles about incidents it lets through, and how many about other things.

The labels of BBC News are said to mark political violence. They mark all of the section on politics, mostly that of the
United Kingdom without any violence; "incidents" are reports of armed violence, each of them positive.

Inside an article the gate picks paragraphs: of the claims that are found when all is read, `claims_recall` is the share
that stands in a paragraph that it picks; `text_read` is the share of the text in these. Both are of the first reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf
from dateline.evaluate.report import Report
from dateline.extract.nets.gate import Gate
from dateline.extract.nets.signs import passages
from dateline.settings import Settings

#: Reports that the picking of paragraphs is measured on: they are read whole, by all steps.
_READ = 150


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
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
        "claims_recall": "wanted 0.99 or more",
        "incidents_recall": "wanted 0.99 or more; every report tells of armed violence",
    }
    metrics = score(passed, positive, found) | score_passages(reports[:_READ], settings)
    return Report("gate", metrics, beside, documents)


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


def score_passages(reports: Sequence[Mapping[str, Any]], settings: Settings) -> dict[str, float]:
    articles = [make_article(report["id"], report["text"], title=report["title"] or None) for report in reports]
    claims = picked = length = read = 0
    for doc in annotate_gold(articles, replace(settings, gate="off")):
        own = [claim.span for account in doc.accounts for claim in account.claims]
        chosen = passages(doc)
        claims += len(own)
        # Some claims reach over several paragraphs, as a sum of people does.
        picked += sum(any(span.starts_in(each) for each in chosen) for span in own)
        length += len(doc.article.text)
        read += sum(each.end - each.start for each in chosen if each.part == "text")
    return {"claims_recall": picked / claims if claims else 0.0, "text_read": read / length if length else 0.0}
