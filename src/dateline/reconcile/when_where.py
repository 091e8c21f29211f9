"""Reconciles the date and the place of an incident: the best supported, the most precise of those."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from dateline.model import LIKELY, FieldValue, PlaceValue, TimePrecision, TimeValue
from dateline.reconcile.evidence import Told, counting, decided

_PLACE_PRECISION = ("exact", "city", "district", "province", "country", "region", "unknown")
_LONGEST_WEEK, _LONGEST_MONTH, _LONGEST_SEASON, _LONGEST_YEAR = 7, 31, 100, 366

#: A claim of a place scored below this is a hint.
HINT = 0.5
#: The least chance that is left for a claim to be wrong: nothing is quite sure, and log 0 is no number.
_LEAST_DOUBT = 0.003
#: Chance from which a day, or a city, is told as such: of those from here on at least 95 of 100 were right on train.
SURE_DAY, SURE_CITY = 0.8, 0.85


def reconcile_date(told: Sequence[Told]) -> FieldValue | None:
    """Return the days that most sources' dates have in common, or None where no claim gives an interval.

    Each source supports a day by its surest claim that holds it. Of equally supported days the narrower
    interval stands, then the surest claim's, then the earlier.
    """
    dated = [one for one in told if _interval(one) is not None]
    final = decided(dated)
    candidates = [final] if final is not None else counting(dated)
    if not candidates:
        return None
    bounds = sorted({day for one in candidates for day in _ends(one)})
    regions = [
        (first, last) for first in bounds for last in bounds if first <= last and _is_region(first, last, candidates)
    ]
    best = max(regions, key=lambda region: _date_rank(region, candidates))
    value = _time_value(best, candidates)
    if final is None and _chance([one for one in candidates if _ends(one) == best]) < SURE_DAY:
        value = _likely_day(value)
    held = {one.claim.id for one in dated if one.stands and _overlaps(_ends(one), best)}
    return _field_value("date", value, told, held, reviewed=final is not None)


def reconcile_place(told: Sequence[Told]) -> FieldValue | None:
    """Return the best supported place, of equals the most precise, or None without a claim of one.

    A claim supports its place and every place within it: a report that says only the country speaks for the city. A
    place that the gazetteer does not know stands only where no known one is told, but for hints.
    """
    placed = [one for one in told if isinstance(one.value, PlaceValue) and (one.value.name or one.value.country)]
    final = decided(placed)
    # A headline names the city of which the text tells only the county; its lower score keeps it from outweighing.
    candidates = [final] if final is not None else counting(placed, headlines=True)
    candidates = _known(candidates)
    if not candidates:
        return None
    best = max(_agreed(candidates), key=lambda one: _place_rank(one, candidates))
    value = _place(best)
    held = {one.claim.id for one in placed if one.stands and (_holds(_place(one), value) or _holds(value, _place(one)))}
    if final is None and _chance([one for one in candidates if _is_same(_place(one), value)]) < SURE_CITY:
        value = _likely_city(value)
    return _field_value("place", value, told, held, reviewed=final is not None)


def _chance(agreeing: Sequence[Told]) -> float:
    """Return the chance that one of the sources that agree is right, each by its surest claim."""
    # Rounded: a score that is just the bound must not fall below it.
    return round(1.0 - math.exp(-_support([(one, None) for one in agreeing])), 6)


def _field_value(
    field: str, value: TimeValue | PlaceValue, told: Sequence[Told], held: set[str], *, reviewed: bool
) -> FieldValue:
    """Return the value with its claims. One that says neither this nor another (an unclear date) is for nothing."""
    clear = [one for one in told if not one.stands or _is_clear(one)]
    return FieldValue(
        field,
        value,
        tuple(one.claim.id for one in clear if one.claim.id in held),
        tuple(one.claim.id for one in clear if one.claim.id not in held),
        reviewed,
    )


def _is_clear(one: Told) -> bool:
    if isinstance(one.value, PlaceValue):
        return bool(one.value.name or one.value.country)
    return _interval(one) is not None


# --- Dates -----------------------------------------------------------------------------------------------------------


def _interval(one: Told) -> tuple[str, str] | None:
    """Return first and last day, or None where one is open, or (in a person's correction) no date or the wrong way."""
    value = one.value
    if not isinstance(value, TimeValue) or value.earliest is None or value.latest is None:
        return None
    try:
        first, last = (date.fromisoformat(day[:10]).isoformat() for day in (value.earliest, value.latest))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _ends(one: Told) -> tuple[str, str]:
    found = _interval(one)
    assert found is not None, "callers keep to claims with an interval"
    return found


def _overlaps(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _covers(one: tuple[str, str], region: tuple[str, str]) -> bool:
    return one[0] <= region[0] and region[1] <= one[1]


def _is_region(first: str, last: str, candidates: Sequence[Told]) -> bool:
    """Tell whether a stretch is what some claims have in common: it starts with one of them and ends with one."""
    covering = [_ends(one) for one in candidates if _covers(_ends(one), (first, last))]
    return any(start == first for start, _ in covering) and any(end == last for _, end in covering)


def _date_rank(region: tuple[str, str], candidates: Sequence[Told]) -> tuple[float, int, float, int]:
    covering = [one for one in candidates if _covers(_ends(one), region)]
    surest = max(one.claim.score for one in covering)
    first, last = (date.fromisoformat(day).toordinal() for day in region)
    return _support([(one, _ends(one)) for one in covering]), first - last, surest, -first


def _time_value(region: tuple[str, str], candidates: Sequence[Told]) -> TimeValue:
    """Return a claim's own value where it says just this, else one made of the interval."""
    same = [one for one in candidates if _ends(one) == region]
    if same:
        surest = max(same, key=lambda one: (one.claim.score, one.published, one.claim.id)).value
        assert isinstance(surest, TimeValue), "an interval comes from a time"
        return surest
    first, last = region
    return TimeValue("DATE", first if first == last else None, first, last, _precision(first, last))


def _likely_day(value: TimeValue) -> TimeValue:
    """Return a day as the likeliest of its week: as codebooks do, with the day itself kept."""
    if value.precision not in ("minute", "hour", "day"):
        return value
    return replace(value, precision="week", reason=_and_likely(value.reason))


def _precision(first: str, last: str) -> TimePrecision:
    days = date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1
    if days <= 2:
        # Two days: a night, or what two dates have in common.
        return "day"
    if days <= _LONGEST_WEEK:
        return "week"
    if days <= _LONGEST_MONTH:
        return "month"
    if days <= _LONGEST_SEASON:
        return "season"
    return "year" if days <= _LONGEST_YEAR else "decade"


# --- Places ----------------------------------------------------------------------------------------------------------


def _place(one: Told) -> PlaceValue:
    assert isinstance(one.value, PlaceValue), "callers keep to places"
    return one.value


def _is_same(one: PlaceValue, other: PlaceValue) -> bool:
    return (one.geonameid, one.name) == (other.geonameid, other.name)


def _likely_city(value: PlaceValue) -> PlaceValue:
    """Return a city as the likeliest of its district, with its name and point kept."""
    if value.precision not in ("exact", "city"):
        return value
    return replace(value, precision="district", reason=_and_likely(value.reason))


def _and_likely(reason: str | None) -> str:
    return LIKELY if reason is None else f"{LIKELY}; {reason}"


def _is_resolved(place: PlaceValue) -> bool:
    """Tell whether a place is known to the gazetteer. Some areas of it have no id there, but all have a country."""
    return place.geonameid is not None or place.country is not None


def _known(candidates: list[Told]) -> list[Told]:
    """Return the claims of places that are known; the others where those are hints and one of these is sure."""
    known = [one for one in candidates if _is_resolved(_place(one))]
    unknown = [one for one in candidates if not _is_resolved(_place(one))]
    if all(map(_is_hint, known)) and any(one.claim.score >= SURE_CITY for one in unknown):
        return unknown
    return known or candidates


def _agreed(candidates: Sequence[Told]) -> Sequence[Told]:
    """Return the claims that may be the place: where hints name several places, only what a surer claim says.

    A dateline, a headline or a place told near by is a hint: where the reporter sat may not be where it happened.
    """
    sure = [one for one in candidates if not _is_hint(one)]
    hints = [one for one in candidates if _is_hint(one)]
    differ = any(
        not _holds(_place(one), _place(other)) and not _holds(_place(other), _place(one))
        for one, other in combinations(hints, 2)
    )
    return sure if sure and differ else candidates


def _is_hint(one: Told) -> bool:
    return one.review is None and one.claim.score < HINT


def _place_rank(one: Told, candidates: Sequence[Told]) -> tuple[float, int, float, str, str]:
    place = _place(one)
    holding = [other for other in candidates if _holds(_place(other), place)]
    support = _support([(other, (_place(other).geonameid, _place(other).name)) for other in holding])
    fineness = len(_PLACE_PRECISION) - _PLACE_PRECISION.index(place.precision)
    return support, fineness, one.claim.score, one.published, one.claim.id


def _holds(outer: PlaceValue, inner: PlaceValue) -> bool:
    """Tell whether a place is another one or holds it."""
    if outer.geonameid is not None and outer.geonameid == inner.geonameid:
        return True
    if outer.country != inner.country:
        return False
    if outer.precision == "country":
        return outer.country is not None
    if outer.precision == "province" and outer.admin1 is not None:
        return outer.admin1 == inner.admin1
    if outer.precision == "district" and outer.admin2 is not None:
        return (outer.admin1, outer.admin2) == (inner.admin1, inner.admin2)
    unresolved = outer.geonameid is None or inner.geonameid is None
    return unresolved and (outer.name or "").casefold() == (inner.name or "").casefold()


def _support(told: Sequence[tuple[Told, Hashable]]) -> float:
    """Return the support of claims: -log of the chance that all are wrong.

    Each source counts each distinct value once, by its surest claim; a sure one counts more than several hints.
    """
    surest = _surest((one, (one.source, value)) for one, value in told).values()
    # Rounded: the order of a floating point sum must not decide.
    return round(math.fsum(-math.log(max(1.0 - score, _LEAST_DOUBT)) for score in surest), 9)


def _surest(told: Iterable[tuple[Told, Hashable]]) -> dict[Hashable, float]:
    """Return the score of the surest claim under each key."""
    surest: dict[Hashable, float] = defaultdict(float)
    for one, key in told:
        surest[key] = max(surest[key], one.claim.score)
    return surest
