"""Tells whether a day can be that of an event: what happened is not ahead of publication, what is planned not past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.model import TOLD, AccountRole, Stance, TimeValue, Value

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
#: What an anniversary remembers is at least so long past.
_REMEMBERED = timedelta(days=21)


def on_its_side(value: Value, published: str | None, stance: Stance, role: AccountRole) -> Value | None:
    """Return the day of an event, or None where it cannot be.

    A weekday of something planned that was taken for the last one is the next one.
    """
    if not isinstance(value, TimeValue) or value.earliest is None or value.latest is None or published is None:
        return value
    day, first, last = (date.fromisoformat(each[:10]) for each in (published, value.earliest, value.latest))
    if role == "anniversary" and last + _REMEMBERED > day:
        # The day on which it is remembered.
        return None
    if stance in (*TOLD, "denied"):
        # One day more: publication is told in another time zone than the event.
        return value if first <= day + _DAY else None
    if stance != "planned" or last >= day:
        return value
    if first != last or value.type != "DATE" or last + _WEEK < day:
        return None
    following = (last + _WEEK).isoformat()
    return replace(value, value=following, earliest=following, latest=following)
