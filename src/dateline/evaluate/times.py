"""Time expressions (WikiWars): spans, strict and relaxed, and TIMEX3 values."""

from __future__ import annotations

from pathlib import Path

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, match_overlapping
from dateline.evaluate.report import Report
from dateline.settings import Settings


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score time expressions on WikiWars dev. Value F1 counts relaxed matches whose value is gold's."""
    gold = load_lines(data, "times/wikiwars_dev.jsonl", ("docid", "text", "dct", "timex"))[:limit]
    articles = [make_article(record["docid"], record["text"], published=record["dct"]["value"][:10]) for record in gold]
    strict = relaxed = value = Prf()
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        times = [time for time in doc.times if time.span.part == "text"]
        predicted = [(time.span.start, time.span.end) for time in times]
        wanted = [(timex["start"], timex["end"]) for timex in record["timex"]]
        matched = match_overlapping(predicted, wanted)
        exact = sum(predicted[p] == wanted[g] for p, g in matched)
        same = sum(times[p].value.value == record["timex"][g]["value"] for p, g in matched)
        strict += _prf(exact, len(predicted), len(wanted))
        relaxed += _prf(len(matched), len(predicted), len(wanted))
        value_score = _prf(same, len(predicted), len(wanted))
        value += value_score
        documents[record["docid"]] = value_score.f1
    metrics = {
        "strict_f1": strict.f1,
        "relaxed_f1": relaxed.f1,
        "value_f1": value.f1,
        "strict_precision": strict.precision,
        "strict_recall": strict.recall,
    }
    beside = {
        "strict_f1": "81.3, HeidelTime on news",
        "relaxed_f1": "90.3, HeidelTime on news",
        "value_f1": "77.6, HeidelTime on news",
    }
    return Report("times", metrics, beside, documents)


def _prf(right: int, predicted: int, gold: int) -> Prf:
    return Prf(right, predicted - right, gold - right)
