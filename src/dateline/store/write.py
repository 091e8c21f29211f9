"""Writing facts: runs, articles with what a run found in them, raw bytes, and what was set aside."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from dateline.errors import StoreError
from dateline.model import Doc, Run, SetAside, content_id
from dateline.store.convert import account_row, article_row, claim_row, reading_row, run_row, storable
from dateline.store.current import chunks, is_current
from dateline.store.database import add_to_search
from dateline.store.tables import ACCOUNT, ARTICLE, CLAIM, ISSUE, RAW, READING, RUN, STATE, TOUCHED


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of the docs of a batch, each counted once."""

    #: Articles of new documents.
    added: int = 0
    #: Articles with a new text of a known document.
    revised: int = 0
    #: Known articles, read by other versions or under other settings.
    reread: int = 0
    #: Known articles, read as before: nothing was written.
    unchanged: int = 0
    #: Docs that contradict themselves, with the reason: not written, but listed among the issues.
    set_aside: tuple[SetAside, ...] = ()


def add_run(connection: Connection, run: Run) -> None:
    """Add a run; one that is there stays as it is."""
    if connection.scalar(select(RUN.c.id).where(RUN.c.id == run.id)) is None:
        connection.execute(insert(RUN), run_row(run))


def count_change(connection: Connection, article_ids: Iterable[str]) -> None:
    """Note that facts of these articles changed, so that what is derived from them is stale."""
    touch(connection, article_ids, linked=False)
    connection.execute(update(STATE).where(STATE.c.name == "facts_version").values(value=STATE.c.value + 1))


def touch(connection: Connection, article_ids: Iterable[str], *, linked: bool) -> None:
    """Note that incidents of these articles are to be derived again; `linked`: their accounts are as they were."""
    for some in chunks(article_ids):
        known = TOUCHED.c.article_id.in_(some)
        if not linked:
            connection.execute(update(TOUCHED).where(known).values(linked=False))
        there = set(connection.scalars(select(TOUCHED.c.article_id).where(known)))
        rows = [{"article_id": article_id, "linked": linked} for article_id in some if article_id not in there]
        if rows:
            connection.execute(insert(TOUCHED), rows)


