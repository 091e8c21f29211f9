"""The measures: precision, recall and F1; pairs and B-cubed of groupings; CEAF-REE of role fillers; calibration."""

from __future__ import annotations

import re
import string
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy
from scipy.optimize import linear_sum_assignment


@dataclass(frozen=True, slots=True)
class Prf:
    """Counts of right, wrong and missed; add two to pool them."""

    right: float = 0
    wrong: float = 0
    missed: float = 0

    def __add__(self, other: Prf) -> Prf:
        return Prf(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    def to_metrics(self, name: str) -> dict[str, float]:
        return {f"{name}_precision": self.precision, f"{name}_recall": self.recall, f"{name}_f1": self.f1}


def compare_sets(predicted: Set[Hashable], gold: Set[Hashable]) -> Prf:
    return Prf(len(predicted & gold), len(predicted - gold), len(gold - predicted))


def pairwise(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Prf:
    """Score a grouping by its pairs. Both map item -> group; items of `gold` alone count."""
    same_gold = _pairs(Counter(gold.values()))
    same_predicted = _pairs(Counter(predicted[item] for item in gold))
    same_both = _pairs(Counter((predicted[item], gold[item]) for item in gold))
    return Prf(same_both, same_predicted - same_both, same_gold - same_both)


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


@dataclass(frozen=True, slots=True)
class BCubed:
    """Mean over items of precision and recall (Bagga and Baldwin 1998); F1 of the two means."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> BCubed:
    gold_sizes = Counter(gold.values())
    predicted_sizes = Counter(predicted[item] for item in gold)
    both_sizes = Counter((predicted[item], gold[item]) for item in gold)
    if not gold:
        return BCubed(0.0, 0.0)
    shared = [both_sizes[(predicted[item], gold[item])] for item in gold]
    precision = sum(both / predicted_sizes[predicted[item]] for both, item in zip(shared, gold, strict=True))
    recall = sum(both / gold_sizes[gold[item]] for both, item in zip(shared, gold, strict=True))
    return BCubed(precision / len(gold), recall / len(gold))


ARTICLES = re.compile(r"\b(a|an|the)\b")
NO_PUNCTUATION = str.maketrans(dict.fromkeys(string.punctuation, " "))


def normalise_filler(text: str) -> str:
    """Return a role filler as the CEAF-REE scorer compares it: lower case, without articles and punctuation."""
    return " ".join(ARTICLES.sub(" ", text.lower().translate(NO_PUNCTUATION)).split())


def ceaf_ree(predicted: Sequence[Set[str]], gold: Sequence[Set[str]]) -> Prf:
    """Score the entities of one role in one document: CEAF-REE (Du, Rush and Cardie 2021, "GRIT").

    Each entity is a set of normalised strings. A predicted one matches a gold one that holds all its strings; the
    one-to-one matching with the most matches counts.
    """
    right = len(match_best([[float(bool(p) and p <= g) for g in gold] for p in predicted]))
    return Prf(right, len(predicted) - right, len(gold) - right)


def match_best(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Match rows to columns one to one so that the weights sum to the most; returns the pairs of a weight above 0."""
    if not weights or not weights[0]:
        return []
    table = numpy.array(weights)
    rows, columns = linear_sum_assignment(-table)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if table[row, column] > 0]


def match_overlapping(
    predicted: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]], *, exact: bool = False
) -> list[tuple[int, int]]:
    """Match spans one to one, longest overlap first; returns (index of predicted, index of gold)."""
    overlaps = []
    for p, (p_start, p_end) in enumerate(predicted):
        for g, (g_start, g_end) in enumerate(gold):
            shared = min(p_end, g_end) - max(p_start, g_start)
            if (p_start, p_end) == (g_start, g_end) or (shared > 0 and not exact):
                overlaps.append((-shared, g, p))
    used_p: set[int] = set()
    used_g: set[int] = set()
    matched = []
    for _, g, p in sorted(overlaps):
        if p not in used_p and g not in used_g:
            used_p.add(p)
            used_g.add(g)
            matched.append((p, g))
    return matched


def groups(mapping: Mapping[str, Hashable]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for item, group in mapping.items():
        found[group].append(item)
    return dict(found)


def expected_calibration_error(judged: Sequence[tuple[float, bool]], *, bins: int = 10) -> float:
    """Return the mean distance of score and share right over bins of equal width (Naeini et al. 2015); 0 is best.

    `judged` holds a score between 0 and 1, and whether it was right; each bin weighs as much as it holds.
    """
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in judged:
        held[min(int(score * bins), bins - 1)].append((score, right))
    distances = (abs(sum(score for score, _ in one) - sum(right for _, right in one)) for one in held.values())
    return sum(distances) / len(judged) if judged else 0.0
