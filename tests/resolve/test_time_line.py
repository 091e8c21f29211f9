"""The time line of a history: years of dates that are told without one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.time_expressions import find_expressions
from dateline.resolve.time_line import told_year, with_years
from dateline.resolve.time_readings import Expression


def years(text: str) -> list[int | None]:
    return [each.year for each in with_years(find_expressions(text), text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March 1871 it began. In May the port fell, and in January they left.", [1871, 1871, 1872]),
        # A year beside the story: the months after it go on from where the story was.
        ("In March 1871 it began. The law of 1790 held. On 4 May it fell. In July they left. In August 1871 it ended.",
         [1871, 1790, 1871, 1871, 1871]),
        # A year ahead: "for 1876" plans, the story stays.
        ("On 6 January 1875 the town fell. A campaign in 1876 was planned. On 11 March they fled, on 20 March they "
         "turned back. On 29 April 1875 it was over.", [1875, 1876, 1875, 1875, 1875]),
        ("Both spent the spring and early summer of 1943 in camp. In July they met.", [1943, 1943, 1943]),
        ("In March 1871 it began. The note is of 5 JUL 89.", [1871, 89]),
        ("They met.", []),
        ("In May they met.", [None]),
    ],
)  # fmt: skip
def test_years_of_a_history(text: str, expected: list[int | None]) -> None:
    assert years(text) == expected


def test_years_before_our_era() -> None:
    text = "In May 490 BC they sailed. In August they landed."
    given_years, _ = with_years(find_expressions(text), text)
    assert [told_year(each) or each.year for each in given_years] == [-490, -490]


def test_what_lies_beside_the_story_is_told() -> None:
    text = "In March 1871 it began. In May 1872 (as in 1690) the port fell. In June 1872 they left."
    _, beside = with_years(find_expressions(text), text)
    assert beside == frozenset({2})


@given(st.lists(st.tuples(st.integers(1, 12), st.one_of(st.none(), st.integers(1800, 1900))), max_size=12))
def test_every_date_gets_a_year_once_one_is_told(dates: list[tuple[int, int | None]]) -> None:
    expressions = [
        Expression(10 * place, 10 * place + 8, "date", month=month, year=year)
        for place, (month, year) in enumerate(dates)
    ]
    found, beside = with_years(expressions, " " * 200)
    told = [year for _, year in dates if year is not None]
    assert all(each.year is not None for each in found) or not told
    assert all(new.year == old.year for new, old in zip(found, expressions, strict=True) if old.year is not None)
    assert all(dates[index][1] is not None for index in beside)
    assert all(one.start < two.start for one, two in pairwise(found))
