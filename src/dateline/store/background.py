"""Finding what may be behind an article: by the words and names it shares, by links, and by incidents it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from dateline.errors import NotFoundError
from dateline.model import Account, Article, Candidates, Hyperlink, ToldIncident
from dateline.store.current import chunks, is_current
from dateline.store.query import accounts_where, articles
from dateline.store.tables import ARTICLE, INCIDENT_ACCOUNT, SEARCH_KEY, STATE

#: The number of a key, the id of an article that has it, and the day of its publication.
KeyHit = tuple[int, str, int | None]
#: Articles that one key may find, before and after the day in question: what bounds the cost in a large store.
NEAREST = 20
#: Articles that are taken from the incidents that the article tells.
MOST_OF_INCIDENTS = 40
_KEYS_THROUGH = "keys_through"


@dataclass(frozen=True, slots=True)
class Unindexed:
    """An article that cannot be found by its words yet."""

    seq: int
    id: str
    title: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What an article is to be found by, and the day of its publication."""

    seq: int
    article_id: str
    day: int | None
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch for an article: others that share its keys, and the keys of its links' headlines by their part."""

    article: Article
    day: int | None
    sharing: tuple[str, ...]
    headlines: Mapping[str, int]


def _nearest(*, before: bool) -> Select[Any]:
    """Return the query for the articles with a key that were published nearest to a day, up to it or after it."""
    key, day, tie = SEARCH_KEY.c.key, SEARCH_KEY.c.day, SEARCH_KEY.c.tie
    query = select(ARTICLE.c.id, day).join(ARTICLE, ARTICLE.c.seq == SEARCH_KEY.c.seq).where(key == bindparam("key"))
    if before:
        query = query.where(day <= bindparam("day")).order_by(day.desc(), tie.desc(), SEARCH_KEY.c.seq.desc())
    else:
        query = query.where(day > bindparam("day")).order_by(day, tie, SEARCH_KEY.c.seq)
    return query.limit(NEAREST)


_BEFORE, _AFTER = _nearest(before=True), _nearest(before=False)


def unindexed(connection: Connection, *, most: int) -> list[Unindexed]:
    """Return the first articles that cannot be found by their words yet, in the order of reading."""
    columns = ARTICLE.c.seq, ARTICLE.c.id, ARTICLE.c.title, ARTICLE.c.published, ARTICLE.c.text
    beyond = select(*columns).where(ARTICLE.c.seq > _keys_through(connection))
    return [Unindexed(*row) for row in connection.execute(beyond.order_by(ARTICLE.c.seq).limit(most))]


def add_search_keys(connection: Connection, keys: Sequence[SearchKeys]) -> None:
    """Make articles findable. They must be the first of those that are not; those that are by now are passed over."""
    through = _keys_through(connection)
    new = [each for each in keys if each.seq > through]
    rows = [
        {"key": key, "day": each.day or 0, "tie": int(each.article_id[:7], 16), "seq": each.seq}
        for each in new
        for key in each.keys
    ]
    if rows:
        connection.execute(insert(SEARCH_KEY), rows)
    through = max((each.seq for each in new), default=through)
    connection.execute(update(STATE).where(STATE.c.name == _KEYS_THROUGH).values(value=through))


def _keys_through(connection: Connection) -> int:
    return connection.scalar(select(STATE.c.value).where(STATE.c.name == _KEYS_THROUGH)) or 0


def sharing_keys(connection: Connection, keys: Iterable[int], day: int | None) -> list[KeyHit]:
    """Return (key, article id, day) for the articles with a key that were published nearest to a day.

    Without a day: for those that were published last.
    """
    found = []
    for key in keys:
        for query in (_BEFORE, _AFTER) if day is not None else (_BEFORE,):
            values = {"key": key, "day": date.max.toordinal() if day is None else day}
            found += [(key, row.id, row.day or None) for row in connection.execute(query, values)]
    return found


