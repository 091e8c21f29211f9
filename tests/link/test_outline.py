"""What a text offers in a search: names, capitals, people, streets, ages, days; and what it is found by."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.link.named_days import named_days
from dateline.link.outline import KEY_NAMES, KEY_WORDS, key_number, outline_of

FRIDAY = date(2016, 3, 18).toordinal()
TEXT = """The baker Anselm Q. Vorrick, 52, was hurt near Quillon Street, said Captain Ida Tremarne.

Tremarne named a 17-year-old. Neighbours of Vorrick had heard shots in Oldmere before."""


def test_names_are_pairs_of_capitalised_words() -> None:
    outline = outline_of(TEXT, "", FRIDAY)
    assert {"anselm vorrick", "ida tremarne"} <= set(outline.names)
    assert "street said" not in outline.names


def test_capitals_open_no_sentence() -> None:
    outline = outline_of(TEXT, "Shots in Oldmere", FRIDAY)
    assert {"oldmere", "vorrick"} <= set(outline.capitals)
    assert "neighbours" not in outline.capitals


def test_people_streets_and_ages() -> None:
    outline = outline_of(TEXT, "", FRIDAY)
    assert outline.people == {"vorrick"}
    assert outline.streets == {"quillon street"}
    assert outline.ages == {52, 17}


def test_what_it_is_found_by_is_bounded() -> None:
    long = " ".join(f"Zqfirst{n:03} Zqlast{n:03} went.".replace("0", "o").replace("1", "l") for n in range(900))
    keys = outline_of(long, "", None).keys
    assert 0 < len(keys) <= KEY_WORDS + KEY_NAMES
    assert "anselm vorrick" in outline_of(TEXT, "", None).keys


def test_key_numbers_stay_the_same() -> None:
    # They are stored: another number for the same word would lose what was read before.
    assert key_number("oldmere") == 9156436862496614924
    assert all(0 <= key_number(f"word{n}") < 2**63 for n in range(50))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He was shot on Tuesday.", ["2016-03-15"]),
        ("It happened on Friday, police said.", ["2016-03-18"]),
        ("The raid of Feb. 29 failed.", ["2016-02-29"]),
        ("On 5 March 2014 and on June 1 he was seen.", ["2014-03-05", "2015-06-01"]),
        ("The court sits on March 19.", ["2016-03-19"]),
        ("On February 30 nothing happens, and in May neither.", []),
    ],
)
def test_named_days_count_from_publication(text: str, days: list[str]) -> None:
    words = frozenset(text.lower().replace(",", "").replace(".", "").split())
    assert named_days(text, words, FRIDAY) == {date.fromisoformat(day).toordinal() for day in days}


def test_without_a_date_of_publication_only_whole_dates_are_known() -> None:
    text = "On Tuesday and on June 1 and June 2, 2015."
    assert named_days(text, frozenset({"tuesday"}), None) == {date(2015, 6, 2).toordinal()}
