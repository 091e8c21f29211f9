"""Replacing what is derived: machine links, incidents with ids that stay, redirects of old ids, and stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from dateline.errors import StoreError
from dateline.formats import Json
from dateline.model import Incident, MachineLink, Story, content_id
from dateline.store.anchors import AccountAnchor, attach_account
from dateline.store.convert import incident_row, machine_link_row, member_rows, party_rows, span_columns, span_of
from dateline.store.query import account_anchors
from dateline.store.stories import write_stories
from dateline.store.tables import (
    DERIVED,
    INCIDENT,
    INCIDENT_ACCOUNT,
    INCIDENT_PARTY,
    MACHINE_LINK,
    MINTED,
    REDIRECT,
    STATE,
)


def replace_derived(
    connection: Connection,
    incidents: Sequence[Incident],
    links: Sequence[MachineLink],
    stories: Sequence[Story] = (),
    *,
    as_of: int,
) -> None:
    """Drop all that is derived and write this; the ids of the incidents and stories given do not matter.

    An incident of a story goes by the id of its first account.

    `as_of`: number of the state of the facts that they were derived from. Raises StoreError for an incident without
    accounts, or with an account that no article's current run has.
    """
    for table in DERIVED:
        connection.execute(delete(table))
    accounts = {anchor.account_id: anchor for anchor in account_anchors(connection)}
    ids, redirects = _assign_ids(connection, incidents, accounts)
    named = list(zip(ids, incidents, strict=True))
    rows = [incident_row(incident, id=incident_id) for incident_id, incident in named]
    members = [row for incident_id, incident in named for row in member_rows(incident, id=incident_id)]
    parties = [row for incident_id, incident in named for row in party_rows(incident, id=incident_id)]
    redirected = [{"incident_id": old, "target": new} for old, new in redirects.items()]
    machine_links = [machine_link_row(link) for link in links]
    for table, new in (
        (INCIDENT, rows),
        (INCIDENT_ACCOUNT, members),
        (INCIDENT_PARTY, parties),
        (REDIRECT, redirected),
        (MACHINE_LINK, machine_links),
    ):
        if new:
            connection.execute(insert(table), new)
    first_account = {incident.members[0].account_id: incident_id for incident_id, incident in named}
    write_stories(connection, stories, incident_of=first_account)
    connection.execute(update(STATE).where(STATE.c.name == "derived_version").values(value=as_of))


def _assign_ids(
    connection: Connection, incidents: Sequence[Incident], accounts: dict[str, AccountAnchor]
) -> tuple[list[str], dict[str, str]]:
    """Return an id for every incident, and where each other id leads: to the incident with its first account."""
    held = _minted_by_account(connection, accounts.values())
    taken = set(connection.scalars(select(MINTED.c.incident_id)))
    ids: list[str] = []
    redirects: dict[str, str] = {}
    minted: list[Json] = []
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
            incident_id = _new_id(first.account_id, taken)
            taken.add(incident_id)
            minted.append(_minted_row(incident_id, first))
        ids.append(incident_id)
    if minted:
        connection.execute(insert(MINTED), minted)
    return ids, redirects


def _minted_by_account(connection: Connection, accounts: Iterable[AccountAnchor]) -> dict[str, list[tuple[int, str]]]:
    """Return the (order, id) of every minted id by the account that it now stands for."""
    by_article = defaultdict(list)
    for anchor in accounts:
        by_article[anchor.article_id].append(anchor)
    held = defaultdict(list)
    for row in connection.execute(select(MINTED)):
        anchor = AccountAnchor(row.article_id, row.account_id, row.type, span_of(row))
        if found := attach_account(anchor, by_article[row.article_id]):
            held[found.account_id].append((row.seq, row.incident_id))
    return held


def _new_id(account_id: str, taken: set[str]) -> str:
    # Short ids can collide: then longer ones, then others, are tried, so that an id never means two incidents.
    digits = content_id("incident", account_id)
    for length in range(10, len(digits) + 1):
        if (incident_id := f"i{digits[:length]}") not in taken:
            return incident_id
    attempt = 2
    while (incident_id := f"i{content_id('incident', account_id, attempt)}") in taken:
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
