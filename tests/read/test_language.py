"""Languages: told from the text, or left open."""

from __future__ import annotations

import pytest

from dateline.read.language import detect, language_code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen stopped a bus on the valley road and took three passengers with them, police said.", "en"),
        ("GUNMEN STOPPED A BUS ON THE VALLEY ROAD AND TOOK THREE PASSENGERS, POLICE SAID.", "en"),
        ("gunmen stopped a bus on the valley road and took three passengers, police said.", "en"),
        ("Des hommes armés ont arrêté un car sur la route de la vallée et enlevé trois passagers.", "fr"),
        ("Hombres armados detuvieron un autobús en la carretera y se llevaron a tres pasajeros.", "es"),
        ("أوقف مسلحون حافلة على طريق الوادي وخطفوا ثلاثة ركاب، حسبما ذكرت الشرطة.", "ar"),
        ("Two dead.", None),
        ("12 34 56 78 90", None),
        ("", None),
    ],
)
def test_detect(text: str, expected: str | None) -> None:
    assert detect(text) == expected


def test_detect_takes_the_title_of_a_short_text() -> None:
    assert detect("Two dead.", title="Gunmen stopped a bus on the valley road, police said") == "en"


@pytest.mark.parametrize(
    ("tag", "expected"), [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("english", None), ("", None)]
)
def test_language_code(tag: str, expected: str | None) -> None:
    assert language_code(tag) == expected
