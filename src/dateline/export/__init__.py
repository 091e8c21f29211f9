"""Data sets of incidents in formats that others read; each cell leads back to its span. One module a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from dateline.export import csv, geojson, jsonl
from dateline.model import Record


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: what it is, its media type, what it cannot hold, and the function that writes it."""

    title: str
    media_type: str
    losses: tuple[str, ...]
    write: Callable[[Iterable[Record], TextIO], None]


EXPORTERS: Mapping[str, Exporter] = {
    "jsonl": Exporter("JSON Lines: whole incidents with all claims", "application/jsonl", jsonl.LOSSES, jsonl.write),
    "csv": Exporter("CSV: one row an incident", "text/csv", csv.LOSSES, csv.write),
    "geojson": Exporter("GeoJSON: points on a map", "application/geo+json", geojson.LOSSES, geojson.write),
}
