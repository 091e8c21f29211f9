"""Background is measured on reports that nobody annotated: what is found, and that nothing is offered without need."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.evaluate.background import measure

QUAY = "The ferry master Anselm Vorrick, 52, was shot dead at the Oldmere quay on Tuesday, Captain Ida Tremarne said."
QUAY_AGAIN = (
    "Gunmen at the Oldmere quay killed Anselm Vorrick on Tuesday, Captain Ida Tremarne told reporters of the ferry."
)
TRIAL = "The man who shot ferry master Anselm Vorrick at the Oldmere quay was tried, as Ida Tremarne said on Tuesday."
FIRE = "A warehouse in Pellworth burnt down on Sunday; the owner, Greta Hollin, spoke of faulty wiring and of mice."


def report(name: str, incident: str, text: str) -> dict[str, Any]:
    return {
        "id": name,
        "incident_id": incident,
        "title": f"News of {name}",
        "published": "2016-03-16",
        "url": f"http://{name}.example/1",
        "text": text,
    }


def record(incident: str, *names: str) -> dict[str, Any]:
    return {"incident_id": incident, "participants": [{"name": name} for name in names]}


def test_reports_of_the_same_incident_are_found() -> None:
    pool = [report("a", "1", QUAY), report("b", "1", QUAY_AGAIN), report("c", "2", FIRE)]
    figures, _, recalls = measure(pool, pool, [record("1"), record("2")])
    assert recalls == {"a": 1.0, "b": 1.0}
    for name in ("recall_at_5", "offered_recall_at_5", "offered_right", "nothing_offered", "nothing_related"):
        assert figures[name] == pytest.approx(1.0), name


@pytest.mark.parametrize(("people", "share"), [(("Jon Sample",), 0.5), (("Anselm Vorrick",), 1.0)])
def test_what_is_offered_without_need_counts_unless_it_is_of_the_story(people: tuple[str, ...], share: float) -> None:
    pool = [report("a", "1", QUAY), report("b", "2", TRIAL), report("c", "3", FIRE), report("d", "4", "Rain fell.")]
    records = [record("1", "Anselm Vorrick"), record("2", *people), record("3"), record("4")]
    figures, _, recalls = measure(pool, pool, records)
    assert recalls == {}
    assert figures["nothing_related"] == pytest.approx(share)
    assert figures["nothing_offered"] == pytest.approx(share)


def test_on_the_gold_data(data_dir: Any) -> None:
    from dateline.evaluate import evaluate
    from dateline.settings import Settings

    found = evaluate("background", data_dir, Settings(), limit=20)
    assert found.metrics["recall_at_5"] > 0.8
    assert found.metrics["nothing_offered"] > 0.8
