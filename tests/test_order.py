"""The order in which articles come, and the batches, decide nothing: on the samples and on gold reports."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from dateline.evaluate.data import make_article
from dateline.formats import Json, doc_to_json
from dateline.model import Hyperlink
from dateline.pipeline import Annotator, store_readings
from dateline.read import Reading
from dateline.settings import Settings
from dateline.store import open_store
from tests.test_properties import AT, LATER, annotated, incidents_of, stories_of, write_docs
from tests.test_properties import annotator as annotator
from tests.test_properties import readings as readings

ORDERS = 20
#: Of the gold reports; `make orders` derives the whole of incidents dev in twenty.
GOLD_ORDERS = 4


def test_samples_in_any_order_and_batches(readings: list[Reading], tmp_path: Path) -> None:
    chance = random.Random(1)
    expected: list[Json] | None = None
    for number in range(ORDERS):
        shuffled = chance.sample(readings, len(readings))
        chosen = Settings(batch_size=chance.randint(1, len(readings)))
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            # In several readings of the store, with some reports read more than once.
            cut = chance.randint(0, len(shuffled))
            store_readings(store, shuffled[:cut], settings=chosen, at=AT)
            store_readings(store, [*shuffled[cut:], *shuffled[: cut // 2]], settings=chosen, at=LATER)
            found = [*incidents_of(store), *stories_of(store)]
        expected = expected or found
        assert found == expected, f"order {number}"


def test_gold_reports_in_any_order_and_batches(annotator: Annotator, data_dir: Path, tmp_path: Path) -> None:
    with (data_dir / "incidents" / "dev_reports.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(next(lines)) for _ in range(200)]
    articles = [
        make_article(record["id"], record["text"], title=record["title"], published=record["published"])
        for record in records
    ]
    chance = random.Random(2)
    docs = annotated(annotator, articles, 32)
    shuffled_docs = annotated(annotator, chance.sample(articles, len(articles)), 7)
    for article in articles:
        assert doc_to_json(docs[article.id]) == doc_to_json(shuffled_docs[article.id])
    expected: list[Json] | None = None
    for number in range(GOLD_ORDERS):
        order = chance.sample(list(docs.values()), len(docs))
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            write_docs(store, order, chance.randint(1, 100))
            found = [*incidents_of(store), *stories_of(store)]
        expected = expected or found
        assert found == expected, f"order {number}"


def test_an_article_that_tells_nothing_joins_a_story_whenever_it_comes(tmp_path: Path) -> None:
    bomb = "A bomb killed seven people at a market in Kabul on Tuesday, police said."
    told = make_article("bomb", bomb, published="2014-12-17", url="https://harbour.example/bomb")
    comment = make_article("comment", "Why do markets matter so much to a town?", published="2014-12-19")
    link = Hyperlink("The bomb at the market", told.url)
    lone = replace(comment, paragraphs=(replace(comment.paragraphs[0], links=(link,)),))
    found = []
    for number, order in enumerate(([told, lone], [lone, told])):
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            for article in order:
                store_readings(store, [Reading(article, b"")], settings=Settings(), at=AT)
            assert {account.article_id for account in store.accounts()} == {told.id}
            found.append(stories_of(store))
    assert found[0] == found[1]
    assert [story["articles"][0]["id"] for story in found[0]] == [lone.id]
