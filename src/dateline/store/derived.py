"""Replacing what is derived: incidents with ids that stay, redirects of old ids, and what stories they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from dateline.errors import StoreError
from dateline.formats import Json
from dateline.model import Incident, content_id
from dateline.store.anchors import AccountAnchor, attach_account
from dateline.store.convert import incident_row, member_rows, party_rows, span_columns, span_of
from dateline.store.current import chunks, rows_in
from dateline.store.query import account_anchors
from dateline.store.stories import drop_stories
from dateline.store.tables import (
    DERIVED,
    INCIDENT,
    INCIDENT_ACCOUNT,
    INCIDENT_PARTY,
    MINTED,
    REDIRECT,
    STATE,
    STORY_KEY,
    STORY_WAITING,
)

_MEMBERS = select(INCIDENT_ACCOUNT.c.incident_id, INCIDENT_ACCOUNT.c.account_id)


def drop_derived(connection: Connection) -> None:
    """Drop all incidents; their ids stay minted."""
    for table in DERIVED:
        connection.execute(delete(table))
    set_derived_version(connection, 0)


def set_derived_version(connection: Connection, as_of: int) -> None:
    """Note the state of the facts that all incidents are derived from."""
    connection.execute(update(STATE).where(STATE.c.name == "derived_version").values(value=as_of))


def replace_incidents(
    connection: Connection,
    incidents: Sequence[Incident],
    *,
    account_ids: Collection[str],
    article_ids: Iterable[str],
    story_keys: Sequence[Iterable[int]] = (),
) -> None:
    """Drop the incidents that hold any of these accounts, and write these; `article_ids` are further ones of their ids.

    `story_keys` are, for each incident, the numbers by which it finds others of its story. Stories that lose an
    incident are dropped; what they held waits for a new one, as each new incident does.
    The ids of the incidents given do not matter. Every account of what is dropped is in `account_ids`, or is no more.
    Raises StoreError for an incident without accounts, or with an account that no article's current run has.
    """
    articles = list(dict.fromkeys(article_ids))
    dropped = incidents_of(connection, account_ids)
    members = [member.article_id for incident in incidents for member in incident.members]
    anchors = account_anchors(connection, [*articles, *members])
    minted = list(rows_in(connection, select(MINTED), MINTED.c.article_id, [*articles, *members]))
    held = _minted_by_account(minted, anchors)
    others = {
        incident_id
        for account_id, ids in held.items()
        if account_id is not None and account_id not in account_ids
        for _, incident_id in ids
    }
    minted = [row for row in minted if row.incident_id not in others]
    left = drop_stories(connection, dropped) - dropped
    _drop(connection, dropped, [row.incident_id for row in minted])
    ids = _write(connection, incidents, anchors, minted)
    await_stories(connection, {*ids, *left})
    keys = [
        {"key": key, "incident_id": one}
        for one, held in zip(ids, story_keys, strict=False)
        for key in sorted(set(held))
    ]
    if keys:
        connection.execute(insert(STORY_KEY), keys)


def await_stories(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Note that the stories of these incidents are to be derived."""
    for some in chunks(sorted(incident_ids)):
        there = set(
            connection.scalars(select(STORY_WAITING.c.incident_id).where(STORY_WAITING.c.incident_id.in_(some)))
        )
        rows = [{"incident_id": one} for one in some if one not in there]
        if rows:
            connection.execute(insert(STORY_WAITING), rows)


def incidents_of(connection: Connection, account_ids: Iterable[str]) -> set[str]:
    """Return the incidents that hold one of these accounts."""
    rows = rows_in(connection, _MEMBERS, INCIDENT_ACCOUNT.c.account_id, account_ids)
    return {row.incident_id for row in rows}


