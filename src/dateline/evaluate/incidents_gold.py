"""What the records of incidents say: cities and people in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.knowledge.place_names import name_key
from dateline.model import PlaceValue


def surname(name: str) -> str:
    words = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if word not in NAME_SUFFIXES]
    return words[-1] if words else ""


def gold_people(record: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (surname(person["name"]), status.lower())
        for person in record["participants"]
        if person["name"]
        for status in (person["status"] or "").split(", ")
        if status.lower() in ("killed", "injured")
    }


def same_city(place: PlaceValue, city_or_county: str) -> bool:
    """Tell whether a place is the city of a record, or its county: "St. Louis" is Saint Louis, "The Bronx" Bronx.

    What stands in brackets (a quarter, the suburb of a postal city) does not count.
    """
    wanted = _plain(city_or_county)
    if city_or_county.lower().endswith("(county)"):
        return wanted in {_plain(name) for name in (place.name, place.admin2) if name}
    return place.name is not None and _plain(place.name) == wanted


def _plain(name: str) -> str:
    return name_key(re.sub(r"\(.*?\)|\bcounty\b", " ", name, flags=re.IGNORECASE))
