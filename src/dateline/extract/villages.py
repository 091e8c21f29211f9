"""Tells a village that no gazetteer has, and of which only the district is known, from the town named after it."""

from __future__ import annotations

from dateline.model import Place

#: At most so many characters stand between a village and the name of its district: " in the south of ".
_LONGEST_GAP = 16


def is_village_of(place: Place, area: Place) -> bool:
    """Whether a place is an unknown one of the area right after it: "Zarbatu in Tank district"."""
    village, told = place.value, area.value
    return (
        (village.geonameid, village.precision) == (None, "district")
        and told.precision in ("city", "district")
        and village.admin2 is not None
        and (village.country, village.admin1, village.admin2) == (told.country, told.admin1, told.admin2)
        and place.span.part == area.span.part
        and 0 < area.span.start - place.span.end <= _LONGEST_GAP
    )
