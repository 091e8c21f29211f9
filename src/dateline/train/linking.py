"""Fits the weights by which accounts are joined, and how sure a merge is, on reports whose incident is known."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dateline.evaluate.data import load_lines
from dateline.evaluate.incidents import READ_AT, REPORT_KEYS, main_accounts, write_reports
from dateline.evaluate.merges import Merge, is_right, merge_figures
from dateline.evaluate.metrics import b_cubed, expected_calibration_error, pairwise
from dateline.link.block import candidate_pairs
from dateline.link.compare import grounds
from dateline.link.copies import copy_groups
from dateline.link.leads import leading, parts, within
from dateline.link.partition import UNCOMPARED, Pair, partition
from dateline.link.profile import Profile, make_profiles
from dateline.link.weights import JUDGED, Sureness
from dateline.pipeline import read_into_store
from dateline.settings import Settings
from dateline.store import open_store

Array = NDArray[np.float64]

#: Incidents are parted by their hash; no pair is measured by weights that have seen an incident of either account.
FOLDS = 5
#: Weight of the squares of the (standardised) weights.
PENALTY = 3.0
#: The same of the two weights of sureness, in units of one merge.
SURENESS_PENALTY = 1.0
#: What can only speak for one incident, and what only against it, whatever a few pairs say.
FOR: Final = frozenset(
    {
        "text",
        "headline",
        "names",
        "street",
        "ages",
        "same person",
        "same surname",
        "same day",
        "overlapping dates",
        "published together",
        "looking back",
        "same place",
        "near place",
        "same place name",
        "place within",
        "same type",
        "same family",
        "same toll",
        "same thing",
    }
)
AGAINST: Final = frozenset(
    {
        "other names",
        "other streets",
        "other ages",
        "other time of day",
        "next day",
        "days apart",
        "published apart",
        "other place",
        "other family",
        "same outlet",
        "same outlet, same day",
    }
)
#: Weights by the name of their ground.
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of main accounts that share a block, what was found of each, and whether gold has the two as one."""

    keys: Sequence[Pair]
    #: Grounds with a trained weight; of each, a column of amounts.
    names: Sequence[str]
    amounts: Array
    #: What the judged grounds come to.
    judged: Array
    same: Array
    #: The folds of the incidents of the two.
    folds: NDArray[np.int64]
    #: False for pairs of copies, of which few grounds are compared.
    telling: NDArray[np.bool_]


def train_linking(data: Path, out: Path, work: Path, settings: Settings) -> dict[str, float]:
    """Write the weights to `out`; return figures by weights that have not seen the incidents.

    The reports are read into a store in `work`; what is there already is not read again.
    """
    profiles, incidents = read_reports(data, work, settings)
    pairs = make_pairs(profiles, incidents)
    weights = fit_weights(pairs, pairs.telling)
    scores = score_unseen(pairs)
    inside, groups = group_mains(profiles, scores, settings.link_threshold)
    merges = find_merges(groups, inside, incidents)
    sureness = fit_sureness(merges)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_weights(out, weights, sureness)
    return figures(pairs, scores, groups, incidents) | merge_figures(
        [Merge(sureness.chance(mean=one.mean, best=one.best), one.right) for one in merges]
    )


def read_reports(data: Path, work: Path, settings: Settings) -> tuple[dict[str, Profile], dict[str, str]]:
    """Return the profile of the main account of each report, and by its id the incident that gold has it in."""
    reports = load_lines(data, "incidents/train_reports.jsonl", REPORT_KEYS)
    incident_of = {report["id"]: report["incident_id"] for report in reports}
    work.mkdir(parents=True, exist_ok=True)
    source = work / "linking.jsonl"
    write_reports(source, reports)
    with open_store(f"sqlite:///{work}/linking.db") as store:
        read_into_store(store, [str(source)], settings=settings, at=READ_AT)
        articles, accounts, mains = store.articles(), store.accounts(), main_accounts(store)
    profiles = make_profiles(accounts, articles, copies=copy_groups(list(articles.values())))
    incidents = {account.id: incident_of[report_id] for report_id, account in mains.items()}
    return {account_id: profiles[account_id] for account_id in sorted(incidents)}, incidents


def make_pairs(profiles: Mapping[str, Profile], incidents: Mapping[str, str]) -> Pairs:
    keys = candidate_pairs(profiles.values())
    found = [grounds(profiles[left], profiles[right]) for left, right in keys]
    names = sorted({ground.name for each in found for ground in each} - JUDGED.keys())
    column = {name: place for place, name in enumerate(names)}
    amounts, judged = np.zeros((len(keys), len(names))), np.zeros(len(keys))
    for row, each in enumerate(found):
        for ground in each:
            if ground.name in column:
                amounts[row, column[ground.name]] += ground.amount
            else:
                judged[row] += JUDGED[ground.name] * ground.amount
    return Pairs(
        keys=keys,
        names=names,
        amounts=amounts,
        judged=judged,
        same=np.array([float(incidents[left] == incidents[right]) for left, right in keys]),
        folds=np.array([[fold_of(incidents[one]) for one in pair] for pair in keys]).reshape(-1, 2),
        telling=np.array([profiles[left].copy_group != profiles[right].copy_group for left, right in keys], dtype=bool),
    )


def fold_of(incident: str) -> int:
    return zlib.crc32(incident.encode()) % FOLDS


