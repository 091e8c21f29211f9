"""JSON of the store comes back as it went in, also what the fast library refuses or would change."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.quick_json import from_json, pack, unpack

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.text(), held, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_any_value_comes_back(value: object) -> None:
    assert unpack(pack(value)) == value
    # As the store's own columns are written.
    assert from_json(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) == value


@pytest.mark.parametrize(
    "value",
    [
        10**30,
        -(10**19),
        2**63,
        [2**64],
        {"low": 10**18},
        1e300,
        "\ud800",
        [math.inf],
        -math.inf,
        {"a": None, "b": math.inf},
    ],
)
def test_what_the_library_would_change_or_refuse(value: object) -> None:
    assert from_json(json.dumps(value)) == value
    found = unpack(pack(value))
    assert (found, type(found)) == (value, type(value))


def test_broken_json_is_an_error() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        from_json("{")
