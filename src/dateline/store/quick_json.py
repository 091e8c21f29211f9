"""JSON that is read and written by a fast library, and by Python's own where that would change or refuse a value."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

#: Longer whole numbers do not fit into 64 bits, and would come back as floats.
_LONG_NUMBER = re.compile("[0-9]{19}")
_LONG_NUMBER_IN_BYTES = re.compile(b"[0-9]{19}")


def from_json(raw: str | bytes) -> Any:
    """Return what JSON stands for; whole numbers of any size stay as they are. Raises ValueError."""
    long_number = _LONG_NUMBER.search(raw) if isinstance(raw, str) else _LONG_NUMBER_IN_BYTES.search(raw)
    if long_number is None:
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError:
            pass  # NaN and half a surrogate pair, which Python's own writes and reads.
    return json.loads(raw)


def to_json(value: object) -> bytes:
    """Return a value as JSON, without spaces."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()
