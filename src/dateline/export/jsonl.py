"""JSON Lines: one whole incident a line, with every claim for and against each value, and its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from dateline.export.rows import input_ids
from dateline.formats import Json, claim_to_json, incident_to_json, record_to_json, span_to_json
from dateline.model import FieldValue, Notice, Record
from dateline.schema import TOLLS

LOSSES: tuple[str, ...] = ("texts: sentences with a claim alone; the whole articles are left out",)


def write(records: Iterable[Record], out: TextIO) -> None:
    for record in records:
        out.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")


def to_json(record: Record) -> Json:
    """Return the incident as `dateline incidents --format json` gives it, with "evidence" by field.

    Tolls have how they came to be over time; "sources" says which reports count once, "notices" what was corrected.
    """
    incident = record.incident
    body = incident_to_json(incident, input_ids=input_ids(record))
    body["evidence"] = {field: _evidence(record, value) for field, value in incident.values.items()}
    body["sources"] = [record_to_json(source) for source in incident.sources]
    body["notices"] = [
        {**record_to_json(notice), "span": span_to_json(notice.span), "written": _written(record, notice)}
        for notice in incident.notices
    ]
    return body


def _evidence(record: Record, value: FieldValue) -> Json:
    found: Json = {"for": _claims(record, value.claims_for), "against": _claims(record, value.claims_against)}
    if value.field in TOLLS:
        found["over_time"] = [
            {"published": change.published, **record_to_json(change.value), "claims": list(change.claims)}
            for change in value.over_time
        ]
    return found


def _written(record: Record, notice: Notice) -> str:
    return record.articles[notice.by].written(notice.span)


def _claims(record: Record, claim_ids: Sequence[str]) -> list[Json]:
    return [claim_in_context(record, claim_id) for claim_id in claim_ids if claim_id in record.claims]


def claim_in_context(record: Record, claim_id: str) -> Json:
    """Return a claim with the article, outlet and sentence it stands in."""
    claim = record.claims[claim_id]
    article = record.article_of(claim)
    return {
        **claim_to_json(claim),
        "article": article.id,
        "input_id": article.input_id,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "sentence": article.written(record.sentence_of(claim)),
    }
