"""Writes docs/evaluation.md and keeps every report: all tasks on the dev data, and the floors held against them."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dateline import __version__
from dateline.evaluate import TASKS, evaluate
from dateline.evaluate.report import Report, changes_text, load_report
from dateline.settings import load_settings

HEAD = """# Evaluation

Scores of version {version} on the dev parts of public data, written by `make scores`; nothing here is edited by hand.
"beside" is a published figure or a simple floor to compare with, not always on the same documents. Floors that
must hold are in `bench/floors.json`; the score of each document is in `bench/results/`, so that
`dateline evaluate TASK --compare bench/results/TASK.json` lists gains and losses by document. "rules alone" is the
last version without the trained reader (`bench/rules_alone.json`). "reader alone" is what the trained reader marks,
taken as it stands, without the rules of extraction (`make reader-alone`); it has no head for the tasks that lack this
column, and `calibration` is of the whole.

[errors.md](errors.md) says why the errors are made, what can be reached, and how noisy the silver labels are;
[ablation.md](ablation.md) what each part of the reader adds.

Tolls, days and cities of `incidents` are exact matches; a toll without a claim counts as 0 there. `report_` is what one
report alone comes to, `merged_` what its incident comes to; `several_` is of gold incidents with two reports and more,
each counted once.
"""

MOST_WORKERS = 4
#: The figures of the last version without a trained reader (commit 70058a0), to compare with.
RULES_ALONE = Path("bench/rules_alone.json")
#: Those of the reader without rules, written by bench/reader_alone.py.
READER_ALONE = Path("bench/reader_alone.json")
#: Task -> figure -> value.
Figures = Mapping[str, Mapping[str, float]]
#: Ends of the names of figures of which less is better.
ERRORS: tuple[str, ...] = ("_km", "mae", "ece")


def table(report: Report, parts: Mapping[str, Figures]) -> str:
    """Return one task as a Markdown section; `parts` are columns of figures of a part of Dateline alone."""
    columns = {title: figures[report.task] for title, figures in parts.items() if report.task in figures}
    titles = ["figure", *columns, "value", "beside"]
    lines = [
        f"\n## {report.task}: {TASKS[report.task].title}\n",
        f"| {' | '.join(titles)} |",
        f"|{'---|' * len(titles)}",
    ]
    for name, value in report.metrics.items():
        decimals = 1 if name.endswith("_km") else 0 if name.endswith("_count") else 3
        values = [*(figures.get(name) for figures in columns.values()), value]
        cells = ["" if each is None else f"{each:.{decimals}f}" for each in values]
        lines.append(f"| {' | '.join([name, *cells, report.beside.get(name, '')])} |")
    lines.append(f"\n{len(report.documents)} documents.")
    return "\n".join(lines) + "\n"


def load_parts() -> dict[str, Figures]:
    """Return the columns of figures to compare with, by their titles."""
    paths = {"rules alone": RULES_ALONE, "reader alone": READER_ALONE}
    return {title: json.loads(path.read_text(encoding="utf-8")) for title, path in paths.items()}


def write_page(parts: Mapping[str, Figures]) -> None:
    """Write docs/evaluation.md from the reports that are kept, in the order of TASKS."""
    paths = {task: Path("bench/results") / f"{task}.json" for task in TASKS}
    sections = [table(load_report(path, task=task), parts) for task, path in paths.items() if path.is_file()]
    Path("docs/evaluation.md").write_text(HEAD.format(version=__version__) + "".join(sections), encoding="utf-8")


def below_floor(report: Report, floors: Mapping[str, float]) -> list[str]:
    """Return a line for each figure that is under its floor (over it, for an error)."""
    failed = []
    for name, floor in floors.items():
        value = report.metrics[name]
        if (value > floor) if name.endswith(ERRORS) else (value < floor):
            failed.append(f"{report.task} {name}: {value:.4f}, floor {floor:.4f}")
    return failed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run tasks, print each table, and hold the floors; with --write, keep the results. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluate.scores", description=__doc__)
    parser.add_argument("tasks", nargs="*", help="the tasks to run (default: those with a floor; with --write, all)")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    parser.add_argument("--write", action="store_true", help="write docs/evaluation.md and bench/results/")
    parser.add_argument("--floors", type=Path, default=Path("bench/floors.json"), help="figures that must hold")
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_dir():
        print(f"no gold data at {str(chosen.data)!r}: scores are skipped; set DATELINE_DATA", file=sys.stderr)
        return 0
    # Every core at once: the reader is run on one core a process.
    settings = replace(load_settings(), workers=min(os.cpu_count() or 1, MOST_WORKERS))
    floors: dict[str, dict[str, float]] = json.loads(chosen.floors.read_text(encoding="utf-8"))
    parts = load_parts()
    failed = []
    tasks = chosen.tasks or [task for task in TASKS if chosen.write or task in floors]
    for task in tasks:
        started = time.perf_counter()
        report = evaluate(task, chosen.data, settings)
        print(table(report, parts), f"\n{time.perf_counter() - started:.0f} s", flush=True)
        failed += below_floor(report, floors.get(task, {}))
        kept = Path("bench/results") / f"{task}.json"
        if kept.is_file():
            print(changes_text(load_report(kept, task=task), report, most=5))
        if chosen.write:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(report.to_json(), indent=1) + "\n", encoding="utf-8")
            write_page(parts)
    for line in failed:
        print(f"BELOW FLOOR {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
