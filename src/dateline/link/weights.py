"""The weights of the grounds on which two accounts are compared: log odds for each unit of a ground's amount."""

from __future__ import annotations

from collections.abc import Mapping

#: Set by logistic regression on pairs of main accounts of training reports that share a block, then rounded. Those
#: that few training pairs have (copies, one article, other country, actors, people, plans) are set by judgement.
WEIGHTS: Mapping[str, float] = {
    "prior": -3.6,
    "text": 11.5,
    "headline": 0.3,
    "names": 0.8,
    "other names": -0.95,
    "same outlet": -1.7,
    "street": 1.1,
    "ages": 0.1,
    "other ages": -1.5,
    "published together": 0.2,
    "published apart": -0.8,
    "same day": 1.5,
    "next day": -0.7,
    "days apart": -1.4,
    "told apart": -7.0,
    "told before": -1.5,
    "overlapping dates": 0.4,
    "same place": 1.0,
    "near place": 0.3,
    "same place name": 0.8,
    "place within": 0.5,
    "other place": -1.4,
    "other country": -2.0,
    "same type": 0.3,
    "same family": 0.5,
    "other family": -1.0,
    "same person": 3.5,
    "same surname": 1.0,
    "other people": -1.4,
    "same toll": 0.65,
    "other toll": -0.3,
    "same actor": 0.3,
    "other actor": -0.3,
    "same thing": 0.1,
    "one article": -4.0,
    "denial": 4.5,
    "copy": 8.0,
    "other part of a copy": -4.0,
    "planned": -1.5,
}