def fit_weights(pairs: Pairs, chosen: NDArray[np.bool_]) -> dict[str, float]:
    """Fit a logistic model on the chosen pairs; the prior is not penalised, and no weight has the wrong sign."""
    scale = pairs.amounts[chosen].std(axis=0) + 1e-6
    scale[pairs.names.index("prior")] = 1.0
    values, judged, same = pairs.amounts[chosen] / scale, pairs.judged[chosen], pairs.same[chosen]
    penalty = np.array([0.0 if name == "prior" else PENALTY for name in pairs.names])

    def loss(weights: Array) -> tuple[float, Array]:
        odds = judged + values @ weights
        misfit = float((np.logaddexp(0, odds) - same * odds).sum())
        slope: Array = values.T @ (1 / (1 + np.exp(-odds)) - same) + penalty * weights
        return misfit + float((penalty * weights**2).sum()) / 2, slope

    bounds = [(0 if name in FOR else None, 0 if name in AGAINST else None) for name in pairs.names]
    start = np.zeros(len(pairs.names))
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 1000})
    return {name: float(weight) for name, weight in zip(pairs.names, found.x / scale, strict=True)}


def score_unseen(pairs: Pairs) -> dict[Pair, float]:
    """Return the evidence of each pair by weights fitted without the folds of its incidents."""
    odds = np.zeros(len(pairs.keys))
    for held in combinations_with_replacement(range(FOLDS), 2):
        unseen = (np.sort(pairs.folds, axis=1) == held).all(axis=1)
        if unseen.any():
            weights = fit_weights(pairs, pairs.telling & ~np.isin(pairs.folds, held).any(axis=1))
            ordered = np.array([weights[name] for name in pairs.names])
            odds[unseen] = pairs.judged[unseen] + pairs.amounts[unseen] @ ordered
    return {pair: float(value) for pair, value in zip(pairs.keys, odds, strict=True)}


def group_mains(
    profiles: Mapping[str, Profile], scores: Mapping[Pair, float], threshold: float
) -> tuple[dict[Pair, float], list[list[str]]]:
    """Return the pairs of main accounts that evidence leads to from one another, and the groups that come of them."""
    inside = within(scores, parts(profiles, leading(scores, threshold, mains=profiles)))
    return inside, partition(publication_rank(profiles), inside, leading=profiles.keys())


def publication_rank(profiles: Mapping[str, Profile]) -> dict[str, int]:
    ordered = sorted(profiles.values(), key=lambda one: (one.published or math.inf, one.account_id))
    return {profile.account_id: place for place, profile in enumerate(ordered)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """An account among others of a group: the mean and the best of its pairs with them, and whether it is right."""

    mean: float
    best: float
    right: bool


def find_merges(
    groups: Sequence[Sequence[str]], scores: Mapping[Pair, float], incidents: Mapping[str, str]
) -> list[Evidence]:
    """Return what each account of a group of several has for being there; it is right with half of the others."""
    found = []
    for group in groups:
        for one in group if len(group) > 1 else ():
            others = [other for other in group if other != one]
            told = [scores.get((min(one, other), max(one, other)), UNCOMPARED) for other in others]
            found.append(Evidence(sum(told) / len(told), max(told), is_right(one, others, incidents)))
    return found


def fit_sureness(merges: Sequence[Evidence]) -> Sureness:
    values = np.array([[1.0, one.mean, one.best] for one in merges])
    right = np.array([float(one.right) for one in merges])
    penalty = np.array([0.0, SURENESS_PENALTY, SURENESS_PENALTY])

    def loss(weights: Array) -> tuple[float, Array]:
        odds = values @ weights
        slope: Array = values.T @ (1 / (1 + np.exp(-odds)) - right) + penalty * weights
        return float((np.logaddexp(0, odds) - right * odds).sum() + (penalty * weights**2).sum() / 2), slope

    bounds = [(None, None), (0, None), (0, None)]
    bias, mean, best = minimize(loss, np.zeros(3), jac=True, bounds=bounds, method="L-BFGS-B").x
    return Sureness(float(bias), float(mean), float(best))


def save_weights(path: Path, weights: Weights, sureness: Sureness) -> None:
    raw = {
        "weights": {name: round(weight, 4) for name, weight in weights.items()},
        "sureness": {
            "bias": round(sureness.bias, 4),
            "mean": round(sureness.mean, 4),
            "best": round(sureness.best, 4),
        },
    }
    path.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


def figures(
    pairs: Pairs, scores: Mapping[Pair, float], groups: Sequence[Sequence[str]], incidents: Mapping[str, str]
) -> dict[str, float]:
    odds = np.array([scores[pair] for pair in pairs.keys])
    chances = 1 / (1 + np.exp(-odds))
    group_of = {one: number for number, group in enumerate(groups) for one in group}
    judged = [(float(chance), bool(same)) for chance, same in zip(chances, pairs.same, strict=True)]
    return {
        "pairs": float(len(pairs.keys)),
        "pairs_of_one_incident": float(pairs.same.sum()),
        "pair_log_loss": float((np.logaddexp(0, odds) - pairs.same * odds).mean()),
        "pair_ece": expected_calibration_error(judged),
        "pair_f1": pairwise(group_of, incidents).f1,
        "b3_f1": b_cubed(group_of, incidents).f1,
    }
