"""Cities and palaces that stand for governments are told from the places that they are."""

from __future__ import annotations

import pytest

from dateline.annotate.mentions import Mentions
from dateline.annotate.sentences import Sentences
from dateline.knowledge.countries import country_rows, government_seats
from tests.annotate.test_mentions import annotate, named, steps

__all__ = ["steps"]


@pytest.mark.parametrize(
    ("text", "governments"),
    [
        ("Washington said the raid was a mistake.", ["Washington"]),
        ("Islamabad and Kabul agreed to reopen the border.", ["Islamabad", "Kabul"]),
        ("Damascus, Tehran and Moscow condemned the strike.", ["Damascus", "Tehran", "Moscow"]),
        ("Talks between Moscow and Kyiv broke down on Friday.", ["Moscow", "Kyiv"]),
        ("Relations between Seoul and Tokyo have improved.", ["Seoul", "Tokyo"]),
        ("Tehran's nuclear programme worries its neighbours.", ["Tehran"]),
        ("Kigali's support for the rebels is well known.", ["Kigali"]),
        ("The envoy to Washington was recalled.", ["Washington"]),
        ("He served as ambassador to Kabul for two years.", ["Kabul"]),
        ("Beijing warned Taipei against the move.", ["Beijing", "Taipei"]),
        ("Riyadh accused Sanaa of breaking the truce.", ["Riyadh", "Sanaa"]),
        ("Officials urged Jerusalem to hold back.", ["Jerusalem"]),
        ("The militia is backed by Tehran.", ["Tehran"]),
        ("Tehran-backed fighters crossed the river.", ["Tehran"]),
        ("Sanctions on Pyongyang were eased.", ["Pyongyang"]),
        ("Ties with Ankara have soured since May.", ["Ankara"]),
        ("New Delhi rejected the claim.", ["New Delhi"]),
        ("Brussels wants a deal by June.", ["Brussels"]),
        ("The Kremlin denied that it had sent troops.", ["Kremlin"]),
        ("The White House said it was watching the talks.", ["White House"]),
        ("Downing Street condemned the attack.", ["Downing Street"]),
        ("The Pentagon confirmed the air strike.", ["Pentagon"]),
    ],
)
def test_a_city_with_a_governments_part_is_one(
    steps: tuple[Sentences, Mentions], text: str, governments: list[str]
) -> None:
    assert [name for name, kind, _ in named(annotate(steps, text)) if kind == "government"] == governments


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A bomb in Kabul killed four people.", ["Kabul"]),
        ("Kabul residents said they heard a blast.", ["Kabul"]),
        ("Three people died in Washington on Sunday.", ["Washington"]),
        ("Gunmen shot two officers in Islamabad.", ["Islamabad"]),
        ("The road between Kabul and Jalalabad was cut.", ["Kabul", "Jalalabad"]),
        ("Police said Baghdad was calm.", ["Baghdad"]),
        ("Baghdad was hit by three car bombs.", ["Baghdad"]),
        ("Rockets hit Damascus overnight.", ["Damascus"]),
        ("He flew from Moscow to Kyiv.", ["Moscow", "Kyiv"]),
        ("Kabul's airport was closed after the blast.", ["Kabul"]),
        ("Talks were held in Geneva.", ["Geneva"]),
        ("The Washington suburb was quiet.", ["Washington"]),
        ("Two hospitals in Sanaa said they had no fuel.", ["Sanaa"]),
        # Other towns decide and seek things, too.
        ("Lakewood decided to close the road to Salem.", ["Lakewood", "Salem"]),
        # The name is part of that of a newspaper or school.
        ("She told the Washington Post that she was safe.", []),
        ("He teaches at Washington State University.", []),
        ("The Moscow Times reported the arrest.", []),
        ("A gunman climbed the fence of the White House.", []),
    ],
)
def test_a_city_where_something_happens_is_a_place(
    steps: tuple[Sentences, Mentions], text: str, places: list[str]
) -> None:
    found = named(annotate(steps, text))
    assert [name for name, kind, _ in found if kind == "place"] == places
    assert "government" not in {kind for _, kind, _ in found}


def test_a_government_has_its_actor(steps: tuple[Sentences, Mentions]) -> None:
    text = "Islamabad and the Kremlin condemned the strike."
    actors = {name: actor for name, _, actor in named(annotate(steps, text))}
    assert actors["Islamabad"] == "pakistan.government"
    assert actors["Kremlin"] == "russia.government"


def test_seats_are_of_countries_that_there_are() -> None:
    assert {code for code in government_seats().values() if code} <= set(country_rows())
