"""The gate is trained on its own small data here: the same twice, and good enough to tell the two apart."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
import pytest

from dateline.errors import UsageError
from dateline.extract.nets.gate import Gate
from dateline.extract.nets.signs import trigger_words
from dateline.knowledge.lexicon import word_set
from dateline.train.gate import INCIDENT_WEIGHTS, _choose_cut, train_gate
from dateline.train.gate_examples import load_examples
from dateline.train.gate_words import incident_phrases, plain_words

VIOLENT = word_set(
    "police gunman shot killed wounded bullet suspect arrested officers victim hospital scene attack bomb"
)
POLITICAL = word_set("minister parliament election party vote government labour leader policy bill cabinet commons")
GENERAL = word_set("league striker goal album film shares profit phone software music market coach concert season")
COMMON = word_set("the of and in on was said with for that year week after new people")


def _text(draw: random.Random, words: frozenset[str], length: int = 80) -> str:
    # Sorted: the order of a set differs from process to process.
    own, common = sorted(words), sorted(COMMON)
    return " ".join(draw.choice(own if draw.random() < 0.5 else common) for _ in range(length))


def _write(path: Path, documents: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up data in the form of the train parts."""
    data, draw = tmp_path_factory.mktemp("data"), random.Random(5)
    news: list[Mapping[str, object]] = [{"text": _text(draw, GENERAL), "labels": [0]} for _ in range(60)]
    news += [{"text": _text(draw, POLITICAL), "labels": [1]} for _ in range(25)]
    _write(data / "events/bbc_news_train.jsonl", news)
    reports = [
        {
            "title": None if number % 5 == 0 else "Man shot",
            "text": f"{_text(draw, VIOLENT)} {_text(draw, GENERAL)}",
            "incident_id": number // 2,
        }
        for number in range(40)
    ]
    _write(data / "incidents/train_reports.jsonl", reports)
    terror = [{"docid": f"m{n}", "text": _text(draw, VIOLENT).upper(), "relevant": n % 4 != 0} for n in range(20)]
    _write(data / "muc4/muc4_train.jsonl", terror)
    world = [{"docid": f"w{n}", "text": _text(draw, GENERAL if n % 2 else VIOLENT)} for n in range(20)]
    _write(data / "names/worldwide_train.jsonl", world)
    return data


@pytest.fixture(scope="module")
def trained(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float]]:
    out = tmp_path_factory.mktemp("weights") / "new" / "gate.npz"
    return out, train_gate(small, out, seed=3)


def test_trained_gate_tells_apart(trained: tuple[Path, dict[str, float]]) -> None:
    out, figures = trained
    assert figures["report_recall"] >= 0.995
    assert figures["political_recall"] >= 0.995
    assert figures["general_passed"] < 0.3
    gate, draw = Gate(out), random.Random(6)
    assert gate.score(_text(draw, VIOLENT)) >= gate.threshold
    assert gate.score(_text(draw, POLITICAL)) >= gate.threshold
    assert gate.score(_text(draw, GENERAL)) < gate.threshold


def test_training_twice_gives_the_same(small: Path, tmp_path: Path, trained: tuple[Path, dict[str, float]]) -> None:
    out, figures = trained
    assert train_gate(small, tmp_path / "gate.npz", seed=3) == figures
    with numpy.load(out) as one, numpy.load(tmp_path / "gate.npz") as two:
        assert sorted(one.files) == ["biases", "rarity", "weights"]
        assert all(numpy.array_equal(one[name], two[name]) for name in one.files)


def test_training_names_absent_data(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bbc_news_train"):
        train_gate(tmp_path, tmp_path / "gate.npz")


def test_training_names_labels_of_one_kind(small: Path, tmp_path: Path) -> None:
    for name in ("incidents/train_reports", "muc4/muc4_train", "names/worldwide_train"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.jsonl").write_text((small / f"{name}.jsonl").read_text())
    _write(tmp_path / "events/bbc_news_train.jsonl", [{"text": _text(random.Random(1), GENERAL), "labels": [0]}])
    with pytest.raises(UsageError, match="political"):
        train_gate(tmp_path, tmp_path / "gate.npz")


def test_examples_are_labelled_with_care(small: Path) -> None:
    examples = load_examples(small, seed=0)
    labels = {(example.kind, example.incident, example.political) for example in examples}
    assert ("report", True, None) in labels
    assert ("report other", False, False) in labels
    assert ("political", False, True) in labels
    assert ("world incident", True, None) in labels
    assert ("world other", False, False) in labels
    assert sum(example.kind == "terror" for example in examples) == 15, "those that are not relevant are left out"


def test_general_news_with_an_incident_is_in_doubt(tmp_path: Path, small: Path) -> None:
    for name in ("incidents/train_reports", "muc4/muc4_train", "names/worldwide_train"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.jsonl").write_text((small / f"{name}.jsonl").read_text())
    text = "The singer was kidnapped and his driver murdered before the concert."
    _write(tmp_path / "events/bbc_news_train.jsonl", [{"text": text, "labels": [0]}])
    general = next(example for example in load_examples(tmp_path, seed=0) if example.kind == "general")
    assert general.incident is None
    assert general.political is False


def test_cut_keeps_recall_before_it_spends_the_share() -> None:
    general = numpy.linspace(0, 1, 101)
    assert _choose_cut([numpy.array([0.2, 0.9, 0.95])], general, share=0.1, what="x") == pytest.approx(0.2)
    assert _choose_cut([numpy.array([2.0, 3.0])], general, share=0.1, what="x") == pytest.approx(0.9)
    with pytest.raises(UsageError, match="cut for x"):
        _choose_cut([numpy.array([])], general, share=0.1, what="x")


def test_words_of_incidents() -> None:
    assert {"bombing", "kidnapped", "earthquakes", "shot"} <= trigger_words()
    assert "shot" not in plain_words(), "told of games as well"
    assert {("car", "bombing"), ("tear", "gas"), ("firefighters",)} <= incident_phrases()
    assert {len(phrase) for phrase in incident_phrases()} == {1, 2}


def test_examples_of_the_train_parts(data_dir: Path) -> None:
    kinds = Counter(example.kind for example in load_examples(data_dir, seed=0))
    assert set(kinds) == set(INCIDENT_WEIGHTS)
    assert kinds["general"] == kinds["general passage"] > kinds["political"] == kinds["political passage"]
    assert kinds["report"] >= kinds["report passage"] > 0.9 * kinds["report"]
