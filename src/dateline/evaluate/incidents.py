"""Reports of armed violence grouped into incidents, with their tolls, days, cities and people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from dateline.errors import UsageError
from dateline.evaluate.data import load_lines
from dateline.evaluate.incidents_gold import gold_people, same_city, surname
from dateline.evaluate.merges import Merge, is_right, merge_figures
from dateline.evaluate.metrics import Prf, b_cubed, compare_sets, groups, pairwise
from dateline.evaluate.report import Report
from dateline.evaluate.settings_told import setting_metrics
from dateline.extract.full_names import name_key
from dateline.model import (
    Account,
    Article,
    Cluster,
    Incident,
    Member,
    PartyValue,
    PlaceValue,
    TimeValue,
    TollRange,
)
from dateline.pipeline import read_into_store
from dateline.reconcile import reconcile
from dateline.settings import Settings
from dateline.store import IncidentFilter, Store, open_store

#: The time of reading decides nothing; a fixed one makes two runs the same to the byte.
READ_AT = "2000-01-01T00:00:00+00:00"
REPORT_KEYS = ("id", "incident_id", "title", "published", "url", "text")
INCIDENT_KEYS = ("incident_id", "killed", "injured", "date", "city_or_county", "latitude", "longitude", "participants")
FIGURES: tuple[str, ...] = ("killed", "injured", "date", "city")
BESIDE: Mapping[str, str] = {
    "pair_f1": "floor 0.627, TF-IDF within 14 days at its best threshold",
    "b3_f1": "floor 0.880, the same; 0.733 singletons alone",
    "report_killed": "floor 0.762, regular expression",
    "report_injured": "floor 0.570, regular expression",
    "report_date": "floor 0.378, the publication date",
    "report_city": "the city's name stands in the text of 0.864",
    "sure_merges_right": "aim 0.99: reports that an incident has from a chance of 0.95 on",
    "several_killed": "aim 0.93: of gold incidents with two reports and more, the incident that has most of them",
    "several_injured": "aim 0.87, the same",
    "several_date": "aim 0.95, the same",
    "several_city": "aim 0.90, the same",
    "people_recall": "a victim's surname stands in the reports of 0.79 of incidents",
}


#: Incident -> (surname, status) of those whom it has as killed or injured.
People = dict[str, set[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the store holds of one report: its main account, and the incident of that."""

    account: Account | None
    alone: Incident | None
    incident: Incident | None


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Read incidents dev into a real store and score grouping, tolls, day, city and people."""
    reports, gold = load_gold(data, limit=limit)
    readings, people = read_dev(data, settings, limit)
    return score(reports, gold, readings, people)


@lru_cache(maxsize=1)
def read_dev(data: Path, settings: Settings, limit: int | None) -> tuple[dict[str, Reading], People]:
    """Read incidents dev into a real store; return the reading of each report, and whom each incident has as hurt.

    Remembered: another task measures the same.
    """
    reports, _ = load_gold(data, limit=limit)
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/incidents.db") as store:
        source = Path(folder) / "reports.jsonl"
        write_reports(source, reports)
        read_into_store(store, [str(source)], settings=settings, at=READ_AT)
        readings = main_readings(store)
        people = {incident.id: people_hurt(store, incident) for incident in store.find_incidents(IncidentFilter())}
    return readings, people


def load_gold(data: Path, *, limit: int | None = None) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the dev reports, and by id the records of incidents. Raises UsageError for a report without its record."""
    reports = load_lines(data, "incidents/dev_reports.jsonl", REPORT_KEYS)[:limit]
    incidents = load_lines(data, "incidents/dev_incidents.jsonl", INCIDENT_KEYS)
    gold = {record["incident_id"]: record for record in incidents}
    if untold := [report["id"] for report in reports if report["incident_id"] not in gold]:
        raise UsageError(f"report {untold[0]!r} in {str(data)!r} is of no known incident; fetch the gold data again")
    return reports, gold


def write_reports(path: Path, reports: Sequence[Mapping[str, Any]]) -> None:
    """Write reports as JSON lines to be read, without what gold says of them."""
    with path.open("w", encoding="utf-8") as lines:
        for report in reports:
            kept = {key: report[key] for key in REPORT_KEYS if key != "incident_id" and key in report}
            lines.write(json.dumps(kept) + "\n")


def main_readings(store: Store) -> dict[str, Reading]:
    """Return by input id the main account of each report, reconciled alone and in its incident."""
    articles, mains = store.articles(), main_accounts(store)
    incident_of = {
        member.account_id: incident
        for incident in store.find_incidents(IncidentFilter())
        for member in incident.members
    }
    readings = {}
    for article in articles.values():
        main = mains.get(str(article.input_id))
        alone = None if main is None else reconcile_alone(main, article)
        readings[str(article.input_id)] = Reading(main, alone, None if main is None else incident_of.get(main.id))
    return readings


def main_accounts(store: Store) -> dict[str, Account]:
    """Return by input id the main account of each report that has any account."""
    first: dict[str, Account] = {}
    for account in store.accounts():
        kept = first.get(account.article_id)
        if kept is None or (account.role == "main" and kept.role != "main"):
            first[account.article_id] = account
    return {str(article.input_id): first[article.id] for article in store.articles().values() if article.id in first}