def current_runs(connection: Connection, article_ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Return the current run (id, versions, settings_hash) of every one of these articles that is stored."""
    query = select(READING.c.article_id, RUN.c.id, RUN.c.versions, RUN.c.settings_hash).join(RUN)
    return {
        row.article_id: row for ids in chunks(article_ids) for row in connection.execute(query.where(is_current(ids)))
    }


def already_read(
    connection: Connection, article_ids: Iterable[str], *, versions: Mapping[str, str], settings_hash: str
) -> set[str]:
    """Return those of the articles whose current run had exactly these versions and settings."""
    wanted = dict(versions)
    return {
        article_id
        for article_id, run in current_runs(connection, article_ids).items()
        if run.settings_hash == settings_hash and run.versions == wanted
    }


def add_batch(
    connection: Connection,
    run: Run,
    docs: Sequence[Doc],
    raws: Mapping[str, bytes],
    set_aside: Sequence[SetAside],
    at: str,
) -> BatchResult:
    """Add docs with all that `run` found in them. Raises StoreError where the raw bytes of one are missing."""
    refused = []
    sound = []
    hashes = []
    for doc in docs:
        if reason := fault(doc):
            refused.append(SetAside(doc.article.document, reason))
            # Kept all the same: other articles may come from the same bytes, in a later batch.
            hashes.append(doc.article.raw_hash)
        else:
            sound.append(doc)
    add_issues(connection, [*set_aside, *refused], at=at)

    ids = [doc.article.id for doc in sound]
    known = set(current_runs(connection, ids))
    done = already_read(connection, ids, versions=run.versions, settings_hash=run.settings_hash)
    done |= _read_in(connection, run, ids)
    fresh = []
    for doc in sound:
        if doc.article.id not in done:
            done.add(doc.article.id)
            fresh.append(doc)
    _add_raws(connection, [*hashes, *(doc.article.raw_hash for doc in fresh)], raws)
    if fresh:
        add_run(connection, run)
        new = [doc for doc in fresh if doc.article.id not in known]
        revised = _add_articles(connection, new)
        _add_readings(connection, run, fresh, at=at)
        count_change(connection, (doc.article.id for doc in fresh))
    else:
        new, revised = [], 0
    return BatchResult(
        added=len(new) - revised,
        revised=revised,
        reread=len(fresh) - len(new),
        unchanged=len(sound) - len(fresh),
        set_aside=tuple(refused),
    )


def fault(doc: Doc) -> str | None:
    """Return why a doc cannot be stored, or None: its evidence must be its article's, and its ids distinct."""
    article = doc.article
    account_ids: set[str] = set()
    claim_ids: set[str] = set()
    for account in doc.accounts:
        if account.id in account_ids or account.article_id != article.id:
            return f"account {account.id!r} stands twice, or belongs to another article"
        account_ids.add(account.id)
        try:
            if account.trigger is not None and not article.written(account.trigger):
                return f"the trigger of account {account.id!r} is empty: {account.trigger}"
            for claim in account.claims:
                if claim.id in claim_ids or claim.account_id != account.id:
                    return f"claim {claim.id!r} ({claim.field}) stands twice, or belongs to another account"
                claim_ids.add(claim.id)
                if article.written(claim.span) != claim.written:
                    return (
                        f"claim {claim.id!r} ({claim.field}) says {claim.written!r}, its article does not: {claim.span}"
                    )
        except KeyError as error:
            return str(error.args[0])
    return None


def add_issues(connection: Connection, set_aside: Sequence[SetAside], *, at: str) -> None:
    """List what was set aside; what is listed already with the same reason only gets a new `last_seen`."""
    rows = {}
    for each in set_aside:
        source, reason = storable(each.source), storable(each.reason)
        key = content_id("issue", source, reason)
        rows[key] = {"key": key, "source": source, "reason": reason, "at": at, "last_seen": at}
    known: set[str] = set()
    for keys in chunks(rows):
        known.update(connection.scalars(select(ISSUE.c.key).where(ISSUE.c.key.in_(keys))))
        connection.execute(update(ISSUE).where(ISSUE.c.key.in_(keys)).values(last_seen=at))
    new = [row for key, row in rows.items() if key not in known]
    if new:
        connection.execute(insert(ISSUE), new)


def _read_in(connection: Connection, run: Run, article_ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for ids in chunks(article_ids):
        query = select(READING.c.article_id).where(READING.c.run_id == run.id, READING.c.article_id.in_(ids))
        found.update(connection.scalars(query))
    return found


def _add_raws(connection: Connection, hashes: Iterable[str | None], raws: Mapping[str, bytes]) -> None:
    wanted = [raw_hash for raw_hash in hashes if raw_hash is not None]
    known: set[str] = set()
    for some in chunks(wanted):
        known.update(connection.scalars(select(RAW.c.hash).where(RAW.c.hash.in_(some))))
    rows = []
    for raw_hash in dict.fromkeys(wanted):
        if raw_hash in known:
            continue
        if raw_hash not in raws:
            raise StoreError(f"the raw bytes {raw_hash!r} of an article are missing; give them with the batch")
        rows.append({"hash": raw_hash, "size": len(raws[raw_hash]), "content": zlib.compress(raws[raw_hash])})
    if rows:
        connection.execute(insert(RAW), rows)


def _add_articles(connection: Connection, docs: Sequence[Doc]) -> int:
    """Add articles that are not there yet; return how many of them revise one that is."""
    newest = _newest_of_documents(connection, [storable(doc.article.document) for doc in docs])
    seq = connection.scalar(select(func.coalesce(func.max(ARTICLE.c.seq), 0))) or 0
    rows = []
    for number, doc in enumerate(docs, start=seq + 1):
        document = storable(doc.article.document)
        rows.append(article_row(doc.article, seq=number, revision_of=newest.get(document)))
        newest[document] = doc.article.id
    if rows:
        connection.execute(insert(ARTICLE), rows)
        add_to_search(connection, rows)
    return sum(row["revision_of"] is not None for row in rows)


def _newest_of_documents(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    found = {}
    for names in chunks(documents):
        query = select(ARTICLE.c.document, ARTICLE.c.id).where(ARTICLE.c.document.in_(names)).order_by(ARTICLE.c.seq)
        for document, article_id in connection.execute(query):
            found[document] = article_id
    return found


def _add_readings(connection: Connection, run: Run, docs: Sequence[Doc], *, at: str) -> None:
    last = connection.scalar(select(func.coalesce(func.max(READING.c.id), 0))) or 0
    readings, accounts, claims = [], [], []
    for reading_id, doc in enumerate(docs, start=last + 1):
        readings.append(reading_row(doc, id=reading_id, run_id=run.id, at=at))
        for position, account in enumerate(doc.accounts):
            accounts.append(account_row(account, reading_id=reading_id, position=position))
            for place, claim in enumerate(account.claims):
                claims.append(claim_row(claim, reading_id=reading_id, position=place))
    for table, rows in ((READING, readings), (ACCOUNT, accounts), (CLAIM, claims)):
        if rows:
            connection.execute(insert(table), rows)
