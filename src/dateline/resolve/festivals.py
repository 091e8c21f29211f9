"""Festivals and other days that go by a name, and the days they fall on in a year: fixed, movable, by sun or moon.

Western and Hebrew dates are exact. Islamic dates are those of the tabular calendar: the sighting of the moon may make
them a day earlier or later. New moons (Lunar New Year, Diwali) are computed to within minutes, but local use of the
Hindu calendar may differ by a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import radians, sin

BY_MOON = "by the moon: it may be a day earlier or later"
EVE_BEFORE = "it begins on the evening before"
NO_COUNTRY = "a national day, of which country is not told"
#: Years of the Gregorian calendar for which the rules hold; those of the Orthodox church hold from 1900 to 2099.
YEARS = (1583, 2299)
ORTHODOX_YEARS = (1900, 2099)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FestivalDays:
    """First and last day, how many days either may be off, and what there is to say of it."""

    first: date
    last: date
    off: int = 0
    reason: str | None = None


Rule = Callable[[int], Iterator[FestivalDays]]


def _fixed(month: int, day: int, *, days: int = 1) -> Rule:
    def rule(year: int) -> Iterator[FestivalDays]:
        first = date(year, month, day)
        yield FestivalDays(first, first + (days - 1) * _DAY)

    return rule


def _weekday_of_month(month: int, weekday: int, count: int) -> Rule:
    """The count-th such weekday of a month, from its end where it is negative."""

    def rule(year: int) -> Iterator[FestivalDays]:
        if count > 0:
            first = date(year, month, 1)
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        else:
            last = date(year + month // 12, month % 12 + 1, 1) - _DAY
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        yield FestivalDays(day, day)

    return rule


def _shifted(rule: Rule, days: int) -> Rule:
    def shifted(year: int) -> Iterator[FestivalDays]:
        for each in rule(year):
            yield FestivalDays(each.first + days * _DAY, each.last + days * _DAY)

    return shifted


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday by the Julian calendar, as a Gregorian date (Meeus). Holds from 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _from_easter(days: int, of: Callable[[int], date] = easter) -> Rule:
    def rule(year: int) -> Iterator[FestivalDays]:
        if of is orthodox_easter and not ORTHODOX_YEARS[0] <= year <= ORTHODOX_YEARS[1]:
            return
        day = of(year) + timedelta(days=days)
        yield FestivalDays(day, day)

    return rule


def _islamic(month: int, day: int, *, days: int = 1) -> Rule:
    """A day of the Islamic year: none, one or two fall into a year of ours."""

    def rule(year: int) -> Iterator[FestivalDays]:
        about = int((year - 622) * 33 / 32)
        for islamic_year in range(about - 1, about + 3):
            elapsed = (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30 + 29 * (month - 1) + month // 2 + day
            # Day 1 of the calendar is 19 July 622 of the Gregorian one.
            first = date.fromordinal(227014 + elapsed)
            if first.year == year:
                yield FestivalDays(first, first + (days - 1) * _DAY, off=1, reason=BY_MOON)

    return rule


def _hebrew_new_year(year: int) -> date:
    """Return 1 Tishri of a Hebrew year."""

    def elapsed(of: int) -> int:
        months = (235 * of - 234) // 19
        parts = 12084 + 13753 * months
        days = 29 * months + parts // 25920
        return days + 1 if 3 * (days + 1) % 7 < 3 else days

    before, this, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(-1373427 + this + late)


def _from_hebrew_new_year(days: int, *, length: int = 1) -> Rule:
    """So many days after the new year in autumn, or before it for those of spring."""

    def rule(year: int) -> Iterator[FestivalDays]:
        first = _hebrew_new_year(year + 3761) + timedelta(days=days)
        yield FestivalDays(first, first + (length - 1) * _DAY, reason=EVE_BEFORE)

    return rule


def _hanukkah(year: int) -> Iterator[FestivalDays]:
    """25 Kislev: the month before it has 30 days in years of 355 or 385 days alone."""
    start, end = _hebrew_new_year(year + 3761), _hebrew_new_year(year + 3762)
    first = start + timedelta(days=84 if (end - start).days in (355, 385) else 83)
    yield FestivalDays(first, first + 7 * _DAY, reason=EVE_BEFORE)


def _new_moon_after(start: float) -> float:
    """Return the time of the first new moon after a time; both are ordinals of days with a fraction, in UT (Meeus)."""
    count = int((start - 730125) / 29.530588861) - 2
    while (moon := _new_moon(count)) < start:
        count += 1
    return moon


def _new_moon(count: int) -> float:
    """Return the time of a new moon, counted from that of 6 January 2000; without terms under 20 minutes."""
    mean = 730125.5968 + 29.530588861 * count
    sun = radians(2.5534 + 29.1053567 * count)
    moon = radians(201.5643 + 385.81693528 * count)
    node = radians(160.7108 + 390.67050284 * count)
    return (
        mean
        - 0.4072 * sin(moon)
        + 0.1724 * sin(sun)
        + 0.0161 * sin(2 * moon)
        + 0.0104 * sin(2 * node)
        + 0.0074 * sin(moon - sun)
        - 0.0051 * sin(moon + sun)
    )


def _lunar_new_year(year: int) -> Iterator[FestivalDays]:
    """The day in Beijing of the first new moon from 21 January on."""
    day = date.fromordinal(int(_new_moon_after(date(year, 1, 21).toordinal() - 8 / 24) + 8 / 24))
    yield FestivalDays(day, day)


def _diwali(year: int) -> Iterator[FestivalDays]:
    """The evening in India before the new moon between mid October and mid November."""
    day = date.fromordinal(int(_new_moon_after(date(year, 10, 17).toordinal()) + 5.5 / 24 - 0.75))
    yield FestivalDays(day, day, off=1, reason="by the moon: local use may be a day earlier or later")


def _of_no_country(year: int) -> Iterator[FestivalDays]:
    yield FestivalDays(date(year, 1, 1), date(year, 12, 31), reason=NO_COUNTRY)


#: Every name in lower case, with a straight apostrophe.
FESTIVALS: Mapping[str, Rule] = {
    "new year's day": _fixed(1, 1), "orthodox christmas": _fixed(1, 7), "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17), "st patrick's day": _fixed(3, 17), "international women's day": _fixed(3, 8),
    "may day": _fixed(5, 1), "cinco de mayo": _fixed(5, 5), "juneteenth": _fixed(6, 19),
    "july fourth": _fixed(7, 4), "fourth of july": _fixed(7, 4), "bastille day": _fixed(7, 14),
    "halloween": _fixed(10, 31), "all saints' day": _fixed(11, 1), "all souls' day": _fixed(11, 2),
    "guy fawkes night": _fixed(11, 5), "bonfire night": _fixed(11, 5), "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11), "remembrance day": _fixed(11, 11), "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25), "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31), "nowruz": _fixed(3, 20, days=2), "norouz": _fixed(3, 20, days=2),
    "martin luther king day": _weekday_of_month(1, 0, 3), "martin luther king jr. day": _weekday_of_month(1, 0, 3),
    "mlk day": _weekday_of_month(1, 0, 3), "presidents' day": _weekday_of_month(2, 0, 3),
    "presidents day": _weekday_of_month(2, 0, 3), "memorial day": _weekday_of_month(5, 0, -1),
    "father's day": _weekday_of_month(6, 6, 3), "labor day": _weekday_of_month(9, 0, 1),
    "columbus day": _weekday_of_month(10, 0, 2), "election day": _shifted(_weekday_of_month(11, 0, 1), 1),
    "thanksgiving day": _weekday_of_month(11, 3, 4), "thanksgiving": _weekday_of_month(11, 3, 4),
    "thanksgiving eve": _shifted(_weekday_of_month(11, 3, 4), -1),
    "black friday": _shifted(_weekday_of_month(11, 3, 4), 1),
    "shrove tuesday": _from_easter(-47), "mardi gras": _from_easter(-47), "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7), "maundy thursday": _from_easter(-3), "holy thursday": _from_easter(-3),
    "good friday": _from_easter(-2), "holy saturday": _from_easter(-1), "easter sunday": _from_easter(0),
    "easter": _from_easter(0), "easter monday": _from_easter(1), "pentecost": _from_easter(49),
    "orthodox easter": _from_easter(0, orthodox_easter),
    "orthodox good friday": _from_easter(-2, orthodox_easter),
    "islamic new year": _islamic(1, 1), "ashura": _islamic(1, 10), "ashoura": _islamic(1, 10),
    "arbaeen": _islamic(2, 20), "mawlid": _islamic(3, 12), "ramadan": _islamic(9, 1, days=30),
    "ramazan": _islamic(9, 1, days=30), "eid al-fitr": _islamic(10, 1), "eid ul-fitr": _islamic(10, 1),
    "eid": lambda year: (each for rule in (_islamic(10, 1), _islamic(12, 10)) for each in rule(year)),
    "eid al-adha": _islamic(12, 10), "eid ul-adha": _islamic(12, 10),
    "rosh hashanah": _from_hebrew_new_year(0, length=2), "yom kippur": _from_hebrew_new_year(9),
    "sukkot": _from_hebrew_new_year(14, length=7), "hanukkah": _hanukkah, "chanukah": _hanukkah,
    "purim": _from_hebrew_new_year(-193),
    "passover": _from_hebrew_new_year(-163, length=8),
    "lunar new year": _lunar_new_year, "chinese new year": _lunar_new_year, "tet": _lunar_new_year,
    "diwali": _diwali, "deepavali": _diwali, "independence day": _of_no_country, "republic day": _of_no_country,
}  # fmt: skip

#: National days that a country's name stands before: "Pakistan's Independence Day".
NATIONAL: Mapping[tuple[str, str], tuple[int, int]] = {
    ("independence day", country): day
    for country, day in {
        "pakistan": (8, 14), "india": (8, 15), "nigeria": (10, 1), "ukraine": (8, 24), "kenya": (12, 12),
        "america": (7, 4), "u.s.": (7, 4), "poland": (11, 11), "finland": (12, 6), "mexico": (9, 16), "brazil": (9, 7),
        "indonesia": (8, 17), "philippines": (6, 12), "ghana": (3, 6), "georgia": (5, 26), "armenia": (9, 21),
        "afghanistan": (8, 19), "bangladesh": (3, 26), "malaysia": (8, 31), "sri lanka": (2, 4), "myanmar": (1, 4),
        "south sudan": (7, 9), "sudan": (1, 1), "somalia": (7, 1), "uganda": (10, 9), "colombia": (7, 20),
    }.items()
} | {
    ("republic day", "india"): (1, 26), ("republic day", "turkey"): (10, 29), ("republic day", "italy"): (6, 2),
}  # fmt: skip


@lru_cache(maxsize=512)
def festival_days(name: str, year: int) -> tuple[FestivalDays, ...]:
    """Return when a festival is in a year: seldom never or twice, for those that go round the year."""
    return tuple(FESTIVALS[name](year)) if YEARS[0] <= year <= YEARS[1] else ()


@lru_cache(maxsize=512)
def fixed_day(name: str) -> date | None:
    """Return the day (of some year) of a festival that falls on the same one every year."""
    found = [festival_days(name, year) for year in (2001, 2002, 2003)]
    days = {(days[0].first.month, days[0].first.day) for days in found if days and days[0].first == days[0].last}
    return found[0][0].first if len(days) == 1 and all(found) else None


def weekend_of(days: FestivalDays) -> FestivalDays:
    """Return the long weekend that a holiday makes, or the weekend nearest to it."""
    back, ahead = {
        0: (2, 0), 1: (3, 0), 2: (4, -3), 3: (0, 3), 4: (0, 2), 5: (0, 1), 6: (1, 0)
    }[days.first.weekday()]  # fmt: skip
    return FestivalDays(days.first - back * _DAY, days.first + ahead * _DAY)
