"""Incidents as flat rows: the columns that CSV and GeoJSON share, each with the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.formats import Json, incident_to_json
from dateline.model import Claim, Record
from dateline.schema import FIELDS, PARTIES, THINGS, TOLLS

PLACE_COLUMNS: tuple[str, ...] = (
    "geonameid",
    "name",
    "country",
    "admin1",
    "admin2",
    "latitude",
    "longitude",
    "precision",
)


def columns() -> list[str]:
    """Names of the columns, in order; for each field an `evidence_` column names the spans behind its cells."""
    names = ["id", "type", "status", "reviewed", "first_seen", "last_seen", "articles", "independent_sources"]
    names += ["date_earliest", "date_latest", "date_precision"]
    names += [f"place_{column}" for column in PLACE_COLUMNS]
    names += [f"{toll}_{bound}" for toll in TOLLS for bound in ("low", "best", "high")]
    names += [*PARTIES, *THINGS, "article_ids", "urls"]
    return names + [f"evidence_{field}" for field in FIELDS]


def to_row(record: Record) -> dict[str, object]:
    """Return one incident as column -> cell; None where nothing is known, which is not zero."""
    body = incident_to_json(record.incident, input_ids=input_ids(record))
    row: dict[str, object] = {name: body[name] for name in columns() if name in body and name not in FIELDS}
    row |= {f"date_{part}": (body["date"] or {}).get(part) for part in ("earliest", "latest", "precision")}
    row |= {f"place_{column}": (body["place"] or {}).get(column) for column in PLACE_COLUMNS}
    for toll in TOLLS:
        row |= {f"{toll}_{bound}": (body[toll] or {}).get(bound) for bound in ("low", "best", "high")}
    for field in (*PARTIES, *THINGS):
        row[field] = _names(body[field])
    row["article_ids"] = " ".join(body["article_ids"])
    row["urls"] = " ".join(sorted({article.url for article in record.articles.values() if article.url}))
    for field in FIELDS:
        value = record.incident.values.get(field)
        row[f"evidence_{field}"] = " ".join(
            evidence(record, record.claims[claim_id])
            for claim_id in (value.claims_for if value else ())
            if claim_id in record.claims
        )
    return row


def _names(parties: Sequence[Json]) -> str | None:
    return "; ".join(str(party["name"] or party["kind"]) for party in parties) or None


def input_ids(record: Record) -> Mapping[str, str | None]:
    return {article.id: article.input_id for article in record.articles.values()}


def evidence(record: Record, claim: Claim) -> str:
    """Return where a claim stands: article id, part, and code points, "3f...:text:120-131"."""
    span = claim.span
    return f"{record.article_of(claim).id}:{span.part}:{span.start}-{span.end}"
