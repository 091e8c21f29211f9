"""Incidents depend on the evidence between accounts, not on the order in which reports bring it: on graphs of evidence.

The store, the transactions and the clustering are real. Which accounts are compared, and what that comes to, is given:
so a case can hold what reports seldom do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import pytest
from sqlalchemy import select

from dateline import deriving
from dateline.link.block import BlockKey
from dateline.link.profile import Profile
from dateline.settings import Settings
from dateline.store import IncidentFilter, LinkIndex, open_store
from dateline.store.tables import LINKED_ACCOUNT
from tests.store.factories import TEXT, make_article, make_doc, make_run

#: Evidence of pairs of names, lesser first: of those that share enough, and of any others that are compared.
Graph = tuple[Mapping[str, float], Mapping[str, float]]
Linked = Callable[[Graph, Sequence[str]], list[str]]


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> Linked:
    """Return what groups the accounts of a graph, by the batches in which they come."""

    def link(graph: Graph, batches: Sequence[str]) -> list[str]:
        direct, others = graph
        docs = {
            name: make_doc(
                make_article(f"https://example.org/{name}", TEXT + " ".join(f" {name}{word}" for word in range(60)))
            )
            for name in "".join(batches)
        }
        name_of = {doc.article.id: name for name, doc in docs.items()}
        numbered: dict[int, str] = {}

        def with_keys(index: LinkIndex, _keys: Iterable[int]) -> dict[int, list[int]]:
            rows = index._connection.execute(select(LINKED_ACCOUNT.c.number, LINKED_ACCOUNT.c.article_id))
            numbered.update((row.number, name_of[row.article_id]) for row in rows)
            return {0: list(numbered)}

        def sharing(keys: Sequence[BlockKey], found: Mapping[int, Sequence[int]]) -> dict[int, float]:
            own = name_of[str(keys[0].name[1])]
            return {number: 1.0 for number in found[0] if "".join(sorted(own + numbered[number])) in direct}

        def evidence(left: Profile, right: Profile) -> float:
            pair = "".join(sorted(name_of[one.article_id] for one in (left, right)))
            return {**others, **direct}[pair]

        monkeypatch.setattr(LinkIndex, "with_keys", with_keys)
        monkeypatch.setattr(deriving, "sharing", sharing)
        monkeypatch.setattr(deriving, "worth_comparing", lambda _own, shared, _told: set(shared))
        monkeypatch.setattr(deriving, "evidence", evidence)
        with open_store("sqlite://") as store:
            for batch in batches:
                store.add_batch(make_run(), [docs[name] for name in batch], {}, [], "2024-01-02")
                deriving.derive(store, settings=Settings())
            found = store.find_incidents(IncidentFilter())
        return sorted("".join(sorted(name_of[one.article_id] for one in incident.members)) for incident in found)

    return link


#: b, x, y and d are one chain; a, while its evidence for b and d is the best it has, has b and d compared, which parts
#: them. Once c has come, a goes with c alone.
LEAVING: Graph = (
    {"bx": 3.0, "xy": 3.0, "dy": 3.0, "ab": 1.0, "ad": 0.9, "ac": 3.0},
    {"by": 1.0, "dx": 1.0, "bd": -50.0, "bc": -1.0, "cd": -1.0, "ax": -1.0, "ay": -1.0},
)


@pytest.mark.parametrize("batches", [["bxyda", "c"], ["abcdxy"], ["c", "a", "bxyd"], ["ad", "cb", "yx"]])
def test_an_account_that_better_evidence_draws_away_leaves_nothing_behind(linked: Linked, batches: list[str]) -> None:
    assert linked(LEAVING, batches) == ["ac", "bdxy"]
    # Without c it stays.
    assert linked(LEAVING, ["abdxy"]) != ["a", "bdxy"]


@pytest.mark.parametrize("seed", range(8))
def test_any_graph_in_any_order(linked: Linked, seed: int) -> None:
    chance = random.Random(seed)
    names = "abcdefghijkl"
    pairs = ["".join(pair) for pair in combinations(names, 2)]
    direct = {pair: chance.uniform(-5, 4) for pair in pairs if chance.random() < 0.35}
    graph = direct, {pair: chance.uniform(-5, 4) for pair in pairs if pair not in direct}
    expected = linked(graph, [names])
    for _ in range(3):
        order = "".join(chance.sample(names, len(names)))
        cuts = [0, *sorted(chance.sample(range(1, len(names)), chance.randint(1, 6))), len(names)]
        assert linked(graph, [order[start:end] for start, end in pairwise(cuts)]) == expected
