"""Who says what (PolNeAR): tokens of source, cue and content, and whole attributions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, compare_sets
from dateline.evaluate.report import Report
from dateline.model import Attribution
from dateline.settings import Settings

PARTS: tuple[str, ...] = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]")
Ranges = Mapping[str, Sequence[tuple[int, int]]]


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score attributions on PolNeAR dev."""
    gold = load_lines(data, "attribution/dev.jsonl", ("docid", "text", "attributions"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    tokens = dict.fromkeys(PARTS, Prf())
    whole = Prf()
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        predicted = [ranges_of(attribution) for attribution in doc.attributions]
        wanted = [gold_ranges(attribution) for attribution in record["attributions"]]
        for part in PARTS:
            tokens[part] += compare_sets(
                covered_tokens(record["text"], predicted, part), covered_tokens(record["text"], wanted, part)
            )
        score = match_attributions(predicted, wanted)
        whole += score
        documents[record["docid"]] = 1.0 if score == Prf() else score.f1
    metrics = whole.to_metrics("attribution")
    for part in PARTS:
        metrics[f"{part}_token_f1"] = tokens[part].f1
    beside = {"attribution_f1": "92.3: agreement of two people, by attribution"}
    return Report("attribution", metrics, beside, documents)


def ranges_of(attribution: Attribution) -> Ranges:
    return {
        part: [(span.start, span.end) for span in getattr(attribution, part) if span.part == "text"] for part in PARTS
    }


def gold_ranges(attribution: Mapping[str, Any]) -> Ranges:
    return {part: [(span["start"], span["end"]) for span in attribution[part]] for part in PARTS}


def covered_tokens(text: str, attributions: Sequence[Ranges], part: str) -> set[int]:
    """Return the starts of the tokens that any span of this part covers."""
    covered: set[int] = set()
    for attribution in attributions:
        for start, end in attribution[part]:
            covered.update(start + token.start() for token in TOKEN.finditer(text[start:end]))
    return covered


def match_attributions(predicted: Sequence[Ranges], gold: Sequence[Ranges]) -> Prf:
    """Match one to one, in text order: a prediction is right if it overlaps every part that gold has."""
    free = list(predicted)
    right = 0
    for wanted in gold:
        match = next((one for one in free if all(_overlap(one[part], wanted[part]) for part in PARTS)), None)
        if match is not None:
            free.remove(match)
            right += 1
    return Prf(right, len(predicted) - right, len(gold) - right)


def _overlap(predicted: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> bool:
    if not gold:
        return True
    return any(p[0] < g[1] and g[0] < p[1] for p in predicted for g in gold)
