"""JSON Lines: one whole incident a line, with every claim for and against each value, and its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from dateline.export.rows import input_ids
from dateline.formats import Json, claim_to_json, incident_to_json
from dateline.model import Record

LOSSES: tuple[str, ...] = ("texts: sentences with a claim alone; the whole articles are left out",)


def write(records: Iterable[Record], out: TextIO) -> None:
    for record in records:
        out.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")


def to_json(record: Record) -> Json:
    """Return the incident as `dateline incidents --format json` gives it, with "evidence" by field."""
    body = incident_to_json(record.incident, input_ids=input_ids(record))
    body["evidence"] = {
        field: {"for": _claims(record, value.claims_for), "against": _claims(record, value.claims_against)}
        for field, value in record.incident.values.items()
    }
    return body


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
