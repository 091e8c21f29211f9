"""Fitting of the models that weigh scores."""

from __future__ import annotations

import random

import pytest

from dateline.extract.nets.calibration import Logistic, log_odds
from dateline.train.calibrate import fit
from dateline.train.corpus import is_held_out


def test_fit_finds_the_chances_again() -> None:
    generator = random.Random(1)
    samples = []
    for _ in range(4000):
        rule, sign = generator.random(), float(generator.random() < 0.3)
        chance = 0.2 + 0.5 * rule * (1 - sign)
        samples.append(({"rule": log_odds(rule), "sign": sign, "always": 1.0}, generator.random() < chance))
    model = Logistic(**fit(samples))
    for sign in (0.0, 1.0):
        own = [(features, right) for features, right in samples if features["sign"] == sign]
        told = sum(model(features) for features, _ in own) / len(own)
        assert told == pytest.approx(sum(right for _, right in own) / len(own), abs=0.02)


def test_held_out_is_about_one_in_ten_and_stays() -> None:
    held = [number for number in range(2000) if is_held_out(f"report-{number}")]
    assert 150 < len(held) < 250
    assert held == [number for number in range(2000) if is_held_out(f"report-{number}")]
