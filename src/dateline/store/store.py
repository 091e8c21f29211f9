"""The store as the other parts see it: every method is one transaction over the functions beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from dateline.formats import Json
from dateline.model import (
    Account,
    Article,
    Candidates,
    Claim,
    DatedSentences,
    Doc,
    Incident,
    Judgement,
    Link,
    Record,
    Review,
    Run,
    SetAside,
    StoryLine,
    StoryRecord,
    Verdict,
)
from dateline.store import background, care, incidents, query, records, reviews, stories, write
from dateline.store.background import KeyHit, SearchKeys, Unindexed, Wanted
from dateline.store.database import copy_to, open_engine, reading, size_on_disk, writing
from dateline.store.incidents import IncidentFilter
from dateline.store.linking import LinkIndex
from dateline.store.migrations import migrate
from dateline.store.query import StoredIssue
from dateline.store.reviews import LogEntry
from dateline.store.write import BatchResult

#: Incidents whose evidence is in memory at once while many are exported.
RECORDS_AT_ONCE = 100


def open_store(url: str, *, create: bool = True, timeout: float = 30.0) -> Store:
    """Open the store at an SQLAlchemy URL, bringing an older one to this version; use it with `with`, or close it.

    `create`: whether to make it where there is none. `timeout`: seconds to wait while another process writes. Raises
    StoreError, saying what to do, for a store that is missing, locked, newer than this version, or no store at all.
    """
    engine = open_engine(url, create=create, timeout=timeout)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


class Store:
    """Facts and what is derived from them. Every method may raise StoreError; those that write do so wholly or not."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # Writing

    def add_run(self, run: Run) -> None:
        """Add a run; one that is there stays as it is."""
        with writing(self._engine) as connection:
            write.add_run(connection, run)

    def add_batch(
        self,
        run: Run,
        docs: Sequence[Doc],
        raws: Mapping[str, bytes],
        set_aside: Sequence[SetAside],
        at: str,
    ) -> BatchResult:
        """Add docs with all that `run` found in them, their raw bytes by `raw_hash`, and what was set aside."""
        with writing(self._engine) as connection:
            return write.add_batch(connection, run, docs, raws, set_aside, at)

    def current(self, article_ids: Iterable[str], *, versions: Mapping[str, str], settings_hash: str) -> set[str]:
        """Return those of the articles whose current run had exactly these versions and settings."""
        with reading(self._engine) as connection:
            return write.already_read(connection, article_ids, versions=versions, settings_hash=settings_hash)

    @contextmanager
    def linking(self) -> Iterator[LinkIndex]:
        """Give what accounts are linked by; its changes, and those of incidents, come in together or not at all."""
        with writing(self._engine) as connection:
            yield LinkIndex(connection)

    def facts_version(self) -> int:
        """Return the number of the state of the facts: it grows with every change."""
        with reading(self._engine) as connection:
            return query.facts_version(connection)

    def stale(self) -> bool:
        """Return whether facts are newer than what is derived from them."""
        with reading(self._engine) as connection:
            return query.is_stale(connection)

    # Reading facts

    def articles(self, ids: Iterable[str] | None = None) -> dict[str, Article]:
        """Return articles by id, in the order of first reading: all, or those of `ids` that there are."""
        with reading(self._engine) as connection:
            return query.articles(connection, ids)

    def annotations(self, article_id: str) -> Json:
        """Return the layers of `formats.annotations_to_json` of an article's current run. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return query.annotations_of(connection, article_id)

    def dated_sentences(self, article_ids: Iterable[str]) -> dict[str, DatedSentences]:
        """Return the sentences and times of the articles, in their current runs."""
        with reading(self._engine) as connection:
            return stories.dated_sentences(connection, article_ids)

    def not_extracted(self, article_id: str) -> str | None:
        """Return why nothing was extracted from an article in its current run, or None."""
        with reading(self._engine) as connection:
            return query.not_extracted(connection, article_id)

    def raw(self, raw_hash: str) -> bytes:
        """Return the bytes that an article was read from. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return query.raw(connection, raw_hash)

    def accounts(self) -> list[Account]:
        """Return the accounts of the current run of every article, older revisions included."""
        with reading(self._engine) as connection:
            return query.accounts(connection)

    def accounts_by_id(self, ids: Iterable[str]) -> dict[str, Account]:
        """Return those of the accounts that there are, from the newest run that has each."""
        with reading(self._engine) as connection:
            return query.accounts_by_id(connection, ids)

    def claims(self, claim_ids: Iterable[str]) -> dict[str, Claim]:
        """Return those of the claims that there are, from the newest run that has each."""
        with reading(self._engine) as connection:
            return query.claims(connection, claim_ids)

    def issues(self) -> list[StoredIssue]:
        """Return all that was set aside, in the order of first report."""
        with reading(self._engine) as connection:
            return query.issues(connection)

    # Reading what is derived

    def find_incidents(self, wanted: IncidentFilter) -> list[Incident]:
        """Return the incidents that fit, the latest day first, those without a day last. Raises UsageError."""
        with reading(self._engine) as connection:
            return incidents.find_incidents(connection, wanted)

    def incident(self, incident_id: str) -> Incident:
        """Return the incident that an id leads to, also when it was merged into another. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return incidents.incident(connection, incident_id)

    def incident_redirect(self, incident_id: str) -> str | None:
        """Return the id that this one leads to, or None where it leads to no other."""
        with reading(self._engine) as connection:
            return incidents.incident_redirect(connection, incident_id)

    def record(self, incident_id: str) -> Record:
        """Return the incident that an id leads to, with its evidence. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return records.records(connection, [incidents.incident(connection, incident_id)])[0]

    def records(self, wanted: IncidentFilter) -> Iterator[Record]:
        """Yield the incidents that fit with their evidence, in the order of `find_incidents`. Raises UsageError."""
        found = self.find_incidents(wanted)
        for start in range(0, len(found), RECORDS_AT_ONCE):
            with reading(self._engine) as connection:
                some = records.records(connection, found[start : start + RECORDS_AT_ONCE])
            yield from some

    def accounts_of(self, article_id: str) -> list[Account]:
        """Return the accounts of an article's current run, the main one first."""
        with reading(self._engine) as connection:
            return records.accounts_of(connection, article_id)

    def input_ids(self, incidents: Iterable[Incident]) -> dict[str, str | None]:
        """Return article id -> the id that the user gave, for the articles of these incidents."""
        with reading(self._engine) as connection:
            return records.input_ids(connection, incidents)

    def incidents_of(self, account_ids: Iterable[str]) -> dict[str, str]:
        """Return account id -> id of the incident it is in."""
        with reading(self._engine) as connection:
            return records.incidents_of(connection, account_ids)

    def find_stories(self, *, offset: int = 0, limit: int | None = None) -> list[StoryLine]:
        """Return the stories, the latest first."""
        with reading(self._engine) as connection:
            return stories.find_stories(connection, offset=offset, limit=limit)

    def count_stories(self) -> int:
        """Return the number of stories."""
        with reading(self._engine) as connection:
            return stories.count_stories(connection)

    def story(self, story_id: str) -> StoryRecord:
        """Return the story that an id leads to, with its incidents and articles. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return stories.story_record(connection, story_id)

    def story_of(self, incident_id: str) -> str | None:
        """Return the id of the story that an incident is part of, or None."""
        with reading(self._engine) as connection:
            return stories.story_of(connection, incident_id)

    def copy_groups(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return for each of the articles that are linked the name of its group of copies."""
        with reading(self._engine) as connection:
            return LinkIndex(connection).copy_groups(article_ids)

    # What may be behind an article

    def article(self, name: str) -> Article:
        """Return the article with this id, else the newest that the user gave this id. Raises NotFoundError."""
        with reading(self._engine) as connection:
            return background.find_article(connection, name)

    def unindexed(self, *, most: int) -> list[Unindexed]:
        """Return the first articles that cannot be found by their words yet, in the order of reading."""
        with reading(self._engine) as connection:
            return background.unindexed(connection, most=most)

    def add_search_keys(self, keys: Sequence[SearchKeys]) -> None:
        """Make articles findable: the first of those that are not."""
        with writing(self._engine) as connection:
            background.add_search_keys(connection, keys)

    def sharing_keys(self, keys: Iterable[int], day: int | None) -> list[KeyHit]:
        """Return (key, article id, day) for the articles with a key that were published nearest to a day."""
        with reading(self._engine) as connection:
            return background.sharing_keys(connection, keys, day)

    def candidates(self, wanted: Wanted) -> Candidates:
        """Return the articles that may be behind one, and which incidents they and it tell."""
        with reading(self._engine) as connection:
            return background.candidates(connection, wanted)

    # People's words

    def review(
        self, claim_id: str, verdict: Verdict, value: Mapping[str, object] | None, *, by: str, at: str
    ) -> Review:
        """Add a review of a claim; `value` with "correct" only. Raises NotFoundError and UsageError."""
        with writing(self._engine) as connection:
            return reviews.review(connection, claim_id, verdict, value, by=by, at=at)

    def reviews_by_claim(self) -> dict[str, Review]:
        """Return the review that stands, by the id of the claim of the current run that it is attached to."""
        with reading(self._engine) as connection:
            return reviews.reviews_by_claim(connection)

    def merge(self, left: str, right: str, *, why: str, by: str, at: str) -> tuple[Link, ...]:
        """Say that two incidents are one. Raises NotFoundError, UsageError where both ids lead to one incident."""
        with writing(self._engine) as connection:
            return reviews.merge(connection, left, right, why=why, by=by, at=at)

    def split(self, incident_id: str, account_ids: Iterable[str], *, why: str, by: str, at: str) -> tuple[Link, ...]:
        """Say that some accounts of an incident tell of another one than the rest. Raises NotFoundError, UsageError."""
        with writing(self._engine) as connection:
            return reviews.split(connection, incident_id, account_ids, why=why, by=by, at=at)

    def judgements(self) -> list[tuple[str, str, Judgement]]:
        """Return the newest word on each two accounts: (left account id, right account id, judgement)."""
        with reading(self._engine) as connection:
            return reviews.judgements(connection)

    def undo(self, ref: str, *, at: str) -> None:
        """Withdraw "review:3", or the merge or split "link:5". Raises NotFoundError and UsageError."""
        with writing(self._engine) as connection:
            reviews.undo(connection, ref, at=at)

    def review_log(self) -> list[LogEntry]:
        """Return all that people said, in the order of time, what was withdrawn and its undoing included."""
        with reading(self._engine) as connection:
            return reviews.review_log(connection)

    def unmatched(self) -> list[LogEntry]:
        """Return the standing reviews, merges and splits that fit nothing in the current runs any more."""
        with reading(self._engine) as connection:
            return reviews.unmatched(connection)

    # Care

    def info(self) -> Json:
        """Return address, size in bytes, version, and how much of everything is stored."""
        with reading(self._engine) as connection:
            found = care.counts(connection)
        return {"url": str(self._engine.url), "size_bytes": size_on_disk(self._engine), **found}

    def check(self) -> list[str]:
        """Return what is wrong with the store, one line each; nothing when it is sound."""
        with reading(self._engine) as connection:
            return care.problems(connection)

    def backup(self, path: str | Path) -> None:
        """Copy the store to a new file, while others use it. Raises StoreError where that exists."""
        copy_to(self._engine, Path(path))
