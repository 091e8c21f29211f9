"""Fits the weights of coverage behind an article on training reports, by what the search over them finds.

Two reports of one incident are a pair that is right, other pairs that the search finds are wrong. The weights are
printed for `link/background_weights.py`; the thresholds of `link/background.py` are chosen on training reports too,
by `evaluate.background.measure` with these as queries and as pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy
from numpy.typing import NDArray

from dateline.background import find_candidates
from dateline.evaluate.background import REPORT_KEYS, fill
from dateline.evaluate.data import load_lines
from dateline.link.background import grounds_of
from dateline.store import open_store

#: Strength of the L2 penalty, and the steps of Newton's method: far more than it needs.
PENALTY = 1.0
STEPS = 30


def train_background(data: Path) -> dict[str, float]:
    """Return the weight of each ground that the texts give."""
    amounts, right = [], []
    for found, same in examples(data):
        amounts.append(found)
        right.append(same)
    names = list(amounts[0])
    rows = numpy.array([[each[name] for name in names] for each in amounts])
    weights = fit(rows, numpy.array(right, dtype=float))
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def examples(data: Path) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the grounds between each training report and what the search finds for it, and whether it is right."""
    reports = load_lines(data, "incidents/train_reports.jsonl", REPORT_KEYS)
    incident = {report["id"]: report["incident_id"] for report in reports}
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/background.db") as store:
        for article in sorted(fill(store, reports).values(), key=lambda each: (each.published or "", each.id)):
            for other in find_candidates(store, article).articles.values():
                yield grounds_of(article, other), incident[article.input_id] == incident[other.input_id]


def fit(rows: NDArray[numpy.float64], right: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = numpy.zeros(rows.shape[1])
    penalty = PENALTY * numpy.eye(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + numpy.exp(-rows @ weights))
        slope = rows.T @ (likely - right) + PENALTY * weights
        curvature = (rows * (likely * (1 - likely))[:, None]).T @ rows + penalty
        weights = weights - numpy.linalg.solve(curvature, slope)
    return weights
