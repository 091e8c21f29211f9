"""How well days and places of incidents are told: near, and right where they are given as exact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

from dateline.evaluate.incidents_gold import same_city
from dateline.knowledge.place_names import kilometres
from dateline.model import Incident, PlaceValue, TimeValue

NEAR_KM = 25.0
_QUARTER = re.compile(r"\((.+?)\)")


def setting_metrics(level: str, told: Sequence[tuple[Incident | None, Mapping[str, Any]]]) -> dict[str, float]:
    """Return the figures of incidents and their records.

    `place_25km` is of the records that have a point. `city_or_quarter` is right too where the place is what the record
    has in brackets, "Springport (Dee Hills)". `given` is the share told with the precision of a city or better, or of
    a day or better, and `given_right` how many of those are right.
    """
    near = [_is_near(incident, record) for incident, record in told if record["latitude"] is not None]
    cities = [(_place(incident), record["city_or_county"]) for incident, record in told]
    given = [(place, city) for place, city in cities if place is not None and place.precision in ("exact", "city")]
    days = [
        date.earliest == date.latest == record["date"]
        for incident, record in told
        if (date := _date(incident)) is not None and date.precision in ("minute", "hour", "day")
    ]
    figures = {
        "place_25km": _share(near),
        "city_or_quarter": _share([place is not None and is_city_or_quarter(place, city) for place, city in cities]),
        "city_given": len(given) / max(len(told), 1),
        "city_given_right": _share([same_city(place, city) for place, city in given]),
        "city_or_quarter_given_right": _share([is_city_or_quarter(place, city) for place, city in given]),
        "date_given": len(days) / max(len(told), 1),
        "date_given_right": _share(days),
    }
    return {f"{level}_{name}": value for name, value in figures.items()}


def is_city_or_quarter(place: PlaceValue, city_or_county: str) -> bool:
    quarter = _QUARTER.search(city_or_county)
    return same_city(place, city_or_county) or (quarter is not None and same_city(place, quarter[1]))


def _share(marks: Sequence[bool]) -> float:
    return mean(marks) if marks else 0.0


def _place(incident: Incident | None) -> PlaceValue | None:
    found = incident.values.get("place") if incident is not None else None
    return found.value if found is not None and isinstance(found.value, PlaceValue) else None


def _date(incident: Incident | None) -> TimeValue | None:
    found = incident.values.get("date") if incident is not None else None
    return found.value if found is not None and isinstance(found.value, TimeValue) else None


def _is_near(incident: Incident | None, record: Mapping[str, Any]) -> bool:
    place = _place(incident)
    if place is None or place.latitude is None or place.longitude is None:
        return False
    return kilometres(place.latitude, place.longitude, record["latitude"], record["longitude"]) <= NEAR_KM
