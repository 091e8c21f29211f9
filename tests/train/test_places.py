"""Training of the choice among places: what gold means, what is fitted, and how it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from dateline.evaluate.places import with_gold
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, open_gazetteer
from dateline.model import Doc
from dateline.resolve.place_choice import softmax
from dateline.settings import Settings
from dateline.train.places import fit_choice, make_example, meant_of
from tests.annotate.articles import make_article


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(Settings())


def gold(**values: Any) -> Mapping[str, Any]:
    return {"lat": 0.0, "lon": 0.0, **values}


TOWN = GazetteerPlace(7, "Linport", "GE", "East", None, 0.1, 0.0, "city", 9000)
COUNTY = GazetteerPlace(None, "Linport", "GE", "East", "Linport", 0.05, 0.0, "district", 9000)
STATE = GazetteerPlace(None, "Linport", "GE", "Linport", None, 5.0, 0.0, "province", 9000)
COUNTRY = GazetteerPlace(None, "Linport", "GE", None, None, 9.0, 0.0, "country", 9000)
FAR = GazetteerPlace(8, "Linport", "AT", "West", None, 50.0, 0.0, "city", 9000)


@pytest.mark.parametrize(
    ("toponym", "wanted"),
    [
        (gold(geonameid="8"), FAR),
        (gold(geonameid="99", fcode="PPL"), TOWN),
        (gold(geonameid="99", fcode="ADM2"), COUNTY),
        (gold(geonameid="99", fcode="ADM1"), STATE),
        (gold(geonameid="99", fcode="PCLI", country="Georgia"), COUNTRY),
        (gold(geonameid="99", fcode="PCLI", country="Austria"), None),
        (gold(), COUNTY),
        (gold(lat=-40.0), None),
    ],
)
def test_meant_of(gazetteer: Gazetteer, toponym: Mapping[str, Any], wanted: GazetteerPlace | None) -> None:
    candidates = [FAR, COUNTRY, STATE, COUNTY, TOWN]
    found = meant_of(candidates, toponym, gazetteer)
    assert (None if found is None else candidates[found]) == wanted


def test_rows_that_gold_means_are_counted(gazetteer: Gazetteer) -> None:
    text = "From Paris to Paris, and on to Aleppo."
    toponyms = [
        {"start": 5, "end": 10, "phrase": "Paris", "ok": True, "lat": 48.85, "lon": 2.35},
        {"start": 14, "end": 19, "phrase": "Paris", "ok": True, "lat": 48.85, "lon": 2.35},
        {"start": 31, "end": 37, "phrase": "Aleppo", "ok": True, "lat": -60.0, "lon": 0.0},
    ]
    record = {"docid": "d", "meta": {"domain": "springport.example"}, "toponyms": toponyms}
    example = make_example("lgl", with_gold(Doc(make_article(text)), toponyms, gazetteer), record, gazetteer)
    right = {
        example.table.places[row].name if example.table.places[row] else None: float(example.right[row])  # type: ignore[union-attr]
        for row in np.flatnonzero(example.right)
    }
    # There is no Aleppo where gold has it: none of the places of that name is meant.
    assert right == {"Paris": 2.0, None: 1.0}


def test_fit_choice_learns_which_column_tells() -> None:
    rng = np.random.default_rng(0)
    owner = np.repeat(np.arange(200), 3)
    values = rng.normal(size=(600, 2))
    best = np.array([3 * name + values[3 * name : 3 * name + 3, 0].argmax() for name in range(200)])
    right = np.zeros(600)
    right[best] = 1.0
    weights = fit_choice(values, np.zeros(600), right, owner, 200)
    assert weights[0] > 3 * abs(weights[1])
    chosen = softmax(values @ weights, owner, 200).reshape(200, 3).argmax(axis=1)
    assert (chosen == best - 3 * np.arange(200)).mean() > 0.9
