"""Finding incidents by filter and by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import NotFoundError, UsageError
from dateline.model import Incident, TollRange
from dateline.store import IncidentFilter, Store, open_store
from tests.store.factories import (
    make_account,
    make_article,
    make_doc,
    make_incident,
    make_place,
    make_run,
    put_incidents,
)

AT = "2024-01-02T00:00:00Z"
ARTICLES = [make_article(f"https://example.org/{number}") for number in range(6)]
ACCOUNTS = [make_account(article) for article in ARTICLES]

INCIDENTS = {
    "full": make_incident(
        ACCOUNTS[0],
        ACCOUNTS[1],
        day=("2014-12-16", "2014-12-16"),
        place=make_place("Bogotá", country="XA"),
        killed=TollRange(5, 9, 12),
        parties={"perpetrator": [("the Aville Front", "xa.front"), (None, None)], "victim": [("villagers", None)]},
    ),
    "week": make_incident(ACCOUNTS[2], day=("2014-12-15", "2014-12-21"), killed=TollRange(5, None, None)),
    "open": make_incident(
        ACCOUNTS[3], day=(None, "2014-12-10"), type="shooting", place=make_place("Beham", country="XB")
    ),
    "zero": make_incident(ACCOUNTS[4], day=("2013-01-01", "2013-01-01"), killed=TollRange(0, 0, 0)),
    "none": make_incident(ACCOUNTS[5]),
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("incidents")
    with open_store(f"sqlite:///{folder / 'dateline.db'}") as store:
        store.add_batch(make_run(), [make_doc(*pair) for pair in zip(ARTICLES, ACCOUNTS, strict=True)], {}, [], AT)
        put_incidents(store, list(INCIDENTS.values()))
        yield store


def names(found: list[Incident]) -> list[str]:
    by_account = {incident.members[0].account_id: name for name, incident in INCIDENTS.items()}
    return [by_account[incident.members[0].account_id] for incident in found]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(IncidentFilter(), ["full", "week", "open", "zero", "none"], id="latest day first, no day last"),
        pytest.param(IncidentFilter(limit=2), ["full", "week"], id="limit"),
        pytest.param(IncidentFilter(limit=0), [], id="limit of none"),
        pytest.param(IncidentFilter(since="2014-12-16"), ["full", "week"], id="since"),
        pytest.param(IncidentFilter(since="2014-12-18"), ["week"], id="since, within a week"),
        pytest.param(IncidentFilter(until="2014-12-14"), ["open", "zero"], id="until"),
        pytest.param(IncidentFilter(since="2014-12-10", until="2014-12-10"), ["open"], id="day with an open end"),
        pytest.param(IncidentFilter(type="shooting"), ["open"], id="type"),
        pytest.param(IncidentFilter(type="no such"), [], id="no such type"),
        pytest.param(IncidentFilter(country="xa"), ["full"], id="country in small letters"),
        pytest.param(IncidentFilter(place="bogota"), ["full"], id="place without its accent"),
        pytest.param(IncidentFilter(place="UPPER"), ["full", "open"], id="province"),
        pytest.param(IncidentFilter(place="%"), [], id="place takes no wildcard"),
        pytest.param(IncidentFilter(actor="xa.front"), ["full"], id="actor by id"),
        pytest.param(IncidentFilter(actor="aville front"), ["full"], id="actor by name"),
        pytest.param(IncidentFilter(actor="villager"), ["full"], id="any party"),
        pytest.param(IncidentFilter(actor="_"), [], id="actor takes no wildcard"),
        pytest.param(IncidentFilter(min_killed=6), ["full"], id="best figure"),
        pytest.param(IncidentFilter(min_killed=5), ["full", "week"], id="else the lowest"),
        pytest.param(IncidentFilter(min_killed=0), ["full", "week", "zero"], id="unknown is not zero"),
        pytest.param(IncidentFilter(type="bombing", min_killed=1, until="2014-12-15"), ["week"], id="all must hold"),
    ],
)
def test_find_incidents(known: Store, wanted: IncidentFilter, found: list[str]) -> None:
    assert names(known.find_incidents(wanted)) == found


@pytest.mark.parametrize(
    "wanted",
    [
        IncidentFilter(since="yesterday"),
        IncidentFilter(until="2014-13-01"),
        IncidentFilter(limit=-1),
        IncidentFilter(min_killed=2**80),
    ],
)
def test_a_faulty_filter_is_refused(known: Store, wanted: IncidentFilter) -> None:
    with pytest.raises(UsageError, match="give "):
        known.find_incidents(wanted)


def test_incidents_come_back_as_they_were_given(known: Store) -> None:
    found = known.find_incidents(IncidentFilter())
    assert [replace(incident, id="") for incident in found] == list(INCIDENTS.values())
    assert [known.incident(incident.id) for incident in found] == found
    assert [known.incident_redirect(incident.id) for incident in found] == [None] * len(found)


def test_no_such_incident(known: Store) -> None:
    with pytest.raises(NotFoundError, match="no incident 'i0' is stored"):
        known.incident("i0")


def test_find_since_a_run(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/runs.db") as store:
        pairs = list(zip(ARTICLES, ACCOUNTS, strict=True))
        store.add_batch(make_run("first"), [make_doc(*pair) for pair in pairs[:2]], {}, [], AT)
        store.add_batch(make_run("second"), [make_doc(*pair) for pair in pairs[2:3]], {}, [], AT)
        put_incidents(store, [make_incident(account) for account in ACCOUNTS[:3]])
        later = store.find_incidents(IncidentFilter(since_run="first"))
        assert [incident.members[0].account_id for incident in later] == [ACCOUNTS[2].id]
        assert store.find_incidents(IncidentFilter(since_run="second")) == []
        assert store.info()["last_run"] == "second"
        with pytest.raises(UsageError, match="'third'"):
            store.find_incidents(IncidentFilter(since_run="third"))
