"""What became of the people whom an article names, under their full names: by rule and by what the reader sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.fates import fate_features, fate_scores, read_fates
from dateline.extract.full_names import completed, full_names, is_one_name
from dateline.extract.nets.calibration import Logistic
from dateline.extract.people import Placed, tell_apart
from dateline.extract.tagged_harms import BEFALLEN, NAMED, with_tagged
from dateline.extract.tolls import find_harms
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Doc, Tag
from tests.extract.annotated import annotate, harms_of, syntax_of
from tests.extract.test_fillers import tag

#: The probability itself is the score, and a rule counts as much as an even chance.
CALIBRATION = {"people": Logistic(0.0, {"surest": 1.0, "rule": 9.0, "against": -12.0})}
VICTIMS = "Ana Ruiz was at the door. Police mourned Ruiz. Leo Marsh was killed."


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ana Ruiz died. Ruiz was 30.", "Ruiz", "Ana Ruiz"),
        ("Ana Ruiz died. Neighbours of Ana wept.", "Ana", "Ana Ruiz"),
        ("Ana Ruiz and Leo Ruiz died. Neighbours of Ruiz wept.", "Ruiz", "Ruiz"),
        ("Police named the dead as Ana and Leo Ruiz.", "Ana", "Ana Ruiz"),
    ],
)
def test_short_names_are_completed_where_one_person_has_them(text: str, name: str, expected: str) -> None:
    doc = annotate(text)
    assert completed(name, full_names(doc.article, doc.mentions)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Marsh", "Ada Marsh", True),
        ("Ada", "Ada Marsh", True),
        ("Benjamin Marsh Jr.", "Ben Marsh", True),
        ("Ada Marsh", "Ben Marsh", False),
    ],
)
def test_names_of_one_person(left: str, right: str, expected: bool) -> None:
    assert is_one_name(left, right) is expected


def with_people(doc: Doc, *tags: Tag) -> Doc:
    return doc.add(tags=tags, likely={"killed": {"0": 0.1, "1": 0.7, "2": 0.2}})


def test_fates_weigh_all_mentions_of_a_person() -> None:
    doc = with_people(
        annotate(VICTIMS),
        tag(VICTIMS, "Ana Ruiz", "people", "killed", 0.9),
        tag(VICTIMS, "Ruiz", "people", "injured", 0.4, nth=1),
        tag(VICTIMS, "Ruiz", "source", "source", 0.9),
    )
    known = read_fates(doc, [], full_names(doc.article, doc.mentions))
    assert [fate.name for fate in known.values()] == ["Ana Ruiz"]
    (fate,) = known.values()
    assert fate.mean("killed") == pytest.approx(0.45)
    assert doc.article.written(fate.tags[0].span) == "Ana Ruiz"


def test_there_is_less_room_for_who_is_less_likely() -> None:
    doc = with_people(
        annotate(VICTIMS),
        tag(VICTIMS, "Ana Ruiz", "people", "killed", 0.4),
        tag(VICTIMS, "Leo Marsh", "people", "killed", 0.9),
    )
    fates = list(read_fates(doc, [], full_names(doc.article, doc.mentions)).values())
    room = {fate.name: fate_features(fate, "killed", fates, doc)["room"] for fate in fates}
    assert room["Leo Marsh"] > 0 > room["Ana Ruiz"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], {"Leo Marsh"}),
        ([("Ana Ruiz", "killed", 0.9)], {"Ana Ruiz", "Leo Marsh"}),
        ([("Ana Ruiz", "killed", BEFALLEN - 0.1)], {"Leo Marsh"}),
        ([("Ana Ruiz", "suspect", 0.9)], {"Leo Marsh"}),
        ([("Leo Marsh", "suspect", 0.97)], set()),
    ],
)
def test_named_victims_are_added_and_denied(tags: list[tuple[str, str, float]], expected: set[str]) -> None:
    doc = annotate(VICTIMS)
    syntax, lexicon = syntax_of(doc), load_lexicon()
    doc = with_people(doc, *(tag(VICTIMS, written, "people", label, score) for written, label, score in tags))
    harms = with_tagged({"text": syntax}, lexicon, doc, {"text": find_harms(syntax, lexicon)}, CALIBRATION)
    assert {harm.people.name for harm in harms["text"] if harm.field == "killed"} == expected


@pytest.mark.parametrize(
    ("score", "expected"), [(NAMED + 0.1, "killed"), (NAMED - 0.1, "neither"), (BEFALLEN - 0.1, None)]
)
def test_whom_the_reader_names_is_a_victim_from_a_higher_score(score: float, expected: str | None) -> None:
    doc = annotate("Ana Ruiz was at the door.")
    doc = with_people(doc, tag(doc.article.text, "Ana Ruiz", "people", "killed", score))
    harms = with_tagged({"text": syntax_of(doc)}, load_lexicon(), doc, {"text": []}, CALIBRATION)
    assert [harm.fate for harm in harms["text"]] == [expected] * (expected is not None)


def test_one_has_the_fate_that_is_weighed_not_that_of_who_is_told_beside() -> None:
    text = "Ana Ruiz was shot. The woman died."
    harms, syntax = harms_of(text)[0], syntax_of(annotate(text))
    placed = [Placed(harm, syntax) for harm in harms]
    (together,) = tell_apart(placed)
    assert together.status == "killed"
    weighed = [
        replace(each, harm=replace(each.harm, fate="injured" if each.harm.people.name else None)) for each in placed
    ]
    (apart,) = tell_apart(weighed)
    assert apart.status == "injured"


def test_scores_are_of_each_label() -> None:
    doc = with_people(annotate(VICTIMS), tag(VICTIMS, "Ana Ruiz", "people", "killed", 0.9))
    (scores,) = fate_scores(read_fates(doc, [], full_names(doc.article, doc.mentions)), doc, CALIBRATION).values()
    assert scores["killed"] == pytest.approx(0.9)
    assert scores["injured"] < 0.01


def test_tagged_tolls_are_read_as_numbers() -> None:
    text = "The toll of the blast stood at nine villagers on Friday."
    doc = annotate(text)
    doc = doc.add(tags=(tag(text, "nine villagers", "tolls", "killed", 0.9),))
    found = with_tagged({"text": syntax_of(doc)}, load_lexicon(), doc, {"text": []}, CALIBRATION)
    assert [(harm.field, harm.people.low, harm.people.high) for harm in found["text"]] == [("killed", 9, 9)]


def test_without_a_reader_the_rules_stand() -> None:
    harms, article = harms_of("Two people were killed.")
    assert with_tagged({}, load_lexicon(), Doc(article), {"text": harms}, CALIBRATION) == {"text": harms}
