"""Reading facts: articles, their accounts and claims of the current run, annotations, machine links and issues."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from dateline.errors import NotFoundError
from dateline.formats import Json
from dateline.model import Account, Article, Claim
from dateline.store.anchors import AccountAnchor, ClaimAnchor
from dateline.store.convert import account_of, article_of, claim_of, given_span_of, span_of
from dateline.store.current import chunks, is_current
from dateline.store.tables import ACCOUNT, ARTICLE, CLAIM, ISSUE, RAW, READING, STATE

ARTICLE_OF_READING = select(
    ARTICLE,
    READING.c.read_at,
    READING.c.raw_hash,
    READING.c.byline,
    READING.c.language,
    READING.c.paragraphs,
    READING.c.related,
).join(READING, READING.c.article_id == ARTICLE.c.id)

_ACCOUNT = select(ACCOUNT, READING.c.article_id, READING.c.run_id).join(READING)

_CLAIM_OF_READING = (CLAIM.c.reading_id == ACCOUNT.c.reading_id) & (CLAIM.c.account_id == ACCOUNT.c.id)


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """Something that was set aside, and why."""

    id: int
    #: When it was first and last reported: ISO date-times in UTC.
    at: str
    source: str
    reason: str
    last_seen: str


def facts_version(connection: Connection) -> int:
    """Return the number of the state of the facts: it grows with every change."""
    return connection.scalar(select(STATE.c.value).where(STATE.c.name == "facts_version")) or 0


def is_stale(connection: Connection) -> bool:
    """Return whether facts are newer than what is derived from them."""
    derived = connection.scalar(select(STATE.c.value).where(STATE.c.name == "derived_version")) or 0
    return derived < facts_version(connection)


def articles(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Article]:
    """Return articles by id, in the order of first reading: all, or those of `ids` that there are."""
    if ids is None:
        return {
            row.id: article_of(row)
            for row in connection.execute(ARTICLE_OF_READING.where(is_current()).order_by(ARTICLE.c.seq))
        }
    rows: list[Row[Any]] = []
    for some in chunks(ids):
        rows.extend(connection.execute(ARTICLE_OF_READING.where(is_current(some))))
    return {row.id: article_of(row) for row in sorted(rows, key=lambda row: row.seq)}


def annotations_of(connection: Connection, article_id: str) -> Json:
    """Return the layers of `annotations_to_json` of an article's current run. Raises NotFoundError."""
    query = select(READING.c.annotations).where(is_current([article_id]))
    found: Json | None = connection.scalar(query)
    if found is None:
        raise NotFoundError(f"no article {article_id!r} is stored")
    return found


def not_extracted(connection: Connection, article_id: str) -> str | None:
    """Return why nothing was extracted from an article in its current run, or None."""
    return connection.scalar(select(READING.c.not_extracted).where(is_current([article_id])))


def raw(connection: Connection, raw_hash: str) -> bytes:
    """Return bytes as they came. Raises NotFoundError."""
    content = connection.scalar(select(RAW.c.content).where(RAW.c.hash == raw_hash))
    if content is None:
        raise NotFoundError(f"no raw bytes {raw_hash!r} are stored")
    return zlib.decompress(content)


def accounts(connection: Connection) -> list[Account]:
    """Return the accounts of the current run of every article, in the order of reading, then as told."""
    return accounts_where(connection, is_current())


def accounts_where(connection: Connection, condition: ColumnElement[bool]) -> list[Account]:
    """Return the accounts of the readings that fit, in the order of reading, then as told."""
    claims = select(CLAIM).join(READING, READING.c.id == CLAIM.c.reading_id).where(condition)
    return _accounts(connection, _ACCOUNT.where(condition), claims)


def accounts_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Account]:
    """Return those of the accounts that there are, from the newest run that has each."""
    found = {}
    for some in chunks(ids):
        claims = select(CLAIM).join(ACCOUNT, _CLAIM_OF_READING).where(ACCOUNT.c.id.in_(some))
        for account in _accounts(connection, _ACCOUNT.where(ACCOUNT.c.id.in_(some)), claims):
            found[account.id] = account
    return found


def _accounts(connection: Connection, of: Select[Any], claims: Select[Any]) -> list[Account]:
    by_account = defaultdict(list)
    for row in connection.execute(claims.order_by(CLAIM.c.reading_id, CLAIM.c.position)):
        by_account[row.reading_id, row.account_id].append(claim_of(row))
    rows = connection.execute(of.order_by(ACCOUNT.c.reading_id, ACCOUNT.c.position))
    return [account_of(row, by_account[row.reading_id, row.id]) for row in rows]


def claims(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Return those of the claims that there are, from the newest run that has each."""
    found = {}
    for some in chunks(ids):
        for row in connection.execute(select(CLAIM).where(CLAIM.c.id.in_(some)).order_by(CLAIM.c.reading_id)):
            found[row.id] = claim_of(row)
    return found


def account_anchors(connection: Connection, article_ids: Iterable[str] | None = None) -> list[AccountAnchor]:
    """Return where the accounts of current runs stand: of all articles, or of these."""
    query = select(ACCOUNT, READING.c.article_id).join(READING)
    conditions = [is_current()] if article_ids is None else [is_current(some) for some in chunks(article_ids)]
    return [
        AccountAnchor(row.article_id, row.id, row.type, span_of(row))
        for condition in conditions
        for row in connection.execute(query.where(condition).order_by(ACCOUNT.c.reading_id, ACCOUNT.c.position))
    ]


def claim_anchors(connection: Connection, article_ids: Iterable[str]) -> list[ClaimAnchor]:
    """Return where the claims of these articles' current runs stand."""
    query = _claim_anchor()
    return [
        _claim_anchor_of(row)
        for some in chunks(article_ids)
        for row in connection.execute(query.where(is_current(some)))
    ]


def claim_anchor(connection: Connection, claim_id: str) -> ClaimAnchor:
    """Return where a claim stands, in the newest run that has it. Raises NotFoundError."""
    query = _claim_anchor().where(CLAIM.c.id == claim_id).order_by(CLAIM.c.reading_id.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"no claim {claim_id!r} is stored; `dateline show` gives the claims of an incident")
    return _claim_anchor_of(row)


def _claim_anchor() -> Select[Any]:
    trigger = (
        ACCOUNT.c.part.label("trigger_part"),
        ACCOUNT.c.span_start.label("trigger_start"),
        ACCOUNT.c.span_end.label("trigger_end"),
    )
    place = (CLAIM.c.id, CLAIM.c.field, CLAIM.c.part, CLAIM.c.span_start, CLAIM.c.span_end)
    return select(*place, *trigger, READING.c.article_id).join(ACCOUNT, _CLAIM_OF_READING).join(READING)


def _claim_anchor_of(row: Row[Any]) -> ClaimAnchor:
    return ClaimAnchor(row.article_id, row.id, row.field, given_span_of(row), span_of(row, "trigger"))


def issues(connection: Connection) -> list[StoredIssue]:
    """Return all that was set aside, in the order of first report."""
    rows = connection.execute(select(ISSUE).order_by(ISSUE.c.id))
    return [StoredIssue(row.id, row.at, row.source, row.reason, row.last_seen) for row in rows]
