"""Gold and silver labels: they fall on the words they mean."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.extract.nets.encoding import Encoding
from dateline.extract.nets.heads import head
from dateline.model import Span, TollValue
from dateline.train.labels import (
    MASKED,
    Labels,
    attribution_labels,
    factuality_labels,
    incident_labels,
    muc4_labels,
    word_labels,
    word_marks,
    word_numbers,
)

TEXT = "Gunmen of the FMLN shot Ana Ruiz. A second gunman shot Ruiz's son Leo."


def encoding_of(text: str) -> Encoding:
    words = []
    at = 0
    for word in text.replace(".", " .").replace("'", " '").split():
        at = text.index(word, at)
        words.append(Span("text", at, at + len(word)))
        at += len(word)
    count = len(words)
    return Encoding((5,) * count, (1,) * count, (0,) * count, tuple(range(count)), tuple(words))


def labelled(text: str, labels: Labels, name: str) -> list[tuple[str, str]]:
    encoding = encoding_of(text)
    names = ["O", *(f"{mark}-{label}" for label in head(name).labels for mark in "BI")]
    return [
        (text[span.start : span.end], names[value] if value != MASKED else "masked")
        for span, value in zip(encoding.words, word_labels(encoding, labels, name), strict=True)
        if value
    ]


def test_muc4_labels_every_place_of_a_filler() -> None:
    extracts: dict[str, Any] = {
        "PerpInd": [[["gunmen", 0]]],
        "PerpOrg": [[["fmln", 14]]],
        "Target": [],
        "Victim": [[["ana ruiz", 24], ["ruiz", 28]]],
        "Weapon": [],
    }
    templates = [{"incident_type": "attack / bombing", **extracts}]
    labels = muc4_labels(TEXT, extracts, templates)
    assert labelled(TEXT, labels, "roles") == [
        ("Gunmen", "B-PerpInd"),
        ("FMLN", "B-PerpOrg"),
        ("Ana", "B-Victim"),
        ("Ruiz", "I-Victim"),
        ("Ruiz", "B-Victim"),
    ]
    assert labels.article["types"] == {"attack", "bombing"}
    marks = word_marks(encoding_of(TEXT), labels, "filler_types")
    assert {frozenset(each) for each in marks.values()} == {frozenset((1, 2))}


def test_attribution_labels_the_outer_content() -> None:
    text = "She said he thinks it is over."
    spans = {
        "source": [(0, 3), (9, 11)],
        "cue": [(4, 8), (12, 18)],
        "content": [(19, 29), (9, 29)],
    }
    attributions = [
        {part: [{"start": found[index][0], "end": found[index][1]}] for part, found in spans.items()}
        for index in range(2)
    ]
    labels = attribution_labels(attributions)
    content = labelled(text, labels, "content")
    assert content[0] == ("he", "B-content")
    assert all(label == "I-content" for _, label in content[1:])


def test_factuality_labels_are_thirds() -> None:
    labels = factuality_labels([{"start": 19, "end": 23, "factuality": -1.5}])
    assert list(word_numbers(encoding_of(TEXT), labels, "factuality").values()) == [-0.5]


def record(killed: int, injured: int, *people: tuple[str, str, str]) -> dict[str, Any]:
    participants = [{"name": name, "role": role, "status": status} for name, role, status in people]
    where = {"date": "2014-12-16", "city_or_county": "Kara (Old Town)"}
    return {"killed": killed, "injured": injured, "participants": participants, **where}


def people(text: str, persons: list[str], gold: dict[str, Any]) -> list[tuple[str, str]]:
    spans = [("text", text.index(each), text.index(each) + len(each)) for each in persons]
    labels = incident_labels([("text", text)], spans, gold, [])
    return [(text[start:end], label) for _, start, end, label in labels.spans["people"]]


@pytest.mark.parametrize(
    ("persons", "gold", "expected"),
    [
        (["Ana Ruiz"], record(1, 0, ("Ana Ruiz", "Victim", "Killed")), [("Ana Ruiz", "killed")]),
        (["Ana Ruiz"], record(1, 0, ("Ana Maria Ruiz Jr", "Victim", "Injured")), [("Ana Ruiz", "injured")]),
        (["Ana Ruiz"], record(1, 0, ("Bea Ruiz", "Victim", "Killed")), []),
        (["Leo"], record(1, 0, ("Ana Ruiz", "Victim", "Killed")), []),
        (
            ["Ana Ruiz"],
            record(1, 0, ("Ana Ruiz", "Subject-Suspect", "Unharmed, Arrested")),
            [("Ana Ruiz", "suspect")],
        ),
        # One surname, two fates: nobody can tell which the surname alone means.
        (["Ruiz"], record(1, 1, ("Ana Ruiz", "Victim", "Killed"), ("Leo Ruiz", "Victim", "Injured")), []),
    ],
)
def test_incident_people(persons: list[str], gold: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert people(TEXT, persons, gold) == expected


def test_incident_tolls_agree_or_are_masked() -> None:
    text = "Two people died and three were hurt."
    tolls = [
        ("killed", "text", 0, 10, TollValue(2, 2)),
        ("injured", "text", 20, 25, TollValue(3, 3)),
    ]
    labels = incident_labels([("text", text)], [], record(2, 4), tolls)
    assert "tolls" not in labels.spans, "the record has injured that no rule found"
    labels = incident_labels([("text", text)], [], record(2, 0), tolls)
    assert labelled(text, labels, "tolls") == [("Two", "B-killed"), ("people", "I-killed"), ("three", "masked")]
    assert labels.article == {"killed": {"2"}, "injured": {"0"}}


def test_incident_setting_is_what_agrees_with_the_record() -> None:
    text = "On Tuesday two people were shot in Kara a week after a robbery in Sol. It happened recently."
    at = text.index
    times = [
        ("text", 3, 10, "2014-12-16", "2014-12-16"),
        ("text", at("a week"), at(" a robbery"), "2014-12-09", "2014-12-09"),
        ("text", at("recently"), at("recently") + 8, None, None),
    ]
    places = [("text", at("Kara"), at("Kara") + 4, None), ("text", at("Sol"), at("Sol") + 3, "Sol")]
    labels = incident_labels([("text", text)], [], record(0, 0), [], times, places)
    found = labelled(text, labels, "setting")
    assert found == [("Tuesday", "B-date"), ("Kara", "B-city"), ("recently", "masked")]
    # No time resolves to the day: the rules may be wrong about each.
    labels = incident_labels([("text", text)], [], record(0, 0), [], times[1:], places)
    assert ("Kara", "B-city") in labelled(text, labels, "setting")
    assert ("week", "masked") in labelled(text, labels, "setting")
