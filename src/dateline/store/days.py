"""Days of publication, as the store keeps and compares them."""

from __future__ import annotations

from datetime import date

from dateline.knowledge.days import day_of


def published_day(published: str | None) -> str | None:
    """Return the ISO date of a publication, or None where it is none."""
    day = (published or "")[:10]
    return None if day_of(day) is None else day


def iso_date(number: int) -> str:
    """Return the ISO date of a proleptic ordinal, the first or last there is where it is out of range."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()
