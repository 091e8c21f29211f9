"""Prints the id of the incident that most reports tell of, for `make demo`."""

from __future__ import annotations

import sys

from dateline.store import IncidentFilter, open_store

with open_store(sys.argv[1], create=False) as store:
    print(max(store.find_incidents(IncidentFilter()), key=lambda incident: (incident.articles, incident.id)).id)
