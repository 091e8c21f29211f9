"""The chances of places: from features by trained weights, told places first, and from a file that is checked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import DatelineError
from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.knowledge.place_names import Feature
from dateline.resolve.place_choice import (
    FOLDS,
    PACKAGED,
    PlaceWeights,
    choose,
    fold_of,
    load_place_weights,
    save_place_weights,
    weights_path,
)
from dateline.resolve.place_context import SHARED, Table
from dateline.resolve.place_features import OWN, Name
from dateline.settings import Settings

ROUNDS = load_place_weights(PACKAGED).rounds
NO_ROUNDS = (np.zeros(len(OWN)), np.zeros(len(OWN) + len(SHARED)))


def place(name: str, country: str, area: str, *, people: int = 50_000, latitude: float = 0.0) -> GazetteerPlace:
    return GazetteerPlace(None, name, country, area, None, latitude, 10.0, "city", people)


def make_name(*candidates: GazetteerPlace, start: int = 0, within: tuple[float, ...] = ()) -> Name:
    none = (0.0,) * len(candidates)
    key = candidates[0].name.lower()
    return Name(key, candidates, 1.0, within=within or none, holds=none, starts=(start,))


NEAR, FAR = place("Linport", "AA", "East", latitude=0.1), place("Linport", "BB", "West", latitude=60.0)
OTHER = make_name(place("Marford", "AA", "East"), start=40)


def test_chances_of_a_name_add_up_to_one() -> None:
    for chances in choose([make_name(NEAR, FAR), OTHER], ROUNDS):
        assert sum(chances.places) + chances.none == pytest.approx(1.0)
        assert sum(chances.countries.values()) <= 1.0 + 1e-9


def test_the_other_names_of_the_article_decide() -> None:
    [linport, _] = choose([make_name(NEAR, FAR), OTHER], ROUNDS)
    assert linport.places[0] > 2 * linport.places[1]
    [alone] = choose([make_name(NEAR, FAR)], ROUNDS)
    assert alone.places[0] == pytest.approx(alone.places[1])


def test_what_is_told_wins_over_the_rest_of_the_article() -> None:
    [linport, _] = choose([make_name(NEAR, FAR, within=(0.0, 1.0)), OTHER], ROUNDS)
    assert linport.places[1] > 0.5


def test_a_name_is_no_evidence_for_itself() -> None:
    names = [make_name(NEAR, FAR), replace(make_name(NEAR, FAR, start=40), kinds=("city",))]
    table = Table(names)
    assert not table.shared(np.full(len(table.owner), 0.3))[:, : SHARED.index("alone in its country")].any()


def test_a_small_place_far_from_all_others_is_rather_none() -> None:
    hamlet = place("Linport", "BB", "West", people=900, latitude=60.0)
    others = [make_name(place(name, "AA", "East"), start=40) for name in ("Marford", "Ashby", "Norwick")]
    [far, *_] = choose([make_name(hamlet), *others], ROUNDS)
    [alone] = choose([make_name(hamlet)], ROUNDS)
    assert far.none > 0.5 > alone.none
    assert far.countries["AA"] > far.countries["BB"]


def test_a_name_that_the_gazetteer_lacks_has_the_country_of_the_others() -> None:
    missing = Name("qwertyville", (), 1.0, starts=(0,))
    [chances, _, _] = choose([missing, OTHER, make_name(place("Ashby", "AA", "East"), start=60)], ROUNDS)
    assert (chances.places, chances.none) == ((), 1.0)
    assert chances.countries["AA"] > 0.5


@pytest.mark.parametrize("feature", ["city", "district", "province", "country", "region"])
def test_features_have_names(feature: Feature) -> None:
    table = Table([make_name(replace(NEAR, feature=feature), FAR)])
    assert table.own[0, OWN.index(feature)] == 1.0
    assert table.own[-1, OWN.index("none")] == 1.0


def test_no_names() -> None:
    assert choose([], ROUNDS) == []
    assert choose([Name("qwertyville", (), 1.0, starts=(0,))], NO_ROUNDS)[0].none == 1.0


def test_weights_round_trip_and_folds(tmp_path: Path) -> None:
    folds = tuple((np.full(len(OWN), float(fold)), NO_ROUNDS[1]) for fold in range(FOLDS))
    save_place_weights(tmp_path / "places.json", PlaceWeights(NO_ROUNDS, folds))
    found = load_place_weights(tmp_path / "places.json")
    assert found.without("springport.example")[0][0] == fold_of("springport.example")
    assert not found.rounds[0].any()
    assert weights_path(Settings(weights=str(tmp_path))) == tmp_path / "places.json"
    assert weights_path(Settings(weights=str(tmp_path / "other"))) == PACKAGED


@pytest.mark.parametrize("change", [{"own": ["city"]}, {"rounds": {}}, {"rounds": {"all": [[0.0]]}}])
def test_weights_that_cannot_be_used_are_named(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "places.json"
    path.write_text(json.dumps(json.loads(PACKAGED.read_text()) | change))
    with pytest.raises(DatelineError, match=r"places\.json.*dateline train places"):
        load_place_weights(path)
