"""Chooses among the places that the names of an article could be, all names together, by trained weights."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

import dateline
from dateline.errors import DatelineError
from dateline.resolve.place_context import SHARED, Array, Codes, Table
from dateline.resolve.place_features import OWN, Name
from dateline.settings import Settings

NAME = "places.json"
#: Beside the weights of the reader.
PACKAGED = Path(dateline.__file__).parent / "extract" / "nets" / "weights" / NAME
#: Parts of the gold, by outlet: for each there are weights that have not seen it, to be measured with.
FOLDS = 5
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each place is that a name could be."""

    #: Of each candidate, in their order.
    places: tuple[float, ...]
    #: That the gazetteer lacks what is meant.
    none: float
    #: Of each country: of the candidates in it, and where there is none of them, of the other names.
    countries: Mapping[str, float]


#: For each round, the weight of each feature: first OWN alone, then OWN and SHARED beside the places of the last round.
Rounds = tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """The weights that were fitted on all gold, and those of each fold, fitted on the others."""

    rounds: Rounds
    folds: tuple[Rounds, ...]

    def without(self, group: str) -> Rounds:
        """Return weights that never saw an outlet."""
        return self.folds[fold_of(group)]


def fold_of(group: str) -> int:
    return zlib.crc32(group.encode()) % FOLDS


def choose(names: Sequence[Name], rounds: Rounds) -> list[Chances]:
    """Return for each name the chance of each of its candidates, and of none of them."""
    table = Table(names)
    probability = weigh(table, rounds)
    chances = []
    for number, (name, shares) in enumerate(zip(names, table.country_shares(probability), strict=True)):
        own = probability[table.owner == number]
        places = tuple(float(value) for value in own[: len(name.candidates)])
        none = float(own[-1]) if name.can_be_none else 0.0 if places else 1.0
        countries = {country: none * share for country, share in shares.items()}
        for place, value in zip(name.candidates, places, strict=True):
            countries[place.country] = countries.get(place.country, 0.0) + value
        chances.append(Chances(places, none, countries))
    return chances


def weigh(table: Table, rounds: Rounds) -> Array:
    """Return the probability of each row, within its name, after all rounds."""
    probability = score(table, table.own, rounds[0])
    for weights in rounds[1:]:
        probability = score(table, np.hstack([table.own, table.shared(probability)]), weights)
    return probability


def score(table: Table, features: Array, weights: Array) -> Array:
    """Return the probability of each row by its features."""
    return softmax(table.fixed + features @ weights, table.owner, len(table.names))


def softmax(values: Array, owner: Codes, names: int) -> Array:
    """Turn values into probabilities within each name."""
    highest = np.full(names, -np.inf)
    np.maximum.at(highest, owner, values)
    raised = np.exp(values - highest[owner])
    probability: Array = raised / np.bincount(owner, raised, names)[owner]
    return probability


def weights_path(settings: Settings) -> Path:
    """Return where the weights are: in the folder that the settings name, where it has any, else in the package."""
    own = Path(settings.weights) / NAME
    return own if settings.weights and own.is_file() else PACKAGED


@cache
def load_place_weights(path: Path) -> PlaceWeights:
    """Raises DatelineError, naming the file, for weights that cannot be used."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if (raw["own"], raw["shared"]) != (list(OWN), list(SHARED)):
            raise ValueError("it is of other features")
        folds = tuple(_rounds(raw["rounds"][str(fold)]) for fold in range(FOLDS))
        return PlaceWeights(_rounds(raw["rounds"][_ALL]), folds)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatelineError(
            f"no weights of places at {str(path)!r} ({error}); install dateline again, or train: dateline train places"
        ) from error


def save_place_weights(path: Path, weights: PlaceWeights) -> None:
    parts = {_ALL: weights.rounds, **{str(fold): rounds for fold, rounds in enumerate(weights.folds)}}
    rounds = {name: [[round(float(value), 4) for value in one] for one in part] for name, part in parts.items()}
    raw = {"own": list(OWN), "shared": list(SHARED), "rounds": rounds}
    path.write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="utf-8")


def _rounds(raw: Sequence[Sequence[float]]) -> Rounds:
    rounds = tuple(np.array(values, dtype=np.float64) for values in raw)
    if [len(values) for values in rounds] != [len(OWN), *[len(OWN) + len(SHARED)] * (len(rounds) - 1)]:
        raise ValueError("it has not one weight for each feature")
    return rounds
