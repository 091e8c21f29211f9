"""Time expressions (WikiWars): spans, strict and relaxed, and TIMEX3 values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, match_overlapping
from dateline.evaluate.report import Report
from dateline.settings import Settings

#: Start, end and TIMEX3 value of an expression.
Timex = tuple[int, int, str | None]


@dataclass(frozen=True, slots=True)
class TimexScores:
    """Of spans that are gold's, spans that overlap gold's, and of those with gold's value too."""

    strict: Prf
    relaxed: Prf
    value: Prf

    def __add__(self, other: TimexScores) -> TimexScores:
        return TimexScores(self.strict + other.strict, self.relaxed + other.relaxed, self.value + other.value)

    def metrics(self) -> dict[str, float]:
        return {
            "strict_f1": self.strict.f1,
            "relaxed_f1": self.relaxed.f1,
            "value_f1": self.value.f1,
            "strict_precision": self.strict.precision,
            "strict_recall": self.strict.recall,
        }


NOTHING = TimexScores(Prf(), Prf(), Prf())


def load_dev(data: Path) -> list[dict[str, Any]]:
    return load_lines(data, "times/wikiwars_dev.jsonl", ("docid", "text", "dct", "timex"))


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score time expressions on WikiWars dev. Value F1 counts relaxed matches whose value is gold's."""
    gold = load_dev(data)[:limit]
    articles = [make_article(record["docid"], record["text"], published=record["dct"]["value"][:10]) for record in gold]
    total = NOTHING
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        found = [(time.span.start, time.span.end, time.value.value) for time in doc.times if time.span.part == "text"]
        scores = score_timexes(found, record["timex"])
        total += scores
        documents[record["docid"]] = scores.value.f1
    beside = {
        "strict_f1": "85.4, HeidelTime on the same documents",
        "relaxed_f1": "91.5, HeidelTime on the same documents",
        "value_f1": "78.1, HeidelTime on the same documents",
    }
    return Report("times", total.metrics(), beside, documents)


def score_timexes(found: Sequence[Timex], gold: Iterable[Mapping[str, Any]]) -> TimexScores:
    """Score the expressions found in one document against its gold `timex` entries."""
    wanted = [(timex["start"], timex["end"], timex["value"]) for timex in gold]
    pairs = match_overlapping([each[:2] for each in found], [each[:2] for each in wanted])
    exact = sum(found[p][:2] == wanted[g][:2] for p, g in pairs)
    same = sum(found[p][2] == wanted[g][2] for p, g in pairs)
    counts = (exact, len(pairs), same)
    return TimexScores(*(Prf(right, len(found) - right, len(wanted) - right) for right in counts))
