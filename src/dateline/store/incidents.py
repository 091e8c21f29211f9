"""Finding incidents: by filter, newest first, and by id, old ids included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, func, or_, select

from dateline.errors import NotFoundError, UsageError
from dateline.model import Incident
from dateline.store.convert import LARGEST, incident_of, search_form
from dateline.store.current import rows_in
from dateline.store.database import articles_with
from dateline.store.tables import (
    ACCOUNT,
    ARTICLE,
    INCIDENT,
    INCIDENT_ACCOUNT,
    INCIDENT_PARTY,
    MINTED,
    READING,
    REDIRECT,
)


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents to find; all that is given must hold. An incident without the value in question is not found."""

    #: ISO dates, both inclusive: incidents that may have happened on a day between them.
    since: str | None = None
    until: str | None = None
    type: str | None = None
    #: ISO 3166-1 alpha-2.
    country: str | None = None
    #: Part of the name of its place, district or province, whatever the case and accents.
    place: str | None = None
    #: Id of a known actor, or part of the name of any party.
    actor: str | None = None
    #: Best figure, else the lowest.
    min_killed: int | None = None
    #: Words that one of its articles must have, all of them.
    text: str | None = None
    #: Id of a run: incidents that a later run told something of.
    since_run: str | None = None
    limit: int | None = None


def find_incidents(connection: Connection, wanted: IncidentFilter) -> list[Incident]:
    """Return the incidents that fit, the latest day first, those without a day last. Raises UsageError."""
    query = select(INCIDENT).where(*_conditions(connection, wanted))
    query = query.order_by(
        INCIDENT.c.earliest.desc().nulls_last(), INCIDENT.c.latest.desc().nulls_last(), INCIDENT.c.id
    )
    if wanted.limit is not None:
        query = query.limit(_count("limit", wanted.limit))
    return _with_members(connection, connection.execute(query).all())


def incidents_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Incident]:
    """Return incidents by id, in the order of `ids`."""
    rows = {row.id: row for row in rows_in(connection, select(INCIDENT), INCIDENT.c.id, ids)}
    return dict(zip(ids, _with_members(connection, [rows[one] for one in ids]), strict=True))


def _with_members(connection: Connection, rows: Sequence[Row[Any]]) -> list[Incident]:
    ordered = select(INCIDENT_ACCOUNT).order_by(INCIDENT_ACCOUNT.c.position)
    members = defaultdict(list)
    for member in rows_in(connection, ordered, INCIDENT_ACCOUNT.c.incident_id, (row.id for row in rows)):
        members[member.incident_id].append(member)
    return [incident_of(row, members[row.id]) for row in rows]


def _conditions(connection: Connection, wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(INCIDENT.c.latest >= _day("since", wanted.since))
    if wanted.until is not None:
        found.append(INCIDENT.c.earliest <= _day("until", wanted.until))
    if wanted.type is not None:
        found.append(INCIDENT.c.type == wanted.type)
    if wanted.country is not None:
        found.append(INCIDENT.c.country == wanted.country.upper())
    if wanted.place is not None:
        found.append(INCIDENT.c.place_names.contains(search_form(wanted.place), autoescape=True))
    if wanted.actor is not None:
        named = INCIDENT_PARTY.c.name.contains(search_form(wanted.actor), autoescape=True)
        party = or_(INCIDENT_PARTY.c.actor == wanted.actor, named)
        found.append(exists().where(INCIDENT_PARTY.c.incident_id == INCIDENT.c.id, party))
    if wanted.min_killed is not None:
        found.append(INCIDENT.c.killed >= _count("min_killed", wanted.min_killed))
    if wanted.text is not None and wanted.text.strip():
        of_article = INCIDENT_ACCOUNT.c.article_id == ARTICLE.c.id
        with_text = select(INCIDENT_ACCOUNT.c.incident_id).join(ARTICLE, of_article)
        found.append(INCIDENT.c.id.in_(with_text.where(articles_with(connection, wanted.text))))
    if wanted.since_run is not None:
        later = select(ACCOUNT.c.id).join(READING).where(READING.c.id > _last_reading(connection, wanted.since_run))
        of_later = select(INCIDENT_ACCOUNT.c.incident_id).where(INCIDENT_ACCOUNT.c.account_id.in_(later))
        found.append(INCIDENT.c.id.in_(of_later))
    return found


def _last_reading(connection: Connection, run_id: str) -> int:
    number: int | None = connection.scalar(select(func.max(READING.c.id)).where(READING.c.run_id == run_id))
    if number is None:
        raise UsageError(f"since_run {run_id!r} is no run that read an article; `dateline store info` names the last")
    return number


def _day(name: str, given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{name} {given!r} is no date; give one like '2014-12-16'") from error


def _count(name: str, given: int) -> int:
    if not 0 <= given <= LARGEST:
        raise UsageError(f"{name} {given!r} is out of range; give a number from 0 to {LARGEST}")
    return given


def incident(connection: Connection, incident_id: str) -> Incident:
    """Return the incident that an id leads to, also when it was merged into another. Raises NotFoundError."""
    target = incident_redirect(connection, incident_id) or incident_id
    row = connection.execute(select(INCIDENT).where(INCIDENT.c.id == target)).first()
    if row is None:
        raise NotFoundError(_why_not(connection, incident_id))
    members = select(INCIDENT_ACCOUNT).where(INCIDENT_ACCOUNT.c.incident_id == target)
    return incident_of(row, connection.execute(members.order_by(INCIDENT_ACCOUNT.c.position)).all())


def incident_redirect(connection: Connection, incident_id: str) -> str | None:
    """Return the id of the incident that holds the first account of this id, or None where that is its own."""
    return connection.scalar(select(REDIRECT.c.target).where(REDIRECT.c.incident_id == incident_id))


def _why_not(connection: Connection, incident_id: str) -> str:
    known = connection.scalar(select(MINTED.c.article_id).where(MINTED.c.incident_id == incident_id))
    if known is None:
        return f"no incident {incident_id!r} is stored; `dateline incidents` lists those that are"
    if not connection.scalar(select(func.count()).select_from(INCIDENT)):
        return f"incident {incident_id!r} is not derived at present; run `dateline reconcile`"
    return (
        f"incident {incident_id!r} is gone: the account it was named for, in article {known!r}, does not exist in the"
        " current run, or belongs to no incident"
    )
