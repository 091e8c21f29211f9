"""Place names (LGL, TR-News, GeoVirus): spans, and where gold spans are put on the map.

The weights that choose among places were fitted on these three. So each document is resolved by the weights of its
fold, which never saw its outlet (GeoVirus: the document); their file has them beside those that reading uses. Gold
counts streets among places; here they are mentions of kind facility, and are counted by how they are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from dateline.annotate.streets import is_street
from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, compare_sets
from dateline.evaluate.report import Report
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.place_names import kilometres
from dateline.model import Article, Doc, Mention, PlaceValue, Span
from dateline.resolve.place_candidates import PLACE_KINDS
from dateline.resolve.place_choice import Rounds, load_place_weights, weights_path
from dateline.resolve.places import resolve_places
from dateline.settings import Settings

CORPORA: tuple[str, ...] = ("lgl", "trnews", "geovirus")
NEAR_KM = 161.0
#: A name that is not resolved is as far away as a point can be: half way round.
UNRESOLVED_KM = 20_015.0
BESIDE: Mapping[str, str] = {
    "lgl_within_161km": "82.7, Mordecai 3",
    "trnews_within_161km": "87.3, Mordecai 3",
    "lgl_mean_error_km": "303.9, Mordecai 3",
    "trnews_mean_error_km": "294.7, Mordecai 3",
    "trnews_span_f1": "83.2, best of three services on another set",
}


@dataclass(frozen=True, slots=True)
class Located:
    """How well the gold names of one document were put on the map."""

    errors_km: tuple[float, ...]
    #: For each gold name whose country is given: whether it is right.
    countries: tuple[bool, ...]


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score spans found by the whole pipeline, and the resolving of gold spans on top of the same annotation."""
    gazetteer = open_gazetteer(settings)
    weights = load_place_weights(weights_path(settings))
    metrics: dict[str, float] = {}
    documents: dict[str, float] = {}
    for corpus in CORPORA:
        spans = spans_without = Prf()
        located = []
        gold = gold_articles(data, corpus, limit=limit)
        docs = annotate_gold([article for _, article in gold], settings)
        for (record, _), doc in zip(gold, docs, strict=True):
            toponyms = [toponym for toponym in record["toponyms"] if toponym["ok"]]
            spans += compare_sets(predicted_spans(doc), {(t["start"], t["end"]) for t in toponyms})
            spans_without += compare_sets(
                predicted_spans(doc, demonyms=False),
                {(t["start"], t["end"]) for t in toponyms if gazetteer.demonym(t["phrase"]) is None},
            )
            found = locate_gold(doc, pointed(record), gazetteer, weights.without(outlet_of(record)))
            located.append(found)
            if found.errors_km:
                documents[doc.article.document] = mean(error <= NEAR_KM for error in found.errors_km)
        metrics |= corpus_metrics(corpus, spans, spans_without, located)
    return Report("places", metrics, BESIDE, documents)


def gold_articles(data: Path, corpus: str, *, limit: int | None = None) -> list[tuple[Mapping[str, Any], Article]]:
    """Return the gold records of a corpus with their articles."""
    gold = load_lines(data, f"places/{corpus}.jsonl", ("docid", "text", "toponyms"))[:limit]
    return [
        (record, make_article(f"{corpus}/{record['docid']}", record["text"], url=record.get("meta", {}).get("url")))
        for record in gold
    ]


def outlet_of(record: Mapping[str, Any]) -> str:
    """Return what a record was kept apart by when weights were fitted: its outlet, else itself."""
    return str(record.get("meta", {}).get("domain") or record["docid"])


def pointed(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the gold names of a record that have a point."""
    return [toponym for toponym in record["toponyms"] if toponym["ok"] and toponym.get("lat") is not None]


def predicted_spans(doc: Doc, *, demonyms: bool = True) -> set[tuple[int, int]]:
    places = {place.span for place in doc.places if demonyms or not place.value.demonym}
    facilities = [mention.span for mention in doc.mentions if mention.kind == "facility"]
    streets = {span for span in facilities if is_street(doc.article.written(span))}
    return {(span.start, span.end) for span in places | streets if span.part == "text"}


def with_gold(doc: Doc, toponyms: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> Doc:
    """Return the doc with gold names in place of the places and peoples that were found."""
    gold = [
        Mention(Span("text", t["start"], t["end"]), "demonym" if gazetteer.demonym(t["phrase"]) else "place")
        for t in toponyms
    ]
    others = [mention for mention in doc.mentions if mention.kind not in PLACE_KINDS]
    return doc.add(mentions=(*gold, *others), chains=(), places=())


def locate_gold(doc: Doc, toponyms: Sequence[Mapping[str, Any]], gazetteer: Gazetteer, rounds: Rounds) -> Located:
    """Resolve gold spans in place of those that were found. Errors in kilometres."""
    values = {
        (place.span.start, place.span.end): place.value
        for place in resolve_places(with_gold(doc, toponyms, gazetteer), gazetteer, rounds)
        if place.span.part == "text"
    }
    errors, countries = [], []
    for toponym in toponyms:
        value = values.get((toponym["start"], toponym["end"]))
        errors.append(_error_km(value, toponym))
        code = gazetteer.country_code(toponym["country"]) if toponym.get("country") else None
        if code is not None:
            countries.append(value is not None and value.country == code)
    return Located(tuple(errors), tuple(countries))


def _error_km(value: PlaceValue | None, toponym: Mapping[str, Any]) -> float:
    if value is None or value.latitude is None or value.longitude is None:
        return UNRESOLVED_KM
    return kilometres(value.latitude, value.longitude, toponym["lat"], toponym["lon"])


def corpus_metrics(corpus: str, spans: Prf, spans_without: Prf, located: Sequence[Located]) -> dict[str, float]:
    errors = [error for one in located for error in one.errors_km]
    resolved = [error for error in errors if error < UNRESOLVED_KM]
    countries = [right for one in located for right in one.countries]
    metrics = {
        f"{corpus}_span_f1": spans.f1,
        f"{corpus}_span_f1_without_demonyms": spans_without.f1,
        f"{corpus}_within_161km": mean(error <= NEAR_KM for error in errors) if errors else 0.0,
        f"{corpus}_resolved": len(resolved) / len(errors) if errors else 0.0,
        f"{corpus}_mean_error_km": mean(resolved) if resolved else 0.0,
    }
    if countries:
        metrics[f"{corpus}_country_right"] = mean(countries)
    return metrics
