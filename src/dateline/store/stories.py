"""Stories in the store: their tables, and finding them by id, which is that of the oldest of their incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from dateline.errors import NotFoundError
from dateline.formats import Json, span_from_json
from dateline.model import (
    DatedSentences,
    Story,
    StoryDay,
    StoryLine,
    StoryMember,
    StoryRecord,
    Time,
    TimeValue,
    main_incident,
)
from dateline.store.convert import LARGEST, given_span_of, span_columns
from dateline.store.current import chunks, is_current, rows_in
from dateline.store.incidents import incident_redirect, incidents_by_id
from dateline.store.query import articles
from dateline.store.tables import (
    ADDRESS,
    INCIDENT,
    INCIDENT_ACCOUNT,
    MINTED,
    READING,
    STORY,
    STORY_DAY,
    STORY_KEY,
    STORY_MEMBER,
)

#: Before the id of an incident, for the story that it is the oldest incident of.
PREFIX = "s"


def write_stories(connection: Connection, stories: Sequence[Story], *, incident_of: Mapping[str, str]) -> None:
    """Write stories; their incidents go by the ids of their first accounts, which `incident_of` leads to incidents."""
    told = [incident_of[member.id] for story in stories for member in story.incidents]
    seq = {row.incident_id: row.seq for row in rows_in(connection, select(MINTED), MINTED.c.incident_id, told)}
    lines, members, days = [], [], []
    for story in stories:
        ids = [incident_of[member.id] for member in story.incidents]
        story_id = PREFIX + min(ids, key=seq.__getitem__)
        lines.append({"id": story_id, **_summary(connection, ids, story)})
        members += _member_rows(story_id, ids, story)
        days += [_day_row(story_id, day) for day in story.days]
    for table, rows in ((STORY, lines), (STORY_MEMBER, members), (STORY_DAY, days)):
        if rows:
            connection.execute(insert(table), rows)


def drop_stories(connection: Connection, incident_ids: Iterable[str]) -> set[str]:
    """Drop the stories of these incidents; return all incidents that they held."""
    members = select(STORY_MEMBER).where(STORY_MEMBER.c.incident_id.is_not(None))
    stories = {row.story_id for row in rows_in(connection, members, STORY_MEMBER.c.incident_id, incident_ids)}
    held = {row.incident_id for row in rows_in(connection, members, STORY_MEMBER.c.story_id, stories)}
    for some in chunks(stories):
        for table in (STORY_DAY, STORY_MEMBER):
            connection.execute(delete(table).where(table.c.story_id.in_(some)))
        connection.execute(delete(STORY).where(STORY.c.id.in_(some)))
    return held


def near_incidents(connection: Connection, incident_ids: Iterable[str]) -> set[str]:
    """Return the incidents that may be of one story with one of these: those that share a key, an article or a link."""
    ids = list(dict.fromkeys(incident_ids))
    own, other = STORY_KEY.alias(), STORY_KEY.alias()
    told, again = INCIDENT_ACCOUNT.alias(), INCIDENT_ACCOUNT.alias()
    here, there = ADDRESS.alias(), ADDRESS.alias()
    by_key = select(other.c.incident_id).join(own, own.c.key == other.c.key)
    by_article = select(again.c.incident_id).join(told, told.c.article_id == again.c.article_id)
    by_link = (
        select(again.c.incident_id)
        .join(there, there.c.article_id == again.c.article_id)
        .join(here, here.c.key == there.c.key)
        .join(told, told.c.article_id == here.c.article_id)
    )
    ways = ((by_key, own), (by_article, told), (by_link, told))
    return {row.incident_id for way, table in ways for row in rows_in(connection, way, table.c.incident_id, ids)}


def linked_with(connection: Connection, article_ids: Iterable[str]) -> set[str]:
    """Return the articles that are at an address of one of these, or link to one."""
    here, there = ADDRESS.alias(), ADDRESS.alias()
    by_link = select(there.c.article_id).join(here, here.c.key == there.c.key)
    return {row.article_id for row in rows_in(connection, by_link, here.c.article_id, article_ids)}


def _summary(connection: Connection, incident_ids: Sequence[str], story: Story) -> Json:
    articles_told: set[str] = {member.id for member in story.articles}
    known: set[str] = set()
    for some in chunks(incident_ids):
        told = select(INCIDENT_ACCOUNT.c.article_id).where(INCIDENT_ACCOUNT.c.incident_id.in_(some))
        articles_told |= set(connection.scalars(told))
        for row in connection.execute(select(INCIDENT).where(INCIDENT.c.id.in_(some))):
            # "In 2016" or "in May" would stretch the story; what was published tells better when it was.
            days = (row.earliest,) if row.earliest == row.latest and row.earliest else (row.first_seen, row.last_seen)
            known |= {day[:10] for day in days if day}
    return {
        "incidents": len(incident_ids),
        "articles": len(articles_told),
        "earliest": min(known, default=None),
        "latest": max(known, default=None),
    }


def _member_rows(story_id: str, incident_ids: Sequence[str], story: Story) -> list[Json]:
    rows: list[Json] = [
        {"incident_id": incident_id, "article_id": None, "why": member.why}
        for incident_id, member in zip(incident_ids, story.incidents, strict=True)
    ]
    rows += [{"incident_id": None, "article_id": member.id, "why": member.why} for member in story.articles]
    return [{"story_id": story_id, "position": position, **row} for position, row in enumerate(rows)]


def _day_row(story_id: str, day: StoryDay) -> Json:
    columns = {"story_id": story_id, "day": day.day, "weight": day.weight, "article_id": day.article_id}
    return {**columns, **span_columns(day.span)}


def dated_sentences(connection: Connection, article_ids: Iterable[str]) -> dict[str, DatedSentences]:
    """Return the sentences and times of the articles, in their current runs."""
    found = {}
    for some in chunks(article_ids):
        query = select(READING.c.article_id, READING.c.annotations).where(is_current(some))
        for row in connection.execute(query):
            found[row.article_id] = DatedSentences(
                tuple((start, end) for start, end in row.annotations["sentences"]),
                tuple(_time(raw) for raw in row.annotations["times"]),
            )
    return found


def _time(raw: Json) -> Time:
    value = {name: raw[name] for name in TimeValue.__dataclass_fields__}
    return Time(span_from_json(raw), TimeValue(**value))


def find_stories(connection: Connection, *, offset: int = 0, limit: int | None = None) -> list[StoryLine]:
    """Return the stories, the latest first."""
    query = select(STORY).order_by(STORY.c.latest.desc().nulls_last(), STORY.c.id)
    # SQLite takes no offset without a limit.
    query = query.offset(offset).limit(LARGEST if limit is None else limit)
    rows = connection.execute(query).all()
    ids = defaultdict(list)
    for some in chunks(row.id for row in rows):
        of_stories = select(STORY_MEMBER.c.story_id, STORY_MEMBER.c.incident_id).where(
            STORY_MEMBER.c.story_id.in_(some), STORY_MEMBER.c.incident_id.is_not(None)
        )
        for row in connection.execute(of_stories):
            ids[row.story_id].append(row.incident_id)
    known = incidents_by_id(connection, [incident_id for held in ids.values() for incident_id in held])
    return [
        StoryLine(
            row.id,
            main_incident(known[incident_id] for incident_id in ids[row.id]),
            row.incidents,
            row.articles,
            row.earliest,
            row.latest,
        )
        for row in rows
    ]


def count_stories(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(STORY)) or 0


def story_record(connection: Connection, story_id: str) -> StoryRecord:
    """Return the story that an id leads to, with its incidents and articles. Raises NotFoundError."""
    found = story_of(connection, story_id.removeprefix(PREFIX)) if story_id.startswith(PREFIX) else None
    if found is None:
        raise NotFoundError(f"no story {story_id!r} is stored; `dateline stories` lists those that are")
    members = connection.execute(
        select(STORY_MEMBER).where(STORY_MEMBER.c.story_id == found).order_by(STORY_MEMBER.c.position)
    ).all()
    days = connection.execute(select(STORY_DAY).where(STORY_DAY.c.story_id == found).order_by(STORY_DAY.c.day))
    story = Story(
        found,
        tuple(StoryMember(row.incident_id, row.why) for row in members if row.incident_id),
        tuple(StoryMember(row.article_id, row.why) for row in members if row.article_id),
        tuple(StoryDay(row.day, row.weight, row.article_id, given_span_of(row)) for row in days),
    )
    incidents = incidents_by_id(connection, [member.id for member in story.incidents])
    told = {member.article_id for incident in incidents.values() for member in incident.members}
    told |= {member.id for member in story.articles} | {day.article_id for day in story.days}
    return StoryRecord(story, incidents, articles(connection, sorted(told)))


def story_of(connection: Connection, incident_id: str) -> str | None:
    """Return the id of the story that an incident, also one that was merged into another, is part of, or None."""
    target = incident_redirect(connection, incident_id) or incident_id
    return connection.scalar(select(STORY_MEMBER.c.story_id).where(STORY_MEMBER.c.incident_id == target))
