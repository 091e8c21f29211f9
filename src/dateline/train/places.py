"""Fits the weights by which places are chosen, and measures them on outlets that they have not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from dateline.annotate.mentions import Mentions
from dateline.annotate.sentences import Sentences
from dateline.evaluate.metrics import expected_calibration_error
from dateline.evaluate.places import CORPORA, gold_articles, outlet_of, pointed, with_gold
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, open_gazetteer
from dateline.knowledge.place_names import Feature, kilometres
from dateline.model import Doc
from dateline.pipeline import Step, batched
from dateline.resolve.place_candidates import find_toponyms
from dateline.resolve.place_choice import (
    FOLDS,
    PlaceWeights,
    Rounds,
    fold_of,
    save_place_weights,
    score,
    softmax,
    weigh,
)
from dateline.resolve.place_context import Array, Codes, Table
from dateline.resolve.places import article_names
from dateline.settings import Settings

#: How often places are chosen again beside those chosen before.
ROUNDS = 4
#: Weight of the squares of the (standardised) weights.
PENALTY = 1.0

#: How far a place may be from the gold point to be the one that is meant. Points of large areas are a matter of taste.
_FARTHEST_KM: Final[Mapping[Feature, float]] = {
    "city": 161.0,
    "district": 161.0,
    "province": 700.0,
    "country": 2200.0,
    "region": 3000.0,
}
#: GeoNames codes -> the kind of place that is meant, where gold has one.
_KINDS: Final[Mapping[str, Feature]] = {"ADM1": "province", "ADM2": "district", "ADMD": "district"}
_CITY_KM = 40.0


@dataclass(frozen=True, slots=True)
class Example:
    """The names of one article, and what gold says of them."""

    corpus: str
    fold: int
    table: Table
    #: For each row of the table: how many mentions mean it.
    right: Array


def train_places(data: Path, out: Path, settings: Settings) -> dict[str, float]:
    """Write the weights to `out`; return figures of each fold by weights that were fitted on the others."""
    examples = load_examples(data, settings)
    folds = tuple(_fit_rounds([one for one in examples if one.fold != fold]) for fold in range(FOLDS))
    weights = PlaceWeights(_fit_rounds(examples), folds)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_place_weights(out, weights)
    return figures(examples, weights)


def load_examples(data: Path, settings: Settings) -> list[Example]:
    gazetteer = open_gazetteer(settings)
    # What the choice reads of an article: its dateline and known actors. No step after them may need the weights.
    steps: list[Step] = [Sentences(settings), Mentions(settings)]
    found = []
    for corpus in CORPORA:
        for batch in batched(iter(gold_articles(data, corpus)), settings.batch_size):
            docs = [Doc(article) for _, article in batch]
            for step in steps:
                docs = step(docs)
            for (record, _), doc in zip(batch, docs, strict=True):
                found.append(make_example(corpus, with_gold(doc, pointed(record), gazetteer), record, gazetteer))
    return [example for example in found if example.right.any()]


def make_example(corpus: str, doc: Doc, record: Mapping[str, Any], gazetteer: Gazetteer) -> Example:
    """`doc` has the gold names as its mentions."""
    gold = {(toponym["start"], toponym["end"]): toponym for toponym in record["toponyms"]}
    senses, names = article_names(doc, find_toponyms(doc.article, doc.mentions, gazetteer), gazetteer)
    table = Table(names)
    right = np.zeros(len(table.owner))
    for number, members in enumerate(senses):
        rows = np.flatnonzero(table.owner == number)
        for toponym in members if len(rows) else ():
            meant = meant_of(names[number].candidates, gold[toponym.span.start, toponym.span.end], gazetteer)
            if meant is not None:
                right[rows[meant]] += 1.0
            elif names[number].can_be_none:
                right[rows[-1]] += 1.0
    return Example(corpus, fold_of(outlet_of(record)), table, right)


def meant_of(candidates: Sequence[GazetteerPlace], toponym: Mapping[str, Any], gazetteer: Gazetteer) -> int | None:
    """Return which candidate gold means: by its id, else the nearest of the kind that it gives, else the nearest."""
    by_id = [index for index, place in enumerate(candidates) if str(place.geonameid) == str(toponym.get("geonameid"))]
    if by_id and toponym.get("geonameid"):
        return by_id[0]
    code = str(toponym.get("fcode") or "")
    near = {
        index: distance
        for index, place in enumerate(candidates)
        if (distance := _apart(place, toponym)) <= _farthest(place, code, toponym, gazetteer)
    }
    of_kind = [index for index in near if _is_of_kind(candidates[index], code, near[index])]
    return min(of_kind or near, key=lambda index: near[index], default=None)


def _apart(place: GazetteerPlace, toponym: Mapping[str, Any]) -> float:
    if place.latitude is None or place.longitude is None:
        return float("inf")
    return kilometres(place.latitude, place.longitude, toponym["lat"], toponym["lon"])


def _farthest(place: GazetteerPlace, code: str, toponym: Mapping[str, Any], gazetteer: Gazetteer) -> float:
    if code.startswith("PCL"):
        country = gazetteer.country_code(toponym["country"]) if toponym.get("country") else None
        return float("inf") if place.feature == "country" and place.country == country else -1.0
    if code == "ADM1" and place.feature != "province":
        return _FARTHEST_KM["city"]
    return _FARTHEST_KM[place.feature]


def _is_of_kind(place: GazetteerPlace, code: str, distance: float) -> bool:
    if code.startswith("PPL"):
        return place.feature == "city" and distance <= _CITY_KM
    return place.feature == _KINDS.get(code)


def _fit_rounds(examples: Sequence[Example]) -> Rounds:
    """Fit the first choice, then each on what the one before it gives."""
    values = [one.table.own for one in examples]
    rounds: Rounds = (_fit(values, examples),)
    while len(rounds) <= ROUNDS:
        chances = [score(one.table, value, rounds[-1]) for one, value in zip(examples, values, strict=True)]
        values = [
            np.hstack([one.table.own, one.table.shared(chance)]) for one, chance in zip(examples, chances, strict=True)
        ]
        rounds = (*rounds, _fit(values, examples))
    return rounds


def _fit(values: Sequence[Array], examples: Sequence[Example]) -> Array:
    """Fit a conditional logit: of the rows of each name, one is right. A name that is often repeated counts less."""
    kept_values, kept_fixed, kept_right, owners, names = [], [], [], [], 0
    for value, example in zip(values, examples, strict=True):
        own = example.table.owner
        kept = np.bincount(own, example.right, len(example.table.names))[own] > 0
        distinct, inverse = np.unique(own[kept], return_inverse=True)
        kept_values.append(value[kept])
        kept_fixed.append(example.table.fixed[kept])
        kept_right.append(example.right[kept])
        owners.append(inverse + names)
        names += len(distinct)
    return fit_choice(
        np.concatenate(kept_values),
        np.concatenate(kept_fixed),
        np.concatenate(kept_right),
        np.concatenate(owners),
        names,
    )


def fit_choice(values: Array, fixed: Array, right: Array, owner: Codes, names: int) -> Array:
    """Return a weight for each column.

    `fixed`: what each row has beside them; `right`: how often it is right; `owner`: the name that it belongs to.
    """
    scale = values.std(axis=0) + 1e-6
    scaled = values / scale
    counts = np.bincount(owner, right, names)
    wanted = right / np.sqrt(counts)[owner]
    weight = np.sqrt(counts)

    def loss(weights: Array) -> tuple[float, Array]:
        chance = softmax(fixed + scaled @ weights, owner, names)
        misfit = -float((wanted * np.log(np.maximum(chance, 1e-12))).sum())
        slope = scaled.T @ (chance * weight[owner] - wanted) + PENALTY * weights
        return misfit + PENALTY / 2 * float(weights @ weights), slope

    found = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    weights: Array = found.x / scale
    return weights


def figures(examples: Sequence[Example], weights: PlaceWeights) -> dict[str, float]:
    """Return, by corpus: mentions whose likeliest row is right, and how far chances are from shares (ECE)."""
    found: dict[str, float] = {}
    for corpus in dict.fromkeys(example.corpus for example in examples):
        judged: list[tuple[float, bool]] = []
        for one in examples:
            if one.corpus != corpus:
                continue
            probability = weigh(one.table, weights.folds[one.fold])
            for number in np.flatnonzero(np.bincount(one.table.owner, one.right, len(one.table.names))):
                rows = np.flatnonzero(one.table.owner == number)
                best = rows[np.argmax(probability[rows])]
                right, mentions = int(one.right[best]), int(one.right[rows].sum())
                judged += [(float(probability[best]), mention < right) for mention in range(mentions)]
        found |= {
            f"{corpus}_mentions": float(len(judged)),
            f"{corpus}_right": mean(right for _, right in judged),
            f"{corpus}_ece": expected_calibration_error(judged),
        }
    return found
