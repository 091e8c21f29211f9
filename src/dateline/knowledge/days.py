"""Days as numbers (proleptic ordinals)."""

from __future__ import annotations

from datetime import date


def day_of(published: str | None) -> int | None:
    """Return the ordinal of an ISO date or date-time, or None where it is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
