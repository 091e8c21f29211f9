"""Fits the models that weigh what the reader and the rules tell, on train docs that the reader never saw."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from dateline.evaluate.calibration import main_account
from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.incidents_gold import gold_people, surname
from dateline.evaluate.metrics import normalise_filler
from dateline.evaluate.muc4 import gold_entities
from dateline.extract.accounts import Accounts
from dateline.extract.certainty import JUDGED, model_of
from dateline.extract.choosing import CHOSEN, candidates, is_like_main
from dateline.extract.fates import BEFALLING, fate_features, read_fates
from dateline.extract.fillers import filler_features, read_fillers
from dateline.extract.full_names import full_names
from dateline.extract.nets.calibration import NAME, Calibration, Logistic, load_calibration
from dateline.extract.nets.reader import weights_folder
from dateline.extract.setting import CANDIDATES
from dateline.extract.setting import model_of as setting_model
from dateline.extract.syntax import read_syntax
from dateline.extract.tolls import find_harms
from dateline.knowledge.actor_names import name_words
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Article, Doc
from dateline.pipeline import annotate_articles
from dateline.settings import Settings
from dateline.train.certainty import Told, judged_claims, parted
from dateline.train.corpus import is_held_out
from dateline.train.setting import setting_choices

#: Weight of the squares of the (standardised) weights: the held-out docs are few.
PENALTY = 1.0
#: The same for the many features of days and places.
SETTING_PENALTY = 10.0
#: Of the reports that the reader was trained on, every so many-th helps to choose days and places: its marks are too
#: good there, but the held-out ones are few.
FURTHER = 3

Sample = tuple[Mapping[str, float], bool]
#: Features of each candidate, and which of them is right.
Choice = tuple[Sequence[Mapping[str, float]], int]
#: The choices of each field among days and places in reports that the reader was trained on.
Further = Mapping[str, Sequence[Choice]]


def calibrate(data: Path, settings: Settings) -> dict[str, int]:
    """Write the models beside the weights of the reader; returns how many samples each was fitted on."""
    settings = replace(settings, gate="off", workers=1)
    folder = weights_folder(settings)
    out = folder / NAME
    plain = {"bias": 0.0, "weights": {"surest": 1.0}}
    models: dict[str, Any] = {"fillers": plain, "people": plain}
    sizes = {}
    _write(out, models)
    muc4 = _muc4_docs(data, settings)
    samples = [sample for doc, extracts in muc4 for sample in _fillers(doc, extracts, load_calibration(folder))]
    models["fillers"], sizes["fillers"] = fit(samples), len(samples)
    incidents = list(_incident_docs(data, settings, held_out=True))
    samples = [sample for doc, record in incidents for sample in _people(doc, record)]
    models["people"], sizes["people"] = fit(samples), len(samples)
    # Without models of tolls, accounts come with the scores of their rules.
    _write(out, models)
    accounts = Accounts(settings)
    told = [(accounts([doc])[0], record) for doc, record in incidents]
    others = [(accounts([doc])[0], record) for doc, record in _incident_docs(data, settings, held_out=False)]
    further = {field: list(setting_choices(others, field)) for field in CANDIDATES}
    choices = _choices_of(told, further)
    models |= _fit_choices(choices)
    sizes |= {name: len(each) for name, each in choices.items()}
    judged = [
        sample for rest, part in parted(told) for sample in judged_claims(part, _chosen_by(rest, further), settings)
    ]
    for field in JUDGED:
        own = [(features, right) for name, features, right in judged if name == field]
        models[model_of(field)], sizes[model_of(field)] = fit(own), len(own)
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


def _incident_docs(data: Path, settings: Settings, *, held_out: bool) -> Iterator[tuple[Doc, Mapping[str, Any]]]:
    """Yield train reports with their records: those held out from the reader's training, or a third of the others."""
    reports = load_lines(data, "incidents/train_reports.jsonl", ("id", "text", "title", "published", "incident_id"))
    reports = [report for report in reports if is_held_out(report["id"]) == held_out]
    if not held_out:
        reports = reports[::FURTHER]
    incidents = load_lines(
        data, "incidents/train_incidents.jsonl", ("incident_id", "killed", "injured", "participants")
    )
    gold = {record["incident_id"]: record for record in incidents}
    articles: list[Article] = [
        make_article(report["id"], report["text"], title=report["title"] or None, published=report["published"])
        for report in reports
    ]
    for report, doc in zip(reports, annotate_articles(articles, settings=settings), strict=True):
        if isinstance(doc, Doc):
            yield doc, gold[report["incident_id"]]


