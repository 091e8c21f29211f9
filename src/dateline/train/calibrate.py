"""Fits the models that weigh what the reader and the rules tell, on train docs that the reader never saw."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from dateline.evaluate.calibration import is_right, main_account
from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import normalise_filler
from dateline.evaluate.muc4 import gold_entities
from dateline.extract.fillers import filler_features, read_fillers
from dateline.extract.nets.calibration import NAME, Calibration, load_calibration
from dateline.extract.nets.reader import weights_folder
from dateline.extract.scores import SCORED, claim_features
from dateline.knowledge.actors import name_words
from dateline.model import Article, Doc
from dateline.settings import Settings
from dateline.train.corpus import is_held_out

#: Weight of the squares of the (standardised) weights: the held-out docs are few.
PENALTY = 1.0

Sample = tuple[Mapping[str, float], bool]


def calibrate(data: Path, settings: Settings) -> dict[str, int]:
    """Write the models beside the weights of the reader; returns how many samples each was fitted on."""
    settings = replace(settings, gate="off", workers=1)
    folder = weights_folder(settings)
    out = folder / NAME
    models: dict[str, Any] = {"fillers": {"bias": 0.0, "weights": {"surest": 1.0}}}
    sizes = {}
    _write(out, models)
    muc4 = _muc4_docs(data, settings)
    samples = [sample for doc, extracts in muc4 for sample in _fillers(doc, extracts, load_calibration(folder))]
    models["fillers"], sizes["fillers"] = fit(samples), len(samples)
    by_field: dict[str, list[Sample]] = {field: [] for field in SCORED}
    for doc, record in _incident_docs(data, settings):
        for field, sample in _claims(doc, record):
            by_field[field].append(sample)
    for field, samples in by_field.items():
        models[field], sizes[field] = fit(samples), len(samples)
    _write(out, models)
    return sizes


def _write(out: Path, models: Mapping[str, Any]) -> None:
    out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    load_calibration.cache_clear()


def _muc4_docs(data: Path, settings: Settings) -> list[tuple[Doc, Mapping[str, Any]]]:
    gold = load_lines(data, "muc4/grit_roles_train.jsonl", ("docid", "extracts"))
    gold = [record for record in gold if is_held_out(record["docid"])]
    texts = {record["docid"]: record["text"] for record in load_lines(data, "muc4/muc4_train.jsonl", ("docid", "text"))}
    articles = [make_article(record["docid"], texts[record["docid"]]) for record in gold]
    docs = annotate_gold(articles, settings)
    return [(doc, record["extracts"]) for record, doc in zip(gold, docs, strict=True)]


def _fillers(doc: Doc, extracts: Mapping[str, Any], calibration: Calibration) -> Iterator[Sample]:
    for filler in read_fillers(doc, calibration):
        written = doc.article.written(filler.tag.span)
        right = any(normalise_filler(written) in entity for entity in gold_entities(extracts, filler.role))
        yield filler_features(doc, filler.role, name_words(written), filler.tags), right


def _incident_docs(data: Path, settings: Settings) -> Iterator[tuple[Doc, Mapping[str, Any]]]:
    reports = load_lines(data, "incidents/train_reports.jsonl", ("id", "text", "title", "published", "incident_id"))
    reports = [report for report in reports if is_held_out(report["id"])]
    incidents = load_lines(data, "incidents/train_incidents.jsonl", ("incident_id", "killed", "injured"))
    gold = {record["incident_id"]: record for record in incidents}
    articles: list[Article] = [
        make_article(report["id"], report["text"], title=report["title"] or None, published=report["published"])
        for report in reports
    ]
    for report, doc in zip(reports, annotate_gold(articles, settings), strict=True):
        yield doc, gold[report["incident_id"]]


def _claims(doc: Doc, record: Mapping[str, Any]) -> Iterator[tuple[str, Sample]]:
    account = main_account(doc)
    for claim in () if account is None else account.claims:
        right = is_right(claim, record) if claim.stance in ("asserted", "hedged") else None
        if account is not None and right is not None and claim.field in SCORED:
            yield claim.field, (claim_features(claim, account.claims, doc, account.role), right)


def fit(samples: Sequence[Sample]) -> dict[str, Any]:
    """Return bias and weights of a logistic model, by Newton's method with a penalty on the standardised weights."""
    names = sorted({name for features, _ in samples for name in features})
    values: NDArray[numpy.float64] = numpy.array(
        [[features.get(name, 0.0) for name in names] for features, _ in samples]
    )
    right = numpy.array([float(outcome) for _, outcome in samples])
    means, scales = values.mean(axis=0), values.std(axis=0)
    scales[scales < 1e-9] = 1.0
    inputs = numpy.hstack([numpy.ones((len(values), 1)), (values - means) / scales])
    penalty = PENALTY * numpy.eye(inputs.shape[1])
    penalty[0, 0] = 1e-6
    weights = numpy.zeros(inputs.shape[1])
    for _ in range(60):
        chance = 1.0 / (1.0 + numpy.exp(-numpy.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (chance - right) + penalty @ weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        weights -= numpy.linalg.solve(curve, slope)
    scaled = weights[1:] / scales
    bias = float(weights[0] - scaled @ means)
    return {
        "bias": round(bias, 4),
        "weights": {name: round(float(w), 4) for name, w in zip(names, scaled, strict=True)},
    }
