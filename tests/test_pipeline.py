"""The pipeline: one bad article does not stop the others, workers give what one process gives, order is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.errors import DatelineError, UsageError
from dateline.evaluate.data import make_article
from dateline.formats import doc_to_json
from dateline.model import Doc, SetAside
from dateline.pipeline import ReadSummary, annotate_articles, batched, load_steps, read_into_store, without_tokens
from dateline.settings import Settings
from dateline.store import IncidentFilter, LinkIndex, Store, open_store

AT = "2020-01-01T00:00:00+00:00"
ARTICLES = [
    make_article(f"report {number}", f"Gunmen killed {number + 2} people in Quito on Friday, police said.")
    for number in range(9)
]


class Failing:
    """A step that cannot take one of the reports."""

    reads = ("accounts",)
    writes = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        for doc in docs:
            if doc.article.document == "report 3":
                raise ValueError("this one is too hard")
        return list(docs)


def test_failing_article_is_set_aside_alone() -> None:
    chosen = Settings(steps="tests.test_pipeline.Failing", batch_size=4)
    done = list(annotate_articles(ARTICLES, settings=chosen))
    [aside] = [item for item in done if isinstance(item, SetAside)]
    assert done.index(aside) == 3
    assert aside.source == "report 3"
    assert "too hard" in aside.reason
    documents = [item.article.document for item in done if isinstance(item, Doc)]
    assert documents == [article.document for article in ARTICLES if article.document != "report 3"]


def test_workers_give_the_same_in_order() -> None:
    alone = annotate_articles(ARTICLES, settings=Settings())
    together = annotate_articles(ARTICLES, settings=Settings(batch_size=2), workers=2)
    for one, other in zip(alone, together, strict=True):
        assert isinstance(one, Doc)
        assert isinstance(other, Doc)
        assert doc_to_json(one) == doc_to_json(other)
        assert without_tokens(one) == other


def test_language_without_a_model_is_passed_by() -> None:
    from dataclasses import replace

    [doc] = annotate_articles([replace(ARTICLES[0], language="fr")], settings=Settings())
    assert isinstance(doc, Doc)
    assert doc.accounts == ()
    assert doc.not_extracted is not None
    assert "'fr'" in doc.not_extracted


def test_batched_keeps_all() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


class Ending:
    """A step whose process ends, as it does when memory runs out."""

    reads = ("accounts",)
    writes = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        os._exit(len(docs))


class Waiting(Ending):
    """A step that takes for ever, and says so."""

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        Path(f"waiting-{os.getpid()}").touch()
        time.sleep(600)
        return list(docs)


def test_worker_that_ends_is_told() -> None:
    with pytest.raises(DatelineError, match="worker process ended"):
        list(annotate_articles(ARTICLES, settings=Settings(steps="tests.test_pipeline.Ending"), workers=2))


@pytest.mark.parametrize("workers", [1, 2])
def test_model_that_is_absent_is_named(workers: int) -> None:
    with pytest.raises(DatelineError, match="'no_such_model'"):
        list(annotate_articles(ARTICLES, settings=Settings(spacy_model="no_such_model"), workers=workers))


def test_gazetteer_that_is_none_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "places").write_text("no database at all " * 100)
    with pytest.raises(DatelineError, match="places"):
        list(annotate_articles(ARTICLES, settings=Settings(gazetteer=str(tmp_path / "places"))))


def test_step_that_is_no_class_is_named() -> None:
    with pytest.raises(UsageError, match=r"steps.*'os\.path'"):
        load_steps(Settings(steps="os.path"))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_driver(sent: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Gunmen killed two people in Quito on Friday, police said.\n")
    root = str(Path(__file__).parent.parent)
    driver = subprocess.Popen(
        [sys.executable, "-m", "dateline", "annotate", "report.txt", "report.txt", "--workers", "2"],
        cwd=tmp_path,
        env={**os.environ, "DATELINE_STEPS": "tests.test_pipeline.Waiting", "PYTHONPATH": root},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A job in the background of a script has Ctrl-C ignored, and would hand that on; a terminal's has not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (waiting := list(tmp_path.glob("waiting-*"))):
        assert driver.poll() is None, driver.communicate()[1]
        time.sleep(0.1)
    if sent == signal.SIGINT:
        os.killpg(driver.pid, sent)  # as a terminal does
    else:
        driver.send_signal(sent)
    said = driver.communicate(timeout=20)[1]
    worker = Path("/proc") / waiting[0].name.removeprefix("waiting-")
    for _ in range(100):
        if not worker.exists():
            break
        time.sleep(0.1)
    assert not worker.exists()
    if sent == signal.SIGINT:
        assert driver.returncode == 130
        assert said == "dateline: stopped; what was written is kept, and the same command goes on\n"


def test_read_tells_what_another_read_first(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Gunmen killed two people in Quito on Friday, police said.\n")
    (tmp_path / "two.txt").write_text("A bomb killed three people in Lima on Monday, police said.\n")
    (tmp_path / "three.xyz").write_text("Nobody knows this format.\n")
    names = [str(tmp_path / name) for name in ("one.txt", "two.txt", "three.xyz")]
    others: list[ReadSummary] = []
    with open_store(f"sqlite:///{tmp_path}/both.db") as store:

        def read_other(_: int) -> None:
            if not others:  # told of three.xyz, when one.txt and two.txt were found new and are not stored yet
                others.append(read_into_store(store, names[1:2], settings=Settings(), at=AT))

        summary = read_into_store(store, names, settings=Settings(), at=AT, progress=read_other)
    assert [other.added for other in others] == [1]
    assert (summary.added, summary.unchanged, summary.set_aside) == (1, 1, 1)


class Overtaken(Store):
    """A store that another process reads into and derives from while this one derives."""

    def __init__(self, store: Store, source: str) -> None:
        super().__init__(store._engine)
        self.other, self.source, self.transactions = store, source, 0

    @contextmanager
    def linking(self) -> Iterator[LinkIndex]:
        self.transactions += 1
        if self.transactions == 3:
            read_into_store(self.other, [self.source], settings=Settings(), at=AT)
        with super().linking() as index:
            yield index


def test_derive_that_another_overtakes_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Gunmen killed two people in Quito on Friday, police said.\n")
    (tmp_path / "two.txt").write_text("A bomb killed three people in Lima on Monday, police said.\n")
    with open_store(f"sqlite:///{tmp_path}/both.db") as store:
        overtaken = Overtaken(store, str(tmp_path / "two.txt"))
        read_into_store(overtaken, [str(tmp_path / "one.txt")], settings=Settings(), at=AT)
        assert overtaken.transactions > 3
        assert len(store.find_incidents(IncidentFilter())) == 2
        assert not store.stale()
