"""Time lines against the days that journalists chose: date F1 by hand, and the weights that sets of days teach."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.evaluate.stories import StorySet, date_f1, fitted
from dateline.link.timeline import DatedReport
from dateline.model import Span, Time, TimeValue
from tests.link.accounts import make_article


@pytest.mark.parametrize(
    ("weights", "gold", "f1"),
    [
        ({1: 0.9, 2: 0.5, 3: 0.7}, {1, 3}, 1.0),
        ({1: 0.9, 2: 0.5, 3: 0.7}, {1, 2}, 0.5),
        # Of equals the earlier; fewer days than gold has are fewer chances.
        ({2: 0.5, 1: 0.5}, {1}, 1.0),
        ({1: 0.5}, {1, 2, 3}, 0.5),
        ({}, {1}, 0.0),
    ],
)
def test_date_f1(weights: dict[int, float], gold: set[int], f1: float) -> None:
    assert date_f1(weights, frozenset(gold)) == pytest.approx(f1)


def make_report(number: int, published: str, named: str | None) -> DatedReport:
    text = f"Report {number}: the dam at Osk gave way." + (f" Water rose on {named}." if named else "")
    times: tuple[Time, ...] = ()
    if named:
        start = text.index(named)
        value = TimeValue("DATE", named, named, named, "day")
        times = (Time(Span("text", start, start + len(named)), value),)
    cut = text.index(".") + 1
    sentences = ((0, cut), (cut + 1, len(text))) if named else ((0, cut),)
    return DatedReport(make_article(text, published=published), sentences, times)


def test_what_journalists_chose_decides_the_weights() -> None:
    """They name the day that later reports name, not those on which most was published."""
    reports = [make_report(number, "2019-05-20", "2019-05-04") for number in range(6)]
    reports += [make_report(number, f"2019-05-{10 + number % 3}", None) for number in range(10, 40)]
    found = fitted([StorySet("flood_a", frozenset({date(2019, 5, 4).toordinal()}), tuple(reports))])
    assert found["named"] > 0.3
    assert found["reports"] < 0


def test_a_set_of_which_every_day_was_chosen_teaches_nothing() -> None:
    found = fitted(
        [StorySet("flood_b", frozenset({date(2019, 5, 20).toordinal()}), (make_report(1, "2019-05-20", None),))]
    )
    assert set(found.values()) == {1.0}
