"""`dateline read` and `dateline annotate`: from reports to the store, or to JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import StoreOption, now, settings_with
from dateline.wording import printable

if TYPE_CHECKING:
    from dateline.model import Article, SetAside
    from dateline.settings import Settings

SourceArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE", help="Files, folders, globs, URLs, or - for JSON lines on stdin.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="The outlet, where none is named.")]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="F", help="html, markdown, text or jsonl. Default: by the file's name."),
]


def register(app: typer.Typer) -> None:
    app.command()(read)
    app.command()(annotate)


def read(
    sources: SourceArgument,
    store: StoreOption = None,
    outlet: OutletOption = None,
    format: FormatOption = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes that annotate.")] = None,
) -> None:
    """Read reports into the store and derive incidents.

    What was read before is left as it is. Exit status: 0, or 1 when some inputs were set aside
    (`dateline issues` lists them with the reason), or 2 for wrong use.
    """
    from dataclasses import replace

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from dateline.pipeline import read_into_store
    from dateline.store import open_store

    settings = settings_with(store=store)
    if workers is not None:
        settings = replace(settings, workers=workers)
    total = expected_articles(sources)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with open_store(settings.store) as opened, bar:
        task = bar.add_task("reading", total=total)
        summary = read_into_store(
            opened,
            sources,
            settings=settings,
            at=now(),
            outlet=outlet,
            format=format,
            progress=lambda count: bar.advance(task, count),
        )
    print(summary.line(), file=sys.stderr)
    if summary.set_aside:
        print("`dateline issues` lists what was set aside, with the reasons", file=sys.stderr)
        raise typer.Exit(1)


def expected_articles(sources: Sequence[str]) -> int | None:
    """Return how many articles the sources hold, for the progress bar; None where that cannot be told."""
    from dateline.read import expand

    if "-" in sources:
        return None
    total = 0
    for source in expand(sources):
        path = Path(source)
        holds_lines = path.suffix.lower() in (".jsonl", ".ndjson") and path.is_file()
        total += count_lines(path) if holds_lines else 1
    return total


def count_lines(path: Path) -> int:
    """Return the lines of a file, a part in memory at a time; 1 for one that cannot be read, which is set aside."""
    lines, last = 0, b"\n"
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                lines, last = lines + part.count(b"\n"), part[-1:]
    except OSError:
        return 1
    return max(1, lines if last == b"\n" else lines + 1)


def annotate(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="As for read. Default: JSON lines on stdin.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes.")] = None,
    outlet: OutletOption = None,
    format: FormatOption = None,
) -> None:
    """Annotate reports: one JSON line an article on stdout, in the order of the input. Nothing is stored.

    Exit status: 0, or 1 when some inputs were set aside (listed on stderr), or 2 for wrong use.
    """
    from dateline.formats import doc_to_json
    from dateline.model import Doc
    from dateline.pipeline import annotate_articles

    settings = settings_with()
    set_aside: list[SetAside] = []
    articles = _articles(sources or ["-"], settings, outlet, format, set_aside)
    for item in annotate_articles(articles, settings=settings, workers=workers):
        if isinstance(item, Doc):
            print(json.dumps(doc_to_json(item), ensure_ascii=False))
        else:
            set_aside.append(item)
    for aside in set_aside:
        print(printable(f"set aside {aside.source}: {aside.reason}"), file=sys.stderr)
    if set_aside:
        raise typer.Exit(1)


def _articles(
    sources: Sequence[str], settings: Settings, outlet: str | None, format: str | None, set_aside: list[SetAside]
) -> Iterator[Article]:
    from dateline.read import Reading, read_sources

    for item in read_sources(sources, settings=settings, outlet=outlet, format=format, read_at=None):
        if isinstance(item, Reading):
            yield item.article
        else:
            set_aside.append(item)
