"""Reports of happenings of all kinds grouped over all topics at once, beside a grouping by TF-IDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from dateline.evaluate.data import load_lines
from dateline.evaluate.incidents import READ_AT, group_reports, main_readings, write_reports
from dateline.evaluate.metrics import b_cubed, pairwise
from dateline.evaluate.report import Report
from dateline.knowledge.words import words_of
from dateline.pipeline import read_into_store
from dateline.settings import Settings
from dateline.store import open_store

KEYS = ("docid", "incident", "text")
#: Distances at which the TF-IDF tree is cut; the one that does best counts, which a user could not know.
CUTS: tuple[float, ...] = tuple(cut / 50 for cut in range(10, 50))


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Read ECB+ dev into a real store; a report without an account is a group of its own."""
    records = load_lines(data, "incidents/ecbplus_dev.jsonl", KEYS)[:limit]
    wanted = {record["docid"]: record["incident"] for record in records}
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/linking.db") as store:
        source = Path(folder) / "reports.jsonl"
        write_reports(source, [{"id": record["docid"], "text": record["text"]} for record in records])
        read_into_store(store, [str(source)], settings=settings, at=READ_AT)
        readings = main_readings(store)
    found = group_reports(wanted, readings)
    pairs, b3 = pairwise(found, wanted), b_cubed(found, wanted)
    metrics = pairs.to_metrics("pair") | {"b3_f1": b3.f1, "b3_precision": b3.precision, "b3_recall": b3.recall}
    metrics["with_account"] = sum(
        report in readings and readings[report].account is not None for report in wanted
    ) / len(wanted)
    metrics |= tfidf_figures(records, wanted)
    beside = {"pair_f1": "no figure is aimed at: most of these happenings are not violent"}
    documents = {report: float(_is_with_its_own(report, found, wanted)) for report in wanted}
    return Report("linking", metrics, beside, documents)


def tfidf_figures(records: Sequence[Mapping[str, Any]], wanted: Mapping[str, str]) -> dict[str, float]:
    """Return the scores of average linkage over TF-IDF vectors of these reports, cut where pairs come out best."""
    if len(records) < 2:
        return {}
    tree = linkage(pdist(tfidf([record["text"] for record in records])), method="average", metric="euclidean")
    best: dict[str, float] = {}
    for cut in CUTS:
        # Of vectors of length 1, the square of the distance is twice what the cosine lacks to 1.
        labels = fcluster(tree, t=(2 * cut) ** 0.5, criterion="distance")
        found = {record["docid"]: int(label) for record, label in zip(records, labels, strict=True)}
        one = {"tfidf_pair_f1": pairwise(found, wanted).f1, "tfidf_b3_f1": b_cubed(found, wanted).f1}
        best = max(best, one, key=lambda each: each.get("tfidf_pair_f1", -1.0))
    return best


def tfidf(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return vectors of length 1: (1 + log of the count) times the log of how rare a word is among the texts."""
    told = [words_of(text) for text in texts]
    column = {word: place for place, word in enumerate(sorted({word for words in told for word in words}))}
    counts = np.zeros((len(texts), len(column)))
    for row, words in enumerate(told):
        for word in words:
            counts[row, column[word]] += 1
    weights = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0.0)
    weights *= np.log(len(texts) / np.maximum((counts > 0).sum(axis=0), 1))
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    scaled: np.ndarray[Any, np.dtype[np.float64]] = weights / np.maximum(lengths, 1e-9)
    return scaled


def _is_with_its_own(report: str, found: Mapping[str, object], wanted: Mapping[str, str]) -> bool:
    """Whether the group of a report is exactly the reports of its happening."""
    return all((found[other] == found[report]) == (wanted[other] == wanted[report]) for other in wanted)
