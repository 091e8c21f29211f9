"""Training of linking: what pairs are made, what is fitted, and that no fold is measured by weights that saw it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from dateline.link.partition import UNCOMPARED
from dateline.link.profile import Profile, make_profiles
from dateline.link.weights import JUDGED, WEIGHTS, Sureness
from dateline.train.linking import (
    AGAINST,
    FOR,
    Evidence,
    find_merges,
    fit_sureness,
    fit_weights,
    fold_of,
    make_pairs,
    save_weights,
    score_unseen,
)
from tests.link.accounts import TEMVAR, by_id, day, make_account, make_article, place

STREETS = (
    "Quill Street",
    "Brack Avenue",
    "Harrow Lane",
    "Osk Road",
    "Pell Drive",
    "Dray Court",
    "Vey Street",
    "Sal Lane",
)


@pytest.fixture(scope="module")
def told() -> tuple[Mapping[str, Profile], Mapping[str, str]]:
    """Two reports each of eight shootings of one town and week: the street tells which."""
    accounts, articles, incidents = [], [], {}
    for number, street in enumerate(STREETS):
        for outlet in ("Daily", "Post"):
            when = f"2014-12-{10 + number % 4}"
            article = make_article(f"Shots were fired on {street}, said the {outlet}.", published=when, outlet=outlet)
            account = make_account(article, type="shooting", claims=[day(when), place(TEMVAR)])
            accounts.append(account)
            articles.append(article)
            incidents[account.id] = f"incident {number}"
    return make_profiles(accounts, by_id(articles), copies={}), incidents


def test_fitted_weights_have_their_signs_and_tell_pairs_apart(
    told: tuple[Mapping[str, Profile], Mapping[str, str]],
) -> None:
    profiles, incidents = told
    pairs = make_pairs(profiles, incidents)
    assert pairs.same.sum() == len(STREETS)
    weights = fit_weights(pairs, pairs.telling)
    assert weights["street"] > 0 > weights["other streets"]
    assert all(weights[name] >= 0 for name in FOR & weights.keys())
    assert all(weights[name] <= 0 for name in AGAINST & weights.keys())
    assert not weights.keys() & JUDGED.keys()


def test_a_pair_is_scored_by_weights_that_saw_neither_incident(
    told: tuple[Mapping[str, Profile], Mapping[str, str]],
) -> None:
    profiles, incidents = told
    before = make_pairs(profiles, incidents)
    # With what gold says of every pair of one fold turned round, the scores of that fold stay the same.
    fold = fold_of("incident 0")
    touched = (before.folds == fold).any(axis=1)
    turned = before.same.copy()
    turned[touched] = 1 - turned[touched]
    after = type(before)(before.keys, before.names, before.amounts, before.judged, turned, before.folds, before.telling)
    one, other = score_unseen(before), score_unseen(after)
    inside = [pair for pair, is_touched in zip(before.keys, touched, strict=True) if is_touched]
    assert inside
    assert all(one[pair] == other[pair] for pair in inside)
    assert any(one[pair] != other[pair] for pair in set(before.keys) - set(inside))


def test_find_merges() -> None:
    scores = {("a", "b"): 3.0, ("b", "c"): 1.0}
    merges = find_merges([["a", "b", "c"], ["d"]], scores, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert merges == [
        Evidence((3.0 + UNCOMPARED) / 2, 3.0, True),
        Evidence(2.0, 3.0, True),
        Evidence((1.0 + UNCOMPARED) / 2, 1.0, False),
    ]


def test_sureness_rises_with_the_evidence() -> None:
    rng = np.random.default_rng(0)
    evidence = rng.normal(3, 3, 400)
    merges = [Evidence(value, value + 1, bool(rng.random() < 1 / (1 + np.exp(-value)))) for value in evidence]
    sureness = fit_sureness(merges)
    assert sureness.chance(mean=6, best=7) > 0.95 > sureness.chance(mean=0, best=1)


def test_saved_weights_are_what_linking_reads(tmp_path: Path) -> None:
    path = tmp_path / "linking.json"
    save_weights(path, {"text": 1.23456}, Sureness(0.1, 0.2, 0.3))
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert raw == {"weights": {"text": 1.2346}, "sureness": {"bias": 0.1, "mean": 0.2, "best": 0.3}}
    assert {*FOR, *AGAINST, *JUDGED, "prior"} <= WEIGHTS.keys()