def candidates(connection: Connection, wanted: Wanted) -> Candidates:
    """Return the articles that share keys, those that links lead to, and those of the incidents that are told."""
    article = wanted.article
    links = {
        part: target
        for part, link in _parts_with_links(article)
        if (target := _linked(connection, wanted, link, wanted.headlines.get(part))) is not None
    }
    own = _told_by(connection, article)
    ids = dict.fromkeys((*wanted.sharing, *links.values(), *_of_incidents(connection, own)))
    ids.pop(article.id, None)
    return Candidates(articles(connection, ids), {**_told(connection, ids), article.id: own}, links)


def _parts_with_links(article: Article) -> list[tuple[str, Hyperlink]]:
    inline = [
        (f"link:{p}.{n}", link)
        for p, paragraph in enumerate(article.paragraphs)
        for n, link in enumerate(paragraph.links)
    ]
    return inline + [(f"related:{n}", link) for n, link in enumerate(article.related)]


def _linked(connection: Connection, wanted: Wanted, link: Hyperlink, headline: int | None) -> str | None:
    """Return the article that a link leads to: by its address, else by its headline; None where it is not stored."""
    if link.url:
        by_address = select(ARTICLE.c.id).where(ARTICLE.c.document == link.url.partition("#")[0])
        found: str | None = connection.scalar(by_address.order_by(ARTICLE.c.seq.desc()).limit(1))
        if found is not None and found != wanted.article.id:
            return found
    if headline is None:
        return None
    hits = sharing_keys(connection, [headline], wanted.day)
    known = [(abs((day or 0) - (wanted.day or 0)), other) for _, other, day in hits if other != wanted.article.id]
    return min(known)[1] if known else None


def _told_by(connection: Connection, article: Article) -> tuple[ToldIncident, ...]:
    """Return the incidents that the article tells, each with the paragraphs that it is told in."""
    accounts = accounts_where(connection, is_current([article.id]))
    places = {account.id: _paragraphs_of(article, account) for account in accounts}
    paragraphs: dict[str, set[int]] = defaultdict(set)
    main = set()
    query = select(INCIDENT_ACCOUNT).where(INCIDENT_ACCOUNT.c.article_id == article.id)
    for row in connection.execute(query.order_by(INCIDENT_ACCOUNT.c.incident_id, INCIDENT_ACCOUNT.c.position)):
        paragraphs[row.incident_id] |= places.get(row.account_id, set())
        if row.role == "main":
            main.add(row.incident_id)
    return tuple(ToldIncident(each, each in main, frozenset(told)) for each, told in paragraphs.items())


def _paragraphs_of(article: Article, account: Account) -> set[int]:
    spans = [claim.span for claim in account.claims] + ([account.trigger] if account.trigger else [])
    return {
        number
        for number, paragraph in enumerate(article.paragraphs)
        if any(span.part == "text" and span.start < paragraph.end and paragraph.start < span.end for span in spans)
    }


def _told(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[ToldIncident, ...]]:
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for some in chunks(ids):
        for row in connection.execute(select(INCIDENT_ACCOUNT).where(INCIDENT_ACCOUNT.c.article_id.in_(some))):
            told = found[row.article_id]
            told[row.incident_id] = told.get(row.incident_id, False) or row.role == "main"
    return {
        article_id: tuple(ToldIncident(each, told[each], frozenset()) for each in sorted(told))
        for article_id, told in found.items()
    }


def _of_incidents(connection: Connection, told: Sequence[ToldIncident]) -> list[str]:
    """Return articles of the incidents, those that were published first of each."""
    column = INCIDENT_ACCOUNT.c
    query = select(column.article_id).where(column.incident_id.in_([each.incident_id for each in told]))
    return list(connection.scalars(query.order_by(column.position, column.article_id).limit(MOST_OF_INCIDENTS)))


def find_article(connection: Connection, name: str) -> Article:
    """Return the article with this id, else the newest that the user gave this id. Raises NotFoundError."""
    found = articles(connection, [name]).get(name)
    if found is None:
        newest = select(ARTICLE.c.id).where(ARTICLE.c.input_id == name).order_by(ARTICLE.c.seq.desc()).limit(1)
        if (article_id := connection.scalar(newest)) is not None:
            found = articles(connection, [article_id])[article_id]
    if found is None:
        raise NotFoundError(
            f"no article {name!r} is stored; `dateline incidents --format json` gives the ids of articles"
        )
    return found
