"""`dateline gazetteer`: builds the file of places, and shows what a name could be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import CountryOption, LimitOption, settings_with

if TYPE_CHECKING:
    from dateline.knowledge.gazetteer import GazetteerPlace

#: Places that `find` shows where no other number is asked for.
SHOWN = 10


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="The file of places: build it, find what a name could be.")
    for command in (build, find):
        group.command()(command)
    app.add_typer(group, name="gazetteer")


def build(
    path: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Default: the setting `gazetteer`, else the cache folder.")
    ] = None,
) -> None:
    """Build the gazetteer anew from the packaged data (about a minute). The old file serves until it is done."""
    from dateline.knowledge.build import build_gazetteer
    from dateline.knowledge.gazetteer import gazetteer_path

    path = path or gazetteer_path(settings_with())
    build_gazetteer(path)
    print(f"built {path}: {path.stat().st_size / 1e6:.1f} MB")


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As a report writes it.")],
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Places whose names are spelt like it.")] = False,
    country: CountryOption = None,
    limit: LimitOption = SHOWN,
) -> None:
    """List the places that a name could be: regions first, then the most populous. Exit status 1 if there is none."""
    from dateline.cli.tables import place_table
    from dateline.knowledge.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(settings_with())
    code = country.upper() if country else None
    found: list[tuple[GazetteerPlace, float | None]] = []
    if fuzzy:
        found += gazetteer.fuzzy(name, country=code, limit=limit or SHOWN)
    else:
        found += [(place, None) for place in gazetteer.lookup(name) if code in (None, place.country)][:limit]
    if not found:
        print(f"no place is called {name!r}" + ("" if fuzzy else "; --fuzzy finds other spellings"))
        raise typer.Exit(1)
    place_table(found)
