"""Time lines (Timeline17): the days that journalists chose, found among those that the articles of a story tell.

Date F1 is that of each journalist's time line, with as many days as it has, and the mean over time lines, as the
literature takes it: within the span of the time line (what was published before or after it is left out), and beside
it with no span given. The weights of days are fitted on the sets of the other topics (`fitted`): these are dev data.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean

import numpy as np

from dateline.annotate.sentences import Sentences
from dateline.errors import UsageError
from dateline.evaluate.data import load_lines, make_article
from dateline.evaluate.report import Report
from dateline.link.copies import publication_key
from dateline.link.timeline import WEIGHTS, DatedReport, Day, day_features, read_days, weigh_days
from dateline.model import Doc
from dateline.pipeline import batched
from dateline.resolve.dates import Times
from dateline.settings import Settings

#: Weight of the squares of the weights, for each set.
PENALTY = 0.05
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class StorySet:
    """The articles that one outlet's journalists made a time line of, and the days of that (ordinals)."""

    name: str
    gold: frozenset[int]
    reports: tuple[DatedReport, ...]

    @property
    def topic(self) -> str:
        return self.name.partition("_")[0]

    def days(self, *, within: bool) -> dict[int, Day]:
        """Return what the reports tell of each day: all, or those within the span of the time line alone."""
        first, last = min(self.gold), max(self.gold)
        return read_days(
            report for report in self.reports if not within or first <= _ordinal(report.article.published or "") <= last
        )


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score time lines; `limit` takes the first articles of each set alone."""
    sets = list(read_sets(data, settings, limit=limit))
    topics = sorted({each.topic for each in sets})
    weights = {topic: fitted([each for each in sets if each.topic != topic]) for topic in topics}
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for each in sets:
        for suffix, within in (("", True), ("_no_span", False)):
            first, last = (min(each.gold), max(each.gold)) if within else (None, None)
            days = each.days(within=within)
            weighed = weigh_days(days, weights=weights[each.topic], first=first, last=last)
            scores[f"date_f1{suffix}"][each.name] = date_f1(weighed, each.gold)
            published = {day: float(len(days[day].published)) for day in weighed}
            scores[f"date_f1{suffix}_publications"][each.name] = date_f1(published, each.gold)
    beside = {
        "date_f1": "target 0.55; about 0.54 published, over these and other sets",
        "date_f1_publications": "baseline: the days on which most was published",
    }
    return Report("stories", {name: fmean(found.values()) for name, found in scores.items()}, beside, scores["date_f1"])


def date_f1(weights: Mapping[int, float], gold: frozenset[int]) -> float:
    """Return F1 of the weightiest days, as many as gold has; of equals the earlier."""
    chosen = sorted(weights, key=lambda day: (-weights[day], day))[: len(gold)]
    return 2 * len(gold & set(chosen)) / (len(gold) + len(chosen)) if chosen else 0.0


def read_sets(data: Path, settings: Settings, *, limit: int | None = None) -> Iterator[StorySet]:
    """Yield the sets, their articles read by the steps that find sentences and times alone."""
    names = sorted(path.name.removesuffix(".timelines.jsonl") for path in (data / "stories").glob("*.timelines.jsonl"))
    if not names:
        raise UsageError(f"no gold data at {str(data / 'stories')!r}; name its folder with --data or DATELINE_DATA")
    steps = (Sentences(settings), Times(settings))
    for name in names:
        yield StorySet(
            name,
            _gold_days(data / "stories" / f"{name}.timelines.jsonl"),
            tuple(_reports(data, name, settings, steps, limit=limit)),
        )


def _reports(
    data: Path, name: str, settings: Settings, steps: tuple[Sentences, Times], *, limit: int | None
) -> Iterator[DatedReport]:
    records = load_lines(data, f"stories/{name}.articles.jsonl", ("id", "time", "text"))[:limit]
    articles = [make_article(f"{name}/{one['id']}", one["text"], published=one["time"][:10]) for one in records]
    # Exact copies count once, as of their first day.
    distinct = {one.text: one for one in sorted(articles, key=publication_key, reverse=True)}
    sentences, times = steps
    for some in batched(distinct.values(), settings.batch_size):
        for doc in times(sentences([Doc(article) for article in some])):
            parse = doc.parse("text")
            yield DatedReport(doc.article, parse.sentences if parse else (), doc.times)


def _gold_days(path: Path) -> frozenset[int]:
    """Return the days of the first time line of a file: a list of [ISO date, sentences]."""
    with path.open(encoding="utf-8") as lines:
        return frozenset(_ordinal(day) for day, _ in json.loads(next(lines)))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def fitted(sets: Sequence[StorySet]) -> dict[str, float]:
    """Return weights of days: logistic regression on what journalists chose, each set with a level of its own.

    Every set counts the same, and in it the chosen days as much as the others, so that long time lines do not decide.
    """
    names = list(WEIGHTS)
    problems = [problem for each in sets if (problem := _problem(each, names)) is not None]
    if not problems:
        return dict.fromkeys(names, 1.0)
    size = len(names)
    point = np.zeros(size + len(problems))
    for _ in range(_ROUNDS):
        gradient = np.zeros_like(point)
        curvature = np.zeros((len(point), len(point)))
        gradient[:size] = 2 * PENALTY * len(problems) * point[:size]
        curvature[np.arange(size), np.arange(size)] = 2 * PENALTY * len(problems)
        for number, (values, chosen, share) in enumerate(problems):
            level = size + number
            chance = 1 / (1 + np.exp(-(values @ point[:size] + point[level])))
            error, spread = share * (chance - chosen), share * chance * (1 - chance)
            gradient[:size] += values.T @ error
            gradient[level] += error.sum()
            curvature[:size, :size] += (values * spread[:, None]).T @ values
            curvature[:size, level] += values.T @ spread
            curvature[level, :size] += values.T @ spread
            curvature[level, level] += spread.sum()
        step = np.linalg.solve(curvature, gradient)
        point -= step
        if float(np.abs(step).max()) < 1e-9:
            break
    return {name: float(weight) for name, weight in zip(names, point[:size], strict=True)}


def _problem(each: StorySet, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Return features, whether a day was chosen, and what it counts; None for a set of which all or none were."""
    features = day_features(each.days(within=False))
    values = np.array([[features[day][name] for name in names] for day in sorted(features)])
    chosen = np.array([day in each.gold for day in sorted(features)], dtype=float)
    if not len(chosen) or chosen.min() == chosen.max():
        return None
    share = np.where(chosen == 1, 0.5 / max(chosen.sum(), 1), 0.5 / max((1 - chosen).sum(), 1))
    return values, chosen, share
