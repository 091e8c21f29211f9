"""The weights of the grounds on which two accounts are compared: log odds for each unit of a ground's amount."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

NAME: Final = "linking.json"
#: Set by judgement: training pairs have hardly any of these. Reports of one kind of event in one country show no
#: copies told apart, no plans and no two countries; that links lead to what is told is a matter of how pages are made.
#: Of other victims and tolls, names and ages in full local reports tell as much; elsewhere these are missing.
JUDGED: Final[Mapping[str, float]] = {
    "one article": -4.0,
    "denial": 4.5,
    "other denial": -3.0,
    "copy": 8.0,
    "other part of a copy": -4.0,
    "link": 2.0,
    "told before": -2.5,
    "told apart": -9.0,
    "other people": -0.5,
    "other toll": -0.6,
    "other target": -2.5,
    "other harm": -2.0,
    "planned": -1.5,
    "words alone": -2.5,
    "far place": -3.0,
    "other country": -4.5,
    "same actor": 0.3,
    "other actor": -0.3,
}


@dataclass(frozen=True, slots=True)
class Sureness:
    """How the chance that an account is of its incident follows from its pairs with the others there (in log odds)."""

    bias: float
    mean: float
    best: float

    def chance(self, *, mean: float, best: float) -> float:
        return 1 / (1 + math.exp(-(self.bias + self.mean * mean + self.best * best)))


def _load() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = json.loads(resources.files("dateline.link").joinpath(NAME).read_text(encoding="utf-8"))
    return raw


_RAW = _load()
#: Trained by `dateline train linking`, and the judged ones.
WEIGHTS: Final[Mapping[str, float]] = {**_RAW["weights"], **JUDGED}
SURENESS: Final = Sureness(**_RAW["sureness"])
