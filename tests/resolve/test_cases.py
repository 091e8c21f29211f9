"""What users of other systems complain about: places, times and numbers read by all steps (the tables are in cases/).

A case names what is wanted and nothing more: a key that it leaves out may have any value.

- `places`: mentions by what is written, with what they resolve to; `id = 0` is none, `country = ""` is none.
- `no_place`: what is written there is resolved to no place. `never`: ids of the gazetteer that no mention has.
- `event_place`, `event_date`: those of the incident, {} where it has none.
- `no_later_than`: the bound of a date that is not told.
- `times`: expressions by what is written. `no_time`: what is written there is no time.
- `tolls`: claims that are made, `never_tolls` those that no account makes; `total` is that of the incident.

`of` takes the first account of that type for the main one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate.incidents import reconcile_alone
from dateline.model import Account, Doc, Incident, PlaceValue, Span, TimeValue, TollRange, TollValue
from dateline.pipeline import Step, load_steps
from dateline.settings import Settings
from tests.annotate.articles import make_article

FOLDER = Path(__file__).parent / "cases"
#: File -> how many cases it holds.
TABLES = {"places": 54, "times": 42, "numbers": 30}
#: A Wednesday.
PUBLISHED = "2014-12-17"
Case = Mapping[str, Any]


def read_cases(table: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{table}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def all_cases() -> Iterator[Any]:
    for table in TABLES:
        for case in read_cases(table):
            yield pytest.param(case, id=f"{table}-{case['id']}")


@cache
def steps() -> Sequence[Step]:
    return load_steps(Settings())


def read(case: Case) -> Doc:
    article = make_article(case["text"], title=case.get("title"), related=tuple(case.get("related", ())))
    published = case.get("published", PUBLISHED) or None
    docs = [Doc(replace(article, published=published, outlet=case.get("outlet")))]
    for step in steps():
        docs = step(docs)
    return docs[0]


def test_tables_hold_what_they_promise() -> None:
    for table, count in TABLES.items():
        cases = read_cases(table)
        assert len(cases) == len({case["id"] for case in cases}) == count
        assert all(len(case["complaint"]) > 20 for case in cases)


@pytest.mark.parametrize("case", list(all_cases()))
def test_case(case: Case) -> None:
    doc = read(case)
    wrong = [*_wrong_places(case, doc), *_wrong_times(case, doc)]
    account = _account(case, doc)
    incident = reconcile_alone(account, doc.article) if account is not None else None
    wrong += [
        *_wrong_event(case, account, incident),
        *_wrong_tolls(case, account, incident),
        *_unwanted_tolls(case, doc),
    ]
    assert not wrong, "\n".join(wrong)


def _account(case: Case, doc: Doc) -> Account | None:
    return next((each for each in doc.accounts if case.get("of") in (None, each.type)), None)


def _at(doc: Doc, written: str) -> list[Span]:
    """Return where a text has some words; fails where it has not, so that no case passes on what it does not hold."""
    found = []
    for part in ("title", "text"):
        text = doc.article.part(part) if part == "text" or doc.article.title else ""
        words = re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", text)
        found += [Span(part, match.start(), match.end()) for match in words]
    assert found, f"{written!r} is not in the text"
    return found


def _differences(wanted: Case, value: PlaceValue | TimeValue) -> Iterator[str]:
    names = {"id": "geonameid"}
    for key, expected in wanted.items():
        if key == "written":
            continue
        found = getattr(value, names.get(key, key))
        if key in ("earliest", "latest"):
            found = found and found[:10]
        if found != expected and (found or expected):
            yield f"{key} is {found!r}, not {expected!r}"


def _wrong_places(case: Case, doc: Doc) -> Iterator[str]:
    for wanted in case.get("places", ()):
        for span in _at(doc, wanted["written"]):
            place = next((each for each in doc.places if each.span == span), None)
            if place is None:
                yield f"{wanted['written']}: no place"
            else:
                yield from (f"{wanted['written']}: {why}" for why in _differences(wanted, place.value))
    for written in case.get("no_place", ()):
        for span in _at(doc, written):
            for place in doc.places:
                if place.span.overlaps(span) and (place.value.geonameid or place.value.country):
                    yield f"{written}: is {place.value.name}, {place.value.country}"
    found = {place.value.geonameid for place in doc.places}
    yield from (f"some place is {each}" for each in case.get("never", ()) if each in found)


def _wrong_times(case: Case, doc: Doc) -> Iterator[str]:
    for wanted in case.get("times", ()):
        [span] = _at(doc, wanted["written"])
        time = next((each for each in doc.times if each.span == span), None)
        if time is None:
            written = [doc.article.written(each.span) for each in doc.times]
            yield f"{wanted['written']}: no time; there are {written}"
        else:
            yield from (f"{wanted['written']}: {why}" for why in _differences(wanted, time.value))
    for written in case.get("no_time", ()):
        for span in _at(doc, written):
            yield from (f"{written}: is {time.value}" for time in doc.times if time.span.overlaps(span))


def _wrong_event(case: Case, account: Account | None, incident: Incident | None) -> Iterator[str]:
    for key, field in (("event_place", "place"), ("event_date", "date")):
        if (wanted := case.get(key)) is None:
            continue
        held = incident.values.get(field) if incident is not None else None
        if account is None:
            yield f"{key}: no account"
        elif not wanted:
            yield from (f"{key}: is {each.value}" for each in [held] if each is not None)
        elif held is None or not isinstance(held.value, PlaceValue | TimeValue):
            yield f"{key}: none"
        else:
            yield from (f"{key}: {why}" for why in _differences(wanted, held.value))
    if (bound := case.get("no_later_than")) is not None:
        unknown = account.unknown.get("date") if account is not None else None
        if unknown is None or unknown.latest != bound:
            yield f"no_later_than: {unknown}"


def _wrong_tolls(case: Case, account: Account | None, incident: Incident | None) -> Iterator[str]:
    claims = [each for each in account.claims if isinstance(each.value, TollValue)] if account is not None else []
    made = [(each.field, each.value, each.written) for each in claims]
    for wanted in case.get("tolls", ()):
        if not any(_is_toll(wanted, field, value) for field, value, _ in made):
            yield f"no claim of {wanted}; there are {made}"
    for field, bounds in case.get("total", {}).items():
        held = incident.values.get(field) if incident is not None else None
        found = held.value if held is not None else None
        numbers = [found.low, found.best, found.high] if isinstance(found, TollRange) else []
        if [each if each is not None else -1 for each in numbers] != bounds:
            yield f"total {field} is {numbers}, not {bounds}; claims: {made}"


def _unwanted_tolls(case: Case, doc: Doc) -> Iterator[str]:
    for unwanted in case.get("never_tolls", ()):
        for claim in (claim for account in doc.accounts for claim in account.claims):
            if isinstance(claim.value, TollValue) and _is_toll(unwanted, claim.field, claim.value):
                yield f"claim of {unwanted}: {claim.written!r}"


def _is_toll(wanted: Case, field: str, value: object) -> bool:
    """Tell whether a toll is as wanted. An open bound is written -1."""
    assert isinstance(value, TollValue)
    bounds = {"low": -1 if value.low is None else value.low, "high": -1 if value.high is None else value.high}
    told = {"field": field, "scope": value.scope, "word": value.word, "of": value.of, "number": value.number, **bounds}
    return all(told[key] == expected for key, expected in wanted.items())
