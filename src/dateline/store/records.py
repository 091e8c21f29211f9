"""Incidents with the evidence behind them: accounts, claims, articles and sentences, a few incidents at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from dateline.model import Account, Claim, Incident, Record
from dateline.store.current import chunks, is_current, rows_in
from dateline.store.query import accounts_by_id, accounts_where, articles
from dateline.store.tables import ARTICLE, INCIDENT_ACCOUNT, READING


def records(connection: Connection, incidents: Sequence[Incident]) -> list[Record]:
    """Return each incident with all that its values rest on."""
    members = [member for incident in incidents for member in incident.members]
    accounts = accounts_by_id(connection, (member.account_id for member in members))
    noticed = {notice.by for incident in incidents for notice in incident.notices}
    reports = articles(connection, sorted({member.article_id for member in members} | noticed))
    sentences = _sentences(connection, reports)
    found = []
    for incident in incidents:
        own = {member.account_id: accounts[member.account_id] for member in incident.members}
        own_articles = {member.article_id for member in incident.members}
        own_articles |= {notice.by for notice in incident.notices}
        claims: dict[str, Claim] = {claim.id: claim for account in own.values() for claim in account.claims}
        found.append(
            Record(
                incident,
                own,
                claims,
                {article_id: report for article_id, report in reports.items() if article_id in own_articles},
                {article_id: sentences.get(article_id, ()) for article_id in sorted(own_articles)},
            )
        )
    return found


def _sentences(connection: Connection, article_ids: Iterable[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    found = {}
    for some in chunks(article_ids):
        query = select(READING.c.article_id, READING.c.annotations).where(is_current(some))
        for row in connection.execute(query):
            found[row.article_id] = tuple((start, end) for start, end in row.annotations["sentences"])
    return found


def accounts_of(connection: Connection, article_id: str) -> list[Account]:
    """Return the accounts of an article's current run, the main one first."""
    return accounts_where(connection, is_current([article_id]))


def input_ids(connection: Connection, incidents: Iterable[Incident]) -> dict[str, str | None]:
    """Return article id -> the id that the user gave, for the articles of these incidents."""
    told = (member.article_id for incident in incidents for member in incident.members)
    rows = rows_in(connection, select(ARTICLE.c.id, ARTICLE.c.input_id), ARTICLE.c.id, told)
    return {row.id: row.input_id for row in rows}


def incidents_of(connection: Connection, account_ids: Iterable[str]) -> dict[str, str]:
    """Return account id -> id of the incident it is in."""
    rows = rows_in(connection, select(INCIDENT_ACCOUNT), INCIDENT_ACCOUNT.c.account_id, account_ids)
    return {row.account_id: row.incident_id for row in rows}
