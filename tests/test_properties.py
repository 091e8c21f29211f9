"""The properties of docs/data-model.md that must always hold, on the samples and on gold reports."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.deriving import derive
from dateline.evaluate.data import make_article
from dateline.formats import Json, doc_to_json, incident_to_json
from dateline.model import Article, Doc, Run
from dateline.pipeline import Annotator, read_into_store, replace_run, run_versions, store_readings
from dateline.read import Reading, read_sources
from dateline.settings import Settings
from dateline.store import IncidentFilter, Store, open_store
from tests.conftest import SAMPLES

AT = "2020-01-01T00:00:00+00:00"
LATER = "2020-02-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(Settings())


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    found = [item for item in read_sources(SAMPLES, settings=Settings(), read_at=AT) if isinstance(item, Reading)]
    assert len(found) > 15
    return found


def annotated(annotator: Annotator, articles: Sequence[Article], size: int) -> dict[str, Doc]:
    """Annotate in batches of a size; returns docs by article id."""
    docs = {}
    for start in range(0, len(articles), size):
        for doc in annotator(articles[start : start + size]):
            assert isinstance(doc, Doc), doc
            docs[doc.article.id] = doc
    return docs


def write_docs(store: Store, docs: Iterable[Doc], size: int) -> None:
    """Write docs in batches of a size, as one run, and derive after each."""
    run = Run("run", AT, run_versions(Settings()), Settings().hash())
    store.add_run(run)
    waiting = [replace_run(doc, run.id) for doc in docs]
    for start in range(0, len(waiting), size):
        store.add_batch(run, waiting[start : start + size], {}, [], AT)
        derive(store, settings=Settings())


def incidents_of(store: Store) -> list[Json]:
    """Return all incidents, without their ids, which may differ between stores."""
    bodies = [incident_to_json(found, input_ids={}) for found in store.find_incidents(IncidentFilter())]
    for body in bodies:
        del body["id"]
    return sorted(bodies, key=lambda body: json.dumps(body, sort_keys=True))


def stories_of(store: Store) -> list[Json]:
    """Return all stories, with first accounts for the ids of incidents, which may differ between stores."""
    first = {found.id: found.members[0].account_id for found in store.find_incidents(IncidentFilter())}
    found = [asdict(store.story(line.id).story) for line in store.find_stories()]
    for story in found:
        del story["id"]
        for member in story["incidents"]:
            member["id"] = first[member["id"]]
    return sorted(found, key=lambda story: json.dumps(story, sort_keys=True))


def with_ids(store: Store) -> list[Json]:
    return [incident_to_json(found, input_ids={}) for found in store.find_incidents(IncidentFilter())]


# --- every claim stands where it says ----------------------------------------------------------------------------


def test_claims_of_every_input_format_stand_as_written(annotator: Annotator, readings: list[Reading]) -> None:
    docs = annotated(annotator, [reading.article for reading in readings], 8)
    formats = {Path(doc.article.document.split("#")[0]).suffix for doc in docs.values()}
    assert formats >= {".html", ".md", ".txt"} or any(doc.article.url for doc in docs.values())
    count = 0
    for doc in docs.values():
        for account in doc.accounts:
            for claim in account.claims:
                assert doc.article.part(claim.span.part)[claim.span.start : claim.span.end] == claim.written
                assert claim.written
                count += 1
    assert count > 100


PLAIN = "A bomb killed nine people in Kabul Paris, Texas on Monday . police said were shot the army of Mali 12 dead"
ODD = [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "É́",
    "👩‍👩‍👧",
    "\u202e",
    "ﬁre",
    "İzmir",
    "“at least",
    "twelve”",
    "‘no",
    "casualties’",
    "--",
    "\x00",
]
WORDS = st.sampled_from([*PLAIN.split(), *ODD, "(Agency)", "ATTACKED", "GUERRILLAS", "yesterday"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=60), st.sampled_from([str, str.upper, str.lower]))
def test_claims_of_any_text_stand_as_written(annotator: Annotator, words: list[str], case: object) -> None:
    text = " ".join(words) if case is str else case(" ".join(words))  # type: ignore[operator]
    article = make_article("any", text, title=text[:50].strip() or None, published="2014-12-17")
    [doc] = annotator([article])
    assert isinstance(doc, Doc), doc
    body = doc_to_json(doc)
    assert body["text"] == text
    for layer in ("mentions", "places", "times", "events"):
        for item in body[layer]:
            assert 0 <= item["start"] < item["end"] <= len(article.part(item.get("in", "text")))
    for account in doc.accounts:
        for claim in account.claims:
            assert article.written(claim.span) == claim.written != ""


# --- reading again --------------------------------------------------------------------------------------------------


def test_reading_five_times_adds_nothing(readings: list[Reading], tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/five.db") as store:
        first = store_readings(store, readings, settings=Settings(), at=AT)
        expected, info = with_ids(store), store.info()
        assert first.added == len(readings)
        for _ in range(4):
            again = store_readings(store, readings, settings=Settings(), at=LATER)
            assert (again.added, again.revised, again.reread, again.unchanged) == (0, 0, 0, len(readings))
        assert with_ids(store) == expected
        assert {**store.info(), "size_bytes": 0} == {**info, "size_bytes": 0}


# --- incidents are derived ---------------------------------------------------------------------------------------


def copy_of(database: Path, folder: Path) -> Path:
    with sqlite3.connect(database) as source, sqlite3.connect(folder / "copy.db") as copy:
        source.backup(copy)
    return folder / "copy.db"


def test_dropped_incidents_come_back_under_their_ids(samples_db: Path, tmp_path: Path) -> None:
    path = copy_of(samples_db, tmp_path)
    with open_store(f"sqlite:///{path}") as store:
        expected = with_ids(store)
        with store.linking() as index:
            index.start_anew(1)
        assert with_ids(store) == []
        derive(store, settings=Settings())
        assert with_ids(store) == expected


# --- people's words outlive runs ---------------------------------------------------------------------------------


class Forgetful:
    """A newer model that no longer finds the tolls, for the test below."""

    reads = ("accounts",)
    writes = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(accounts=tuple(self._forget(account) for account in doc.accounts)) for doc in docs]

    def _forget(self, account: object) -> object:
        kept = tuple(claim for claim in account.claims if claim.field != "killed")  # type: ignore[attr-defined]
        return replace(account, claims=kept)  # type: ignore[type-var]


def test_reviews_outlive_a_new_run(samples_db: Path, tmp_path: Path) -> None:
    path = copy_of(samples_db, tmp_path)
    with open_store(f"sqlite:///{path}") as store:
        incident = max(
            (found for found in store.find_incidents(IncidentFilter()) if "killed" in found.values),
            key=lambda found: (found.articles, found.id),
        )
        claim_id = incident.values["killed"].claims_for[0]
        value = {"low": 77, "high": 77, "scope": "whole", "of": None, "side": None, "word": None}
        store.review(claim_id, "correct", value, by="ana", at=LATER)
        derive(store, settings=Settings())
        assert store.incident(incident.id).values["killed"].value.best == 77  # type: ignore[union-attr]
        # The same found again by a new run: the review holds on.
        again = read_into_store(store, SAMPLES, settings=Settings(date_order="day"), at=LATER)
        assert again.reread > 0
        kept = store.incident(incident.id).values["killed"]
        assert kept.reviewed
        assert kept.value.best == 77  # type: ignore[union-attr]
        # A newer model that finds no tolls: the word of a person is not lost.
        read_into_store(store, SAMPLES, settings=Settings(steps="tests.test_properties.Forgetful"), at=LATER)
        assert "killed" not in store.incident(incident.id).values
        assert [entry.by for entry in store.unmatched()] == ["ana"]
        # And it holds again when a later one finds them.
        read_into_store(store, SAMPLES, settings=Settings(date_order="month"), at=LATER)
        assert store.incident(incident.id).values["killed"].value.best == 77  # type: ignore[union-attr]
        assert store.unmatched() == []


# --- a killed process --------------------------------------------------------------------------------------------


def test_killed_read_goes_on_where_it_stopped(readings: list[Reading], tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    with source.open("w", encoding="utf-8") as lines:
        for number in range(6):
            for reading in readings:
                text = f"{reading.article.text}\n\nEdition {number} of this paper."
                record = {"id": f"{number}-{reading.article.id}", "text": text, "published": "2019-03-04"}
                lines.write(json.dumps(record) + "\n")
    total = 6 * len(readings)
    command = [sys.executable, "-m", "dateline", "read", str(source), "--store", f"sqlite:///{tmp_path}/killed.db"]
    environ = {**os.environ, "DATELINE_BATCH_SIZE": "4"}
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environ)
    stored = 0
    while stored < 12:
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.05)
        stored = articles_in(tmp_path / "killed.db")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.returncode == -signal.SIGKILL
    with open_store(f"sqlite:///{tmp_path}/killed.db") as store:
        kept = len(store.articles())
        assert 12 <= kept < total
        assert kept % 4 == 0, "whole batches alone are written"
        assert store.check() == []
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=True)
    assert f"{total - kept} added" in done.stderr
    assert f"{kept} unchanged" in done.stderr
    with open_store(f"sqlite:///{tmp_path}/killed.db") as store, open_store(f"sqlite:///{tmp_path}/whole.db") as whole:
        read_into_store(whole, [str(source)], settings=Settings(), at=AT)
        assert incidents_of(store) == incidents_of(whole)
        assert store.check() == []


def articles_in(path: Path) -> int:
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
