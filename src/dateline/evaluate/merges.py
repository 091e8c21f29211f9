"""Whether accounts that are shown as surely of one incident are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from dateline.evaluate.metrics import expected_calibration_error
from dateline.wording import SURE


@dataclass(frozen=True, slots=True)
class Merge:
    """A report put with others: the chance that it belongs there, and whether it does."""

    chance: float
    right: bool


def is_right(report: str, others: Sequence[str], wanted: Mapping[str, Hashable]) -> bool:
    """Tell whether at least half of the other reports of its group are of the same incident."""
    return 2 * sum(wanted[other] == wanted[report] for other in others) >= len(others)


def merge_figures(merges: Sequence[Merge]) -> dict[str, float]:
    """Return how many merges there are, which share of them is shown as sure, and how often these and all are right."""
    sure = [merge for merge in merges if merge.chance >= SURE]
    if not merges:
        return {}
    return {
        "merges_count": float(len(merges)),
        "merges_right": mean(merge.right for merge in merges),
        "sure_merges_share": len(sure) / len(merges),
        **({"sure_merges_right": mean(merge.right for merge in sure)} if sure else {}),
        "merges_ece": expected_calibration_error([(merge.chance, merge.right) for merge in merges]),
    }
