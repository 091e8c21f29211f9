"""Forms of time expressions and their TIMEX3 values: one table for each class, with made-up sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import STAMP, Mention, Span
from dateline.resolve.dates import Times
from dateline.settings import Settings
from tests.resolve.test_dates import make_doc, sentences, times_of

#: Every row is read as published on Wednesday, 17 December 2014.
POINTS = [
    # Weekdays by tense.
    ("They will meet on Friday.", "Friday", "2014-12-19", "2014-12-19"),
    ("They were killed on Friday.", "Friday", "2014-12-12", "2014-12-12"),
    ("Police are hunting a gunman who fled on Friday.", "Friday", "2014-12-12", "2014-12-12"),
    ("Police continue to seek the motive for a shooting Friday evening.", "Friday evening", "2014-12-12", "2014-12-12"),
    ("Following Friday's raid, they left.", "Friday", "2014-12-12", "2014-12-12"),
    ("The talks are due on Friday.", "Friday", "2014-12-19", "2014-12-19"),
    ("He left a week ago Friday.", "a week ago Friday", "2014-12-12", "2014-12-12"),
    ("She was seen three weeks ago on Monday.", "three weeks ago on Monday", "2014-11-24", "2014-11-24"),
    # Attacks that go by their day.
    ("The rules were changed after 9/11.", "9/11", "2001-09-11", "2001-09-11"),
    ("The 9/11 hijackers trained there.", "9/11", "2001-09-11", "2001-09-11"),
    ("A suspect in the 26/11 terror attacks was held.", "26/11", "2008-11-26", "2008-11-26"),
    ("They met on 9/11/2013.", "9/11/2013", "2013-09-11", "2013-11-09"),
    ("They met on Tuesday last week.", "Tuesday last week", "2014-12-09", "2014-12-09"),
    # Parts of the day.
    ("The post fell late Monday.", "late Monday", "2014-12-15", "2014-12-15"),
    ("It fell at dawn on Tuesday.", "dawn on Tuesday", "2014-12-16", "2014-12-16"),
    ("It burned overnight Friday.", "overnight Friday", "2014-12-12", "2014-12-12"),
    ("It was in the early hours of Tuesday.", "the early hours of Tuesday", "2014-12-16", "2014-12-16"),
    # Festivals.
    ("They met on Christmas Eve.", "Christmas Eve", "2014-12-24", "2014-12-24"),
    ("The shop burned on Boxing Day.", "Boxing Day", "2014-12-26", "2014-12-26"),
    ("He died on Thanksgiving.", "Thanksgiving", "2014-11-27", "2014-11-27"),
    ("It opened on Black Friday.", "Black Friday", "2014-11-28", "2014-11-28"),
    ("They marched on Labor Day.", "Labor Day", "2014-09-01", "2014-09-01"),
    ("They marched last Martin Luther King Day.", "last Martin Luther King Day", "2014-01-20", "2014-01-20"),
    ("He was shot on Halloween.", "Halloween", "2014-10-31", "2014-10-31"),
    ("He was shot on Easter Sunday.", "Easter Sunday", "2014-04-20", "2014-04-20"),
    ("The attack came on Good Friday.", "Good Friday", "2014-04-18", "2014-04-18"),
    ("It fell on Ash Wednesday 2013.", "Ash Wednesday 2013", "2013-02-13", "2013-02-13"),
    ("The raid was during Ramadan.", "Ramadan", "2014-06-28", "2014-07-29"),
    ("They prayed on Eid al-Fitr.", "Eid al-Fitr", "2014-07-28", "2014-07-30"),
    ("The blast hit an Ashura march.", "Ashura", "2014-11-02", "2014-11-04"),
    ("It burned on Yom Kippur.", "Yom Kippur", "2014-10-04", "2014-10-04"),
    ("He was shot over Memorial Day weekend.", "Memorial Day weekend", "2014-05-24", "2014-05-26"),
    ("It was Pakistan's Independence Day.", "Pakistan's Independence Day", "2014-08-14", "2014-08-14"),
    ("It was Independence Day.", "Independence Day", "2014-01-01", "2014-12-31"),
    # Shares of longer times.
    ("They met in the first week of March.", "the first week of March", "2014-03-01", "2014-03-07"),
    ("They met in the last two months of 2013.", "the last two months of 2013", "2013-11-01", "2013-12-31"),
    ("They met on the last Friday of May 2013.", "the last Friday of May 2013", "2013-05-31", "2013-05-31"),
    ("They met in the third quarter of 2014.", "the third quarter of 2014", "2014-07-01", "2014-09-30"),
    ("They met in Q3 2014.", "Q3 2014", "2014-07-01", "2014-09-30"),
    ("They met in the second half of 2013.", "the second half of 2013", "2013-07-01", "2013-12-31"),
    ("They met over the weekend.", "the weekend", "2014-12-13", "2014-12-14"),
    ("It was in the late 1980s.", "the late 1980s", "1984-12-31", "1989-12-31"),
    ("It was common in the '90s.", "the '90s", "1990-01-01", "1999-12-31"),
    ("They met in mid-March.", "mid-March", "2014-03-08", "2014-03-24"),
    # Numerals.
    ("It fell on 3 May '98.", "3 May '98", "1998-05-03", "1998-05-03"),
    ("It fell on 03/14/13.", "03/14/13", "2013-03-14", "2013-03-14"),
    ("It fell on 3/4/2013.", "3/4/2013", "2013-03-04", "2013-04-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "earliest", "latest"), POINTS)
def test_points_in_time(text: str, written: str, earliest: str, latest: str) -> None:
    ((found, time),) = times_of(text)
    assert (found, time.earliest, time.latest) == (written, earliest, latest)
    assert time.type in {"DATE", "TIME"}
    assert (time.precision in {"day", "hour", "minute"}) <= (earliest == latest)
    assert time.reason is not None or (time.value or "").startswith(earliest[:3])


@pytest.mark.parametrize(
    ("text", "written", "kind", "value"),
    [
        ("They meet every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "twice a week", "SET", "P1W"),
        ("It fires 200 shells a day.", "a day", "SET", "P1D"),
        ("They meet every other day.", "every other day", "SET", "P2D"),
        ("They train each morning.", "each morning", "SET", "XXXX-XX-XXTMO"),
        ("They march every summer.", "every summer", "SET", "XXXX-SU"),
        ("They meet on weekends.", "weekends", "SET", "XXXX-WXX-WE"),
        ("It ran for three days.", "three days", "DURATION", "P3D"),
        ("It ran for two and a half hours.", "two and a half hours", "DURATION", "PT2.5H"),
        ("It was the 46-day siege.", "46-day", "DURATION", "P46D"),
        ("It was a months-long siege.", "months-long", "DURATION", "PXM"),
        ("They rested for weeks.", "weeks", "DURATION", "PXW"),
        ("They now live there.", "now", "DATE", "PRESENT_REF"),
        ("The former mayor left.", "former", "DATE", "PAST_REF"),
        ("He feared for the future.", "the future", "DATE", "FUTURE_REF"),
        ("They work at night.", "night", "TIME", "XXXX-XX-XXTNI"),
        ("He died on March 15, 44 BC.", "March 15, 44 BC", "DATE", "BC0044-03-15"),
        ("It fell in the 5th century BC.", "the 5th century BC", "DATE", "BC04"),
    ],
)
def test_what_names_no_day(text: str, written: str, kind: str, value: str) -> None:
    ((found, time),) = times_of(text)
    assert (found, time.type, time.value) == (written, kind, value)
    assert (time.earliest, time.latest, time.precision) == (None, None, "unknown")
    assert time.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began at 3:40 p.m. EST on Tuesday.", "2014-12-16T15:40-05"),
        ("It began at 0930 GMT on Tuesday.", "2014-12-16T09:30Z"),
        ("It began at 4 p.m. local time on Tuesday.", "2014-12-16T16"),
        ("It began at 10:00 Monday night.", "2014-12-15T22:00"),
        ("It began at 2:00 Monday night.", "2014-12-15T02:00"),
    ],
)
def test_clock_times_keep_the_local_day(text: str, value: str) -> None:
    ((_, time),) = times_of(text)
    assert time.value == value
    assert time.earliest == time.latest == value[:10]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The camp fell on 5 May 2013. The next morning they left.", ["2013-05-05", "2013-05-06TMO"]),
        ("The camp fell on 5 May 2013. The night before, it rained.", ["2013-05-05", "2013-05-04TNI"]),
        # What is said on a day is not of that day.
        ("The camp fell on Friday, police said on Tuesday. Two days later it burned.",
         ["2014-12-12", "2014-12-16", "2014-12-14"]),
        # A month of its own since: no day to count from.
        ("The camp fell on 5 May 2013. In August 2013 they returned. Two days later it burned.",
         ["2013-05-05", "2013-08", "2013-XX-XX"]),
        # Clock times go with the day that has a time of day.
        ("A man was shot Saturday night. A judge saw him on Monday. The shots fell at about 10 p.m.",
         ["2014-12-13TNI", "2014-12-15", "2014-12-13T22"]),
        ("A man was shot Saturday night. Another was shot on Monday. At about 10 p.m. he died.",
         ["2014-12-13TNI", "2014-12-15", "2014-12-15T22"]),
        ("They met in May 2013. On the 20th they left.", ["2013-05", "2013-05-20"]),
        ("It rained between 3 and 5 March 2013.", ["2013-03-03", "2013-03-05"]),
        ("They fought on March 3-5, 2013.", ["2013-03-03", "2013-03-05"]),
        ("They fought from Friday to Sunday.", ["2014-12-12", "2014-12-14"]),
        ("They fought from Wednesday to Sunday.", ["2014-12-10", "2014-12-14"]),
        ("The war of 1915-17 ended.", ["1915", "1917"]),
        ("The war of 499-493 BC ended.", ["BC0499", "BC0493"]),
        ("A year after the 2008 attack they met.", ["2009", "2008"]),
        ("Two days after the raid of 3 May 2013 they left.", ["2013-05-05", "2013-05-03"]),
        ("It was the sixth anniversary of the raid of 26 November 2008.", ["2014-11-26", "2008-11-26"]),
        ("It was the anniversary of the raid of 3 May 2008.", ["2014-05-03", "2008-05-03"]),
        ("Two days after the raid they left.", ["P2D"]),
        ("It was at 10 p.m. on May 5, a Monday night.", ["2014-05-05T22"]),
    ],
)  # fmt: skip
def test_times_that_hang_together(text: str, values: list[str]) -> None:
    assert [time.value for _, time in times_of(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "A Christmas party was held; they bought Easter eggs.",
        "It was a day for thanksgiving.",
        "Copyright 2014 by the paper. © 2014 The Paper.",
        "USA Today wrote of it.",
        "The 20th Street bridge fell.",
        "The fall of the town came with spring water.",
        "Stay up to date.",
        "The jury scored it 7/7.",
        "The pipe is 9/11 of an inch wide.",
        "The reformer met a strong undercurrent.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert times_of(text) == []


@pytest.mark.parametrize(
    ("text", "name", "kind", "times"),
    [
        ("Sunday Adeoti was held.", "Sunday Adeoti", "person", []),
        ("The Friday Post was shut.", "The Friday Post", "organisation", []),
        ("April Lowe was held on Sunday.", "April Lowe", "person", ["Sunday"]),
        # The reader cut the name too long.
        ("The Harbour Union Sunday called a strike.", "Harbour Union Sunday", "organisation", ["Sunday"]),
        ("It was in Sunday's Post.", "Sunday's", "organisation", ["Sunday"]),
        ("It fell on Sunday evening.", "Sunday evening", "organisation", ["Sunday evening"]),
    ],
)
def test_names_that_begin_with_a_day_are_no_times(text: str, name: str, kind: str, times: list[str]) -> None:
    (doc,) = sentences()([make_doc(text)])
    start = text.index(name)
    doc = doc.add(mentions=(Mention(Span("text", start, start + len(name)), kind),))
    (resolved,) = Times(Settings())([doc])
    assert [text[time.span.start : time.span.end] for time in resolved.times] == times


def test_clock_time_of_an_article_without_a_day_is_bounded_by_publication() -> None:
    ((_, time),) = times_of("Two men were shot at 2 a.m.")
    assert (time.value, time.earliest, time.latest) == ("XXXX-XX-XXT02", "2014-12-16", "2014-12-17")
    assert time.precision == "unknown"
    assert time.reason is not None
    assert "publication" in time.reason


def test_stamp_is_told_to_be_one_and_moves_no_story() -> None:
    (_, stamp), (_, clock) = times_of("Updated: Monday, December 15, 2014 6:22 PM EST\nTwo men were shot at 2 a.m.")
    assert (stamp.value, stamp.reason) == ("2014-12-15T18:22-05", STAMP)
    assert clock.earliest is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://news.example.gov/1", "2013-03-04"),
        ("https://news.example.pk/1", "2013-04-03"),
        ("https://news.example.com/1", None),
        (None, None),
    ],
)
def test_order_of_day_and_month_is_that_of_the_country_of_the_outlet(url: str | None, value: str | None) -> None:
    doc = make_doc("It fell on 03/04/2013.")
    doc = replace(doc, article=replace(doc.article, url=url))
    (resolved,) = Times(Settings())(sentences()([doc]))
    assert [time.value.value for time in resolved.times] == [value]


PIECES = (
    "on Friday|last week|two days later|3 May|Easter|the first week of March|at 9 p.m.|the next day|in 2013|Ramadan|"
    "a year after the raid of|the anniversary of|3/4/2013|overnight|every day|in the summer|44 BC|this month|said|,|."
)


@given(st.lists(st.sampled_from(PIECES.split("|")), min_size=1, max_size=8), st.dates())
def test_any_text_gives_intervals_that_hold(pieces: list[str], published: object) -> None:
    doc = make_doc(" ".join(pieces), published=str(published))
    for time in Times(Settings())([doc])[0].times:
        value = time.value
        if value.earliest is None or value.latest is None:
            assert value.precision == "unknown"
            assert value.reason
            continue
        assert value.earliest <= value.latest
        if value.precision in {"day", "hour", "minute"} and value.value and value.value[:4].isdigit():
            assert value.earliest <= value.value[:10] <= value.latest
