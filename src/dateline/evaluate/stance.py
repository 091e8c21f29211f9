"""Stances of event words (MEANTIME, English): asserted, uncertain, denied or future, and the share asserted wrongly."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.factuality import event_at
from dateline.evaluate.metrics import Prf
from dateline.evaluate.report import Report
from dateline.model import Stance
from dateline.settings import Settings

CLASSES = ("asserted", "uncertain", "denied", "future")
#: The gold does not tell plans from predictions, nor what is doubted from what is only thought of.
CLASS_OF: Mapping[Stance, str] = {
    "asserted": "asserted",
    "hedged": "uncertain",
    "hypothetical": "uncertain",
    "denied": "denied",
    "planned": "future",
    "predicted": "future",
}
BESIDE = {
    "accuracy": "0.777, all asserted",
    "macro_f1": "0.219, the same",
    "asserted_precision": "0.777, the same",
    "not_asserted_f1": "0, the same",
}


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score the stance of the gold event words that an event overlaps, over four classes.

    There is no official split. Documents of even checksum are for developing, their figures begin with `dev_`; the
    headline figures are those of the odd ones, which nothing is fitted to. `asserted_precision` falls with each word
    that is wrongly taken for a fact, the worst error; `not_asserted` is the other three classes as one.
    """
    gold = load_lines(data, "factuality/meantime_docs.jsonl", ("docid", "text", "events"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    pairs: dict[bool, list[tuple[str | None, str]]] = {True: [], False: []}
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        found = [event_at(doc.events, event["start"], event["end"]) for event in record["events"]]
        told = [None if event is None else CLASS_OF[event.stance] for event in found]
        own = list(zip(told, map(gold_class, record["events"]), strict=True))
        pairs[is_for_developing(record["docid"])] += own
        if judged := [ours == theirs for ours, theirs in own if ours is not None]:
            documents[record["docid"]] = mean(judged)
    developing = {f"dev_{name}": value for name, value in score(pairs[True]).items()}
    return Report("stance", {**score(pairs[False]), **developing}, BESIDE, documents)


def is_for_developing(document: str) -> bool:
    return zlib.crc32(document.encode()) % 2 == 0


def gold_class(event: Mapping[str, Any]) -> str:
    """Return the class of a gold event. What is denied of the future is denied; what is not certain of it, future.

    What has neither certainty nor polarity and is not of the future is a question or a thought ("did not say whether
    he chose to leave"): uncertain.
    """
    if event["polarity"] == "NEG":
        return "denied"
    if event["time"] == "FUTURE":
        return "future"
    return "asserted" if event["certainty"] == "CERTAIN" and event["polarity"] == "POS" else "uncertain"


def score(pairs: Sequence[tuple[str | None, str]]) -> dict[str, float]:
    """Return the figures of pairs of (class told or None, gold class); those that are not found count in one alone."""
    judged = [(told, gold) for told, gold in pairs if told is not None]
    counts = {name: _count(judged, {name}) for name in CLASSES}
    return {
        "accuracy": mean(told == gold for told, gold in judged) if judged else 0.0,
        "macro_f1": mean(one.f1 for one in counts.values()),
        **{f"{name}_f1": one.f1 for name, one in counts.items()},
        "asserted_precision": counts["asserted"].precision,
        "not_asserted_f1": _count(judged, set(CLASSES) - {"asserted"}).f1,
        "events_found": len(judged) / len(pairs) if pairs else 0.0,
    }


def _count(judged: Sequence[tuple[str, str]], classes: set[str]) -> Prf:
    both = [(told in classes, gold in classes) for told, gold in judged]
    return Prf(both.count((True, True)), both.count((True, False)), both.count((False, True)))
