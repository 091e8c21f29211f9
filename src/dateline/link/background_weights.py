"""The weights of the grounds on which an article is taken for coverage behind another: log odds for each unit."""

from __future__ import annotations

from collections.abc import Mapping

#: Printed by `dateline train background`: fitted on training reports and what a search over them finds. Those of
#: incidents are set by judgement, as the search is fitted where nothing is derived.
WEIGHTS: Mapping[str, float] = {
    "prior": -4.29,
    "words": 7.12,
    "words squared": -9.1,
    "headline": 8.54,
    "keys": 1.69,
    "rarest name": 1.24,
    "names": -1.51,
    "other names": -0.06,
    "rarest capital": 2.45,
    "capitals": 0.53,
    "people": 1.5,
    "streets": 1.2,
    "ages": 0.14,
    "other ages": -1.78,
    "days apart": -0.81,
    "apart and alike": 0.0,
    "apart and of one day": 0.66,
    "of one day and alike": 0.38,
    "other days": -0.96,
    "no common day": -0.61,
    "words of one outlet": -0.7,
    "names of one outlet": -0.73,
    "same incident": 4.0,
    "mentions the incident": 2.5,
    "other incident": -1.0,
}
