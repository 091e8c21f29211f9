"""`dateline incidents`, `show`, `explain`, `background` and `export`: what is known, and what it rests on."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import (
    ActorOption,
    CountryOption,
    LimitOption,
    MinKilledOption,
    PlaceOption,
    SinceOption,
    StoreOption,
    TextOption,
    TypeOption,
    UntilOption,
    open_existing,
)
from dateline.errors import UsageError

#: Incidents that the table shows where no limit is given; the other formats give all.
TABLE_LIMIT = 50


class Format(StrEnum):
    """How `dateline incidents` prints."""

    table = "table"
    json = "json"
    csv = "csv"


def register(app: typer.Typer) -> None:
    app.command()(incidents)
    app.command()(show)
    app.command()(explain)
    app.command()(background)
    app.command()(export)


def incidents(
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    place: PlaceOption = None,
    actor: ActorOption = None,
    min_killed: MinKilledOption = None,
    text: TextOption = None,
    limit: LimitOption = None,
    format: Annotated[Format, typer.Option("--format", help="table, json or csv.")] = Format.table,
) -> None:
    """List what is known: one line an incident. A dash means that no report says it, which is not zero."""
    from dateline.cli.tables import incident_table
    from dateline.formats import incident_to_json
    from dateline.schema import check_type
    from dateline.store import IncidentFilter

    shown = limit if limit is not None or format is not Format.table else TABLE_LIMIT
    if type is not None:
        check_type(type)
    chosen = IncidentFilter(
        since=since,
        until=until,
        type=type,
        country=country,
        place=place,
        actor=actor,
        min_killed=min_killed,
        text=text,
        limit=shown,
    )

    with open_existing(store) as opened:
        found = opened.find_incidents(chosen)
        input_ids = opened.input_ids(found)
        total = opened.info()["incidents"]
        stale = opened.stale()
    if stale:
        print(
            "dateline: a read was stopped before its end; `dateline reconcile` takes in what it stored", file=sys.stderr
        )
    if format is Format.table:
        incident_table(found, total=int(total))
        return
    bodies = [incident_to_json(incident, input_ids=input_ids) for incident in found]
    if format is Format.json:
        print(json.dumps(bodies, ensure_ascii=False, indent=1))
        return
    from dateline.export.csv import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    header = ["id", "type", "status", "date", "country", "place", "killed_best", "injured_best", "articles"]
    writer.writerow([*header, "independent_sources"])
    for body in bodies:
        where = body["place"] or {}
        cells = [
            body["id"],
            body["type"],
            body["status"],
            (body["date"] or {}).get("earliest"),
            where.get("country"),
            where.get("name"),
            (body["killed"] or {}).get("best"),
            (body["injured"] or {}).get("best"),
            body["articles"],
            body["independent_sources"],
        ]
        writer.writerow([safe_cell(cell) for cell in cells])


IncidentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The id of an incident (see `dateline incidents`).")
]


def show(incident_id: IncidentArgument, store: StoreOption = None) -> None:
    """Show one incident: each field, the claims for and against it, who says so, and the sentence."""
    from dateline.cli.tables import incident_page

    with open_existing(store) as opened:
        incident_page(opened.record(incident_id), story=opened.story_of(incident_id))


def explain(
    incident_id: IncidentArgument,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="Another incident: why are they two?")] = None,
    store: StoreOption = None,
) -> None:
    """Say why accounts were joined into an incident, or why two incidents were not joined."""
    from dateline.cli.tables import member_page, pair_page
    from dateline.link.explain import explain_joined, explain_pair

    with open_existing(store) as opened:
        record = opened.record(incident_id)
        accounts = list(record.accounts.values())
        if other is None:
            copies = opened.copy_groups(record.articles)
            member_page(record, explain_joined(accounts, record.articles, copies=copies))
            return
        against = opened.record(other)
        articles = {**record.articles, **against.articles}
        copies = opened.copy_groups(articles)
        pair_page(record, against, explain_pair(accounts, list(against.accounts.values()), articles, copies=copies))


class PageFormat(StrEnum):
    """How `dateline background` prints."""

    table = "table"
    json = "json"


def background(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article, yours or Dateline's.")],
    store: StoreOption = None,
    format: Annotated[PageFormat, typer.Option("--format", help="table or json.")] = PageFormat.table,
) -> None:
    """Show each paragraph of an article with the coverage behind it, and the related list; nothing where none fits."""
    from dateline.background import find_background
    from dateline.cli.tables import background_page
    from dateline.formats import background_to_json

    with open_existing(store) as opened:
        found = opened.article(article)
        behind = find_background(opened, found.id)
        offered = [each.article_id for each in (*behind.related, *(c for p in behind.paragraphs for c in p))]
        others = opened.articles(offered)
    if format is PageFormat.json:
        print(json.dumps(background_to_json(found, behind, others), ensure_ascii=False, indent=1))
    else:
        background_page(found, behind, others)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl, csv or geojson.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: stdout.")] = None,
    losses: Annotated[
        bool, typer.Option("--losses", help="Say what the format cannot hold, and write nothing.")
    ] = False,
    since_run: Annotated[
        str | None, typer.Option("--since-run", metavar="RUN", help="What later runs told of (see `store info`).")
    ] = None,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    country: CountryOption = None,
    place: PlaceOption = None,
    actor: ActorOption = None,
    min_killed: MinKilledOption = None,
    text: TextOption = None,
    limit: LimitOption = None,
) -> None:
    """Write a data set. Every cell leads back to its spans: in `evidence` (JSON lines) or `evidence_` columns."""
    from dateline.export import EXPORTERS, Exporter
    from dateline.schema import check_type
    from dateline.settings import dotted_paths, load_object, load_settings
    from dateline.store import IncidentFilter

    exporters = dict(EXPORTERS)
    for path in dotted_paths(load_settings().exporters):
        exporter = load_object(path, setting="exporters")
        if not isinstance(exporter, Exporter):
            raise UsageError(f"setting exporters: {path!r} is no dateline.export.Exporter")
        exporters[path.rpartition(".")[2]] = exporter
    if format not in exporters:
        raise UsageError(f"no export format {format!r}; there are {', '.join(exporters)}")
    if losses:
        print("\n".join(exporters[format].losses))
        return
    if type is not None:
        check_type(type)
    chosen = IncidentFilter(
        since=since,
        until=until,
        type=type,
        country=country,
        place=place,
        actor=actor,
        min_killed=min_killed,
        text=text,
        limit=limit,
        since_run=since_run,
    )
    with open_existing(store) as opened:
        records = opened.records(chosen)
        if output is None:
            exporters[format].write(records, sys.stdout)
            return
        with output.open("w", encoding="utf-8", newline="") as out:
            exporters[format].write(records, out)
    print(f"wrote {output}", file=sys.stderr)
