"""Derives incidents dev in random orders and batches, and holds each against deriving all at once: `make orders`.

Reports are read once; then what is derived is dropped, and the articles are made known a batch of random size at a
time, in a random order, with a deriving after each. Ids aside, all incidents must be identical (exit status 1).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.deriving import derive, way_of_linking
from dateline.evaluate.incidents import READ_AT, load_gold, write_reports
from dateline.formats import incident_to_json
from dateline.pipeline import read_into_store
from dateline.settings import Settings
from dateline.store import IncidentFilter, Store, open_store
from dateline.store.write import touch


def incidents_of(store: Store) -> list[str]:
    bodies = [incident_to_json(found, input_ids={}) for found in store.find_incidents(IncidentFilter())]
    return sorted(json.dumps({**body, "id": ""}, sort_keys=True) for body in bodies)


def derive_in_batches(store: Store, batches: Sequence[Sequence[str]]) -> list[str]:
    with store.linking() as index:
        index.start_anew(way_of_linking(Settings()))
        index.set_done([article_id for batch in batches for article_id in batch])
    for batch in batches:
        with store.linking() as index:
            touch(index._connection, batch, linked=False)
        derive(store, settings=Settings())
    return incidents_of(store)


def random_batches(chance: random.Random, articles: Sequence[str]) -> list[list[str]]:
    order = chance.sample(articles, len(articles))
    batches = []
    while order:
        size = chance.choice((1, 5, 20, 100, 400))
        batches.append(order[:size])
        order = order[size:]
    return batches


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    parser.add_argument("--store", help="a store that has read the reports (default: they are read into a new one)")
    parser.add_argument("--orders", type=int, default=20)
    chosen = parser.parse_args()
    chance = random.Random(11)
    with TemporaryDirectory() as folder, open_store(chosen.store or f"sqlite:///{folder}/orders.db") as store:
        if chosen.store is None:
            write_reports(Path(folder) / "reports.jsonl", load_gold(chosen.data)[0])
            read_into_store(store, [f"{folder}/reports.jsonl"], settings=Settings(), at=READ_AT)
        articles = sorted(store.articles())
        expected = derive_in_batches(store, [articles])
        print(f"{len(articles)} articles, {len(expected)} incidents at once", flush=True)
        differing = 0
        for number in range(chosen.orders):
            began, batches = time.perf_counter(), random_batches(chance, articles)
            found = derive_in_batches(store, batches)
            differing += found != expected
            same = "the same" if found == expected else f"{len(set(found) ^ set(expected))} incidents differ"
            print(
                f"order {number + 1}: {len(batches)} batches, {time.perf_counter() - began:.0f} s, {same}", flush=True
            )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