def reconcile_alone(account: Account, article: Article) -> Incident:
    """Return what one account comes to by the same rules as an incident of many."""
    member = Member(account.id, article.id, account.role, 1.0, "alone")
    return reconcile(
        Cluster((member,)),
        accounts={account.id: account},
        articles={article.id: article},
        copies={article.id: article.id},
        reviews={},
    )


def people_hurt(store: Store, incident: Incident) -> set[tuple[str, str]]:
    """Return (surname, status) of the people whom claims of an incident name as killed or injured.

    One whom some claims have injured and others killed has died since.
    """
    accounts = store.accounts_by_id([member.account_id for member in incident.members])
    claims = [claim for account in accounts.values() for claim in account.claims if claim.stance != "denied"]
    people = [claim.value for claim in claims if isinstance(claim.value, PartyValue) and claim.value.kind == "person"]
    told: dict[str, str] = {}
    for person in people:
        if person.name and person.status == "killed":
            told[name_key(person.name)] = "killed"
        elif person.name and person.status == "injured":
            told.setdefault(name_key(person.name), "injured")
    return {(surname(name), status) for name, status in told.items()}


def score(
    reports: Sequence[Mapping[str, Any]],
    gold: Mapping[str, Mapping[str, Any]],
    readings: Mapping[str, Reading],
    people: Mapping[str, set[tuple[str, str]]],
) -> Report:
    """Score what was read. A report without an account is an incident of its own, with no toll, day or city."""
    wanted = {report["id"]: report["incident_id"] for report in reports}
    found = group_reports(wanted, readings)
    pairs, b3 = pairwise(found, wanted), b_cubed(found, wanted)
    metrics = pairs.to_metrics("pair") | {"b3_f1": b3.f1, "b3_precision": b3.precision, "b3_recall": b3.recall}
    metrics |= merge_figures(find_merges(found, wanted, readings))
    documents: dict[str, float] = {}
    for level in ("report", "merged"):
        marks: dict[str, list[bool]] = {figure: [] for figure in FIGURES}
        told: list[tuple[Incident | None, Mapping[str, Any]]] = []
        for report in reports:
            reading = readings.get(report["id"], Reading(None, None, None))
            incident = reading.alone if level == "report" else reading.incident
            told.append((incident, gold[report["incident_id"]]))
            right = figures_right(incident, gold[report["incident_id"]])
            for figure in FIGURES:
                marks[figure].append(right[figure])
            if level == "report":
                documents[report["id"]] = mean(right.values())
        metrics |= {f"{level}_{figure}": mean(marks[figure]) for figure in FIGURES if marks[figure]}
        metrics |= setting_metrics(level, told)
    hurt = Prf()
    several: list[dict[str, bool]] = []
    incidents = {reading.incident.id: reading.incident for reading in readings.values() if reading.incident}
    for incident_id, report_ids in sorted(groups(wanted).items(), key=str):
        record = gold[str(incident_id)]
        likeliest = Counter(found[report_id] for report_id in report_ids).most_common()
        best = min(likeliest, key=lambda entry: (-entry[1], entry[0]))[0]
        hurt += compare_sets(people.get(best, set()), gold_people(record))
        if len(report_ids) > 1:
            several.append(figures_right(incidents.get(best), record))
    metrics |= hurt.to_metrics("people")
    metrics |= {f"several_{figure}": mean(each[figure] for each in several) for figure in FIGURES if several}
    return Report("incidents", metrics, BESIDE, documents)


def group_reports(reports: Iterable[str], readings: Mapping[str, Reading]) -> dict[str, str]:
    """Return the incident of each report; one without an account is a group of its own."""
    return {
        report: reading.incident.id
        if (reading := readings.get(report)) is not None and reading.incident is not None
        else f"none: {report}"
        for report in reports
    }


def find_merges(
    found: Mapping[str, str], wanted: Mapping[str, Hashable], readings: Mapping[str, Reading]
) -> list[Merge]:
    """Return the reports that were put with others, and the chance that each incident gives them."""
    merges = []
    for held in groups(found).values():
        for report in held if len(held) > 1 else ():
            reading = readings[report]
            if reading.incident is None or reading.account is None:
                continue
            chance = next(one.score for one in reading.incident.members if one.account_id == reading.account.id)
            others = [other for other in held if other != report]
            merges.append(Merge(chance, is_right(report, others, wanted)))
    return merges


def figures_right(incident: Incident | None, record: Mapping[str, Any]) -> dict[str, bool]:
    """Return which figures of a gold record an incident has right. A toll without a claim counts as 0 here."""
    values = {} if incident is None else {name: value.value for name, value in incident.values.items()}
    date, place = values.get("date"), values.get("place")
    return {
        "killed": _best(values.get("killed")) == record["killed"],
        "injured": _best(values.get("injured")) == record["injured"],
        "date": isinstance(date, TimeValue) and date.earliest == date.latest == record["date"],
        "city": isinstance(place, PlaceValue) and same_city(place, record["city_or_county"]),
    }


def _best(toll: object) -> int:
    if not isinstance(toll, TollRange):
        return 0
    return toll.best if toll.best is not None else (toll.low or 0)
