"""Time expressions: what is found, what it resolves to, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.sentences import Sentences
from dateline.model import Doc, Hyperlink, Paragraph, TimeValue
from dateline.resolve.dates import Times
from dateline.resolve.time_expressions import find_expressions
from dateline.resolve.time_values import dated, interval, week_value
from dateline.settings import Settings
from tests.annotate.articles import make_article

#: A Wednesday.
PUBLISHED = "2014-12-17"


@cache
def sentences() -> Sentences:
    return Sentences(Settings())


def make_doc(text: str, *, published: str | None = PUBLISHED, title: str | None = None, link: str | None = None) -> Doc:
    links = (Hyperlink(link, None),) if link else ()
    paragraphs = (Paragraph(0, len(text), links),)
    article = replace(make_article(text, title=title), published=published, paragraphs=paragraphs)
    return Doc(article)


def times_of(
    text: str, *, published: str | None = PUBLISHED, date_order: str = "unknown"
) -> list[tuple[str, TimeValue]]:
    doc = make_doc(text, published=published)
    (resolved,) = Times(Settings(date_order=date_order))(sentences()([doc]))
    return [(resolved.article.written(time.span), time.value) for time in resolved.times]


@pytest.mark.parametrize(
    ("text", "written", "value", "earliest", "latest", "precision"),
    [
        ("They met on 3 March 2014.", "3 March 2014", "2014-03-03", "2014-03-03", "2014-03-03", "day"),
        ("They met on March 3rd, 2014.", "March 3rd, 2014", "2014-03-03", "2014-03-03", "2014-03-03", "day"),
        ("They met on 3 Mar 2014.", "3 Mar 2014", "2014-03-03", "2014-03-03", "2014-03-03", "day"),
        ("They met on 2014-03-03.", "2014-03-03", "2014-03-03", "2014-03-03", "2014-03-03", "day"),
        ("They met on 13/12/2014.", "13/12/2014", "2014-12-13", "2014-12-13", "2014-12-13", "day"),
        ("They met in December 2013.", "December 2013", "2013-12", "2013-12-01", "2013-12-31", "month"),
        ("They met in early March.", "early March", "2014-03", "2014-03-01", "2014-03-16", "month"),
        ("They met in 2011.", "2011", "2011", "2011-01-01", "2011-12-31", "year"),
        ("It was common in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31", "decade"),
        ("They met in the winter of 2013.", "the winter of 2013", "2013-WI", "2013-12-01", "2014-03-21", "season"),
        ("They met on Tuesday.", "Tuesday", "2014-12-16", "2014-12-16", "2014-12-16", "day"),
        ("They met on Wednesday.", "Wednesday", "2014-12-17", "2014-12-17", "2014-12-17", "day"),
        ("They met on Thursday.", "Thursday", "2014-12-11", "2014-12-11", "2014-12-11", "day"),
        ("They will meet on Thursday.", "Thursday", "2014-12-18", "2014-12-18", "2014-12-18", "day"),
        ("The march is scheduled for Friday.", "Friday", "2014-12-19", "2014-12-19", "2014-12-19", "day"),
        ("They met last Wednesday.", "last Wednesday", "2014-12-10", "2014-12-10", "2014-12-10", "day"),
        ("They will meet next Wednesday.", "next Wednesday", "2014-12-24", "2014-12-24", "2014-12-24", "day"),
        ("The shop burned down yesterday.", "yesterday", "2014-12-16", "2014-12-16", "2014-12-16", "day"),
        ("They met this morning.", "this morning", "2014-12-17TMO", "2014-12-17", "2014-12-17", "day"),
        ("Shots were heard Saturday night.", "Saturday night", "2014-12-13TNI", "2014-12-13", "2014-12-13", "day"),
        ("It burned overnight.", "overnight", "2014-12-16TNI", "2014-12-16", "2014-12-17", "day"),
        ("It began at 6:30 p.m. Monday.", "6:30 p.m. Monday", "2014-12-15T18:30", "2014-12-15", "2014-12-15", "minute"),
        ("It began two days ago.", "two days ago", "2014-12-15", "2014-12-15", "2014-12-15", "day"),
        ("It began three weeks ago.", "three weeks ago", "2014-W48", "2014-11-24", "2014-11-30", "week"),
        ("It began last week.", "last week", "2014-W50", "2014-12-08", "2014-12-14", "week"),
        ("It began last month.", "last month", "2014-11", "2014-11-01", "2014-11-30", "month"),
        ("It began last year.", "last year", "2013", "2013-01-01", "2013-12-31", "year"),
        ("It began earlier this year.", "earlier this year", "2014", "2014-01-01", "2014-12-31", "year"),
        ("The post was closed on 20 September.", "20 September", "2014-09-20", "2014-09-20", "2014-09-20", "day"),
        # Past tense, but the day a fortnight ahead is meant, not the one of a year ago.
        ("The hearing was moved to 3 January.", "3 January", "2015-01-03", "2015-01-03", "2015-01-03", "day"),
        ("The post will close on 3 January.", "3 January", "2015-01-03", "2015-01-03", "2015-01-03", "day"),
        ("It began in March last year.", "March last year", "2013-03", "2013-03-01", "2013-03-31", "month"),
    ],
)
def test_times_resolve(text: str, written: str, value: str, earliest: str, latest: str, precision: str) -> None:
    ((found, time),) = times_of(text)
    assert found == written
    assert (time.value, time.earliest, time.latest, time.precision) == (value, earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The camp fell on 5 May 2013. Three days earlier it was shelled.", ["2013-05-05", "2013-05-02"]),
        ("The camp fell on 5 May 2013. The next day they left.", ["2013-05-05", "2013-05-06"]),
        ("The camp fell in May 2013. In August of that year it was retaken.", ["2013-05", "2013-08"]),
        ("It rained on 10 and 12 June 2013.", ["2013-06-10", "2013-06-12"]),
        ("It rained between April and June 2013.", ["2013-04", "2013-06"]),
        ("The talks lasted three days.", ["P3D"]),
        ("They pray every Friday.", ["XXXX-WXX-5"]),
    ],
)
def test_times_go_on_from_what_was_told(text: str, values: list[str]) -> None:
    assert [time.value for _, time in times_of(text)] == values


def test_times_of_a_history_take_the_year_told_last() -> None:
    text = (
        "In September 1871 the rising began. In November the port fell, and the siege ended in February. "
        "By 1873 the rebels held the coast; on 4 March they crossed the river. It was over in 1875."
    )
    values = [time.value for _, time in times_of(text)]
    assert values == ["1871-09", "1871-11", "1872-02", "1873", "1873-03-04", "1875"]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("TWO GUARDS WERE KILLED ON 4 FEB 90 (RADIO).", "4 FEB 90", "1990-02-04"),
        ("GUNMEN ATTACKED THE POST ON TUESDAY.", "TUESDAY", "1990-02-06"),
        ("gunmen attacked the post on tuesday.", "tuesday", "1990-02-06"),
        ("the post fell on 25 january.", "25 january", "1990-01-25"),
        ("THE POST FELL ON 25\nJANUARY.", "25\nJANUARY", "1990-01-25"),
    ],
)
def test_times_of_one_case(text: str, written: str, value: str) -> None:
    ((found, time),) = times_of(text, published="1990-02-07")
    assert (found, time.value) == (written, value)


@pytest.mark.parametrize(
    "text",
    [
        "They may leave soon.",
        "The protesters march through the old town.",
        "Thousands joined the March for Water.",
        "The 1900 block of Long Street was closed.",
        "The camp holds 2014 people.",
        "It cost $1999 and weighed 1,200 tonnes.",
        "A 5-year-old was hurt; her brother is seven years old.",
        "The sun was hot, and the second man sat down.",
        "April Castleworth, 33, was not there.",
        "They won 3:2.",
    ],
)
def test_times_leave_other_words_alone(text: str) -> None:
    assert times_of(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Tuesday.", "XXXX-WXX-2"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met last week.", None),
        ("They met two days ago.", None),
        ("They met on 3 March.", "XXXX-03-03"),
    ],
)
def test_times_refuse_relative_without_publication(text: str, value: str | None) -> None:
    ((_, time),) = times_of(text, published=None)
    assert (time.value, time.earliest, time.latest, time.precision) == (value, None, None, "unknown")
    assert time.reason is not None
    assert "publication" in time.reason


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("It began a few days ago.", PUBLISHED),
        ("Three days earlier it was shelled.", None),
        ("It fell on 31 June 2013.", None),
    ],
)
def test_times_vague_or_impossible_give_a_reason(text: str, latest: str | None) -> None:
    ((_, time),) = times_of(text)
    assert (time.earliest, time.latest, time.precision) == (None, latest, "unknown")
    assert time.reason


@pytest.mark.parametrize(
    ("text", "date_order", "values"),
    [
        ("It fell on 03/04/2013.", "unknown", [None]),
        ("It fell on 03/04/2013.", "day", ["2013-04-03"]),
        ("It fell on 03/04/2013.", "month", ["2013-03-04"]),
        ("It fell on 03/04/2013 and rose on 25/04/2013.", "month", ["2013-04-03", "2013-04-25"]),
        ("It fell on 17/12/2014 after a siege from 03/04/2013.", "unknown", ["2014-12-17", "2013-04-03"]),
        ("It fell on 05/05/2013.", "unknown", ["2013-05-05"]),
    ],
)
def test_times_order_of_day_and_month(text: str, date_order: str, values: list[str | None]) -> None:
    assert [time.value for _, time in times_of(text, date_order=date_order)] == values


def test_times_order_is_told_by_publication() -> None:
    ((_, time),) = times_of("The bridge fell on 05/03/2014.", published="2014-03-20")
    assert time.value == "2014-03-05"


def test_times_cover_every_part() -> None:
    doc = make_doc("They met on Monday.", title="Talks held Tuesday", link="Border shut since Sunday")
    (resolved,) = Times(Settings())(sentences()([doc]))
    assert [(time.span.part, time.value.value) for time in resolved.times] == [
        ("text", "2014-12-15"),
        ("title", "2014-12-16"),
        ("link:0.0", "2014-12-14"),
    ]


def test_times_do_not_take_publication_for_a_time() -> None:
    assert times_of("Gunmen attacked a school.") == []


DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_interval_contains_the_day(day: date) -> None:
    season = {12: "WI", 1: "WI", 2: "WI"}.get(day.month, "SP" if day.month < 6 else "SU" if day.month < 9 else "FA")
    winter_of = day.year - (season == "WI" and day.month < 3)
    values = [day.isoformat(), f"{day.isoformat()}T10:00", f"{day:%Y-%m}", f"{day.year}", f"{day.year // 10}"]
    for value in [*values, f"{day.year // 100}", week_value(day), f"{winter_of}-{season}"]:
        days = interval(value)
        assert days is not None
        assert days.earliest <= day <= days.latest


@given(DAYS, st.sampled_from(["early", "mid", "late"]))
def test_interval_of_a_part_lies_within_the_whole(day: date, part: str) -> None:
    whole, narrowed = interval(f"{day:%Y-%m}"), interval(f"{day:%Y-%m}", part=part)  # type: ignore[arg-type]
    assert whole
    assert narrowed
    assert whole.earliest <= narrowed.earliest < narrowed.latest <= whole.latest


@pytest.mark.parametrize("value", ["2014-13", "2014-02-30", "2014-W60", "XXXX-05", "PRESENT_REF", "P3D", ""])
def test_dated_refuses_what_names_no_day(value: str) -> None:
    time = dated(value)
    assert (time.earliest, time.latest, time.precision) == (None, None, "unknown")


@given(st.text(alphabet="0123456789 /-:.,'\nMarchmaytuesdyngolkwinf", max_size=80))
def test_find_expressions_takes_any_text(text: str) -> None:
    found = find_expressions(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_weekday_is_the_last_one_up_to_publication(day: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    doc = make_doc(f"on {name}", published=day.isoformat())
    (resolved,) = Times(Settings())([doc])
    found = date.fromisoformat(resolved.times[0].value.earliest or "")
    assert found.weekday() == weekday
    assert day - timedelta(days=7) < found <= day


def test_times_count_from_the_dateline_where_publication_is_not_told() -> None:
    text = "SANTA RIO, 8 JAN 90 (AGENCY) -- TWO GUARDS WERE KILLED YESTERDAY. THE POST FELL ON 6 JANUARY."
    (_, dateline), *others = times_of(text, published=None)
    assert dateline.reason == "the date of the dateline"
    assert [time.value for _, time in others] == ["1990-01-07", "1990-01-06"]


def test_times_take_the_year_of_the_same_month_told_before() -> None:
    text = "The mill burned down in December 2012. The fire broke out on Dec. 6."
    assert [time.value for _, time in times_of(text, published="2014-06-28")] == ["2012-12", "2012-12-06"]


def test_times_of_a_history_pass_by_a_far_year() -> None:
    text = (
        "In 1871 the rising began, and in May 1872 the port fell. A study of 1999 counts forty towns. "
        "On 4 June the coast was lost."
    )
    assert [time.value for _, time in times_of(text)] == ["1871", "1872-05", "1999", "1872-06-04"]


def test_times_of_long_numbers_are_not_cut() -> None:
    assert times_of("The tomb is 1,460 years old; 3,100 days of work went into it.") == []


END_CASES = (
    "last week|next Sunday|999 decades ago|the past 90 years|tomorrow|last month|overnight|3 March|29 February|"
    "900 days later|next year|the next day|12/11/0001|last weekend|the past 99 centuries|Dec. 99|"
    "Easter|Ramadan weekend|the last 99 weeks of May|at 9 p.m.|the anniversary of 29 February 2012|the weekend"
)


@given(
    st.sampled_from(["0001-01-01", "9999-12-31", "2014-12-17T23:59:59+00:00", "not a date", "2014-13-01"]),
    st.sampled_from(END_CASES.split("|")),
)
def test_times_at_the_ends_of_the_calendar(published: str, text: str) -> None:
    for time in Times(Settings())([make_doc(text, published=published)])[0].times:
        if time.value.earliest is None:
            assert time.value.precision == "unknown"
            assert time.value.reason
        else:
            assert time.value.earliest <= (time.value.latest or "")
