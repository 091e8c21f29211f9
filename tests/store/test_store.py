"""The store as a whole: what people and programs do in any order loses nothing, and a killed process does no harm."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, precondition, rule

from dateline.errors import NotFoundError
from dateline.model import Account, Article, Doc
from dateline.store import IncidentFilter, Store, open_store
from tests.store.endless_writer import BATCH
from tests.store.factories import NINE, make_account, make_article, make_doc, make_incident, make_run, put_incidents

AT = "2024-01-02T00:00:00Z"
TOWNS = range(3)
ARTICLES = [
    make_article(f"https://example.org/{number}", " ".join(f"Nine{k} died when a bomb{k} fell." for k in TOWNS))
    for number in range(4)
]
#: Number of an article, and of a town in it: what an account stands for, whatever the run calls it.
Key = tuple[int, int]


def told(number: int, version: int) -> dict[Key, Account]:
    """Return what a version finds in an article: other triggers and types than another version, or none."""
    found = {}
    for k in TOWNS:
        words = (f"bomb{k}", f"a bomb{k}", f"bomb{k} fell", None)[(version * (k + 1) + number) % 4]
        if words is not None:
            type_ = "bombing" if version % 2 else "accident"
            claims = [("killed", f"Nine{k}" if version < 3 else f"Nine{k} died", NINE)]
            found[number, k] = make_account(ARTICLES[number], words, type=type_, run_id=f"run-{version}", claims=claims)
    return found


def components(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    group = {node: {node} for node in nodes}
    for left, right in edges:
        if group[left] is not group[right]:
            group[left] |= group[right]
            for node in group[right]:
                group[node] = group[left]
    return sorted({id(members): sorted(members) for members in group.values()}.values())


class AnyOrder(RuleBasedStateMachine):
    """Reading, deriving, reviewing, merging, splitting and undoing, in any order, beside a model of what must hold."""

    refs = Bundle("refs")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store: Store = open_store(f"sqlite:///{Path(self.folder.name) / 'dateline.db'}")
        self.current: dict[int, int] = {}
        self.minted: list[tuple[str, Key]] = []
        self.standing: dict[str, bool] = {}

    def teardown(self) -> None:
        assert self.store.check() == []
        self.store.close()
        self.folder.cleanup()

    def accounts(self) -> dict[Key, Account]:
        return {
            key: account for number, version in self.current.items() for key, account in told(number, version).items()
        }

    @rule(numbers=st.lists(st.sampled_from(range(len(ARTICLES))), min_size=1), version=st.integers(1, 4))
    def read(self, numbers: list[int], version: int) -> None:
        docs = [Doc(ARTICLES[number], accounts=tuple(told(number, version).values())) for number in numbers]
        new = set(numbers) - set(self.current)
        # A run reads an article once: coming back to an earlier version takes a new run.
        run = make_run(f"run-{version}", version=str(version))
        again = {n for n in set(numbers) - new if self.current[n] < version}
        result = self.store.add_batch(run, [doc for doc in docs if self.is_newer(doc.article, version)], {}, [], AT)
        assert (result.added, result.reread) == (len(new), len(again))
        for number in new | again:
            self.current[number] = version
        expected = {account.id: account for account in self.accounts().values()}
        assert {account.id: account for account in self.store.accounts()} == expected

    def is_newer(self, article: Article, version: int) -> bool:
        return self.current.get(ARTICLES.index(article), 0) <= version

    @rule(backwards=st.booleans())
    def derive(self, backwards: bool) -> None:
        accounts = self.accounts()
        key_of = {account.id: key for key, account in accounts.items()}
        judged = {frozenset(pair): word for *pair, word in self.store.judgements()}
        pairs = [(a, b) for a in key_of for b in key_of if a < b]
        same_town = [pair for pair in pairs if key_of[pair[0]][1] == key_of[pair[1]][1]]
        joined = [pair for pair in same_town if judged.get(frozenset(pair)) != "different"]
        joined += [pair for pair in pairs if judged.get(frozenset(pair)) == "same"]
        clusters = components(key_of, joined)[:: -1 if backwards else 1]
        by_id = {account.id: account for account in accounts.values()}
        put_incidents(self.store, [make_incident(*(by_id[each] for each in members)) for members in clusters])
        assert not self.store.stale()
        self.ids_are_kept([{key_of[each] for each in members} for members in clusters], key_of)

    def ids_are_kept(self, clusters: list[set[Key]], key_of: dict[str, Key]) -> None:
        found = {
            frozenset(key_of[member.account_id] for member in incident.members): incident
            for incident in self.store.find_incidents(IncidentFilter())
        }
        assert set(found) == {frozenset(cluster) for cluster in clusters}
        for cluster in clusters:
            incident = found[frozenset(cluster)]
            older = [minted for minted, key in self.minted if key in cluster]
            if older:
                assert incident.id == older[0]
            else:
                assert incident.id not in {minted for minted, _ in self.minted}
                self.minted.append((incident.id, key_of[incident.members[0].account_id]))
        for minted, key in self.minted:
            if key in key_of.values():
                members = {key_of[member.account_id] for member in self.store.incident(minted).members}
                assert key in members
            else:
                with pytest.raises(NotFoundError, match="is gone"):
                    self.store.incident(minted)

    @precondition(lambda self: self.current)
    @rule(target=refs, data=st.data(), verdict=st.sampled_from(["accept", "correct", "reject"]))
    def review(self, data: st.DataObject, verdict: str) -> str:
        claims = [claim for account in self.accounts().values() for claim in account.claims]
        claim = data.draw(st.sampled_from(claims)) if claims else None
        if claim is None:
            return "review:0"
        value = {"low": 8, "high": 8} if verdict == "correct" else None
        given = self.store.review(claim.id, verdict, value, by="me", at=AT)  # type: ignore[arg-type]
        assert self.store.reviews_by_claim()[claim.id] == given
        self.standing[f"review:{given.id}"] = True
        return f"review:{given.id}"

    @rule(target=refs, data=st.data())
    def merge(self, data: st.DataObject) -> str:
        incidents = self.store.find_incidents(IncidentFilter())
        if self.store.stale() or len(incidents) < 2:
            return "link:0"
        left, right = data.draw(st.permutations([incident.id for incident in incidents]))[:2]
        links = self.store.merge(left, right, why="", by="me", at=AT)
        return self.linked(links[0].id)

    @rule(target=refs, data=st.data())
    def split(self, data: st.DataObject) -> str:
        incidents = [each for each in self.store.find_incidents(IncidentFilter()) if len(each.members) > 1]
        if self.store.stale() or not incidents:
            return "link:0"
        incident = data.draw(st.sampled_from(incidents))
        size = data.draw(st.integers(1, len(incident.members) - 1))
        leaving = [member.account_id for member in incident.members[:size]]
        links = self.store.split(incident.id, leaving, why="", by="me", at=AT)
        assert len(links) == size * (len(incident.members) - size)
        return self.linked(links[0].id)

    def linked(self, number: int) -> str:
        self.standing[f"link:{number}"] = True
        return f"link:{number}"

    @rule(ref=refs)
    def undo(self, ref: str) -> None:
        if self.standing.get(ref):
            self.store.undo(ref, at=AT)
            self.standing[ref] = False

    @rule()
    def nothing_is_lost(self) -> None:
        log = self.store.review_log()
        assert {entry.ref: entry.withdrawn_at is None for entry in log if entry.act != "undo"} == self.standing
        assert {entry.ref for entry in log if entry.act == "undo"} == {
            ref for ref, stands in self.standing.items() if not stands
        }
        newest = [ref for ref, stands in self.standing.items() if stands and ref.startswith("review")][-1:]
        attached = {f"review:{review.id}" for review in self.store.reviews_by_claim().values()}
        listed = {entry.ref for entry in self.store.unmatched()}
        assert set(newest) <= attached | listed
        assert not attached & listed


AnyOrder.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestAnyOrder = AnyOrder.TestCase


def test_threads_may_write_at_once(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'dateline.db'}") as store:
        store.add_batch(make_run(), [make_doc()], {}, [], AT)
        (claim,) = store.accounts()[0].claims

        def give(number: int) -> int:
            review = store.review(claim.id, "accept", None, by=str(number), at=AT)
            assert store.reviews_by_claim()[claim.id].id >= review.id
            return review.id

        with ThreadPoolExecutor(8) as pool:
            ids = sorted(pool.map(give, range(40)))
        assert ids == list(range(1, 41))
        assert list(store.reviews_by_claim()) == [claim.id]
        assert store.unmatched() == []


def test_a_killed_process_leaves_whole_batches_and_another_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dateline.db'}"
    root = Path(__file__).parents[2]
    before = 0
    for written in (1, 4, 9):
        command = [sys.executable, "-m", "tests.store.endless_writer", url]
        with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(written):
                assert writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
        assert writer.returncode == -signal.SIGKILL
        with open_store(url) as store:
            assert store.check() == []
            articles, accounts = store.articles(), store.accounts()
        assert len(articles) % BATCH == 0
        assert len(articles) >= before + written * BATCH
        assert {account.article_id for account in accounts} == set(articles)
        before = len(articles)
