"""What accounts are linked by: kept so that a new article meets the few that it may share an incident with."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import delete, func, insert, select, update

from dateline.formats import Json
from dateline.model import (
    Account,
    AccountBrief,
    AccountRole,
    Article,
    DatedSentences,
    Incident,
    Judgement,
    Review,
    Stance,
    Story,
)
from dateline.store import derived, query, reviews, stories
from dateline.store.copies import CopyIndex
from dateline.store.current import chunks, is_current, rows_in
from dateline.store.incidents import incidents_by_id
from dateline.store.query import accounts_where, facts_version
from dateline.store.quick_json import pack, unpack
from dateline.store.tables import (
    ACCOUNT_PAIR,
    ADDRESS,
    ARTICLE,
    BLOCK_KEY,
    INCIDENT,
    INCIDENT_ACCOUNT,
    LINKED_ACCOUNT,
    LINKING,
    STATE,
    STORY_WAITING,
    TOUCHED,
)
from dateline.store.write import touch

#: Without their profiles.
_ACCOUNTS = select(LINKED_ACCOUNT.c.number, LINKED_ACCOUNT.c.account_id, LINKED_ACCOUNT.c.article_id)

_PROFILES = select(LINKED_ACCOUNT.c.number, LINKED_ACCOUNT.c.profile)
_BRIEFS = select(
    *(LINKED_ACCOUNT.c.number, LINKED_ACCOUNT.c.account_id, LINKED_ACCOUNT.c.article_id),
    *(ARTICLE.c.published, LINKED_ACCOUNT.c.type, LINKED_ACCOUNT.c.role, LINKED_ACCOUNT.c.stance),
).join(ARTICLE, ARTICLE.c.id == LINKED_ACCOUNT.c.article_id)
_PAIRS = select(ACCOUNT_PAIR.c.left, ACCOUNT_PAIR.c.right, ACCOUNT_PAIR.c.score)
_OTHER, _HELD, _HELD_WITH = LINKED_ACCOUNT.alias(), INCIDENT_ACCOUNT.alias(), INCIDENT_ACCOUNT.alias()
_ONCE_WITH = (
    select(_OTHER.c.number)
    .select_from(LINKED_ACCOUNT)
    .join(_HELD, _HELD.c.account_id == LINKED_ACCOUNT.c.account_id)
    .join(_HELD_WITH, _HELD_WITH.c.incident_id == _HELD.c.incident_id)
    .join(_OTHER, _OTHER.c.account_id == _HELD_WITH.c.account_id)
)
_DAYS_AND_PLACES = select(
    LINKED_ACCOUNT.c.number, LINKED_ACCOUNT.c.earliest, LINKED_ACCOUNT.c.latest, LINKED_ACCOUNT.c.regions
)


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """An account as it is kept to be compared."""

    account_id: str
    article_id: str
    type: str
    role: AccountRole
    stance: Stance
    #: The days (proleptic ordinals, both inclusive) and regions that it puts its event in.
    earliest: int | None
    latest: int | None
    regions: frozenset[str]
    profile: Json


class LinkIndex(CopyIndex):
    """One transaction on what accounts are linked by, and on the incidents that come of it."""

    # What is to be done

    def made_by(self) -> int:
        """Return the number that stands for how accounts were linked, 0 before the first time."""
        return self._connection.scalar(select(STATE.c.value).where(STATE.c.name == "linking")) or 0

    def start_anew(self, made_by: int) -> None:
        """Forget all links and incidents: every article is to be linked again. Ids of incidents stay."""
        for table in LINKING:
            self._connection.execute(delete(table))
        derived.drop_derived(self._connection)
        every = list(self._connection.scalars(select(ARTICLE.c.id)))
        touch(self._connection, every, linked=False)
        self._connection.execute(update(STATE).where(STATE.c.name == "linking").values(value=made_by))

    def touched(self, count: int, *, linked: bool) -> list[str]:
        """Return some articles whose accounts are to be compared (or, `linked`, put into incidents)."""
        waiting = select(TOUCHED.c.article_id).where(TOUCHED.c.linked.is_(linked))
        return list(self._connection.scalars(waiting.order_by(TOUCHED.c.article_id).limit(count)))

    def set_linked(self, article_ids: Iterable[str]) -> None:
        """Note that the accounts of these articles are compared, and that their incidents are to be derived."""
        for some in chunks(article_ids):
            self._connection.execute(update(TOUCHED).where(TOUCHED.c.article_id.in_(some)).values(linked=True))
            touch(self._connection, some, linked=True)

    def set_done(self, article_ids: Iterable[str]) -> None:
        """Note that the incidents of these articles are derived."""
        for some in chunks(article_ids):
            self._connection.execute(delete(TOUCHED).where(TOUCHED.c.article_id.in_(some)))

    def note_all_done(self) -> None:
        """Note that nothing is stale, unless a fact came in meanwhile."""
        if self._connection.scalar(select(TOUCHED.c.article_id).limit(1)) is None:
            derived.set_derived_version(self._connection, facts_version(self._connection))

    def incident_count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(INCIDENT)) or 0

    # Facts

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        return query.articles(self._connection, ids)

    def accounts_of(self, article_ids: Iterable[str]) -> list[Account]:
        """Return the accounts of the current runs of these articles."""
        return [
            account for some in chunks(article_ids) for account in accounts_where(self._connection, is_current(some))
        ]

    def accounts(self, ids: Iterable[str]) -> list[Account]:
        return list(query.accounts_by_id(self._connection, ids).values())

    def judgements(self) -> list[tuple[str, str, Judgement]]:
        return reviews.judgements(self._connection)

    def reviews_by_claim(self) -> dict[str, Review]:
        return reviews.reviews_by_claim(self._connection)

    # Accounts and their pairs

    def forget(self, article_ids: Iterable[str], keys_of: Callable[[Json], Iterable[int]]) -> set[str]:
        """Take the accounts of these articles out; return the articles of all that were compared with them.

        `keys_of` gives, by what an account is compared by, the numbers of the keys that it is found by.
        """
        gone = self.profiles(self.numbers_of(article_ids))
        near: set[int] = set()
        for numbers in chunks(gone):
            pairs = ACCOUNT_PAIR.c.left.in_(numbers) | ACCOUNT_PAIR.c.right.in_(numbers)
            for row in self._connection.execute(select(ACCOUNT_PAIR).where(pairs)):
                near |= {row.left, row.right}
            self._connection.execute(delete(ACCOUNT_PAIR).where(pairs))
            for number in numbers:
                held = BLOCK_KEY.c.key.in_(list(keys_of(gone[number])))
                self._connection.execute(delete(BLOCK_KEY).where(BLOCK_KEY.c.account == number, held))
            self._connection.execute(delete(LINKED_ACCOUNT).where(LINKED_ACCOUNT.c.number.in_(numbers)))
        left = rows_in(self._connection, _ACCOUNTS, LINKED_ACCOUNT.c.number, near - gone.keys())
        return {row.article_id for row in left}

    def add(self, accounts: Sequence[LinkedAccount], keys: Mapping[str, Iterable[int]]) -> dict[str, int]:
        """Add accounts with the numbers of the keys that they are found by; return the number of each."""
        last = self._connection.scalar(select(func.coalesce(func.max(LINKED_ACCOUNT.c.number), 0))) or 0
        numbers = {account.account_id: number for number, account in enumerate(accounts, start=last + 1)}
        rows = [
            {
                **{each.name: getattr(account, each.name) for each in fields(LinkedAccount)},
                "number": numbers[account.account_id],
                "regions": sorted(account.regions),
                "profile": zlib.compress(pack(account.profile), 1),
            }
            for account in accounts
        ]
        held = [{"key": key, "account": numbers[one]} for one, found in keys.items() for key in sorted(set(found))]
        for table, new in ((LINKED_ACCOUNT, rows), (BLOCK_KEY, held)):
            if new:
                self._connection.execute(insert(table), new)
        return numbers

    def with_keys(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return the numbers of accounts by the keys that they are found by."""
        found: dict[int, list[int]] = defaultdict(list)
        for key, account in rows_in(self._connection, select(BLOCK_KEY), BLOCK_KEY.c.key, keys):
            found[key].append(account)
        return found

    def days_and_places(self, numbers: Iterable[int]) -> dict[int, tuple[int | None, int | None, frozenset[str]]]:
        """Return the first and last day, and the regions, that accounts put their events in."""
        rows = rows_in(self._connection, _DAYS_AND_PLACES, LINKED_ACCOUNT.c.number, numbers)
        return {row.number: (row.earliest, row.latest, frozenset(row.regions)) for row in rows}

    def profiles(self, numbers: Iterable[int]) -> dict[int, Json]:
        """Return what accounts are compared by."""
        rows = rows_in(self._connection, _PROFILES, LINKED_ACCOUNT.c.number, numbers)
        return {row.number: unpack(zlib.decompress(row.profile)) for row in rows}

    def numbers(self, account_ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those of the accounts that are linked."""
        rows = rows_in(self._connection, _ACCOUNTS, LINKED_ACCOUNT.c.account_id, account_ids)
        return {row.account_id: row.number for row in rows}

    def numbers_of(self, article_ids: Iterable[str]) -> set[int]:
        """Return the numbers of the accounts of these articles."""
        return {row.number for row in rows_in(self._connection, _ACCOUNTS, LINKED_ACCOUNT.c.article_id, article_ids)}

    def briefs(self, numbers: Iterable[int]) -> dict[int, AccountBrief]:
        rows = rows_in(self._connection, _BRIEFS, LINKED_ACCOUNT.c.number, numbers)
        return {number: AccountBrief(*brief) for number, *brief in rows}

    def mains(self, numbers: Iterable[int]) -> set[int]:
        """Return those of the accounts that their reports are mainly about."""
        main = _ACCOUNTS.where(LINKED_ACCOUNT.c.role == "main")
        return {row.number for row in rows_in(self._connection, main, LINKED_ACCOUNT.c.number, numbers)}

    def fresh(self, numbers: Iterable[int]) -> set[int]:
        """Return those of the accounts of whose article a fact is new."""
        touched = _ACCOUNTS.join(TOUCHED, TOUCHED.c.article_id == LINKED_ACCOUNT.c.article_id)
        return {row.number for row in rows_in(self._connection, touched, LINKED_ACCOUNT.c.number, numbers)}

    def incidents_of(self, account_ids: Iterable[str]) -> dict[str, set[str]]:
        """Return the incidents that hold one of these accounts, each with all accounts that it holds."""
        return derived.members_of(self._connection, derived.incidents_of(self._connection, account_ids))

    def still_touched(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of the articles of which a fact is new."""
        return {row.article_id for row in rows_in(self._connection, select(TOUCHED), TOUCHED.c.article_id, article_ids)}

    def add_pairs(self, scores: Mapping[tuple[int, int], float], *, direct: bool) -> None:
        """Add the evidence of pairs of accounts (lower number first); `direct`: of those that share enough keys."""
        rows = [
            {"left": left, "right": right, "score": score, "direct": direct} for (left, right), score in scores.items()
        ]
        if rows:
            self._connection.execute(insert(ACCOUNT_PAIR), rows)

    def speaking_for(self, numbers: Iterable[int], threshold: float) -> dict[tuple[int, int], float]:
        """Return the pairs that share enough and have more evidence than the threshold, with one of these accounts."""
        pairs = _PAIRS.where(ACCOUNT_PAIR.c.score > threshold, ACCOUNT_PAIR.c.direct.is_(True))
        asked = list(numbers)
        columns = (ACCOUNT_PAIR.c.left, ACCOUNT_PAIR.c.right)
        found = [row for column in columns for row in rows_in(self._connection, pairs, column, asked)]
        return {(left, right): score for left, right, score in found}

    def once_with(self, numbers: Iterable[int]) -> set[int]:
        """Return the accounts that are held to be of one incident with any of these."""
        return {number for (number,) in rows_in(self._connection, _ONCE_WITH, LINKED_ACCOUNT.c.number, numbers)}

    def pairs_among(self, numbers: Collection[int], *, direct: bool) -> dict[tuple[int, int], float]:
        """Return the evidence of the pairs of these accounts that were compared, of those that share enough or others.

        The others may be there though nothing leads from one to the other any more.
        """
        inside = set(numbers)
        pairs = _PAIRS.where(ACCOUNT_PAIR.c.direct.is_(direct))
        found = rows_in(self._connection, pairs, ACCOUNT_PAIR.c.left, inside)
        return {(left, right): score for left, right, score in found if right in inside}

    # Incidents

    def replace_incidents(
        self,
        incidents: Sequence[Incident],
        *,
        account_ids: Collection[str],
        article_ids: Iterable[str],
        story_keys: Sequence[Iterable[int]] = (),
    ) -> None:
        """Put these incidents in the place of those of the accounts, and of accounts that the articles have no more."""
        articles = list(article_ids)
        held = rows_in(self._connection, select(INCIDENT_ACCOUNT), INCIDENT_ACCOUNT.c.article_id, articles)
        gone = {row.account_id for row in held}
        gone -= self.numbers(gone).keys()
        every = {*account_ids, *gone}
        derived.replace_incidents(
            self._connection, incidents, account_ids=every, article_ids=articles, story_keys=story_keys
        )

    # Stories

    def set_addresses(self, keys: Mapping[str, Iterable[int]]) -> None:
        """Note the numbers of the addresses at which articles are, or to which they link."""
        for some in chunks(keys):
            self._connection.execute(delete(ADDRESS).where(ADDRESS.c.article_id.in_(some)))
        rows = [{"key": key, "article_id": one} for one, held in keys.items() for key in sorted(set(held))]
        if rows:
            self._connection.execute(insert(ADDRESS), rows)

    def await_stories(self, article_ids: Iterable[str]) -> None:
        """Let those incidents wait for a story that these articles, or articles linked with them, tell."""
        told_in = self.linked_with(article_ids)
        rows = rows_in(self._connection, select(INCIDENT_ACCOUNT), INCIDENT_ACCOUNT.c.article_id, told_in)
        derived.await_stories(self._connection, {row.incident_id for row in rows})

    def waiting_for_story(self, count: int) -> list[str]:
        """Return some incidents whose story is to be derived."""
        waiting = select(STORY_WAITING.c.incident_id).order_by(STORY_WAITING.c.incident_id)
        return list(self._connection.scalars(waiting.limit(count)))

    def near_incidents(self, ids: Iterable[str]) -> set[str]:
        return stories.near_incidents(self._connection, ids)

    def incidents(self, ids: Iterable[str]) -> dict[str, Incident]:
        return incidents_by_id(self._connection, sorted(ids))

    def linked_with(self, article_ids: Iterable[str]) -> set[str]:
        return stories.linked_with(self._connection, article_ids)

    def dated_sentences(self, article_ids: Iterable[str]) -> dict[str, DatedSentences]:
        return stories.dated_sentences(self._connection, article_ids)

    def replace_stories(
        self, new: Sequence[Story], *, incident_ids: Collection[str], incident_of: Mapping[str, str]
    ) -> None:
        """Put these stories in the place of all that hold one of the incidents, which wait no more.

        Incidents of stories go by the ids of their first accounts, which `incident_of` leads to incidents.
        """
        stories.drop_stories(self._connection, incident_ids)
        stories.write_stories(self._connection, new, incident_of=incident_of)
        for some in chunks(incident_ids):
            self._connection.execute(delete(STORY_WAITING).where(STORY_WAITING.c.incident_id.in_(some)))
