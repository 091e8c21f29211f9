"""Trains the gate: two logistic regressions, their cuts chosen on articles that the model scoring them has not seen.

python -m dateline.train.gate --data DIR --out src/dateline/extract/nets/weights/gate.npz
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from dateline.errors import UsageError
from dateline.extract.nets.gate import BUCKETS, WEIGHTS, bucket_of, features, weigh, windows, words_of
from dateline.train.gate_examples import Example, Kind, load_examples
from dateline.train.gate_words import incident_phrases

#: Kind -> weight of one example for the head that knows incidents, and for the one that knows political news. They
#: make up for how many there are of a kind, and for how far its labels can be trusted.
INCIDENT_WEIGHTS: Mapping[Kind, float] = {
    "general": 1.0,
    "general passage": 0.3,
    "political": 0.5,
    "political passage": 0.2,
    "report": 0.15,
    "report passage": 0.05,
    "report other": 0.15,
    "terror": 0.4,
    "terror passage": 0.1,
    "world incident": 1.0,
    "world other": 0.5,
}
POLITICAL_WEIGHTS: Mapping[Kind, float] = {
    "general": 1.0,
    "general passage": 0.3,
    "political": 3.0,
    "political passage": 1.0,
    "report other": 0.1,
    "world other": 0.3,
}
#: Strength of the L2 penalty, for a loss that is a weighted mean.
INCIDENT_PENALTY, POLITICAL_PENALTY = 1e-5, 1e-4
#: The weight that all incident phrases share costs so much less than one of their own.
SHARED = 3.0
#: A word or pair of words that fewer articles hold is not learned from: it would only blur the bucket it falls into.
FEWEST_ARTICLES = 3
FOLDS = 5
#: Each cut is the highest that keeps this recall of held-out articles, of every kind that the head answers for, and
#: that lets through this share of held-out general news at least: what may be spent on what no train part tells of.
RECALL = 0.995
INCIDENT_SHARE, POLITICAL_SHARE = 0.10, 0.10
#: Document frequencies are means over these kinds, so that no source alone decides what is a rare word.
_COUNTED: tuple[tuple[Kind, ...], ...] = (("general", "political"), ("report",), ("terror",), ("world other",))
_LEAST_FREQUENCY = 1 / 2000

Array = NDArray[numpy.float64]
Model = tuple[Array, float]


def train_gate(data: Path, out: Path, *, seed: int = 0) -> dict[str, float]:
    """Write the weights to `out`; return held-out figures. Raises UsageError for gold data that is absent or faulty."""
    examples = load_examples(data, seed=seed)
    counts = _counts([words_of(example.text) for example in examples])
    rarity = _rarity(counts, examples)
    known = numpy.flatnonzero(rarity)
    values = _weighed(counts, rarity)[:, known]
    folds = numpy.array([zlib.crc32(f"{seed} {example.group}".encode()) % FOLDS for example in examples])

    shared = _phrases()[known][:, None]
    with_shared = sparse.hstack([values, sparse.csr_matrix(values @ shared * SHARED)]).tocsr()
    incident_heads, political_heads = [], []
    for fold in (*range(FOLDS), None):
        kept = numpy.full(len(examples), True) if fold is None else folds != fold
        weights, bias = _fit(with_shared, examples, "incident", INCIDENT_WEIGHTS, kept, INCIDENT_PENALTY)
        # A phrase's part of the shared weight is added to its own: the gate need not know of it.
        incident_heads.append((_spread(weights[:-1] + shared[:, 0] * weights[-1] * SHARED, known), bias))
        weights, bias = _fit(values, examples, "political", POLITICAL_WEIGHTS, kept, POLITICAL_PENALTY)
        political_heads.append((_spread(weights, known), bias))

    scored = _held_out(examples, folds, rarity, incident_heads, political_heads)
    incident_cut = _choose_cut(
        [scored["report"][0], scored["terror"][0]], scored["general"][0], share=INCIDENT_SHARE, what="incidents"
    )
    political_cut = _choose_cut(
        [scored["political"][1]], scored["general"][1], share=POLITICAL_SHARE, what="political news"
    )
    (incident, incident_bias), (political, political_bias) = incident_heads[-1], political_heads[-1]
    out.parent.mkdir(parents=True, exist_ok=True)
    numpy.savez_compressed(
        out,
        weights=numpy.stack([incident, political]).astype(numpy.float16),
        rarity=rarity.astype(numpy.float16),
        biases=numpy.array([incident_bias - incident_cut, political_bias - political_cut], numpy.float32),
    )
    passed = {
        kind: float(((incidents >= incident_cut) | (politics >= political_cut)).mean())
        for kind, (incidents, politics) in scored.items()
    }
    return {
        "examples": float(len(examples)),
        "report_recall": passed["report"],
        "terror_recall": passed["terror"],
        "political_recall": passed["political"],
        "general_passed": passed["general"],
        "general_passed_as_incident": float((scored["general"][0] >= incident_cut).mean()),
        "general_passed_as_political": float((scored["general"][1] >= political_cut).mean()),
        "incident_cut": incident_cut,
        "political_cut": political_cut,
    }


def _counts(texts: Sequence[Sequence[str]]) -> Any:
    """Return a sparse matrix, a row a text, of logarithms of counts by bucket."""
    found = [features(words) for words in texts]
    ends = numpy.cumsum([0, *(len(buckets) for buckets, _ in found)])
    columns = numpy.concatenate([buckets for buckets, _ in found])
    values = numpy.concatenate([counts for _, counts in found]).astype(numpy.float64)
    return sparse.csr_matrix((values, columns, ends), shape=(len(texts), BUCKETS))


def _rarity(counts: Any, examples: Sequence[Example]) -> Array:
    """Return the logarithm of the inverse document frequency of each bucket; 0 for one that few articles fill."""
    by_source = [numpy.array([example.kind in kinds for example in examples]) for kinds in _COUNTED]
    filled = [numpy.asarray((counts[rows] > 0).sum(axis=0)).ravel() for rows in by_source if rows.any()]
    sizes = [rows.sum() for rows in by_source if rows.any()]
    shares = [found / size for found, size in zip(filled, sizes, strict=True)]
    rarity: Array = -numpy.log(numpy.mean(shares, axis=0) + _LEAST_FREQUENCY)
    known = (numpy.sum(filled, axis=0) >= FEWEST_ARTICLES) | (_phrases() > 0)
    return numpy.where(known, numpy.maximum(rarity, 0.0), 0.0)


def _weighed(counts: Any, rarity: Array) -> Any:
    weighed = counts @ sparse.diags(rarity)
    lengths = numpy.sqrt(numpy.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return (sparse.diags(1 / numpy.maximum(lengths, 1e-9)) @ weighed).tocsr()


def _phrases() -> Array:
    """Return 1 for each bucket of a phrase that speaks for an incident, else 0."""
    found = numpy.zeros(BUCKETS)
    found[[bucket_of(phrase) for phrase in incident_phrases()]] = 1
    return found


def _spread(weights: Array, known: NDArray[numpy.int64]) -> Array:
    found = numpy.zeros(BUCKETS)
    found[known] = weights
    return found


def _fit(
    values: Any,
    examples: Sequence[Example],
    label: str,
    weights_by_kind: Mapping[Kind, float],
    kept: NDArray[numpy.bool_],
    penalty: float,
) -> Model:
    """Return weights and bias of a logistic regression on the examples that are kept, labelled and of these kinds."""
    labels = [getattr(example, label) for example in examples]
    weights = numpy.array([weights_by_kind.get(example.kind, 0.0) for example in examples])
    used = kept & (weights > 0) & numpy.array([known is not None for known in labels])
    signs = numpy.array([1.0 if known else -1.0 for known in labels])[used]
    if len(set(signs)) < 2:
        raise UsageError(f"too little gold data to train the gate: no examples, or of one kind alone, for {label!r}")
    rows = values[used]
    columns = rows.T.tocsr()
    share = weights[used] / weights[used].sum()

    def loss(point: Array) -> tuple[float, Array]:
        margins = signs * (rows @ point[:-1] + point[-1])
        slopes = -signs * share * numpy.exp(-numpy.logaddexp(0, margins))
        value = float(share @ numpy.logaddexp(0, -margins) + penalty / 2 * point[:-1] @ point[:-1])
        return value, numpy.append(columns @ slopes + penalty * point[:-1], slopes.sum())

    found = minimize(loss, numpy.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return found.x[:-1], float(found.x[-1])


def _held_out(
    examples: Sequence[Example],
    folds: NDArray[numpy.int64],
    rarity: Array,
    incident_heads: Sequence[Model],
    political_heads: Sequence[Model],
) -> dict[Kind, tuple[Array, Array]]:
    """Return, by kind of article, the margins of both heads, each by the model that has not seen the article."""
    kinds: tuple[Kind, ...] = ("general", "political", "report", "terror")
    found: dict[Kind, tuple[list[float], list[float]]] = {kind: ([], []) for kind in kinds}
    narrow = rarity.astype(numpy.float32)
    for example, fold in zip(examples, folds, strict=True):
        if example.kind not in found:
            continue
        (incident, incident_bias), (political, political_bias) = incident_heads[fold], political_heads[fold]
        margins = []
        for words in windows(example.text):
            buckets, counts = features(words)
            values = weigh(counts, narrow[buckets])
            margins.append((values @ incident[buckets] + incident_bias, values @ political[buckets] + political_bias))
        if margins:
            found[example.kind][0].append(max(margin for margin, _ in margins))
            found[example.kind][1].append(sum(margin for _, margin in margins) / len(margins))
    return {kind: (numpy.array(incidents), numpy.array(politics)) for kind, (incidents, politics) in found.items()}


def _choose_cut(positives: Sequence[Array], general: Array, *, share: float, what: str) -> float:
    """Return the highest cut that keeps RECALL of each of the positives and lets through `share` of general news."""
    if not len(general) or not all(map(len, positives)):
        raise UsageError(f"too little gold data to choose the gate's cut for {what}; train on all of it")
    cuts = [float(numpy.sort(margins)[int((1 - RECALL) * len(margins))]) for margins in positives]
    return min(*cuts, float(numpy.quantile(general, 1 - share)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of gold data")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file of the weights")
    arguments = parser.parse_args()
    figures = train_gate(arguments.data, arguments.out)
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
