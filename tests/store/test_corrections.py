"""Values that people give: those that cannot be are refused before they are stored."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.formats import record_to_json
from dateline.store.corrections import check_value
from tests.store.factories import make_place


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("killed", {"low": 12, "high": None}),
        ("killed", {"low": 0, "high": 0, "of": "children", "scope": "part", "side": "a"}),
        ("killed", {"low": None, "high": 30}),
        ("date", {"earliest": "2014-12-16", "latest": "2014-12-16", "precision": "day", "value": "2014-12-16"}),
        ("place", record_to_json(make_place())),
        ("place", {"name": "Aville", "latitude": 1}),
        ("perpetrator", {"name": "the Aville Front", "kind": "armed_group"}),
        ("weapon", {"name": "car bomb", "kind": "explosive"}),
    ],
)
def test_sound_values(field: str, value: dict[str, object]) -> None:
    check_value(field, value)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("killed", {"low": "nine"}, "cannot have low 'nine'; give a whole number or null"),
        ("killed", {"low": True}, "cannot have low True"),
        ("killed", {"low": 1.5}, "cannot have low 1.5"),
        ("killed", {"low": -1}, "cannot run from -1 to None"),
        ("killed", {"low": 5, "high": 3}, "cannot run from 5 to 3"),
        ("killed", {"high": -3}, "cannot run from None to -3"),
        ("killed", {"low": 1, "scope": "all"}, "give 'whole' or 'part' or 'added'"),
        ("killed", {"low": 1, "of": "cats"}, "cannot count 'cats'"),
        ("killed", {"lowest": 1}, "has no 'lowest'"),
        ("date", {"earliest": "Tuesday"}, "cannot have the day 'Tuesday'"),
        ("date", {"earliest": "20141216"}, "cannot have the day '20141216'"),
        ("date", {"latest": "2014-02-30"}, "cannot have the day '2014-02-30'"),
        ("date", {"earliest": "2014-12-17", "latest": "2014-12-16"}, "give earliest <= latest"),
        ("date", {"precision": "moment"}, "cannot have precision 'moment'"),
        ("place", {"latitude": float("nan")}, "cannot have latitude nan; give a number or null"),
        ("place", {"name": ["Aville"]}, "cannot have name"),
        ("perpetrator", {"name": "the Aville Front"}, "cannot have kind None"),
        ("weapon", {"kind": "explosive"}, "cannot have name None; give text"),
    ],
)
def test_faulty_values(field: str, value: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        check_value(field, value)
