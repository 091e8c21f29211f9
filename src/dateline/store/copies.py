"""What articles are found by that copy others, or correct or retract them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, insert, or_, select, update

from dateline.knowledge.days import day_of
from dateline.model import Article
from dateline.store.current import rows_in
from dateline.store.days import iso_date, published_day
from dateline.store.tables import ARTICLE, COPY_BAND, LINKED_ARTICLE

_COPIES = select(LINKED_ARTICLE.c.article_id, LINKED_ARTICLE.c.copies)


class CopyIndex:
    """One transaction on the copies of articles, and the notices about them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def articles_of_documents(self, documents: Iterable[str]) -> dict[str, list[str]]:
        """Return the articles that are linked already of each document."""
        found: dict[str, list[str]] = defaultdict(list)
        grouped = select(ARTICLE.c.document, ARTICLE.c.id).join(
            LINKED_ARTICLE, LINKED_ARTICLE.c.article_id == ARTICLE.c.id
        )
        for document, article_id in rows_in(self._connection, grouped, ARTICLE.c.document, documents):
            found[document].append(article_id)
        return found

    def articles_with_bands(self, bands: Iterable[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        held = select(COPY_BAND.c.band, ARTICLE.c.id).join(ARTICLE, ARTICLE.c.seq == COPY_BAND.c.seq)
        for band, article_id in rows_in(self._connection, held, COPY_BAND.c.band, bands):
            found[band].append(article_id)
        return found

    def add_bands(self, bands: Mapping[str, Iterable[int]]) -> None:
        numbers = select(ARTICLE.c.seq, ARTICLE.c.id)
        rows = [
            {"band": band, "seq": seq}
            for seq, article_id in rows_in(self._connection, numbers, ARTICLE.c.id, bands)
            for band in sorted(set(bands[article_id]))
        ]
        if rows:
            self._connection.execute(insert(COPY_BAND), rows)

    def copy_groups(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the name of the copy group of those of the articles that have one."""
        rows = rows_in(self._connection, _COPIES, LINKED_ARTICLE.c.article_id, article_ids)
        return {row.article_id: row.copies for row in rows}

    def articles_of_groups(self, names: Iterable[str]) -> dict[str, str]:
        """Return the articles of these copy groups, each with the name of its group."""
        rows = rows_in(self._connection, _COPIES, LINKED_ARTICLE.c.copies, names)
        return {row.article_id: row.copies for row in rows}

    def add_articles(self, articles: Iterable[Article], *, notices: Collection[str]) -> None:
        """Add articles, each as a group of its own; `notices` are the ids of those that correct or retract one."""
        rows = [
            {
                "article_id": article.id,
                "copies": article.id,
                "outlet": article.outlet.casefold() if article.outlet else None,
                "day": published_day(article.published),
                "notice": article.id in notices,
            }
            for article in articles
        ]
        if rows:
            self._connection.execute(insert(LINKED_ARTICLE), rows)

    def rename_groups(self, names: Mapping[str, str]) -> None:
        """Give groups of copies other names: one that is there joins the two."""
        for old, new in names.items():
            joined = update(LINKED_ARTICLE).where(LINKED_ARTICLE.c.copies == old)
            self._connection.execute(joined.values(copies=new))

    def notices_of(self, article_ids: Collection[str], *, within_days: int) -> set[str]:
        """Return the notices among these articles, and those of their outlets that came so soon, or are undated."""
        own = list(rows_in(self._connection, select(LINKED_ARTICLE), LINKED_ARTICLE.c.article_id, article_ids))
        days: dict[str, list[int | None]] = defaultdict(list)
        for row in own:
            if row.outlet:
                days[row.outlet].append(day_of(row.day))
        notices = select(LINKED_ARTICLE).where(LINKED_ARTICLE.c.notice.is_(True))
        every = [each for found in days.values() for each in found]
        known = [each for each in every if each is not None]
        if len(known) == len(every) and known:
            # A day more on either side: the days of two time zones differ.
            soon = LINKED_ARTICLE.c.day.between(iso_date(min(known) - 1), iso_date(max(known) + within_days + 1))
            notices = notices.where(or_(LINKED_ARTICLE.c.day.is_(None), soon))
        of_outlets = rows_in(self._connection, notices, LINKED_ARTICLE.c.outlet, days)
        return {row.article_id for row in own if row.notice} | {
            row.article_id
            for row in of_outlets
            if (noticed := day_of(row.day)) is None
            or any(day is None or day - 1 <= noticed <= day + within_days + 1 for day in days[row.outlet])
        }

    def articles_of_outlet(self, outlet: str, since: str, until: str) -> list[str]:
        """Return the articles that an outlet published on these days and between them."""
        held = select(LINKED_ARTICLE.c.article_id).where(LINKED_ARTICLE.c.outlet == outlet.casefold())
        return list(self._connection.scalars(held.where(LINKED_ARTICLE.c.day.between(since, until))))
