"""Names of persons, bodies, places, peoples and buildings in news from Africa, Asia, Latin America, the Middle East."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, compare_sets
from dateline.evaluate.report import Report
from dateline.model import Doc
from dateline.settings import Settings

#: Kind of mention -> type of gold. "weapon" and "other" have none.
TYPES: Mapping[str, str] = {
    "person": "Person",
    "organisation": "Organization",
    "armed_group": "Organization",
    "state_force": "Organization",
    "police": "Organization",
    "government": "Organization",
    "place": "Location",
    "demonym": "NORP",
    "facility": "Facility",
}
SCORED: tuple[str, ...] = tuple(dict.fromkeys(TYPES.values()))
Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact matches of one document: by type, and of spans whatever their type."""

    by_type: Mapping[str, Prf]
    spans: Prf

    @property
    def overall(self) -> Prf:
        return sum(self.by_type.values(), Prf())


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score names on Worldwide dev: a name is right if its span is gold's to the letter and its kind is of gold's type.

    Gold is flat and holds names alone. So of mentions one inside the other ("Sofia" in "Sofia police") the outer one
    counts, and mentions without a capital letter ("the army", "police") are descriptions and do not count. Gold's
    dates, sums, products and miscellany are left out: a mention that meets only such is neither right nor wrong.
    Peoples (NORP) are nations, faiths and parties in gold; ours are words for people of a place ("Kenyan").
    """
    gold = load_lines(data, "names/worldwide_dev.jsonl", ("docid", "text", "entities"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    totals = dict.fromkeys(SCORED, Prf())
    spans = Prf()
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        scores = score(names_of(doc), record["entities"])
        totals = {name: totals[name] + scores.by_type[name] for name in SCORED}
        spans += scores.spans
        documents[record["docid"]] = 1.0 if scores.overall == Prf() else scores.overall.f1
    metrics = sum(totals.values(), Prf()).to_metrics("name")
    metrics |= {f"{name}_f1": totals[name].f1 for name in SCORED}
    metrics["span_f1"] = spans.f1
    beside = {"name_f1": "models trained on the usual sets lose more than 0.10 here"}
    return Report("names", metrics, beside, documents)


def names_of(doc: Doc) -> set[Name]:
    """Return start, end and gold's type of the mentions that are names and stand in no other."""
    mentions = [mention for mention in doc.mentions if mention.span.part == "text"]
    return {
        (mention.span.start, mention.span.end, TYPES[mention.kind])
        for mention in mentions
        if mention.kind in TYPES
        and any(letter.isupper() for letter in doc.article.written(mention.span))
        and not any(other.span.covers(mention.span) and other.span != mention.span for other in mentions)
    }


def score(predicted: set[Name], entities: Sequence[Mapping[str, Any]]) -> Scores:
    wanted = {(entity["start"], entity["end"], entity["type"]) for entity in entities if entity["type"] in SCORED}
    left_out = [(entity["start"], entity["end"]) for entity in entities if entity["type"] not in SCORED]
    counted = {
        (start, end, name)
        for start, end, name in predicted
        if any(start < g_end and g_start < end for g_start, g_end, _ in wanted)
        or not any(start < g_end and g_start < end for g_start, g_end in left_out)
    }
    return Scores(
        {
            name: compare_sets({one for one in counted if one[2] == name}, {one for one in wanted if one[2] == name})
            for name in SCORED
        },
        compare_sets({one[:2] for one in counted}, {one[:2] for one in wanted}),
    )
