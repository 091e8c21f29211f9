"""The large stores that `make growth` measures are whole: what it adds keeps every rule of a store."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path

import pytest

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.settings import Settings
from dateline.store import open_store


def test_a_store_with_years_added_is_whole_and_takes_new_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "bench")
    growth, archive, more_years = (import_module(name) for name in ("growth", "archive", "more_years"))
    towns = [place for place in open_gazetteer(Settings()).places() if place.feature == "city"][:100]
    docs = list(archive.reports(random.Random(7), 80, towns))
    path = tmp_path / "dateline.db"
    with open_store(f"sqlite:///{path}") as store:
        growth.fill(store, docs[:60])
        incidents = store.info()["incidents"]
    first, days = archive.FIRST_DAY.toordinal(), 7 * archive.WEEKS
    more_years.add_years(path, 2, days=days, since=first - 800, until=first + days + 800)
    with open_store(f"sqlite:///{path}") as store:
        assert (store.info()["accounts"], store.info()["incidents"]) == (180, 3 * incidents)
        assert store.check() == []
        growth.arrive(store, docs[60:])
        assert store.info()["accounts"] == 200
        assert store.check() == []