def _people(doc: Doc, record: Mapping[str, Any]) -> Iterator[Sample]:
    """Yield who of a report is among the killed and injured of its record. Where that names nobody, or not all of
    them, one who is not among them tells nothing."""
    hurt = gold_people(record)
    unnamed = [person["status"] or "" for person in record["participants"] if not person["name"]]
    lexicon = load_lexicon()
    harms = [harm for parse in doc.parses for harm in find_harms(read_syntax(parse, doc.mentions), lexicon)]
    fates = list(read_fates(doc, harms, full_names(doc.article, doc.mentions)).values())
    for fate in fates:
        for label in BEFALLING:
            right = (surname(fate.name), label) in hurt
            if right or (record["participants"] and not any(label in status.lower() for status in unnamed)):
                yield fate_features(fate, label, fates, doc), right


def _chosen_by(told: Told, further: Further) -> Calibration:
    """Return models of tolls and settings fitted on some reports alone."""
    fitted = _fit_choices(_choices_of(told, further))
    return {name: Logistic(model["bias"], model["weights"]) for name, model in fitted.items()}


def _choices_of(told: Told, further: Further) -> dict[str, list[Choice]]:
    """Return the choices that each model of tolls and settings is fitted on, by its name."""
    tolls = {field: _choices(told, field) for field in CHOSEN}
    return tolls | {setting_model(field): [*setting_choices(told, field), *further[field]] for field in CANDIDATES}


def _fit_choices(choices: Mapping[str, Sequence[Choice]]) -> dict[str, Any]:
    return {name: fit_choice(each, PENALTY if name in CHOSEN else SETTING_PENALTY) for name, each in choices.items()}


def _choices(told: Told, field: str) -> list[Choice]:
    return [choice for doc, record in told if (choice := _choice(doc, field, record[field])) is not None]


def _choice(doc: Doc, field: str, number: int) -> Choice | None:
    """Return the candidates and the right one, or None where it is none of them."""
    main = main_account(doc)
    if main is None or not doc.tags:
        return None
    others = [claim for each in doc.accounts if each is not main and is_like_main(each) for claim in each.claims]
    found = candidates(field, main.claims, others, doc)
    return (list(found.values()), list(found).index(number)) if number in found else None


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


def fit_choice(choices: Sequence[Choice], penalty: float) -> dict[str, Any]:
    """Return the weights of a model that shares chances among candidates, by Newton's method with such a penalty."""
    names = sorted({name for each, _ in choices for features in each for name in features})
    tables = [numpy.array([[features.get(name, 0.0) for name in names] for features in each]) for each, _ in choices]
    everything = numpy.vstack(tables)
    scales = everything.std(axis=0)
    scales[scales < 1e-9] = 1.0
    weights = numpy.zeros(len(names))
    for _ in range(30):
        slope, curve = -penalty * weights, penalty * numpy.eye(len(names))
        for table, (_, right) in zip(tables, choices, strict=True):
            inputs = table / scales
            totals = inputs @ weights
            chance = numpy.exp(totals - totals.max())
            chance /= chance.sum()
            mean = chance @ inputs
            slope += inputs[right] - mean
            curve += (inputs * chance[:, None]).T @ inputs - numpy.outer(mean, mean)
        weights += numpy.linalg.solve(curve, slope)
    return {
        "bias": 0.0,
        "weights": {name: round(float(w), 4) for name, w in zip(names, weights / scales, strict=True)},
    }
