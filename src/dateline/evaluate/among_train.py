"""Incidents dev grouped in an archive: with the reports of incidents train in the same store."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.evaluate.data import load_lines
from dateline.evaluate.incidents import READ_AT, REPORT_KEYS, group_reports, load_gold, main_readings, write_reports
from dateline.evaluate.metrics import b_cubed, groups, pairwise
from dateline.evaluate.report import Report
from dateline.pipeline import read_into_store
from dateline.settings import Settings
from dateline.store import open_store

BESIDE = {
    "pair_f1": "aim 0.85",
    "b3_f1": "aim 0.95",
    "with_train": "dev reports put with a train report of another incident",
}


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Read dev and train into a real store; score how the dev reports are grouped."""
    dev, _ = load_gold(data, limit=limit)
    train = load_lines(data, "incidents/train_reports.jsonl", REPORT_KEYS)[:limit]
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/incidents.db") as store:
        source = Path(folder) / "reports.jsonl"
        write_reports(source, [*dev, *train])
        read_into_store(store, [str(source)], settings=settings, at=READ_AT)
        readings = main_readings(store)
    incident_of = {report["id"]: report["incident_id"] for report in [*dev, *train]}
    wanted = {report["id"]: report["incident_id"] for report in dev}
    found = group_reports(incident_of, readings)
    of_dev = {report: found[report] for report in wanted}
    pairs, b3 = pairwise(of_dev, wanted), b_cubed(of_dev, wanted)
    mixed = {
        report: any(incident_of[other] != wanted[report] for other in held if other not in wanted)
        for held in groups(found).values()
        for report in held
        if report in wanted
    }
    metrics = pairs.to_metrics("pair") | {"b3_f1": b3.f1, "b3_precision": b3.precision, "b3_recall": b3.recall}
    metrics["with_train"] = sum(mixed.values()) / len(wanted)
    return Report("among_train", metrics, BESIDE, {report: float(not mixed[report]) for report in wanted})
