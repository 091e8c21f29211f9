"""Whether a value that a person gives can be one of its field: a faulty one, once stored, would stop deriving."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dateline.errors import UsageError
from dateline.formats import value_from_json
from dateline.model import TimeValue, TollValue
from dateline.schema import TOLL_GROUPS

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_value(field: str, raw: Mapping[str, object]) -> None:
    """Raise UsageError, naming the part, where `raw` is not the JSON form of a value of the field."""
    value = value_from_json(field, raw)
    hints = get_type_hints(type(value))
    for name, hint in hints.items():
        if not _fits(getattr(value, name), hint):
            raise UsageError(f"a value of {field!r} cannot have {name} {getattr(value, name)!r}; give {_told(hint)}")
    if isinstance(value, TollValue):
        if not 0 <= (value.low or 0) <= (math.inf if value.high is None else value.high):
            raise UsageError(f"a value of {field!r} cannot run from {value.low!r} to {value.high!r}; give low <= high")
        if value.of is not None and value.of not in TOLL_GROUPS:
            raise UsageError(f"a value of {field!r} cannot count {value.of!r}; give one of {', '.join(TOLL_GROUPS)}")
    if isinstance(value, TimeValue):
        first, last = (_day(field, given) for given in (value.earliest, value.latest))
        if first and last and last < first:
            raise UsageError(f"a value of {field!r} cannot run from {first} to {last}; give earliest <= latest")


def _fits(given: object, hint: Any) -> bool:
    kind = get_origin(hint)
    if kind is Literal:
        return given in get_args(hint)
    if kind in (Union, UnionType):
        return any(_fits(given, each) for each in get_args(hint))
    if isinstance(given, bool):
        # Else True would pass for the number 1.
        return hint is bool
    if hint is float:
        return isinstance(given, int | float) and math.isfinite(given)
    return isinstance(given, hint)


def _told(hint: Any) -> str:
    kind = get_origin(hint)
    if kind is Literal:
        return " or ".join(repr(choice) for choice in get_args(hint))
    if kind in (Union, UnionType):
        return " or ".join(_told(each) for each in get_args(hint))
    return {int: "a whole number", float: "a number", str: "text", bool: "true or false"}.get(hint, "null")


def _day(field: str, given: str | None) -> date | None:
    if given is None:
        return None
    # The pattern, because the library also takes '20141216' and '2014-W51-2', which sort and compare otherwise.
    if _ISO_DAY.fullmatch(given):
        with suppress(ValueError):
            return date.fromisoformat(given)
    raise UsageError(f"a value of {field!r} cannot have the day {given!r}; give one like '2014-12-16'")
