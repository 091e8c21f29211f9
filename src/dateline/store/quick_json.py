"""JSON that is read and written by a fast library, and by Python's own where that would change or refuse a value."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson

#: Longer whole numbers do not fit into 64 bits, and would come back as floats.
_LONG_NUMBER = re.compile("[0-9]{19}")
#: Stands before what only Python's own wrote, and must read.
_OWN: Final = b" "
_NO_NUMBER = re.compile(b"Infinity|NaN")


def from_json(raw: str) -> Any:
    """Return what any JSON stands for; whole numbers of any size stay as they are. Raises ValueError."""
    if _LONG_NUMBER.search(raw) is None:
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError:
            pass  # NaN and half a surrogate pair, which Python's own writes and reads.
    return json.loads(raw)


def pack(value: object) -> bytes:
    """Return a value as JSON for `unpack`."""
    try:
        packed = orjson.dumps(value)
    except TypeError:
        return _OWN + _own(value)
    # The library writes null for infinity and what is no number.
    if b"null" in packed and _NO_NUMBER.search(own := _own(value)):
        return _OWN + own
    return packed


def _own(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def unpack(packed: bytes) -> Any:
    """Return the value that `pack` was given; tuples come back as lists."""
    return json.loads(packed) if packed.startswith(_OWN) else orjson.loads(packed)
