"""Days as numbers and as ISO dates, as the store compares them."""

from __future__ import annotations

from datetime import date


def published_day(published: str | None) -> str | None:
    """Return the ISO date of a publication, or None where it is none."""
    day = (published or "")[:10]
    return None if day_number(day) is None else day


def day_number(day: str | None) -> int | None:
    """Return the proleptic ordinal of an ISO date, or None where it is none."""
    try:
        return date.fromisoformat(day or "").toordinal()
    except ValueError:
        return None


def iso_date(number: int) -> str:
    """Return the ISO date of a proleptic ordinal, the first or last there is where it is out of range."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()
