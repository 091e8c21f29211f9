"""Calibrated scores: small logistic models over what the reader and the rules tell, fitted on held-out train docs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import DatelineError

NAME = "calibration.json"
_EDGE = 1e-4


def log_odds(probability: float) -> float:
    kept = min(max(probability, _EDGE), 1.0 - _EDGE)
    return math.log(kept / (1.0 - kept))


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named features. A feature that is not given counts as 0."""

    bias: float
    weights: Mapping[str, float]

    def __call__(self, features: Mapping[str, float]) -> float:
        total = self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0)))


#: Name -> model: "fillers", and one for each field whose claims are scored.
Calibration = Mapping[str, Logistic]


@cache
def load_calibration(folder: Path) -> Calibration:
    """Return the models of a folder of weights. Raises DatelineError, naming the file, for one that cannot be used."""
    path = folder / NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {name: Logistic(float(each["bias"]), dict(each["weights"])) for name, each in raw.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatelineError(f"no calibration at {str(path)!r} ({error}); install dateline again") from error
