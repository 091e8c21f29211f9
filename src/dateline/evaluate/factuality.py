"""Whether event words tell of what happened (UW, from FactBank's words): mean absolute error and Pearson's r."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import numpy

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import match_overlapping
from dateline.evaluate.report import Report
from dateline.model import Event
from dateline.settings import Settings

#: What a reader takes a word for who has no reason to doubt it.
CERTAIN = 3.0
BESIDE = {
    "mae": "0.75, a constant; 0.451, state of the art, test part",
    "pearson_r": "0.828, the same",
}


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score the factuality of gold event words on UW dev, from -3 (certainly not) to 3 (certainly).

    `mae` and `pearson_r` are taken over all gold words; `events_found` is the share of them that an event overlaps.
    A document is one sentence.
    """
    gold = load_lines(data, "factuality/uw_dev.jsonl", ("docid", "text", "events"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    predicted: list[float] = []
    wanted: list[float] = []
    found = 0
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        read = [event_at(doc.events, event["start"], event["end"]) for event in record["events"]]
        found += sum(event is not None for event in read)
        values = [CERTAIN if event is None else event.factuality for event in read]
        truth = [float(event["factuality"]) for event in record["events"]]
        if truth:
            documents[record["docid"]] = 1 - min(1.0, mean_absolute_error(values, truth) / 3)
        predicted += values
        wanted += truth
    metrics = {
        "mae": mean_absolute_error(predicted, wanted),
        "pearson_r": pearson_r(predicted, wanted),
        "events_found": found / len(wanted) if wanted else 0.0,
    }
    return Report("factuality", metrics, BESIDE, documents)


def event_at(events: Sequence[Event], start: int, end: int) -> Event | None:
    """Return the event that overlaps a stretch of the text most, or None where none does."""
    own = [event for event in events if event.span.part == "text"]
    matched = match_overlapping([(event.span.start, event.span.end) for event in own], [(start, end)])
    return own[matched[0][0]] if matched else None


def mean_absolute_error(predicted: Sequence[float], gold: Sequence[float]) -> float:
    return mean(abs(p - g) for p, g in zip(predicted, gold, strict=True)) if gold else 0.0


def pearson_r(predicted: Sequence[float], gold: Sequence[float]) -> float:
    """Return the correlation; 0 where one side does not vary, for then there is none."""
    if len(set(predicted)) < 2 or len(set(gold)) < 2:
        return 0.0
    return float(numpy.corrcoef(predicted, gold)[0, 1])
