"""The weights of the grounds on which an article is taken for coverage behind another: log odds for each unit."""

from __future__ import annotations

from collections.abc import Mapping

#: Printed by `dateline train background`: fitted on training reports and what a search over them finds. Those of
#: incidents are set by judgement, as the search is fitted where nothing is derived.
WEIGHTS: Mapping[str, float] = {
    "prior": -4.45,
    "words": 7.05,
    "words squared": -9.09,
    "headline": 8.23,
    "keys": 1.58,
    "rarest name": 1.2,
    "names": -1.49,
    "other names": -0.09,
    "rarest capital": 2.77,
    "capitals": 0.61,
    "people": 1.47,
    "streets": 0.96,
    "ages": 0.11,
    "other ages": -1.79,
    "days apart": -0.81,
    "apart and alike": 0.07,
    "apart and of one day": 0.64,
    "of one day and alike": 0.66,
    "other days": -0.9,
    "no common day": -0.66,
    "words of one outlet": -0.78,
    "names of one outlet": -0.73,
    "same incident": 4.0,
    "mentions the incident": 2.5,
    "other incident": -1.0,
}
