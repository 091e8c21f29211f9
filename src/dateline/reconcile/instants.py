"""When an article was published, in a form that orders as time does."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(published: str | None) -> str:
    """Return an ISO date, or date-time in UTC, "" where it is unknown.

    Of two on one day the one without a time comes first.
    """
    try:
        moment = datetime.fromisoformat(published or "")
        return published or "" if moment.tzinfo is None else moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return published or ""
