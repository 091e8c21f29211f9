"""Time lines: which days matter, in any order of the reports, and the sentence that tells of each."""

from __future__ import annotations

import random
from datetime import date

import pytest

from dateline.link.timeline import DatedReport, read_days, time_line
from dateline.model import Span, Time, TimeValue
from tests.link.accounts import make_article


def make_report(
    *sentences: tuple[str, str | None], published: str | None = "2014-12-17", told: str = "", apart: str = ""
) -> DatedReport:
    """Return a report of sentences, each with the day that its first "then" means, if it has one.

    `told` and `apart` are words of incidents of the story, and of others.
    """
    text = " ".join(sentence for sentence, _ in sentences)
    places, times, start = [], [], 0
    for sentence, day in sentences:
        places.append((start, start + len(sentence)))
        if day is not None:
            at = start + sentence.index("then")
            times.append(Time(Span("text", at, at + 4), TimeValue("DATE", day, day, day, "day")))
        start += len(sentence) + 1
    article = make_article(text, published=published)
    starts = ([text.index(word)] if word else [] for word in (told, apart))
    return DatedReport(article, places, times, *starts)


REPORTS = [
    make_report(("The mill at Orlun burned down then.", "2014-12-16"), ("The owner kept silent.", None), told="burned"),
    make_report(
        ("Orlun buries nine who died when the mill burned then.", "2014-12-16"), published="2014-12-19", told="burned"
    ),
    make_report(("A court freed the owner then.", "2015-01-20"), published="2015-01-20", told="freed"),
    make_report(("The mill burned then, five weeks ago.", "2014-12-16"), published="2015-01-21", told="burned"),
]


def test_the_day_that_most_name_weighs_most_and_each_has_a_sentence() -> None:
    found = time_line(REPORTS)
    assert [day.day for day in found] == ["2014-12-16", "2015-01-20"]
    assert found[0].weight == 1.0 > found[1].weight > 0
    written = {
        day.day: next(r.article for r in REPORTS if r.article.id == day.article_id).written(day.span) for day in found
    }
    assert "mill" in written["2014-12-16"]
    assert written["2015-01-20"] == "A court freed the owner then."


def test_the_order_of_the_reports_does_not_matter() -> None:
    shuffled = list(REPORTS)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert time_line(shuffled) == time_line(REPORTS)


@pytest.mark.parametrize(("most", "days"), [(1, ["2014-12-16"]), (0, [])])
def test_no_more_days_than_asked_for(most: int, days: list[str]) -> None:
    assert [day.day for day in time_line(REPORTS, most=most)] == days


def test_no_day_out_of_bounds() -> None:
    found = time_line(REPORTS, first=date(2015, 1, 1).toordinal())
    assert [day.day for day in found] == ["2015-01-20"]


def named(report: DatedReport, *others: DatedReport) -> dict[str, int]:
    """Return how many sentences tell of each day."""
    days = read_days([report, *others])
    return {date.fromordinal(day).isoformat(): len(found.told) for day, found in days.items() if found.told}


def test_a_sentence_that_two_reports_have_counts_once() -> None:
    one = make_report(("The mill at Orlun burned down then.", "2014-12-16"))
    other = make_report(("The mill at Orlun burned down then!", "2014-12-16"), published="2014-12-18")
    assert named(one, other) == {"2014-12-16": 1}


def test_a_day_to_come_and_a_report_without_a_day_tell_of_none() -> None:
    assert named(make_report(("The court will sit then.", "2015-03-01"))) == {}
    assert named(make_report(("The mill burned then.", "2014-12-16"), published=None)) == {}


def test_a_day_of_saying_is_not_the_day_of_what_is_said() -> None:
    assert named(make_report(("The mill was unsafe, police said in a statement then.", "2014-12-16"))) == {}


def test_what_only_another_incident_has_is_left_out() -> None:
    report = make_report(("A bus was robbed in Sendo then.", "2014-12-01"), apart="robbed")
    assert named(report) == {}
    both = make_report(("A bus was robbed and the mill burned then.", "2014-12-01"), told="burned", apart="robbed")
    assert named(both) == {"2014-12-01": 1}
