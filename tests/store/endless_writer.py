"""Write batches into the store named on the command line until killed: `python -m tests.store.endless_writer URL`."""

from __future__ import annotations

import itertools
import sys

from dateline.store import open_store
from tests.store.factories import RAW, RAW_HASH, TEXT, make_article, make_doc, make_run

BATCH = 5


def main(url: str) -> None:
    with open_store(url) as store:
        start = len(store.articles()) // BATCH
        for number in itertools.count(start):
            names = (f"https://example.org/{number}/{place}" for place in range(BATCH))
            docs = [make_doc(make_article(name, TEXT * 20, raw_hash=RAW_HASH)) for name in names]
            store.add_batch(make_run(), docs, {RAW_HASH: RAW}, [], "2024-01-02T00:00:00Z")
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
