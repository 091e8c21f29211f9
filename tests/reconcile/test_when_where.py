"""Dates and places of incidents, in cases whose answers were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dateline.model import LIKELY, PlaceValue, TimeValue
from tests.link.accounts import (
    FAR_ABROAD,
    ORLUN,
    PAKISTAN,
    PROVINCE_ONE,
    TEMVAR,
    day,
    make_claim,
    place,
)
from tests.reconcile.reports import DEC_16, DEC_17, DEC_18, Report, incident

DATE_CASES: Mapping[str, tuple[list[Report], tuple[str, str, str] | None]] = {
    "one day": ([Report(DEC_17, [day(DEC_16)])], (DEC_16, DEC_16, "day")),
    "a day within a week": (
        [Report(DEC_17, [day(DEC_16)]), Report(DEC_17, [day("2014-12-15", "2014-12-21")])],
        (DEC_16, DEC_16, "day"),
    ),
    "most sources": (
        [Report(DEC_17, [day(DEC_16)]), Report(DEC_17, [day(DEC_16)]), Report(DEC_18, [day(DEC_17)])],
        (DEC_16, DEC_16, "day"),
    ),
    "sources, not claims": (
        [Report(DEC_17, [day(DEC_17), day(DEC_17)]), Report(DEC_17, [day(DEC_16)]), Report(DEC_18, [day(DEC_16)])],
        (DEC_16, DEC_16, "day"),
    ),
    "what two intervals share": (
        [Report(DEC_17, [day("2014-12-08", "2014-12-16")]), Report(DEC_17, [day("2014-12-14", "2014-12-20")])],
        ("2014-12-14", "2014-12-16", "week"),
    ),
    "the surer of two": ([Report(DEC_17, [day(DEC_16, score=0.5), day(DEC_17, score=0.9)])], (DEC_17, DEC_17, "day")),
    "a day that is likely, not certain": ([Report(DEC_17, [day(DEC_16, score=0.6)])], (DEC_16, DEC_16, "week")),
    "two reports are surer than one": (
        [Report(DEC_17, [day(DEC_16, score=0.6)]), Report(DEC_17, [day(DEC_16, score=0.6)])],
        (DEC_16, DEC_16, "day"),
    ),
    # 1 - 0.4 * 0.4 = 0.84, and 0.95.
    "a sure report is surer than two doubtful ones": (
        [Report(DEC_17, [day(DEC_16, score=0.6)])] * 2 + [Report(DEC_18, [day(DEC_17, score=0.95)])],
        (DEC_17, DEC_17, "day"),
    ),
    "just as sure as a day must be": ([Report(DEC_17, [day(DEC_16, score=0.8)])], (DEC_16, DEC_16, "day")),
    "denied only": ([Report(DEC_17, [day(DEC_16, stance="denied")])], None),
    "no interval": ([Report(DEC_17, [make_claim("date", TimeValue("SET", "P1D", None, None, "unknown"))])], None),
}


@pytest.mark.parametrize("case", DATE_CASES)
def test_date(case: str) -> None:
    reports, expected = DATE_CASES[case]
    value = incident(*reports).values.get("date")
    found = value.value if value else None
    assert found is None or isinstance(found, TimeValue)
    assert (found and (found.earliest, found.latest, found.precision)) == expected


def likely(city: PlaceValue) -> PlaceValue:
    return replace(city, precision="district", reason=LIKELY)


PLACE_CASES: Mapping[str, tuple[list[Report], PlaceValue | None, int, int]] = {
    "a city, told with its country": (
        [Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(PAKISTAN)]), Report(DEC_17, [place(PAKISTAN)])],
        TEMVAR,
        3,
        0,
    ),
    "most sources": (
        [Report(DEC_17, [place(ORLUN)]), Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(TEMVAR)])],
        TEMVAR,
        2,
        1,
    ),
    "the province decides between cities": (
        [Report(DEC_17, [place(ORLUN)]), Report(DEC_17, [place(TEMVAR)]), Report(DEC_17, [place(PROVINCE_ONE)])],
        TEMVAR,
        2,
        1,
    ),
    "another country": ([Report(DEC_17, [place(TEMVAR), place(FAR_ABROAD, score=0.3)])], TEMVAR, 1, 1),
    "a name that is not resolved": (
        [Report(DEC_17, [place(PlaceValue(None, "Sutka Ford", None, None, None, None, None, "unknown"))])],
        PlaceValue(None, "Sutka Ford", None, None, None, None, None, "unknown"),
        1,
        0,
    ),
    "a name that is not resolved yields to a known place": (
        [
            Report(
                DEC_17, [place(replace(TEMVAR, geonameid=None, name="Sutka", country=None)), place(TEMVAR, score=0.5)]
            )
        ],
        likely(TEMVAR),
        1,
        1,
    ),
    "a headline's city within the text's province": (
        [Report(DEC_17, [place(PROVINCE_ONE), place(TEMVAR, score=0.4, part="title")])],
        likely(TEMVAR),
        2,
        0,
    ),
    "hints that differ leave what is surer": (
        [
            Report(DEC_17, [place(PAKISTAN)]),
            Report(DEC_17, [place(TEMVAR, score=0.4)]),
            Report(DEC_17, [place(ORLUN, score=0.4)]),
        ],
        PAKISTAN,
        3,
        0,
    ),
    "hints alone": (
        [Report(DEC_17, [place(TEMVAR, score=0.4)]), Report(DEC_17, [place(ORLUN, score=0.35)])],
        likely(TEMVAR),
        1,
        1,
    ),
    "denied only": ([Report(DEC_17, [place(TEMVAR, stance="denied")])], None, 0, 0),
    "one report is not sure enough": ([Report(DEC_17, [place(TEMVAR, score=0.7)])], likely(TEMVAR), 1, 0),
    "a report that says it twice is no surer": (
        [Report(DEC_17, [place(TEMVAR, score=0.7), place(TEMVAR, score=0.7)])],
        likely(TEMVAR),
        2,
        0,
    ),
    "two reports are surer than one": (
        [Report(DEC_17, [place(TEMVAR, score=0.7)]), Report(DEC_17, [place(TEMVAR, score=0.7)])],
        TEMVAR,
        2,
        0,
    ),
}


@pytest.mark.parametrize("case", PLACE_CASES)
def test_place(case: str) -> None:
    reports, expected, claims_for, claims_against = PLACE_CASES[case]
    value = incident(*reports).values.get("place")
    assert (value.value if value else None) == expected
    if value:
        assert (len(value.claims_for), len(value.claims_against)) == (claims_for, claims_against)
