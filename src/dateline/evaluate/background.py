"""Coverage behind reports of armed violence: whether the other reports of an incident are found, and nothing else.

All reports, dev and train, lie in a real store, but none is annotated: the search has their words, names, days and
outlets alone, and no incident that Dateline derived. Each dev report of an incident with several is a query.
`recall_at_5` is the share of the other reports of its incident (at most five) among the first five that are found;
`offered_recall_at_5` of those that are likely enough to be offered. `nothing_offered` is the share of paragraphs with
nothing beside them when no report of their incident, or of another with the same people in it, is in the pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.background import find_candidates, make_findable
from dateline.evaluate.data import load_lines, make_article
from dateline.evaluate.report import Report
from dateline.link.background import background_of, relate
from dateline.model import Article, Candidates, Doc, Run
from dateline.settings import Settings
from dateline.store import Store, open_store

FIRST = 5
_AT_ONCE = 500
_READ_AT = "2000-01-01T00:00:00+00:00"
REPORT_KEYS = ("id", "incident_id", "title", "published", "url", "text")
BESIDE: Mapping[str, str] = {
    "recall_at_5": "target 0.95; 0.708 BM25 alone, with the same frozen frequencies",
    "offered_recall_at_5": "of what is likely enough to be offered",
    "offered_right": "of the related reports that are offered, all of the pool searched",
    "nothing_offered": "target 0.95",
}


def evaluate(data: Path, _settings: Settings, *, limit: int | None = None) -> Report:
    """Search among dev and train reports for what is behind each dev report. `limit` takes the first queries alone."""
    pools = [load_lines(data, f"incidents/{part}_reports.jsonl", REPORT_KEYS) for part in ("dev", "train")]
    records = [
        load_lines(data, f"incidents/{part}_incidents.jsonl", ("incident_id", "participants"))
        for part in ("dev", "train")
    ]
    return Report("background", *measure(pools[0][:limit], [*pools[0], *pools[1]], [*records[0], *records[1]]))


def measure(
    queries: Sequence[Mapping[str, Any]], pool: Sequence[Mapping[str, Any]], records: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, float], Mapping[str, str], dict[str, float]]:
    """Return figures, what they are beside, and the recall of each query that has other reports of its incident."""
    marks = Marks(pool, records)
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/background.db") as store:
        by_report = fill(store, pool)
        for report in sorted(queries, key=lambda report: (report["published"] or "", report["id"])):
            article = by_report[report["id"]]
            marks.add(article, find_candidates(store, article))
    return marks.figures(), BESIDE, marks.recalls


def fill(store: Store, reports: Sequence[Mapping[str, Any]]) -> dict[str, Article]:
    """Put reports into a store without annotating them; return the article of each by its id."""
    articles = {report["id"]: _article(report) for report in reports}
    run = Run("background", _READ_AT, {}, "")
    waiting = list(articles.values())
    for start in range(0, len(waiting), _AT_ONCE):
        store.add_batch(run, [Doc(article) for article in waiting[start : start + _AT_ONCE]], {}, [], _READ_AT)
    make_findable(store)
    return articles


def _article(report: Mapping[str, Any]) -> Article:
    return make_article(
        report["id"], report["text"], title=report["title"] or None, published=report["published"], url=report["url"]
    )


class Marks:
    """Counts what is found for one query after the other."""

    def __init__(self, pool: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> None:
        self.recalls: dict[str, float] = {}
        self._incident = {report["id"]: report["incident_id"] for report in pool}
        self._size: dict[str, int] = defaultdict(int)
        for incident in self._incident.values():
            self._size[incident] += 1
        self._people = {record["incident_id"]: frozenset(_people(record)) for record in records}
        self._counts: dict[str, int] = defaultdict(int)

    def add(self, article: Article, found: Candidates) -> None:
        count = self._counts
        own = self._incident[str(article.input_id)]
        incident_of = {other: self._incident[str(each.input_id)] for other, each in found.articles.items()}
        wanted = min(self._size[own] - 1, FIRST)
        relations = relate(article, found)
        background = background_of(article, found, relations)
        first = [incident_of[other] == own for other in list(relations)[:FIRST]]
        offered = [incident_of[each.article_id] for each in background.related]
        if wanted:
            self.recalls[str(article.input_id)] = sum(first) / wanted
            count["wanted"] += wanted
            count["found"] += sum(first)
            count["offered right"] += sum(incident == own for incident in offered[:FIRST])
        count["related"] += len(offered)
        count["related right"] += sum(self._is_of(own, incident) for incident in offered)
        paragraphs = [each[0].article_id for each in background.paragraphs if each]
        count["behind"] += len(paragraphs)
        count["behind right"] += sum(self._is_of(own, incident_of[other]) for other in paragraphs)
        others = {other: each for other, each in relations.items() if not self._is_of(own, incident_of[other])}
        without = background_of(article, found, others)
        count["paragraphs"] += len(article.paragraphs)
        count["nothing"] += sum(not each for each in without.paragraphs)
        count["queries"] += 1
        count["no related"] += not without.related

    def figures(self) -> dict[str, float]:
        shares = {
            "recall_at_5": ("found", "wanted"),
            "offered_recall_at_5": ("offered right", "wanted"),
            "offered_right": ("related right", "related"),
            "paragraphs_right": ("behind right", "behind"),
            "paragraphs_offered": ("behind", "paragraphs"),
            "nothing_offered": ("nothing", "paragraphs"),
            "nothing_related": ("no related", "queries"),
        }
        return {name: self._counts[part] / max(self._counts[whole], 1) for name, (part, whole) in shares.items()}

    def _is_of(self, own: str, incident: str) -> bool:
        """Tell whether an incident is the query's, or of its story: one with the same people in it."""
        return incident == own or not self._people[own].isdisjoint(self._people[incident])


def _people(record: Mapping[str, Any]) -> Iterator[str]:
    for person in record["participants"]:
        if person["name"]:
            yield str(person["name"]).casefold()
