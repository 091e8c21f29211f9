"""Exports: the same incidents in each format, each cell with its evidence, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.export import EXPORTERS
from dateline.export.csv import safe_cell
from dateline.export.rows import columns
from dateline.model import Record
from dateline.schema import FIELDS, PARTIES, THINGS, TOLLS
from dateline.store import IncidentFilter, open_store


@pytest.fixture(scope="module")
def records(samples_db: Path) -> list[Record]:
    with open_store(f"sqlite:///{samples_db}", create=False) as store:
        return list(store.records(IncidentFilter()))


def written(name: str, records: list[Record]) -> str:
    out = io.StringIO()
    EXPORTERS[name].write(records, out)
    return out.getvalue()


@pytest.mark.parametrize("name", EXPORTERS)
def test_export_of_nothing_is_well_formed(name: str) -> None:
    text = written(name, [])
    if name == "geojson":
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}
    if name == "csv":
        assert text.splitlines() == [",".join(columns())]


def test_csv_cells_lead_back_to_their_sentences(records: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", records))))
    assert [row["id"] for row in rows] == [record.incident.id for record in records]
    filled = {
        **{field: (f"{field}_low", f"{field}_high") for field in TOLLS},
        **{field: (field,) for field in (*PARTIES, *THINGS)},
        "date": ("date_earliest", "date_latest"),
        "place": ("place_name", "place_country"),
    }
    checked = 0
    for row, record in zip(rows, records, strict=True):
        for field in FIELDS:
            if any(row[cell] for cell in filled[field]):
                for where in row[f"evidence_{field}"].split():
                    article_id, rest = where.split(":", 1)
                    part, _, ends = rest.rpartition(":")
                    start, end = map(int, ends.split("-"))
                    text = record.articles[article_id].part(part)[start:end]
                    assert text in {claim.written for claim in record.claims.values() if claim.field == field}
                    checked += 1
                assert row[f"evidence_{field}"], f"{field} of {row['id']} has a value and no evidence"
    assert checked > 50


def test_csv_unknown_is_empty_and_zero_is_zero(records: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", records))))
    for row, record in zip(rows, records, strict=True):
        if "killed" not in record.incident.values:
            assert row["killed_low"] == row["killed_best"] == row["killed_high"] == ""


def test_geojson_points_or_null(records: list[Record]) -> None:
    features = json.loads(written("geojson", records))["features"]
    assert len(features) == len(records)
    for feature in features:
        geometry, where = feature["geometry"], feature["properties"]
        if geometry is None:
            assert where["place_latitude"] is None
        else:
            longitude, latitude = geometry["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
            assert [where["place_longitude"], where["place_latitude"]] == [longitude, latitude]
    assert any(feature["geometry"] for feature in features)


def test_jsonl_has_every_claim_with_its_sentence(records: list[Record]) -> None:
    for line, record in zip(written("jsonl", records).splitlines(), records, strict=True):
        body = json.loads(line)
        assert set(body["evidence"]) == set(record.incident.values)
        for sides in body["evidence"].values():
            for claim in (*sides["for"], *sides["against"]):
                assert claim["written"] in claim["sentence"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_csv_runs_no_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [-12.5, 0, None, "Basra", "a=b"])
def test_csv_leaves_other_cells(cell: object) -> None:
    assert safe_cell(cell) == cell
