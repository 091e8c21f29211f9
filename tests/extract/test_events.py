"""Event words: which words tell of an incident, of which type, and which only look as if they did."""

from __future__ import annotations

import pytest

from tests.extract.annotated import annotate


def events_of(text: str, title: str | None = None) -> list[tuple[str, str]]:
    doc = annotate(text, title=title)
    return [
        (doc.article.written(event.span), event.type)
        for event in doc.events
        if event.span.part == "text" and event.type is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen attacked a police station in Kandahar.", [("attacked", "armed_attack")]),
        ("A man was shot and killed in Chicago.", [("shot and killed", "shooting")]),
        ("A car bomb exploded near a mosque on Friday.", [("exploded", "bombing")]),
        ("A bomb killed nine people.", [("killed", "bombing")]),
        ("A suicide bomber blew himself up at the gate.", [("blew himself up", "suicide_bombing")]),
        ("An air strike hit a hospital.", [("air strike", "air_strike"), ("hit", "air_strike")]),
        ("A missile struck a house.", [("struck", "shelling")]),
        ("The rebels kidnapped three engineers.", [("kidnapped", "abduction")]),
        ("Gunmen went to the hotel where Omar Tarik lived and drove him away.", [("drove", "abduction")]),
        ("Police drove him away from the crowd, and he drove off.", []),
        ("Workers went on strike.", [("on strike", "peaceful_protest")]),
        ("Soldiers shot dead three villagers.", [("shot dead", "shooting")]),
        ("Rebels captured the town of Kidal.", [("captured", "group_takes_territory")]),
        ("The army captured the town of Kidal.", [("captured", "government_takes_territory")]),
        ("The police shot two protesters.", [("shot", "force_against_protesters")]),
        ("Two trains collided, killing 12 people.", [("collided", "accident"), ("killing", "accident")]),
        ("The Fuego volcano erupted on Sunday.", [("erupted", "natural_disaster")]),
        ("Troops clashed with insurgents near Gao.", [("clashed", "armed_clash")]),
        ("The army confirmed the capture of two leaders.", [("capture", "arrest")]),
        ("The group led attacks on convoys last week.", [("attacks", "armed_attack")]),
    ],
)
def test_events_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert events_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "A heart attack killed the actor.",
        "The striker led the attack and scored two goals.",
        "The minister attacked the opposition over its record.",
        "The crew was shooting a film in the old town.",
        "The governor killed the bill.",
        "The film bombed at the box office.",
        "She is charged with leading the department.",
        "The clinical trial of the vaccine starts in May.",
        "Share prices crashed in Tokyo.",
        "Cancer killed thousands of people that year.",
        "The party won by a landslide victory.",
        "An assault rifle lay on the table.",
        "The attackers had accents.",
        "The capture of a deer takes patience.",
        "The Battle Creek school board met.",
        "His alarm went off at six.",
        "They buried the hatchet.",
    ],
)
def test_figures_of_speech_are_no_events(text: str) -> None:
    assert events_of(text) == []


def test_sports_report_has_no_violence() -> None:
    text = (
        "The striker fired home a goal after a corner. Their attack destroyed the league leaders. "
        "It was a massacre, the coach said of the final half of the match against the midfielder's old club."
    )
    assert events_of(text) == []


def test_upper_case_newswire_is_read() -> None:
    assert events_of("GUERRILLAS KIDNAPPED TWO PEASANTS NEAR SAN MIGUEL YESTERDAY.") == [("KIDNAPPED", "abduction")]


def test_what_a_headline_calls_a_drill_is_played() -> None:
    doc = annotate("Men opened fire on passengers this morning.", title="Police hold terror drill at airport")
    stances = {event.stance for event in doc.events if event.span.part == "text"}
    assert stances == {"hypothetical"}
