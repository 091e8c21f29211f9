"""Reads sources into articles: READERS lists every input format, and `read_sources` goes through the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dateline.errors import InputError, UsageError
from dateline.model import SetAside
from dateline.read.fetch import is_address
from dateline.read.jsonl import read_jsonl
from dateline.read.markdown import read_markdown
from dateline.read.reading import STDIN, Origin, Reader, Reading
from dateline.read.sources import expand, open_source
from dateline.read.text import read_text
from dateline.read.web import read_html
from dateline.settings import Settings, dotted_paths, load_object

__all__ = ["READERS", "Origin", "Reader", "Reading", "expand", "load_readers", "read_sources"]

#: Every input format, by the name that `--format` takes.
READERS: Mapping[str, Reader] = {
    reader.name: reader
    for reader in (
        Reader("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), read_html),
        Reader("markdown", (".md", ".markdown"), ("text/markdown",), read_markdown),
        Reader("text", (".txt", ".text"), ("text/plain",), read_text),
        Reader(
            "jsonl",
            (".jsonl", ".ndjson"),
            ("application/x-ndjson", "application/jsonl", "application/x-jsonlines"),
            read_jsonl,
        ),
    )
}
#: What standard input holds unless `--format` says otherwise.
STDIN_FORMAT = "jsonl"


def load_readers(settings: Settings) -> Mapping[str, Reader]:
    """Return the readers of READERS and those that the setting `readers` names. Raises UsageError for a bad name."""
    readers = dict(READERS)
    for path in dotted_paths(settings.readers):
        reader = load_object(path, setting="readers")
        if not isinstance(reader, Reader):
            raise UsageError(f"setting readers: {path!r} is no dateline.read.Reader")
        readers[reader.name] = reader
    return readers


def read_sources(
    sources: Sequence[str],
    *,
    settings: Settings,
    outlet: str | None = None,
    format: str | None = None,
    read_at: str | None = None,
) -> Iterator[Reading | SetAside]:
    """Return an iterator over the articles of all sources, in order; what cannot be read comes as set aside.

    `format` reads every source as that format instead of telling it by name or media type. `outlet` is the outlet
    of all that does not name its own in a JSON Lines record. Raises UsageError, before anything is read, for an
    unknown format and a path that does not exist.
    """
    readers = load_readers(settings)
    if format is not None and format not in readers:
        raise UsageError(f"no format {format!r}; there are {', '.join(readers)}")
    singles = expand(sources)
    return _read_all(singles, readers, Origin("", settings, outlet=outlet, read_at=read_at), format)


def _read_all(
    sources: Sequence[str], readers: Mapping[str, Reader], origin: Origin, name: str | None
) -> Iterator[Reading | SetAside]:
    for source in sources:
        try:
            yield from _read_one(source, readers, origin, name)
        except InputError as error:
            yield SetAside(source, str(error))
        except OSError as error:
            yield SetAside(source, f"cannot be read: {error.strerror or error}")


def _read_one(
    source: str, readers: Mapping[str, Reader], origin: Origin, name: str | None
) -> Iterator[Reading | SetAside]:
    if name is None and not is_address(source):
        _format_of(source, None, readers)  # before opening: a device or a huge file need not be touched
    with open_source(source, max_bytes=origin.settings.max_bytes) as opened:
        reader = readers[name or _format_of(opened.url or source, opened.media_type, readers)]
        yield from reader.read(
            opened.stream,
            Origin(
                source,
                origin.settings,
                url=opened.url,
                charset=opened.charset,
                outlet=origin.outlet,
                read_at=origin.read_at,
            ),
        )


def _format_of(source: str, media_type: str | None, readers: Mapping[str, Reader]) -> str:
    """Return the format of a source. Raises InputError when neither its name nor its media type tells."""
    if source == STDIN:
        return STDIN_FORMAT
    suffix = PurePosixPath(urlsplit(source).path if is_address(source) else source).suffix.lower()
    by_suffix = next((reader.name for reader in readers.values() if suffix in reader.suffixes), None)
    by_type = next((reader.name for reader in readers.values() if media_type in reader.media_types), None)
    # Servers send Markdown and JSON Lines as plain text.
    chosen = by_suffix if by_type in (None, "text") and by_suffix is not None else by_type
    if chosen is None:
        what = f"media type {media_type!r}" if media_type else f"suffix {suffix!r}"
        raise InputError(f"unknown format ({what}); name one of {', '.join(readers)} with --format")
    return chosen
