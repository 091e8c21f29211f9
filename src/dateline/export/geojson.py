"""GeoJSON (RFC 7946): one feature an incident; without coordinates its geometry is null, never a guess."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from dateline.export.rows import to_row
from dateline.formats import Json
from dateline.model import PlaceValue, Record

LOSSES: tuple[str, ...] = (
    "claims: a property holds the value that stands; speakers, stances, scores and claims against it are left out",
    "geometry: a point alone; how exact it is stands in place_precision",
    "killed_by_side is left out",
)


def write(records: Iterable[Record], out: TextIO) -> None:
    out.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for record in records:
        out.write(separator + json.dumps(to_feature(record), ensure_ascii=False))
        separator = ",\n"
    out.write("\n]}\n")


def to_feature(record: Record) -> Json:
    row = to_row(record)
    place = record.incident.values.get("place")
    geometry = None
    if place and isinstance(place.value, PlaceValue) and place.value.latitude is not None:
        geometry = {"type": "Point", "coordinates": [place.value.longitude, place.value.latitude]}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
