"""What several commands share: opening the store they name, filters of incidents, and the time and name of a user."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.settings import Settings, load_settings

if TYPE_CHECKING:
    from dateline.store import Store

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="The store, an SQLAlchemy URL. Default: DATELINE_STORE, else dateline.db."
    ),
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so. Default: your user name.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Happened on or after this ISO date.")]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Happened on or before this ISO date.")
]
TypeOption = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="An incident type, such as bombing.")]
CountryOption = Annotated[str | None, typer.Option("--country", metavar="CODE", help="ISO 3166-1 alpha-2, such as PK.")]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place, or an area that holds it.")]
ActorOption = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="The id or name of a party.")]
MinKilledOption = Annotated[int | None, typer.Option("--min-killed", metavar="N", help="At least so many killed.")]
TextOption = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words that stand in its reports.")]
LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="The first N alone.")]


def settings_with(*, store: str | None = None) -> Settings:
    """Return the settings in force, with the store that an option names."""
    from dataclasses import replace

    settings = load_settings()
    return settings if store is None else replace(settings, store=store)


def open_existing(store: str | None) -> Store:
    """Open a store that must be there. Raises StoreError, which says how to make one."""
    from dateline.store import open_store

    return open_store(settings_with(store=store).store, create=False)


def now() -> str:
    """Return the time in UTC, ISO, to the second: the one clock of the command line."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def reviewer(by: str | None) -> str:
    return by or getpass.getuser()