def members_of(connection: Connection, incident_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the accounts that each of these incidents holds."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows_in(connection, _MEMBERS, INCIDENT_ACCOUNT.c.incident_id, incident_ids):
        found[row.incident_id].add(row.account_id)
    return found


def _drop(connection: Connection, incident_ids: Iterable[str], redirected: Iterable[str]) -> None:
    for some in chunks(redirected):
        connection.execute(delete(REDIRECT).where(REDIRECT.c.incident_id.in_(some)))
    for some in chunks(incident_ids):
        connection.execute(delete(REDIRECT).where(REDIRECT.c.target.in_(some)))
        for table in (STORY_WAITING, STORY_KEY, INCIDENT_PARTY, INCIDENT_ACCOUNT):
            connection.execute(delete(table).where(table.c.incident_id.in_(some)))
        connection.execute(delete(INCIDENT).where(INCIDENT.c.id.in_(some)))


def _write(
    connection: Connection,
    incidents: Sequence[Incident],
    anchors: Sequence[AccountAnchor],
    minted: Sequence[Row[Any]],
) -> list[str]:
    """Write incidents; return their ids."""
    ids, redirects = _assign_ids(connection, incidents, anchors, minted)
    named = list(zip(ids, incidents, strict=True))
    rows = [incident_row(incident, id=incident_id) for incident_id, incident in named]
    members = [row for incident_id, incident in named for row in member_rows(incident, id=incident_id)]
    parties = [row for incident_id, incident in named for row in party_rows(incident, id=incident_id)]
    redirected = [{"incident_id": old, "target": new} for old, new in redirects.items()]
    for table, new in (
        (INCIDENT, rows),
        (INCIDENT_ACCOUNT, members),
        (INCIDENT_PARTY, parties),
        (REDIRECT, redirected),
    ):
        if new:
            connection.execute(insert(table), new)
    return ids


def _assign_ids(
    connection: Connection,
    incidents: Sequence[Incident],
    anchors: Sequence[AccountAnchor],
    minted: Sequence[Row[Any]],
) -> tuple[list[str], dict[str, str]]:
    """Return an id for every incident, and where each other id leads: to the incident with its first account."""
    accounts = {anchor.account_id: anchor for anchor in anchors}
    held = _minted_by_account(minted, anchors)
    taken: set[str] = set()
    ids: list[str] = []
    redirects: dict[str, str] = {}
    new: list[Json] = []
    for incident in incidents:
        if not incident.members:
            raise StoreError(f"an incident of type {incident.type!r} has no accounts; leave it out")
        claimants = sorted(pair for member in incident.members for pair in held.pop(member.account_id, ()))
        if claimants:
            (_, incident_id), *others = claimants
            redirects.update((other, incident_id) for _, other in others)
        else:
            first = accounts.get(incident.members[0].account_id)
            if first is None:
                raise StoreError(
                    f"account {incident.members[0].account_id!r} is in no current run; read the accounts again"
                )
            incident_id = _new_id(first.account_id, lambda one: one in taken or _is_minted(connection, one))
            taken.add(incident_id)
            new.append(_minted_row(incident_id, first))
        ids.append(incident_id)
    if new:
        connection.execute(insert(MINTED), new)
    return ids, redirects


def _minted_by_account(
    minted: Iterable[Row[Any]], anchors: Iterable[AccountAnchor]
) -> dict[str | None, list[tuple[int, str]]]:
    """Return the (order, id) of minted ids by the account that each now stands for, None where that is none."""
    by_article = defaultdict(list)
    for anchor in anchors:
        by_article[anchor.article_id].append(anchor)
    held = defaultdict(list)
    for row in minted:
        anchor = AccountAnchor(row.article_id, row.account_id, row.type, span_of(row))
        found = attach_account(anchor, by_article[row.article_id])
        held[found.account_id if found else None].append((row.seq, row.incident_id))
    return held


def _is_minted(connection: Connection, incident_id: str) -> bool:
    return connection.scalar(select(MINTED.c.seq).where(MINTED.c.incident_id == incident_id)) is not None


def _new_id(account_id: str, is_taken: Callable[[str], bool]) -> str:
    # Short ids can collide: then longer ones, then others, are tried, so that an id never means two incidents.
    digits = content_id("incident", account_id)
    for length in range(10, len(digits) + 1):
        if not is_taken(incident_id := f"i{digits[:length]}"):
            return incident_id
    attempt = 2
    while is_taken(incident_id := f"i{content_id('incident', account_id, attempt)}"):
        attempt += 1
    return incident_id


def _minted_row(incident_id: str, first: AccountAnchor) -> Json:
    return {
        "incident_id": incident_id,
        "article_id": first.article_id,
        "account_id": first.account_id,
        "type": first.type,
        **span_columns(first.span),
    }
