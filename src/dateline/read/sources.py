"""Finds what is to be read: turns files, folders, globs, addresses and "-" into sources, and opens them."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.errors import InputError, UsageError
from dateline.read.fetch import fetch, is_address
from dateline.read.reading import STDIN


@dataclass(frozen=True, slots=True)
class Opened:
    """An open source, and what the server said of it when there was one."""

    stream: BinaryIO
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None


def expand(sources: Sequence[str]) -> list[str]:
    """Return the single sources behind files, folders, globs, addresses and "-", each once, in the order given.

    Folders are gone through with all below them, sorted by path; hidden files and folders are passed over, links to
    folders are not followed. Raises UsageError for a path that does not exist and a glob that matches nothing.
    """
    found: dict[str, None] = {}
    for source in sources:
        for single in _expand_one(source):
            found.setdefault(single)
    return list(found)


def _expand_one(source: str) -> list[str]:
    if source == STDIN or is_address(source):
        return [source]
    if "\x00" in source or not source:
        raise UsageError(f"no such file or folder: {source!r}")
    if os.path.lexists(source):
        return _files_below(source) if Path(source).is_dir() else [source]
    if glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - keeps the path as the user wrote it
        if matches:
            return [file for match in matches for file in (_files_below(match) if Path(match).is_dir() else [match])]
        raise UsageError(f"nothing matches {source!r}")
    if "://" in source:
        raise UsageError(f"address {source!r} cannot be read; only http:// and https:// can")
    raise UsageError(f"no such file or folder: {source!r}")


def _files_below(folder: str) -> list[str]:
    files: list[str] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files.extend(Path(place, name).as_posix() for name in names if _is_report(name))
    return sorted(files)


def _is_report(name: str) -> bool:
    """Return whether a file of a folder is taken for a report: hidden files and READMEs tell of the folder itself."""
    return not name.startswith((".", "README"))


def _refuse(error: OSError) -> None:
    raise UsageError(f"folder {str(error.filename)!r} cannot be opened: {error.strerror}") from error


@contextmanager
def open_source(source: str, *, max_bytes: int) -> Iterator[Opened]:
    """Open one source for reading. Raises InputError when that fails, or when it is no regular file."""
    if source == STDIN:
        yield Opened(sys.stdin.buffer)
        return
    if is_address(source):
        with fetch(source, max_bytes=max_bytes) as answer:
            yield Opened(answer.stream, answer.url, answer.media_type, answer.charset)
        return
    try:
        # Asked first: opening a pipe or a device can block for ever.
        if not stat.S_ISREG(Path(source).stat().st_mode):
            raise InputError("not a regular file")
        stream = Path(source).open("rb")  # noqa: SIM115 - closed below; reading errors are not those of opening
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    with stream:
        yield Opened(stream)
