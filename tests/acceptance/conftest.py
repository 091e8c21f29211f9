"""The samples read once: annotated one by one, and put into one store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.formats import doc_to_json, incident_to_json
from dateline.model import Article, SetAside
from dateline.pipeline import annotate_articles, read_into_store
from dateline.read import read_sources
from dateline.settings import Settings
from dateline.store import IncidentFilter, open_store
from tests.acceptance.record import Json, Record

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
READ_AT = "2020-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class Samples:
    """The records by name (the stem of the file, or the record's own id), and the incidents of a store of them all."""

    records: Mapping[str, Record]
    incidents: Sequence[Json]

    def incidents_with(self, accounts: Sequence[Json]) -> list[Json]:
        ids = {account["id"] for account in accounts}
        return [each for each in self.incidents if ids & {member["account"] for member in each["accounts"]}]

    def main_incident(self, name: str) -> Json:
        """The incident that holds the main account of a report."""
        found = self.incidents_with([self.records[name].main])
        assert len(found) == 1, f"the main account of {name} is in {len(found)} incidents"
        return found[0]

    def told_by(self, name: str) -> list[str]:
        """Ids of the incidents that hold any account of a report."""
        return [incident["id"] for incident in self.incidents_with(self.records[name].accounts)]


def sample_files() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*/*") if path.is_file())


def annotate_files(paths: Sequence[Path]) -> dict[str, Record]:
    """Return the annotated reports of files, by input id or the stem of the file name."""
    settings = Settings()
    articles: list[Article] = []
    by_name: dict[str, Article] = {}
    for path in paths:
        for reading in read_sources([str(path)], settings=settings, read_at=READ_AT):
            assert not isinstance(reading, SetAside), reading
            by_name[reading.article.input_id or path.stem] = reading.article
            articles.append(reading.article)
    docs = annotate_articles(articles, settings=settings)
    records = {}
    for name, doc in zip(by_name, docs, strict=True):
        assert not isinstance(doc, SetAside), doc
        records[name] = Record(doc_to_json(doc))
    return records


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    files = sample_files()
    url = f"sqlite:///{tmp_path_factory.mktemp('samples')}/samples.db"
    with open_store(url) as store:
        read_into_store(store, [str(path) for path in files], settings=Settings(), at=READ_AT)
        input_ids = {key: article.input_id for key, article in store.articles().items()}
        incidents = [incident_to_json(each, input_ids=input_ids) for each in store.find_incidents(IncidentFilter())]
    return Samples(annotate_files(files), incidents)
