"""Samples for the choice of the main event's day and place: candidates of reports, and which one their record has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.evaluate.calibration import main_account
from dateline.evaluate.incidents_gold import same_city
from dateline.evaluate.settings_told import is_city_or_quarter
from dateline.extract.choosing import Features, has_learned
from dateline.extract.setting import CANDIDATES, NONE
from dateline.extract.setting_features import Candidate
from dateline.model import Doc, PlaceValue, TimeValue


def setting_choices(told: Sequence[tuple[Doc, Mapping[str, Any]]], field: str) -> Iterator[tuple[list[Features], int]]:
    """Yield the features of the candidates, of NONE last, and the number of the one that the record has."""
    for doc, record in told:
        main = main_account(doc)
        if main is None or not has_learned(main.type, [account.type for account in doc.accounts]):
            continue
        found = list(CANDIDATES[field](doc, main).values())
        if found:
            right = next((number for number, each in enumerate(found) if _is_right(each, record)), None)
            if right is None:
                right = next((number for number, each in enumerate(found) if _is_quarter(each, record)), len(found))
            yield [*(each.features for each in found), NONE], right


def _is_right(candidate: Candidate, record: Mapping[str, Any]) -> bool:
    value = candidate.entries[0].value
    if isinstance(value, PlaceValue):
        return same_city(value, record["city_or_county"])
    return isinstance(value, TimeValue) and bool(value.earliest == record["date"])


def _is_quarter(candidate: Candidate, record: Mapping[str, Any]) -> bool:
    value = candidate.entries[0].value
    return isinstance(value, PlaceValue) and is_city_or_quarter(value, record["city_or_county"])
