"""The JSON forms: what goes out comes back the same, and what does not fit is named."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.formats import (
    record_to_json,
    span_from_json,
    span_to_json,
    speaker_from_json,
    speaker_to_json,
    value_from_json,
)
from dateline.model import PartyValue, PlaceValue, Span, Speaker, ThingValue, TimeValue, TollValue, Value
from dateline.schema import FIELDS

VALUES: dict[str, Value] = {
    "time": TimeValue("DATE", "2014-12-17", "2014-12-17", "2014-12-17", "day"),
    "place": PlaceValue(1, "Aville", "XA", "Upper", None, 1.5, 2.5, "city"),
    "party": PartyValue("Green Column", "green", "armed_group"),
    "thing": ThingValue("bridge", "infrastructure"),
    "toll": TollValue(12, None, "part", "children", None, None),
}


@pytest.mark.parametrize("field", FIELDS)
def test_value_round_trip(field: str) -> None:
    value = VALUES[FIELDS[field].kind]
    assert value_from_json(field, record_to_json(value)) == value


@pytest.mark.parametrize("span", [Span("text", 0, 3), Span("title", 1, 2), Span("link:3.0", 0, 9)])
def test_span_round_trip(span: Span) -> None:
    assert span_from_json(span_to_json(span)) == span
    assert ("in" in span_to_json(span)) == (span.part != "text")


@pytest.mark.parametrize("span", [None, Span("text", 0, 3), Span("title", 1, 2)])
def test_speaker_round_trip(span: Span | None) -> None:
    speaker = Speaker("A. Example", "mayor", "official", None, span)
    assert speaker_from_json(speaker_to_json(speaker)) == speaker


def test_value_of_no_field() -> None:
    with pytest.raises(UsageError, match="'weather'"):
        value_from_json("weather", {})


def test_value_with_a_wrong_key_names_the_keys() -> None:
    with pytest.raises(UsageError, match=r"'lowest'.*low, high"):
        value_from_json("killed", {"lowest": 3})


def test_value_in_part_is_filled_with_unknown() -> None:
    assert value_from_json("killed", {"low": 3}) == TollValue(3, None)
    assert value_from_json("date", {"value": "2014"}) == TimeValue("DATE", "2014", None, None, "unknown")
