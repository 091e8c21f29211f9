"""Reports that contradict one another: read by all steps into one store, linked and reconciled (tables in cases/).

Each case is some short reports and the incidents that they come to. All stand in one store, so that a case also fails
where its reports are taken together with those of another. A key that an incident leaves out may have any value.

- `reports`: all that tell of it, each by its letter; `optional` may tell of it or not.
- `status`, `type`, `date` (its day), `place` (its name), `sources` (how many are independent).
- `killed`, `injured`, `abducted`: [low, best, high], -1 for an open one; `sides`: those killed of each side.
- `against`: figures that claims against a field tell; `parties`: words that the names of a field hold, one name each.
- `roles`: role of the account of a report. `denies`: whose denial of responsibility is against its being blamed.
- `over_time`: by field, [day, low, best, high] after each publication that changed it.
- `one_source`: reports that count as one, with a word of the reason; `notices`: corrections and retractions.

No other violent event may come of the reports of a case; what did not happen is none.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.model import Incident, PlaceValue, Record, TimeValue, TollRange, TollValue
from dateline.pipeline import read_into_store
from dateline.schema import incident_types
from dateline.settings import Settings
from dateline.store import IncidentFilter, open_store

FOLDER = Path(__file__).parent / "cases"
TABLES = {"tolls": 19, "claims": 14, "linking": 7}
AT = "2020-01-01T00:00:00+00:00"
VIOLENT = ("attack", "abduction", "abuse", "unrest")
TOLLS = ("killed", "injured", "abducted")
Case = Mapping[str, Any]


def read_cases(table: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{table}.toml").read_text(encoding="utf-8"))["case"]
    return cases


CASES = {f"{table}-{case['id']}": case for table in TABLES for case in read_cases(table)}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder = tmp_path_factory.mktemp("conflicts")
    lines = [
        json.dumps({**report, "id": f"{name}/{report['id']}"})
        for name, case in CASES.items()
        for report in case["reports"]
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with open_store(f"sqlite:///{folder}/conflicts.db") as store:
        read_into_store(store, [str(folder / "reports.jsonl")], settings=Settings(), at=AT)
        return [store.record(incident.id) for incident in store.find_incidents(IncidentFilter())]


def test_tables_hold_what_they_promise() -> None:
    for table, count in TABLES.items():
        cases = read_cases(table)
        assert len(cases) == len({case["id"] for case in cases}) == count
        assert all(len(case["complaint"]) > 20 for case in cases)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, records: Sequence[Record]) -> None:
    own = [record for record in records if any(told.startswith(f"{name}/") for told in _reports(record))]
    strangers = {told for record in own for told in _reports(record) if not told.startswith(f"{name}/")}
    wrong = [f"joined with {sorted(strangers)}"] if strangers else []
    violent = [record for record in own if incident_types()[record.incident.type].family in VIOLENT]
    wanted = CASES[name]["incidents"]
    events, told = (
        sum(status != "did_not_happen" for status in statuses)
        for statuses in (
            [record.incident.status for record in violent],
            [incident.get("status", "happened") for incident in wanted],
        )
    )
    if events != told:
        wrong.append(f"{events} violent events, not {told}")
    for incident in wanted:
        record = next((each for each in violent if _fits(incident, name, each)), None)
        if record is None:
            wrong.append(f"no incident of {incident['reports']}")
        else:
            wrong += [f"{incident['reports']}: {why}" for why in _differences(incident, name, record)]
    if wrong:
        wrong += [_summary(record) for record in own]
    assert not wrong, "\n".join(wrong)


def _reports(record: Record) -> set[str]:
    return {str(record.articles[member.article_id].input_id) for member in record.incident.members}


def _summary(record: Record) -> str:
    incident = record.incident
    told = {name: value.value for name, value in incident.values.items()}
    return f"{incident.type} {incident.status} {sorted(_reports(record))}: {told}"


def _fits(wanted: Case, name: str, record: Record) -> bool:
    reports, optional = ({f"{name}/{each}" for each in wanted.get(key, ())} for key in ("reports", "optional"))
    return _reports(record) - optional == reports - optional


def _differences(wanted: Case, name: str, record: Record) -> Iterator[str]:
    incident = record.incident
    for key, found in (
        ("status", incident.status),
        ("type", incident.type),
        ("date", _day(incident)),
        ("place", _place(incident)),
        ("sources", incident.independent_sources),
        *((toll, _bounds(incident.values[toll].value) if toll in incident.values else None) for toll in TOLLS),
    ):
        if key in wanted and found != wanted[key]:
            yield f"{key} is {found!r}, not {wanted[key]!r}"
    for toll, figures in wanted.get("against", {}).items():
        held = _figures(record, incident.values[toll].claims_against) if toll in incident.values else []
        yield from (f"{figure} {toll} is not against; {held} are" for figure in figures if figure not in held)
    if "sides" in wanted:
        value = incident.values["killed_by_side"].value if "killed_by_side" in incident.values else {}
        found_sides = sorted(
            _bounds(value[side]) for side in ("a", "b") if isinstance(value, Mapping) and side in value
        )
        if found_sides != sorted(wanted["sides"]):
            yield f"killed by side is {found_sides}"
    roles = {record.articles[member.article_id].input_id: member.role for member in incident.members}
    for report, role in wanted.get("roles", {}).items():
        if roles.get(f"{name}/{report}") != role:
            yield f"role of {report} is {roles.get(f'{name}/{report}')}"
    yield from _wrong_parties(wanted, record)
    yield from _wrong_history(wanted, name, record)


def _wrong_parties(wanted: Case, record: Record) -> Iterator[str]:
    values = record.incident.values
    for field, names in wanted.get("parties", {}).items():
        parties = values[field].value if field in values else ()
        assert isinstance(parties, tuple)
        found = sorted(f"{party.name} {party.actor}".casefold() for party in parties)
        if len(found) != len(names) or any(not any(each.casefold() in one for one in found) for each in names):
            yield f"{field} is {found}"
    if (name := wanted.get("denies")) is not None:
        blamed = values.get("responsibility_blamed_on")
        denials = [record.claims[claim] for claim in blamed.claims_against] if blamed else []
        if not any(name in claim.written and claim.stance == "denied" for claim in denials):
            yield f"no denial by {name}"


def _wrong_history(wanted: Case, name: str, record: Record) -> Iterator[str]:
    incident = record.incident
    for toll, series in wanted.get("over_time", {}).items():
        changes = incident.values[toll].over_time if toll in incident.values else ()
        found = [[(change.published or "")[:10], *_bounds(change.value)] for change in changes]
        if found != series:
            yield f"{toll} over time is {found}"
        if not all(set(change.claims) <= record.claims.keys() and change.claims for change in changes):
            yield f"{toll} changes without a claim"
    letters = {article.id: str(article.input_id).removeprefix(f"{name}/") for article in record.articles.values()}
    for group in wanted.get("one_source", ()):
        sources = [({letters[each] for each in source.articles}, source.why) for source in incident.sources]
        if not any(set(group["reports"]) == held and group["why"] in why for held, why in sources):
            yield f"sources are {sources}"
    for notice in wanted.get("notices", ()):
        found_notices = [
            {"by": letters[each.by], "kind": each.kind, "of": sorted(letters[one] for one in each.articles)}
            for each in incident.notices
        ]
        if notice not in found_notices:
            yield f"notices are {found_notices}"


def _day(incident: Incident) -> str | None:
    value = incident.values["date"].value if "date" in incident.values else None
    if not isinstance(value, TimeValue):
        return None
    return value.earliest if value.earliest == value.latest else f"{value.earliest} to {value.latest}"


def _place(incident: Incident) -> str | None:
    value = incident.values["place"].value if "place" in incident.values else None
    return value.name if isinstance(value, PlaceValue) else None


def _bounds(value: object) -> list[int]:
    assert isinstance(value, TollRange)
    return [-1 if bound is None else bound for bound in (value.low, value.best, value.high)]


def _figures(record: Record, claims: Sequence[str]) -> list[int | None]:
    values = [record.claims[claim].value for claim in claims]
    return [value.number for value in values if isinstance(value, TollValue)]
