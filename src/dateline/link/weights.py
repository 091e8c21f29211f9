"""The weights of the grounds on which two accounts are compared: log odds for each unit of a ground's amount."""

from __future__ import annotations

from collections.abc import Mapping

#: Set by logistic regression on pairs of training reports that share a block (docs/evaluation.md says which), then
#: rounded; those that the training data cannot tell (copies, one article, other country ...) are set by judgement.
WEIGHTS: Mapping[str, float] = {
    "prior": -4.4,
    "text": 11.0,
    "headline": 0.9,
    "names": 1.3,
    "other names": -0.7,
    "same outlet": -1.3,
    "street": 1.0,
    "ages": 0.3,
    "other ages": -1.4,
    "published together": 1.0,
    "published apart": -0.85,
    "same day": 1.5,
    "days apart": -3.0,
    "told before": -4.0,
    "overlapping dates": 0.3,
    "same place": 1.5,
    "near place": 0.8,
    "place within": 0.3,
    "other place": -1.5,
    "other country": -4.0,
    "same type": 0.3,
    "same family": 0.2,
    "other family": -0.7,
    "same person": 2.0,
    "same surname": 1.0,
    "other people": -1.0,
    "same toll": 0.4,
    "other toll": -0.8,
    "same actor": 0.7,
    "other actor": -0.7,
    "same thing": 0.3,
    "one article": -4.0,
    "copy": 8.0,
    "other part of a copy": -4.0,
    "planned": -1.5,
}
