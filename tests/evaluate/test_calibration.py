"""Which claims a record can judge, and whether it finds them right; the calibration error by hand."""

from __future__ import annotations

import pytest

from dateline.evaluate.calibration import is_right, judge, main_account
from dateline.evaluate.metrics import expected_calibration_error
from dateline.model import PlaceValue, TimeValue, TollValue, Value
from tests.evaluate.makers import make_account, make_claim, make_doc

RECORD = {"killed": 1, "injured": 2, "date": "2016-10-01", "city_or_county": "Springfield"}
TEXT = "One man was shot dead in Springfield."


def make_place(name: str, precision: str) -> PlaceValue:
    return PlaceValue(1, name, "US", "Ohio", None, 40.0, -80.0, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("killed", TollValue(1, 1), True),
        ("killed", TollValue(1, None), True),
        ("injured", TollValue(1, 1), False),
        ("killed", TollValue(1, 1, scope="part"), None),
        ("killed", TollValue(1, 1, of="children"), None),
        ("abducted", TollValue(1, 1), None),
        ("date", TimeValue("DATE", "2016-10-01", "2016-10-01", "2016-10-01", "day"), True),
        ("date", TimeValue("DATE", "2016-10-02", "2016-10-02", "2016-10-02", "day"), False),
        ("date", TimeValue("DATE", "2016-W39", "2016-09-26", "2016-10-02", "week"), None),
        ("date", TimeValue("DATE", None, None, None, "unknown"), None),
        ("place", make_place("Springfield", "city"), True),
        ("place", make_place("Shelbyville", "city"), False),
        ("place", make_place("Ohio", "province"), None),
    ],
)
def test_is_right(field: str, value: Value, expected: bool | None) -> None:
    assert is_right(make_claim(TEXT, "One man", field, value), RECORD) is expected


def test_judge_gives_field_score_and_outcome() -> None:
    claims = [
        make_claim(TEXT, "One man", "killed", TollValue(1, 1), score=0.8),
        make_claim(TEXT, "Springfield", "place", make_place("Ohio", "province")),
    ]
    assert list(judge(make_account("shooting", claims), RECORD)) == [("killed", 0.8, True)]
    assert list(judge(None, RECORD)) == []


def test_main_account_is_the_first_main_one() -> None:
    other, main = make_account("arrest", role="other"), make_account("shooting")
    assert main_account(make_doc(TEXT, accounts=[other, main])) is main
    assert main_account(make_doc(TEXT, accounts=[other])) is other
    assert main_account(make_doc(TEXT)) is None


def test_expected_calibration_error() -> None:
    # Bin 0.8 to 0.9: mean 0.85, half right: 0.35 off, weight 2/4. Bin 0.9 to 1: two of 1.0, both right: 0 off.
    judged = [(0.8, True), (0.9 - 1e-9, False), (1.0, True), (1.0, True)]
    assert expected_calibration_error(judged) == pytest.approx(0.175)
    assert expected_calibration_error([]) == 0.0
