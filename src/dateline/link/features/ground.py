"""A ground for or against two accounts being of one incident, before it is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dateline.link.profile import Days


class Ground(NamedTuple):
    """What was found, how much of it, and the sentence that says so; `weights.py` has its weight."""

    name: str
    amount: float
    why: str


def date_text(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def days_text(days: Days) -> str:
    first, last = date_text(days.earliest), date_text(days.latest)
    return first if first == last else f"{first} to {last}"


def list_text(names: Sequence[str]) -> str:
    return ", ".join(names)
