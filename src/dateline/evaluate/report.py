"""What an evaluation comes to: figures, a score for each document, and the gains and losses between two runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.errors import UsageError

#: Decimals that a stored report keeps.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one task. `documents` holds one score between 0 and 1 a document, to tell gains and losses."""

    task: str
    #: Name of figure -> its value; in the order in which they are shown.
    metrics: Mapping[str, float]
    #: Name of figure -> what to compare it with, in words ("floor 0.627, TF-IDF within 14 days").
    beside: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "task": self.task,
            "version": __version__,
            "metrics": {name: round(value, PLACES) for name, value in self.metrics.items()},
            "beside": dict(self.beside),
            "documents": {name: round(score, PLACES) for name, score in self.documents.items()},
        }


def load_report(path: Path, *, task: str) -> Report:
    """Return the report that `dateline evaluate TASK --json` wrote. Raises UsageError naming the file."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        metrics, documents = (
            {name: float(value) for name, value in raw[key].items()} for key in ("metrics", "documents")
        )
        report = Report(raw["task"], metrics, dict(raw["beside"]), documents)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{str(path)!r} is no report of `dateline evaluate --json`: {error!r}") from error
    if report.task != task:
        raise UsageError(f"{str(path)!r} is a report of {report.task!r}; it cannot be compared with one of {task!r}")
    return report


@dataclass(frozen=True, slots=True)
class Change:
    """One document that scores otherwise than before."""

    document: str
    before: float
    after: float


def changes(before: Report, after: Report) -> tuple[list[Change], list[Change]]:
    """Return (gains, losses) by document, the largest first."""
    shared = [name for name in after.documents if name in before.documents]
    # A stored report is rounded: an unrounded score of the same run must not count as a change.
    moved = [
        Change(name, round(before.documents[name], PLACES), round(after.documents[name], PLACES)) for name in shared
    ]
    gains = sorted((c for c in moved if c.after > c.before), key=lambda c: (c.before - c.after, c.document))
    losses = sorted((c for c in moved if c.after < c.before), key=lambda c: (c.after - c.before, c.document))
    return gains, losses


def changes_text(before: Report, after: Report, *, most: int = 20) -> str:
    """Return the figures and the documents that moved, for a reader."""
    gains, losses = changes(before, after)
    lines = [f"{name}: {before.metrics.get(name, 0):.4f} -> {value:.4f}" for name, value in after.metrics.items()]
    for title, moved in (("gains", gains), ("losses", losses)):
        lines.append(f"{title}: {len(moved)} documents")
        lines.extend(f"  {change.document}  {change.before:.3f} -> {change.after:.3f}" for change in moved[:most])
    return "\n".join(lines)
