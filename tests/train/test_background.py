"""The weights of background are fitted on what the search finds among training reports."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

from dateline.link.background_weights import WEIGHTS
from dateline.train.background import fit, train_background

DERIVED = {"same incident", "mentions the incident", "other incident"}


def test_fit_finds_the_weights_that_made_the_answers() -> None:
    random = numpy.random.default_rng(1)
    rows = numpy.hstack([numpy.ones((20_000, 1)), random.normal(size=(20_000, 2))])
    wanted = numpy.array([-1.0, 2.0, -0.5])
    right = random.random(20_000) < 1 / (1 + numpy.exp(-rows @ wanted))
    assert fit(rows, right.astype(float)) == pytest.approx(wanted, abs=0.1)


def test_training_gives_a_weight_to_every_ground_of_texts(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    with (tmp_path / "incidents" / "train_reports.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(6):
            place = ("Oldmere", "Pellworth", "Sandgrove")[number // 2]
            report = {
                "id": f"r{number}",
                "incident_id": str(number // 2),
                "title": f"Shots at {place} quay",
                "published": "2016-03-16",
                "url": f"http://o{number}.example/",
                "text": f"At the quay of {place}, ferry master Vorrick {place} heard {number} shots on Tuesday.",
            }
            lines.write(json.dumps(report) + "\n")
    weights = train_background(tmp_path)
    assert weights.keys() == WEIGHTS.keys() - DERIVED
    assert weights["words"] > 0 > weights["prior"]
