"""Measuring Dateline on gold data. A new task is one module with `evaluate` and one line in TASKS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from dateline.errors import UsageError
from dateline.evaluate.report import Report
from dateline.settings import Settings


class Evaluate(Protocol):
    """Scores the pipeline on the dev part of one task; `limit` takes the first documents alone, to try things."""

    def __call__(self, data: Path, settings: Settings, *, limit: int | None = None) -> Report: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A task: where its `evaluate` is, and what it measures, in words."""

    module: str
    title: str


TASKS: Mapping[str, Task] = {
    "incidents": Task("dateline.evaluate.incidents", "reports of armed violence grouped into incidents, with figures"),
    "among_train": Task("dateline.evaluate.among_train", "the same grouping with the train reports in the store"),
    "linking": Task("dateline.evaluate.linking", "reports of all kinds grouped by what happened, over all topics"),
    "muc4": Task("dateline.evaluate.muc4", "role fillers in terrorism reports of 1988-1991"),
    "attribution": Task("dateline.evaluate.attribution", "source, cue and content in political news"),
    "places": Task("dateline.evaluate.places", "place names, and where they are"),
    "times": Task("dateline.evaluate.times", "time expressions and their values"),
    "muc4_templates": Task("dateline.evaluate.muc4_templates", "templates of terrorism reports, reduced to five roles"),
    "muc4_slots": Task("dateline.evaluate.muc4_slots", "templates of terrorism reports, by the rules of MUC-4"),
    "events": Task("dateline.evaluate.events", "event words, and who and what took part, in conflict reports"),
    "factuality": Task("dateline.evaluate.factuality", "whether what event words tell of happened"),
    "stance": Task("dateline.evaluate.stance", "whether event words are asserted, uncertain, denied or of the future"),
    "gate": Task("dateline.evaluate.gate", "articles that may hold an incident, told before the reader runs"),
    "names": Task("dateline.evaluate.names", "names in news from outside the United States and Europe"),
    "isaf": Task("dateline.evaluate.isaf", "numbers killed and captured in military press releases"),
    "stories": Task("dateline.evaluate.stories", "the days of a story that journalists chose for its time line"),
    "background": Task(
        "dateline.evaluate.background", "coverage behind reports: what is found, and that nothing else is"
    ),
    "calibration": Task("dateline.evaluate.calibration", "whether the score of a claim says how often it is right"),
}


def evaluate(task: str, data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Run one task. Raises UsageError for a task that does not exist or gold data that is absent."""
    if task not in TASKS:
        raise UsageError(f"no task {task!r}; there are {', '.join(TASKS)}")
    run = cast(Evaluate, import_module(TASKS[task].module).evaluate)
    return run(data, settings, limit=limit)
