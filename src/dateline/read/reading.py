"""What a reader is given and what it returns: an origin, and an article with the bytes it was read from."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from dateline.errors import InputError
from dateline.model import Article, Hyperlink, Paragraph, SetAside, content_id
from dateline.read.clean import clean
from dateline.read.language import detect
from dateline.settings import Settings

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, and the bytes it was read from: the whole file, or the line of a JSON Lines record."""

    article: Article
    raw: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from, and what is known about them besides."""

    #: As the user gave it: path, URL or "-".
    source: str
    settings: Settings
    #: Where the bytes were fetched from, after redirects; None for files.
    url: str | None = None
    #: Character set named by the server, if any.
    charset: str | None = None
    #: Outlet named by the user for all that is read.
    outlet: str | None = None
    read_at: str | None = None

    @property
    def path(self) -> str:
        """The source as a normalised path with forward slashes: part of the document key."""
        return STDIN if self.source == STDIN else clean(posixpath.normpath(PurePath(self.source).as_posix()))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around a text: all that is known of an article besides its body."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    input_id: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A text with its paragraphs and the headlines of other reports."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    related: tuple[Hyperlink, ...] = ()


#: Reads a stream of bytes; sets aside single records, and raises InputError where the whole cannot be read.
ReadFunction = Callable[[BinaryIO, Origin], Iterator[Reading | SetAside]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format: its name on the command line, how to recognise it, and the function that reads it."""

    name: str
    suffixes: Sequence[str]
    media_types: Sequence[str]
    read: ReadFunction


def read_whole(stream: BinaryIO, *, max_bytes: int) -> bytes:
    """Return all bytes of a stream. Raises InputError when it is empty or longer than `max_bytes`."""
    raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes; raise the setting max_bytes to read it")
    if not raw.strip():
        raise InputError("empty")
    return raw


def make_reading(body: Body, head: Head, *, raw: bytes, origin: Origin, document: str) -> Reading:
    """Return the reading of one article. Raises InputError when its text is empty.

    `document` is the document key where the article has no URL.
    """
    if not body.text.strip():
        raise InputError("no text")
    key = head.url or document
    article = Article(
        id=Article.make_id(
            document=key, outlet=head.outlet, title=head.title, published=head.published, text=body.text
        ),
        document=key,
        revision_of=None,
        input_id=head.input_id,
        url=head.url,
        outlet=head.outlet,
        title=head.title,
        byline=head.byline,
        published=head.published,
        language=head.language or detect(body.text, title=head.title),
        read_at=origin.read_at,
        text=body.text,
        paragraphs=body.paragraphs,
        related=body.related,
        raw_hash=hashlib.sha256(raw).hexdigest(),
    )
    return Reading(article, raw)


def document_key(origin: Origin, body: Body) -> str:
    """Return what names a whole source that has no URL: its path; for standard input, which has none, its content."""
    return origin.path if origin.source != STDIN else f"{STDIN}#{text_key(body.text)}"


def text_key(text: str) -> str:
    """Return twelve digits that stand for a text without any other name."""
    return content_id("text", text)[:12]
