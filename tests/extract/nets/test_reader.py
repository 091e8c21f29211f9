"""The trained reader, run for real: spans that stand in the text, whatever the text; and what it sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from dateline.errors import DatelineError
from dateline.evaluate.data import make_article
from dateline.extract.nets.calibration import Logistic, load_calibration, log_odds
from dateline.extract.nets.decode import decode_spans
from dateline.extract.nets.encoding import Encoding
from dateline.extract.nets.heads import WORD_HEADS, WORD_WIDTH, head, word_slice
from dateline.extract.nets.reader import WEIGHTS, Reader, load_reader
from dateline.extract.nets.signs import passages
from dateline.extract.nets.tags import Tags
from dateline.model import Doc, Mention, Span, Tag
from dateline.settings import Settings

REPORT = (
    "Guerrillas of the Green Column kidnapped Mayor Jorge Duarte in Villa Sol on Monday, police said. "
    "A bomb destroyed a bridge near the town, and two farmers were killed."
)


def tags_of(text: str, *, gate: str = "off") -> Doc:
    return Tags(replace(Settings(), gate=gate))([Doc(make_article("report", text))])[0]


def test_slices_cover_the_outputs() -> None:
    covered = [index for each in WORD_HEADS for index in range(*word_slice(each.name).indices(WORD_WIDTH))]
    assert covered == list(range(WORD_WIDTH))


def test_decode_spans_joins_and_splits() -> None:
    words = tuple(Span("text", 4 * at, 4 * at + 3) for at in range(5))
    logits = numpy.full((5, 3), -5.0, numpy.float32)
    for row, label in enumerate([1, 2, 1, 0, 0]):
        logits[row, label] = 5.0
    found = list(decode_spans(head("source"), logits, Encoding((), (), (), (), words)))
    assert [(tag.span.start, tag.span.end, tag.label) for tag in found] == [(0, 7, "source"), (8, 11, "source")]
    assert all(tag.score > 0.99 for tag in found)


@pytest.mark.parametrize(("written", "kept"), [("Ruiz", "Ruiz"), ("Jr", "Jr.")])
def test_a_full_stop_ends_no_name(written: str, kept: str) -> None:
    words = (Span("text", 0, len(written)), Span("text", len(written), len(written) + 1))
    classes = head("names").width
    logits = numpy.full((2, classes), -5.0, numpy.float32)
    logits[0, 1] = logits[1, 2] = 5.0
    found = list(decode_spans(head("names"), logits, Encoding((), (), (), (), words, frozenset({1}))))
    assert [f"{written}."[tag.span.start : tag.span.end] for tag in found] == [kept]


@pytest.mark.parametrize("text", ["", " \n\t", "a", "\u202e\ufffd😀" * 50, "bomb " * 3000, REPORT, REPORT.upper()])
def test_tags_stand_in_the_text(text: str) -> None:
    doc = tags_of(text)
    for tag in doc.tags:
        assert 0 <= tag.span.start < tag.span.end <= len(text)
        assert 0.0 <= tag.score <= 1.0
        assert tag.factuality is None or -3.0 <= tag.factuality <= 3.0
    for scores in doc.likely.values():
        assert all(0.0 <= score <= 1.0 for score in scores.values())


def written(doc: Doc, name: str, label: str) -> str:
    """Return all that a head gives a label, in small letters."""
    return " | ".join(doc.article.written(tag.span).lower() for tag in doc.tagged(name) if tag.label == label)


@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_tags_in_any_case(change: type[str]) -> None:
    doc = tags_of(change(REPORT))
    assert "bomb" in written(doc, "roles", "Weapon")
    assert "duarte" in written(doc, "roles", "Victim")
    assert "police" in written(doc, "source", "source")
    assert "said" in written(doc, "cue", "cue")


def test_batches_make_no_difference() -> None:
    reader = load_reader(WEIGHTS)
    docs = [Doc(make_article(str(number), REPORT * number)) for number in (1, 7, 3)]
    together = reader(docs)
    for doc, scored in zip(docs, together, strict=True):
        alone = reader([doc])[0]
        assert numpy.array_equal(alone.words, scored.words)
        assert numpy.array_equal(alone.article, scored.article)


def test_gate_passes_over_other_news() -> None:
    sport = "The striker scored twice as the home side won the cup final on Saturday. " * 4
    assert tags_of(sport, gate="on").tags == ()
    assert tags_of(REPORT, gate="on").tags


def test_reader_names_weights_that_are_absent(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"tokenizer\.json"):
        Reader(tmp_path)


def test_calibration_names_a_file_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text('{"fillers": {"bias": "x"}}')
    with pytest.raises(DatelineError, match=r"calibration\.json"):
        load_calibration(tmp_path)


def test_logistic() -> None:
    assert Logistic(0.0, {})({"other": 3.0}) == 0.5
    assert Logistic(0.0, {"rule": 1.0})({"rule": log_odds(0.8)}) == pytest.approx(0.8)
    assert 0.0 < Logistic(0.0, {"rule": 1e9})({"rule": 1.0}) <= 1.0


def test_tag_types_of_fillers() -> None:
    tags: list[Tag] = tags_of(REPORT).tagged("roles")
    assert tags
    assert all(dict(tag.types).keys() >= {"kidnapping", "bombing"} for tag in tags)


def test_gate_picks_paragraphs_with_a_sign() -> None:
    paragraphs = (
        "Gunmen kidnapped the mayor of Villa Sol.",
        "The weather will stay fine and dry.",
        "Jorge Duarte smiled.",
        "Only 40 remained.",
    )
    article = make_article("report", "\n\n".join(paragraphs), title="Quiet news")
    person = replace(tags_of("Jorge Duarte smiled."), article=article).add(
        mentions=(Mention(Span("text", article.text.index("Jorge"), article.text.index(" smiled")), "person"),)
    )
    picked = [article.written(span) for span in passages(person)]
    assert picked == ["Quiet news", paragraphs[0], paragraphs[2], paragraphs[3]]


def test_gated_reader_reads_what_is_picked_alone() -> None:
    first, second = "Gunmen shot dead Mayor Jorge Duarte in Villa Sol.", "The weather will stay fine and dry."
    alone, both = make_article("one", first), make_article("two", f"{first}\n\n{second}")
    reader = load_reader(WEIGHTS)
    picked = reader([Doc(both)], passages=lambda _: [Span("text", 0, len(first))])[0]
    whole = reader([Doc(alone)])[0]
    assert picked.encoding == whole.encoding
    assert (picked.words == whole.words).all()
    assert reader([Doc(both)], passages=lambda _: [])[0].encoding.ids == ()
