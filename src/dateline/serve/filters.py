"""The filter of incidents as a form or an address gives it: empty fields do not filter, wrong ones are told."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from dateline.errors import UsageError
from dateline.schema import check_type
from dateline.store import IncidentFilter


def read_filter(
    *,
    since: Annotated[str, Query(description="Happened on or after this ISO date", max_length=10)] = "",
    until: Annotated[str, Query(description="Happened on or before this ISO date", max_length=10)] = "",
    type: Annotated[str, Query(description="An incident type", max_length=40)] = "",
    country: Annotated[str, Query(description="ISO 3166-1 alpha-2", max_length=2)] = "",
    place: Annotated[str, Query(description="A place, or an area that holds it", max_length=200)] = "",
    actor: Annotated[str, Query(description="The id or name of a party", max_length=200)] = "",
    min_killed: Annotated[str, Query(description="At least so many killed", max_length=9)] = "",
    text: Annotated[str, Query(description="Words that stand in its reports", max_length=200)] = "",
) -> IncidentFilter:
    """Return the filter. Raises UsageError naming the field and the value."""
    if type:
        check_type(type)
    if min_killed and not (min_killed.isascii() and min_killed.isdigit()):
        raise UsageError(f"min_killed {min_killed!r} is no number; give one like 10")
    return IncidentFilter(
        since=since or None,
        until=until or None,
        type=type or None,
        country=country or None,
        place=place or None,
        actor=actor or None,
        min_killed=int(min_killed) if min_killed else None,
        text=text or None,
        limit=None,
    )
