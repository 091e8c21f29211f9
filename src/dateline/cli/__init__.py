"""The command line. Commands import what they need when they run, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer

from dateline import __version__
from dateline.cli import care, gazetteer, looking, reading, review, stories, training
from dateline.errors import DatelineError
from dateline.wording import printable

#: The exit status that typer gives to Ctrl-C.
STOPPED = 130

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
stories.register(app)
review.register(app)
care.register(app)
gazetteer.register(app)
training.register(app)


def main() -> None:
    """Run a command; an error that the user can act on is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except (DatelineError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            _end_unread()
        print(f"dateline: {printable(str(error))}", file=sys.stderr)
        _pass_over_output()
        sys.exit(2)
    except SystemExit as ended:
        # typer and rich end with 1 when a pipe breaks, and 1 means that inputs were set aside.
        if isinstance(ended.__context__, BrokenPipeError):
            _end_unread()
        if ended.code == STOPPED:
            print("dateline: stopped; what was written is kept, and the same command goes on", file=sys.stderr)
        raise


def _end_unread() -> NoReturn:
    """End as other commands do when the reader of their output has gone ("| head")."""
    _pass_over_output()
    sys.exit(141)


def _pass_over_output() -> None:
    # What could not be written would raise again when Python flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
