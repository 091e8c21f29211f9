"""Care of the store: what is in it, and whether it is sound."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, Select, distinct, func, select

from dateline.formats import Json
from dateline.store.convert import article_of, given_span_of
from dateline.store.current import is_current
from dateline.store.database import integrity_problems
from dateline.store.migrations import version
from dateline.store.query import ARTICLE_OF_READING, is_stale
from dateline.store.tables import ACCOUNT, ARTICLE, CLAIM, HUMAN_LINK, INCIDENT, ISSUE, RAW, READING, REVIEW, RUN, STORY


def counts(connection: Connection) -> Json:
    """Return the version of the store, how much is in it (accounts and claims of current runs), and if it is stale."""
    count = func.count()
    queries: dict[str, Select[tuple[int]]] = {
        "runs": select(count).select_from(RUN),
        "articles": select(count).select_from(ARTICLE),
        "documents": select(func.count(distinct(ARTICLE.c.document))),
        "not_extracted": select(count).select_from(READING).where(is_current(), READING.c.not_extracted.is_not(None)),
        "accounts": select(count).select_from(ACCOUNT).join(READING).where(is_current()),
        "claims": select(count)
        .select_from(CLAIM)
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .where(is_current()),
        "incidents": select(count).select_from(INCIDENT),
        "stories": select(count).select_from(STORY),
        "reviews": select(count).select_from(REVIEW).where(REVIEW.c.withdrawn_at.is_(None)),
        "links": select(count).select_from(HUMAN_LINK).where(HUMAN_LINK.c.withdrawn_at.is_(None)),
        "issues": select(count).select_from(ISSUE),
        "raw_bytes": select(func.coalesce(func.sum(RAW.c.size), 0)),
    }
    found = {name: connection.scalar(query) for name, query in queries.items()}
    last_run = connection.scalar(select(READING.c.run_id).order_by(READING.c.id.desc()).limit(1))
    return {"version": version(connection), **found, "last_run": last_run, "stale": is_stale(connection)}


def problems(connection: Connection) -> list[str]:
    """Return what is wrong, one line each: the file, its references, the evidence of every claim, the raw bytes."""
    return [*integrity_problems(connection), *_false_evidence(connection), *_damaged_raws(connection)]


def _false_evidence(connection: Connection) -> Iterator[str]:
    # Of every run, not only the current ones: reviews and links hold on to the older ones, too.
    readings = connection.execute(ARTICLE_OF_READING.add_columns(READING.c.id.label("reading_id")))
    for row in readings:
        article = article_of(row)
        for claim in connection.execute(select(CLAIM).where(CLAIM.c.reading_id == row.reading_id)):
            span = given_span_of(claim)
            try:
                found = article.written(span)
            except KeyError:
                found = None
            if found != claim.written:
                yield f"claim {claim.id!r} says {claim.written!r}; article {article.id!r} has {found!r} at {span}"


def _damaged_raws(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(RAW)):
        try:
            sound = hashlib.sha256(zlib.decompress(row.content)).hexdigest() == row.hash
        except zlib.error:
            sound = False
        if not sound:
            yield f"raw bytes {row.hash!r} are not those that were read"
