"""Counts of people, from words and numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.cardinals import MAX_COUNT
from dateline.knowledge.numbers import NumberRange, count_in, parse

UNIT_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = UNIT_NAMES.split()
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """Write a number below a thousand million in English."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            link = " and " if rest and rest < 100 else " "
            return f"{in_words(number // scale)} {name}" + (link + in_words(rest) if rest else "")
    if number < 20:
        return UNITS[number]
    return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")


@pytest.mark.parametrize(
    ("written", "low", "high", "word"),
    [
        ("12", 12, 12, None),
        ("1,200", 1200, 1200, None),
        ("Nine", 9, 9, None),
        ("TWENTY-ONE", 21, 21, None),
        ("two hundred and five", 205, 205, None),
        ("1.5 million", 1_500_000, 1_500_000, None),
        ("a dozen", 12, 12, None),
        ("half a dozen", 6, 6, None),
        ("two dozen", 24, 24, None),
        ("more than half a dozen", 7, None, None),
        ("a score of villagers", 20, 20, None),
        ("three score", 60, 60, None),
        ("half a million", 500_000, 500_000, None),
        ("one and a half million", 1_500_000, 1_500_000, None),
        ("2.5 lakh people", 250_000, 250_000, None),
        ("three lakh", 300_000, 300_000, None),
        ("1,50,000 people", 150_000, 150_000, None),
        ("1 crore", 10_000_000, 10_000_000, None),
        ("hundred and twenty people", 120, 120, None),
        ("half of the 40 passengers", 20, 20, None),
        ("half of the 41 passengers", 20, 21, None),
        ("more than half of the 40 passengers", 21, None, None),
        ("two thirds of the 30 passengers", 20, 20, None),
        ("a third of 30 people", 10, 10, None),
        ("dozens", 24, None, "dozens"),
        ("scores of villagers", 40, None, "scores"),
        ("hundreds", 200, None, "hundreds"),
        ("tens of thousands", 20_000, None, "tens of thousands"),
        ("several hundred", 300, None, "several hundred"),
        ("several", 3, None, "several"),
        ("a large number of villagers", 2, None, "number"),
        ("a few", 2, None, "few"),
        ("at least nine", 9, None, None),
        ("AT LEAST 9", 9, None, None),
        ("no fewer than 12", 12, None, None),
        ("more than 30", 31, None, None),
        ("more than a dozen", 13, None, None),
        ("5 or more", 5, None, None),
        ("up to 20", None, 20, None),
        ("as many as a hundred", None, 100, None),
        ("no more than five", None, 5, None),
        ("fewer than 20", None, 19, None),
        ("nearly 40", 40, 40, "nearly"),
        ("about 50", 50, 50, "about"),
        ("some 40", 40, 40, "about"),
        ("between 10 and 15", 10, 15, None),
        ("10 to 15", 10, 15, None),
        ("10–15", 10, 15, None),
        ("ten-to-fifteen", 10, 15, None),
        ("two or three", 2, 3, None),
        ("no", 0, 0, None),
        ("none", 0, 0, None),
        ("no casualties", 0, 0, None),
        ("not a single person", 0, 0, None),
        ("a man", 1, 1, None),
        ("one person", 1, 1, None),
        ("a 5-year-old girl", 1, 1, None),
        ("the 12-year-old", 1, 1, None),
        ("a third person", 1, 1, None),
        ("his wife", 1, 1, None),
        ("two brothers", 2, 2, None),
        ("a couple", 2, 2, None),
        ("both", 2, 2, None),
        ("the two men", 2, 2, None),
        ("another two", 2, 2, None),
        ("nine, including four children", 9, 9, None),
        ("two men and a woman", 3, 3, None),
        ("2014 people", 2014, 2014, None),
    ],
)
def test_parse(written: str, low: int | None, high: int | None, word: str | None) -> None:
    assert parse(written) == NumberRange(low, high, word)


COUNTS_NOBODY = (
    "| |12-year-old|aged 12|six-year-old|third|3rd|the third man|50%|fifty per cent|$500|2014|9mm|.45|.45-caliber|"
    "AK-47|6 p.m.|10:30|2100 hours|two hours|10 miles|1,20|two-thirds|a quarter|nineteen ninety|a crowd|a bomb|"
    "a group of men|several days|people|an unknown number of people|at least|up to dozens|3/4|7.62|"
    "99999999999999999999|half of the passengers|a third of the crew|the number of people"
)


@pytest.mark.parametrize(
    "written",
    COUNTS_NOBODY.split("|"),
)
def test_parse_refuses_what_counts_nobody(written: str) -> None:
    assert parse(written) is None


@given(st.integers(min_value=0, max_value=999_999_999))
def test_parse_reads_back_what_is_written(number: int) -> None:
    exactly = NumberRange(number, number)
    assert parse(in_words(number)) == exactly
    assert parse(f"{number:,} people") == exactly
    assert parse(f"at least {in_words(number)}") == NumberRange(number, None)
    assert parse(f"between {number:,} and {number + 1:,}") == NumberRange(number, number + 1)


@given(st.text(alphabet="0123456789 ,.-aonehundredfiveleastmoreth%$'\n", max_size=40))
def test_parse_keeps_bounds_in_order(written: str) -> None:
    count = parse(written)
    if count is not None:
        assert count.low is not None or count.high is not None
        assert 0 <= (count.low or 0) <= (MAX_COUNT * 2 if count.high is None else count.high)


@given(st.text(max_size=60))
def test_parse_never_fails(written: str) -> None:
    parse(written)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("the bodies of at least three men", 3, None),
        ("all five people aboard", 5, 5),
        ("his two daughters", 2, 2),
        ("as many as 40 people", None, 40),
        ("nearby between five and seven people", 5, 7),
        ("some three dozen people", 36, 36),
        ("no fewer than 12 people", 12, None),
        ("an unknown number of rebels", 1, None),
    ],
)
def test_count_in_a_phrase(phrase: str, low: int | None, high: int | None) -> None:
    found = count_in(phrase)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("phrase", ["a man", "the 7th battalion", "a 9 mm pistol", "30 per cent", "$40 men", "ak-47"])
def test_count_in_a_phrase_without_a_count(phrase: str) -> None:
    assert count_in(phrase) is None
