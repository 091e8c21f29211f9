"""Written dates: what they mean, and when day and month cannot be told apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.dates import choose, date_in_url, find_dates, the_date

VALUES = [
    ("2014-12-17", "2014-12-17"),
    ("20141217", "2014-12-17"),
    ("2014/12/17", "2014-12-17"),
    ("17/12/2014", "2014-12-17"),
    ("12/17/2014", "2014-12-17"),
    ("17.12.2014", "2014-12-17"),
    ("3/4/2014", None),
    ("4/4/2014", "2014-04-04"),
    ("Thursday 3/4/2014", "2014-04-03"),
    ("Tuesday 3/4/2014", "2014-03-04"),
    ("Sunday 3/4/2014", None),
    ("March 4, 2014", "2014-03-04"),
    ("Mar. 4th, 2014", "2014-03-04"),
    ("4 March 2014", "2014-03-04"),
    ("the 4th of March 2014", None),
    ("4th of March 2014", "2014-03-04"),
    ("Sept. 3, 2015", "2015-09-03"),
    ("2014-12-17T10:00:00Z", "2014-12-17T10:00:00+00:00"),
    ("2014-12-17T10:00:00+05:30", "2014-12-17T10:00:00+05:30"),
    ("2014-12-17 10:00", "2014-12-17"),
    ("Wed, 17 Dec 2014 10:00:00 +0530", "2014-12-17T10:00:00+05:30"),
    ("17 December 2014, 10:30 pm GMT", "2014-12-17T22:30:00+00:00"),
    ("March 4, 2014 at 5:00 p.m. EST", "2014-03-04"),
    ("17/12/14", None),
    ("31/02/2014", None),
    ("2014-13-01", None),
    ("2014-12", None),
    ("0001-01-01", None),
    ("yesterday", None),
    ("17/12/2014 or 18/12/2014", None),
    ("on 17/12/2014 gunmen came", None),
    ("", None),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_the_date(value: str, expected: str | None) -> None:
    written = the_date(value)
    assert (choose(written, date_order="unknown") if written else None) == expected


@pytest.mark.parametrize(("order", "expected"), [("day", "2014-04-03"), ("month", "2014-03-04"), ("unknown", None)])
def test_choose_by_setting(order: str, expected: str | None) -> None:
    (written,) = find_dates("3/4/2014")
    assert choose(written, date_order=order) == expected


@pytest.mark.parametrize(
    ("beside", "known", "order", "expected"),
    [
        ("updated 15/4/2014", (), "unknown", "2014-04-03"),
        ("updated 4/15/2014", (), "unknown", "2014-03-04"),
        ("updated 15/4/2014", (), "month", "2014-04-03"),  # evidence goes before the setting
        ("15/4/2014 and 4/15/2014", (), "unknown", None),
        ("15.4.2014", (), "unknown", None),  # another form tells nothing
        ("", ("2014-04-03T08:00:00+00:00",), "unknown", "2014-04-03"),
        ("", ("2014-04-03", "2014-03-04"), "unknown", None),
        ("", ("2014-05-01",), "unknown", None),
    ],
)
def test_choose_by_evidence(beside: str, known: tuple[str, ...], order: str, expected: str | None) -> None:
    (written,) = find_dates("3/4/2014")
    assert choose(written, known=known, others=find_dates(beside), date_order=order) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://lamp.example/2014/12/17/bus", "2014-12-17"),
        ("https://lamp.example/world/2014/dec/17/bus", "2014-12-17"),
        ("https://lamp.example/news/2014-12-17-bus", "2014-12-17"),
        ("https://archive.example/web/20161223161520/http://lamp.example/2014/12/17/bus", "2014-12-17"),
        ("https://lamp.example/2014/12/17/2015/01/02/", None),
        ("https://lamp.example/2014/17/12/bus", None),
        ("https://lamp.example/?from=/2014/12/17/", None),
        ("https://lamp.example/2014/12/bus", None),
    ],
)
def test_date_in_url(url: str, expected: str | None) -> None:
    assert date_in_url(url) == expected


@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2100, 1, 1)))
def test_find_dates_reads_back_every_day(day: date) -> None:
    for written in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        (found,) = find_dates(f"It happened ({written}) in Tarn.")
        assert found.readings == (day.isoformat(),)


@given(st.text())
def test_find_dates_takes_any_text(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
