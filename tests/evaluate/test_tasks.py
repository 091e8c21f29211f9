"""Each task's scoring on small cases worked out by hand, and reports with their gains and losses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.evaluate import TASKS, evaluate
from dateline.evaluate.attribution import covered_tokens, match_attributions
from dateline.evaluate.incidents import Reading, figures_right, gold_people, same_city, score, surname
from dateline.evaluate.metrics import Prf
from dateline.evaluate.muc4 import role_of
from dateline.evaluate.report import Change, Report, changes, changes_text, load_report
from dateline.evaluate.scores import below_floor, table
from dateline.model import (
    Claim,
    FieldValue,
    Incident,
    Mention,
    PartyValue,
    PlaceValue,
    Span,
    ThingValue,
    TimeValue,
    TollRange,
    TollValue,
    Value,
)
from dateline.settings import Settings


def make_incident(incident_id: str = "i1", **values: object) -> Incident:
    fields = {name: FieldValue(name, value, ()) for name, value in values.items()}  # type: ignore[arg-type]
    return Incident(incident_id, "shooting", "happened", False, None, None, 1, 1, (), fields)


def make_place(name: str, admin2: str | None = None) -> PlaceValue:
    return PlaceValue(1, name, "US", "Ohio", admin2, 40.0, -80.0, "city")


DAY = TimeValue("DATE", "2016-10-01", "2016-10-01", "2016-10-01", "day")
RECORD = {"killed": 1, "injured": 0, "date": "2016-10-01", "city_or_county": "Springfield", "participants": []}


def test_figures_right_all() -> None:
    incident = make_incident(killed=TollRange(1, 1, 1), date=DAY, place=make_place("Springfield"))
    assert figures_right(incident, RECORD) == {"killed": True, "injured": True, "date": True, "city": True}


def test_figures_right_no_claim_is_zero() -> None:
    assert figures_right(None, RECORD) == {"killed": False, "injured": True, "date": False, "city": False}


def test_figures_right_a_week_is_no_day() -> None:
    week = TimeValue("DATE", "2016-W39", "2016-09-26", "2016-10-02", "week")
    assert not figures_right(make_incident(date=week), RECORD)["date"]


@pytest.mark.parametrize(
    ("place", "wanted", "expected"),
    [
        (make_place("St. Paul"), "St Paul", True),
        (make_place("Springfield"), "Shelbyville", False),
        (make_place("Springfield", "Clark County"), "Clark (county)", True),
        (make_place("Clark"), "Clark (county)", True),
        (make_place("Springfield", "Clark County"), "Clark", False),
    ],
)
def test_same_city(place: PlaceValue, wanted: str, expected: bool) -> None:
    assert same_city(place, wanted) is expected


def test_surname_without_suffix() -> None:
    assert surname("Ann B. Example Jr.") == "example"
    assert surname("...") == ""


def test_gold_people_by_status() -> None:
    people = [
        {"name": "Ann Example", "status": "Killed"},
        {"name": "Bo Sample", "status": "Injured, Arrested"},
        {"name": None, "status": "Killed"},
        {"name": "Cy Instance", "status": "Unharmed"},
    ]
    assert gold_people({"participants": people}) == {("example", "killed"), ("sample", "injured")}


def test_score_groups_and_people() -> None:
    gold = {
        "1": RECORD | {"participants": [{"name": "Ann Example", "status": "Killed"}]},
        "2": RECORD,
    }
    reports = [{"id": "a", "incident_id": "1"}, {"id": "b", "incident_id": "1"}, {"id": "c", "incident_id": "2"}]
    one = make_incident("i1", killed=TollRange(1, 1, 1))
    readings = {"a": Reading(None, one, one), "b": Reading(None, None, one)}
    report = score(reports, gold, readings, {"i1": {("example", "killed"), ("other", "killed")}})
    assert report.metrics["pair_f1"] == 1.0
    assert report.metrics["report_killed"] == pytest.approx(1 / 3)
    assert report.metrics["merged_killed"] == pytest.approx(2 / 3)
    assert report.metrics["people_precision"] == 0.5
    assert report.metrics["people_recall"] == 1.0
    assert report.documents["a"] == 0.5  # killed and injured right, no day, no city


def test_attribution_tokens_and_matching() -> None:
    text = "She said that rain fell, he added."
    first = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 23)]}
    assert len(covered_tokens(text, [first], "content")) == 3
    # Overlaps in every part: right. Overlaps in content alone: not.
    near = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(14, 18)]}
    other = {"source": [(25, 27)], "cue": [(28, 33)], "content": [(9, 23)]}
    assert match_attributions([near], [first]) == Prf(1, 0, 0)
    assert match_attributions([other], [first]) == Prf(0, 1, 1)
    # Gold without a source: any source will do.
    assert match_attributions([near], [{**first, "source": []}]) == Prf(1, 0, 0)


PLACED = Span("text", 0, 10)


def make_claim(field: str, value: Value) -> Claim:
    return Claim("c", "a", field, PLACED, "guerrillas", value, (), "asserted", 0.5)


@pytest.mark.parametrize(
    ("field", "value", "mention", "role"),
    [
        ("target", ThingValue("bridge", "infrastructure"), None, "Target"),
        ("weapon", ThingValue("bomb", "explosive"), None, "Weapon"),
        ("victim", PartyValue("Ana Ruiz", None, "person"), None, "Victim"),
        ("victim", PartyValue("farmers", None, "civilians"), None, None),
        ("victim", PartyValue(None, None, "person", role="farmer"), None, None),
        ("victim", PartyValue("soldiers", None, "state_force"), None, None),
        ("perpetrator", PartyValue("guerrillas", None, "armed_group"), None, "PerpInd"),
        ("perpetrator", PartyValue("Green Column", None, "armed_group"), "armed_group", "PerpOrg"),
        ("perpetrator", PartyValue("them", "green.column", "armed_group"), None, "PerpOrg"),
        ("side_b", PartyValue("guerrillas", None, "armed_group"), None, None),
        ("killed", TollValue(3, 3), None, None),
    ],
)
def test_muc4_role_of(field: str, value: Value, mention: str | None, role: str | None) -> None:
    mentions = [Mention(PLACED, mention)] if mention else []
    assert role_of(make_claim(field, value), mentions) == role


def test_changes_gains_and_losses() -> None:
    before = Report("times", {"value_f1": 0.5}, {}, {"a": 0.2, "b": 0.9, "c": 0.5, "gone": 1.0})
    after = Report("times", {"value_f1": 0.6}, {}, {"a": 0.6, "b": 0.8, "c": 0.5, "new": 1.0})
    assert changes(before, after) == ([Change("a", 0.2, 0.6)], [Change("b", 0.9, 0.8)])
    assert "value_f1: 0.5000 -> 0.6000" in changes_text(before, after)


def test_report_round_trip(tmp_path: Path) -> None:
    report = Report("times", {"value_f1": 0.5}, {"value_f1": "77.6"}, {"a": 0.25})
    path = tmp_path / "times.json"
    path.write_text(json.dumps(report.to_json()))
    assert load_report(path, task="times") == report
    with pytest.raises(UsageError, match=r"'times'.*'muc4'"):
        load_report(path, task="muc4")


@pytest.mark.parametrize(
    "text", ["[]", '{"task": "times", "metrics": 5, "beside": {}, "documents": {}}', '{"task": "times"}', "{"]
)
def test_report_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "times.json").write_text(text)
    with pytest.raises(UsageError, match=r"times\.json"):
        load_report(tmp_path / "times.json", task="times")


def test_below_floor_names_the_figure() -> None:
    report = Report("places", {"span_f1": 0.4, "mean_error_km": 500.0})
    assert below_floor(report, {"span_f1": 0.4, "mean_error_km": 500.0}) == []
    assert [line.split(":")[0] for line in below_floor(report, {"span_f1": 0.5, "mean_error_km": 400.0})] == [
        "places span_f1",
        "places mean_error_km",
    ]
    errors = Report("factuality", {"mae": 0.6, "pearson_r": 0.6})
    assert below_floor(errors, {"mae": 0.7, "pearson_r": 0.5}) == []
    assert len(below_floor(errors, {"mae": 0.5, "pearson_r": 0.7})) == 2


def test_table_has_a_column_for_each_part_that_was_measured() -> None:
    report = Report("places", {"span_f1": 0.4, "mean_error_km": 500.04}, {"span_f1": "0.3, a floor"})
    parts = {"rules alone": {"places": {"span_f1": 0.25}}, "reader alone": {"names": {"name_f1": 0.5}}}
    lines = table(report, parts).splitlines()
    assert "| figure | rules alone | value | beside |" in lines
    assert "| span_f1 | 0.250 | 0.400 | 0.3, a floor |" in lines
    assert "| mean_error_km |  | 500.0 |  |" in lines


def test_evaluate_unknown_task_names_the_tasks(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"'weather'.*{next(iter(TASKS))}"):
        evaluate("weather", tmp_path, Settings())


@pytest.mark.parametrize("task", TASKS)
def test_evaluate_without_data_names_the_file(task: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold data"):
        evaluate(task, tmp_path, Settings())
