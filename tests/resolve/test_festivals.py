"""Days that go by a name, against dates of the public calendars."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.festivals import FESTIVALS, NATIONAL, festival_days, fixed_day, weekend_of

KNOWN = {
    "easter": ["2014-04-20", "2015-04-05", "2016-03-27", "2024-03-31"],
    "orthodox easter": ["2014-04-20", "2015-04-12", "2016-05-01", "2024-05-05"],
    "thanksgiving": ["2014-11-27", "2016-11-24", "2023-11-23"],
    "memorial day": ["2014-05-26", "2016-05-30", "2024-05-27"],
    "labor day": ["2014-09-01", "2015-09-07"],
    "mlk day": ["2014-01-20", "2016-01-18"],
    "election day": ["2014-11-04", "2016-11-08", "2020-11-03"],
    "rosh hashanah": ["2014-09-25", "2016-10-03", "2024-10-03"],
    "yom kippur": ["2014-10-04", "2015-09-23", "2023-09-25"],
    "passover": ["2014-04-15", "2016-04-23", "2024-04-23"],
    "purim": ["2014-03-16", "2016-03-24"],
    "hanukkah": ["2014-12-17", "2016-12-25", "2024-12-26"],
    "lunar new year": ["2014-01-31", "2015-02-19", "2018-02-16", "2020-01-25", "2024-02-10", "2033-01-31"],
}
#: By the moon: within a day.
NEAR = {
    "eid al-fitr": ["2014-07-28", "2015-07-17", "2016-07-06", "2020-05-24", "2023-04-21", "2024-04-10"],
    "eid al-adha": ["2014-10-04", "2016-09-12", "2023-06-28", "2024-06-16"],
    "ramadan": ["2014-06-28", "2016-06-06", "2023-03-23", "2024-03-11"],
    "ashura": ["2014-11-03", "2016-10-12", "2023-07-28"],
    "diwali": ["2014-10-23", "2015-11-11", "2018-11-07", "2020-11-14", "2022-10-24", "2023-11-12"],
}


@pytest.mark.parametrize(("name", "day"), [(name, day) for name, days in KNOWN.items() for day in days])
def test_festivals_fall_on_their_days(name: str, day: str) -> None:
    (found,) = festival_days(name, int(day[:4]))
    assert (found.first.isoformat(), found.off) == (day, 0)


@pytest.mark.parametrize(("name", "day"), [(name, day) for name, days in NEAR.items() for day in days])
def test_festivals_by_the_moon_are_within_what_they_may_be_off(name: str, day: str) -> None:
    (found,) = festival_days(name, int(day[:4]))
    assert abs((found.first - date.fromisoformat(day)).days) <= found.off == 1
    assert found.reason


def test_festival_may_come_twice_in_a_year() -> None:
    assert [days.first.month for days in festival_days("mawlid", 2015)] == [1, 12]


@given(st.sampled_from(sorted(FESTIVALS)), st.integers(min_value=1900, max_value=2099))
def test_festivals_lie_in_their_year(name: str, year: int) -> None:
    for days in festival_days(name, year):
        assert days.first <= days.last
        assert days.first.year == year


def test_fixed_days_are_told_from_movable_ones() -> None:
    halloween = fixed_day("halloween")
    assert halloween is not None
    assert (halloween.month, halloween.day) == (10, 31)
    assert all(fixed_day(name) is None for name in ("easter", "labor day", "ramadan", "nowruz"))


def test_weekends_of_holidays_hold_them_or_lie_beside() -> None:
    for year in range(2000, 2030):
        for name in ("memorial day", "thanksgiving", "easter", "christmas"):
            (days,) = festival_days(name, year)
            weekend = weekend_of(days)
            assert abs((weekend.first - days.first).days) <= 4
            assert any(date.fromordinal(each).weekday() == 6 for each in _ordinals(weekend.first, weekend.last))


def _ordinals(first: date, last: date) -> range:
    return range(first.toordinal(), last.toordinal() + 1)


def test_national_days_are_days_of_the_calendar() -> None:
    assert all(date(2001, month, day) for month, day in NATIONAL.values())
    assert all(name in FESTIVALS for name, _ in NATIONAL)
