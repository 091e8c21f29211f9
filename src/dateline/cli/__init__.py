"""The command line. Commands import what they need when they run, so that `--help` is quick."""

from __future__ import annotations

import os
import sys

import typer

from dateline import __version__
from dateline.cli import care, looking, reading, review
from dateline.errors import DatelineError

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads news reports and keeps a sourced record of what they say happened, and who says so.",
    epilog="Start with: dateline read FOLDER, then dateline incidents, then dateline show ID.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Say the version."),
) -> None:
    pass


reading.register(app)
looking.register(app)
review.register(app)
care.register(app)


def main() -> None:
    """Run a command; an error that the user can act on is one line on stderr and exit status 2."""
    try:
        app()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone ("| head"): flushing at exit would raise again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        print("dateline: stopped; what was written is kept, and the same command goes on from there", file=sys.stderr)
        sys.exit(130)
