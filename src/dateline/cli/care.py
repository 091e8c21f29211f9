"""`dateline reconcile`, `issues`, `store`, `serve` and `evaluate`: looking after a store, showing it, measuring."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import LimitOption, StoreOption, open_existing, settings_with
from dateline.errors import UsageError
from dateline.wording import printable


def register(app: typer.Typer) -> None:
    app.command()(reconcile)
    app.command("relink")(reconcile)
    app.command()(issues)
    app.command()(serve)
    app.command()(evaluate)
    group = typer.Typer(no_args_is_help=True, help="Look after the store: info, migrate, check, backup.")
    for command in (info, migrate, check, backup):
        group.command()(command)
    app.add_typer(group, name="store")


def reconcile(store: StoreOption = None) -> None:
    """Drop all incidents and derive them again from the facts: the same ones, under the same ids."""
    from dateline.deriving import derive

    with open_existing(store) as opened:
        count = derive(opened, settings=settings_with(store=store), anew=True)
    print(f"{count} incidents")


def issues(
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the inputs that were set aside, with the reason."""
    from dateline.formats import record_to_json

    with open_existing(store) as opened:
        found = opened.issues()
    for issue in found:
        line = f"{issue.at}  {issue.source}: {issue.reason}"
        print(json.dumps(record_to_json(issue)) if as_json else printable(line))


def serve(
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; the default is this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8000,
) -> None:
    """Serve the web site and the API until stopped."""
    import uvicorn

    from dateline.background import find_background
    from dateline.serve import API_SCHEMA, create_app

    url = settings_with(store=store).store
    open_existing(store).close()  # says at once, and in one line, what is wrong with the store
    with listen(host, port) as listening, suppress(KeyboardInterrupt):
        name = f"[{host}]" if ":" in host else host
        print(
            f"Dateline is at http://{name}:{listening.getsockname()[1]}/ (API: {API_SCHEMA}); Ctrl-C stops it",
            flush=True,
        )
        uvicorn.Server(uvicorn.Config(create_app(url, find_background), log_level="warning")).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises UsageError naming the address that cannot be had."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(f"cannot listen at {host}:{port}: {error.strerror}; name another --host or --port") from error


def evaluate(
    task: Annotated[str, typer.Argument(metavar="TASK", help="incidents, muc4, ...: all are in docs/running.md.")],
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Gold data. Default: DATELINE_DATA.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole report, with a score for each document.")] = False,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="FILE", help="An earlier --json: list gains and losses.")
    ] = None,
    limit: LimitOption = None,
) -> None:
    """Score one task against gold data."""
    from dateline.evaluate import evaluate as run_task
    from dateline.evaluate.report import changes_text, load_report

    folder = data or (Path(os.environ["DATELINE_DATA"]) if "DATELINE_DATA" in os.environ else None)
    if folder is None:
        raise UsageError("no gold data named; give --data DIR or set DATELINE_DATA")
    if compare and as_json:
        raise UsageError("--json and --compare cannot both be given; compare with a file that --json wrote")
    before = load_report(compare, task=task) if compare else None
    report = run_task(task, folder, settings_with(), limit=limit)
    if as_json:
        print(json.dumps(report.to_json(), indent=1))
    elif before:
        print(changes_text(before, report))
    else:
        for name, value in report.metrics.items():
            print(f"{name:32} {value:10.4f}  {report.beside.get(name, '')}".rstrip())


def info(store: StoreOption = None) -> None:
    """Say what the store holds: counts, version of its tables, size."""
    with open_existing(store) as opened:
        for name, value in opened.info().items():
            print(f"{name:20} {value}")


def migrate(store: StoreOption = None) -> None:
    """Bring the store's tables to this version (opening it does so too)."""
    with open_existing(store) as opened:
        print(f"the store is at version {opened.info()['version']}")


def check(store: StoreOption = None) -> None:
    """Check the database, and that every claim still stands in its article as written. Exit status 1 if not."""
    with open_existing(store) as opened:
        faults = opened.check()
    for fault in faults:
        print(printable(fault))
    if faults:
        raise typer.Exit(1)
    print("no faults")


def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    store: StoreOption = None,
) -> None:
    """Copy the store to a file while others use it."""
    with open_existing(store) as opened:
        opened.backup(path)
    print(f"backed up to {path}")
