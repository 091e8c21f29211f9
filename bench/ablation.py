"""Measures what each part of the reader adds, on a part of the dev data: `make ablation`. Writes docs/ablation.md.

Each row takes one thing away after training: the reader's marks of some heads, its numbers of the whole article, or
all of it. The last rows are the reader alone: what it marks, taken as it stands, without rules.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from dateline import pipeline
from dateline.evaluate import evaluate
from dateline.evaluate.data import forget
from dateline.extract import attribution, settled_stance
from dateline.extract.nets.heads import EXCLUSIVE
from dateline.extract.sayings import Saying
from dateline.extract.stance import Standing
from dateline.model import Doc, Tag
from dateline.settings import Settings, load_object, load_settings

#: Task -> documents that are taken, the first of dev, and the figures that are shown.
TASKS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "incidents": (80, ("report_killed", "report_injured", "people_f1", "pair_f1")),
    "muc4": (60, ("ceaf_ree_f1",)),
    "attribution": (20, ("attribution_f1", "cue_token_f1")),
    "names": (25, ("name_f1",)),
    "factuality": (200, ("mae", "pearson_r")),
}
SAYING = ("source", "cue", "content")
#: Row -> heads whose marks are dropped, and whether the numbers of the whole article are.
ROWS: Mapping[str, tuple[Collection[str], bool]] = {
    "all": ((), False),
    "without roles": (("roles",), False),
    "without source, cue, content": (SAYING, False),
    "without names": (("names",), False),
    "without events and factuality": (("event",), False),
    "without people": (("people",), False),
    "without tolls": (("tolls",), False),
    "without the numbers of the whole article": ((), True),
    "without all silver labels": (("people", "tolls", "setting"), True),
    "rules alone": (("roles", *SAYING, "names", "event", "people", "tolls", "setting"), True),
}
#: The steps whose work is kept from one row to the next.
_SLOW = pipeline.STEPS[:3]


class Kept:
    """The slow steps, run once for each article; then the marks that a row drops are dropped."""

    reads: ClassVar[tuple[str, ...]] = ()
    writes: ClassVar[tuple[str, ...]] = ("parses", "mentions", "tags", "likely")
    docs: ClassVar[dict[str, Doc]] = {}
    steps: ClassVar[list[Callable[[Sequence[Doc]], list[Doc]]]] = []
    dropped: ClassVar[tuple[Collection[str], bool]] = ((), False)

    def __init__(self, settings: Settings) -> None:
        if not self.steps:
            self.steps.extend(load_object(path, setting="steps")(settings) for path in _SLOW)

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        new = [doc for doc in docs if doc.article.id not in self.docs]
        for step in self.steps:
            new = step(new)
        self.docs.update((doc.article.id, doc) for doc in new)
        heads, numbers = self.dropped
        return [
            doc.add(
                tags=tuple(tag for tag in doc.tags if tag.head not in heads),
                likely={
                    name: _undecided(told) if numbers and name in EXCLUSIVE else told
                    for name, told in doc.likely.items()
                },
            )
            for doc in (self.docs[given.article.id] for given in docs)
        ]


def _undecided(told: Mapping[str, float]) -> dict[str, float]:
    return dict.fromkeys(told, 1.0 / len(told))


@contextmanager
def alone() -> Iterator[None]:
    """Take who says what, and how certain events are, from the reader as it stands."""
    kept = attribution.merge_sayings, settled_stance.weighed

    def tagged_only(by_rule: Sequence[Saying], tagged: Sequence[Saying], tags: Sequence[Tag]) -> list[Saying]:
        del by_rule, tags
        return list(tagged)

    def as_seen(standing: Standing, seen: float) -> float:
        del standing
        return seen

    attribution.merge_sayings, settled_stance.weighed = tagged_only, as_seen
    try:
        yield
    finally:
        attribution.merge_sayings, settled_stance.weighed = kept


def measure(data: Path, settings: Settings, tasks: Collection[str]) -> dict[str, float]:
    found = {}
    for task in tasks:
        # What an earlier row found of a gold document must not be taken for this one's.
        forget()
        metrics = evaluate(task, data, settings, limit=TASKS[task][0]).metrics
        found |= {f"{task} {name}": metrics[name] for name in TASKS[task][1]}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    chosen = parser.parse_args()
    if not chosen.data.is_dir():
        print(f"no gold data at {str(chosen.data)!r}: nothing is measured; set DATELINE_DATA", file=sys.stderr)
        return 0
    # One process: others would load the steps as they are.
    settings = replace(load_settings(), workers=1)
    pipeline.STEPS = (f"{__name__}.Kept", *pipeline.STEPS[3:])
    rows = {}
    for name, dropped in ROWS.items():
        Kept.dropped = dropped
        rows[name] = measure(chosen.data, settings, list(TASKS))
        print(name, {figure: round(value, 3) for figure, value in rows[name].items()}, flush=True)
    Kept.dropped = ((), False)
    with alone():
        rows["reader alone"] = measure(chosen.data, settings, ["attribution", "factuality"])
    write(rows)
    return 0


def write(rows: Mapping[str, Mapping[str, float]]) -> None:
    figures = list(rows["all"])
    documents = ", ".join(f"{task} {limit}" for task, (limit, _) in TASKS.items())
    lines = [
        "# What each part of the reader adds",
        "",
        "Written by `make ablation` (bench/ablation.py) on dev; nothing here is edited by hand. Each row drops, after",
        "training, what the reader marks with some heads. The reader alone: what it marks, without rules (on all of",
        f"dev in evaluation.md). Documents, the first of dev: {documents}: few, so that",
        "differences of one or two points are noise. A filler by rule that the reader does not share keeps a third of",
        "its score: without roles none is left over the bar of 0.3. Likewise hardly anybody is named as a victim whom",
        "the reader has not seen: so the rows without roles, and without people, are lower than the rules alone. The",
        "models of calibration are not fitted again: a row falls further than a system made without its part would.",
        "",
        f"| | {' | '.join(figures)} |",
        f"|---|{'---|' * len(figures)}",
    ]
    for name, found in rows.items():
        cells = [f"{found[figure]:.3f}" if figure in found else "" for figure in figures]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    Path("docs/ablation.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
