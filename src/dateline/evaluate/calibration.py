"""Whether the score of a claim says how often it is right: main accounts of reports of armed violence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

from dateline.evaluate.incidents import load_gold, read_dev
from dateline.evaluate.incidents_gold import same_city
from dateline.evaluate.metrics import expected_calibration_error
from dateline.evaluate.report import Report
from dateline.model import TOLD, Account, Claim, Doc, PlaceValue, TimeValue, TollValue
from dateline.settings import Settings

FIELDS: tuple[str, ...] = ("killed", "injured", "date", "place")
SURE = 0.9


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Judge claims on incidents dev against the records, each report read alone.

    `ece` is the expected calibration error over ten bins of equal width; `sure_` is of claims with a score of at least
    0.9. Of a document the score is 1 less the mean squared difference of score and outcome (Brier).
    """
    reports, gold = load_gold(data, limit=limit)
    readings, _ = read_dev(data, settings, limit)
    judged: dict[str, list[tuple[float, bool]]] = {field: [] for field in FIELDS}
    documents = {}
    for report in reports:
        reading = readings.get(report["id"])
        own = list(judge(reading.account if reading else None, gold[report["incident_id"]]))
        for field, score, right in own:
            judged[field].append((score, right))
        if own:
            documents[report["id"]] = 1 - mean((score - right) ** 2 for _, score, right in own)
    everything = [one for field in FIELDS for one in judged[field]]
    sure = [right for score, right in everything if score >= SURE]
    metrics = {
        "ece": expected_calibration_error(everything),
        "claims_right": _share(everything),
        "claims_count": float(len(everything)),
        "sure_right": mean(sure) if sure else 0.0,
        "sure_count": float(len(sure)),
    }
    for field in FIELDS:
        metrics[f"{field}_ece"] = expected_calibration_error(judged[field])
        metrics[f"{field}_right"] = _share(judged[field])
        metrics[f"{field}_count"] = float(len(judged[field]))
    return Report("calibration", metrics, {}, documents)


def _share(judged: list[tuple[float, bool]]) -> float:
    return mean(right for _, right in judged) if judged else 0.0


def main_account(doc: Doc) -> Account | None:
    first = next(iter(doc.accounts), None)
    return next((account for account in doc.accounts if account.role == "main"), first)


def judge(account: Account | None, record: Mapping[str, Any]) -> Iterator[tuple[str, float, bool]]:
    """Yield field, score and outcome of each claim that the record can judge."""
    for claim in () if account is None else account.claims:
        right = is_right(claim, record) if claim.stance in TOLD else None
        if right is not None:
            yield claim.field, claim.score, right


def is_right(claim: Claim, record: Mapping[str, Any]) -> bool | None:
    """Return whether a claim says what the record does, or None where the record has nothing to hold against it.

    Judged are tolls of everyone (of parts and groups the record has none), single days, and places of the rank of a
    city or county. A toll's number is its lower bound where it has one, as in the task `incidents`.
    """
    value = claim.value
    if claim.field in ("killed", "injured") and isinstance(value, TollValue):
        if value.scope != "whole" or value.of is not None or value.side is not None:
            return None
        return bool(value.number == record[claim.field])
    if claim.field == "date" and isinstance(value, TimeValue):
        return None if value.earliest is None or value.earliest != value.latest else value.earliest == record["date"]
    if claim.field == "place" and isinstance(value, PlaceValue):
        return same_city(value, record["city_or_county"]) if value.precision in ("exact", "city", "district") else None
    return None
