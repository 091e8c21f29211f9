"""Reads plain text: finds the head and the paragraphs, and takes the text below the head exactly as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dateline.model import Paragraph
from dateline.read.blocks import web_address
from dateline.read.charset import decode
from dateline.read.clean import clean
from dateline.read.dates import date_in_url
from dateline.read.head import HeadLine, first_byline, first_outlet, published_of, read_fields, read_line, stated_date
from dateline.read.language import language_code
from dateline.read.reading import Body, Head, Origin, Reading, document_key, make_reading, read_whole

_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+")
_LINE_END = re.compile(r"\r\n|\r|\n")
#: No one wraps lines by hand beyond this; longer ones are paragraphs.
_WRAPPED = 120
_MAX_TITLE = 200
_HEAD_BLOCKS = 6
_SENTENCE_END = re.compile(r"""[.!?…]["'”’)]*$""")


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the one article of a text file. Raises InputError when there is none in it."""
    raw = read_whole(stream, max_bytes=origin.settings.max_bytes)
    text = clean(decode(raw, declared=origin.charset))
    spans = paragraph_spans(text)
    fields, title, lines, below = _read_head(text, spans)
    start, end = (below[0][0], below[-1][1]) if below else (0, 0)
    body = Body(text[start:end], tuple(Paragraph(first - start, last - start) for first, last in below))
    url = web_address(fields.get("url", ""), base=None) or origin.url
    head = Head(
        title=title,
        byline=fields.get("byline") or first_byline(lines),
        outlet=origin.outlet or fields.get("outlet") or first_outlet(lines),
        published=published_of(
            stated_date(fields.get("published")),
            lines,
            known=[date for date in (date_in_url(url or ""),) if date],
            text=text,
            date_order=origin.settings.date_order,
        ),
        url=url,
        language=language_code(fields.get("language", "")),
    )
    yield make_reading(body, head, raw=raw, origin=origin, document=document_key(origin, body))


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every paragraph, in code points, without the white space around it.

    Paragraphs are parted by empty lines. A text without any is parted at its line ends, unless its lines were
    wrapped by hand: none long, and some broken inside a sentence.
    """
    spans = _split(text, _EMPTY_LINE)
    if len(spans) > 1:
        return spans
    lines = _split(text, _LINE_END)
    wrapped = max((end - start for start, end in lines), default=0) <= _WRAPPED
    broken = any(not _SENTENCE_END.search(text[start:end]) for start, end in lines[:-1])
    return spans if wrapped and broken else lines


def _split(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    edges = [0, *(edge for match in separator.finditer(text) for edge in match.span()), len(text)]
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = text[start:end]
        words = part.strip()
        if words:
            first = start + len(part) - len(part.lstrip())
            spans.append((first, first + len(words)))
    return spans


def _read_head(
    text: str, spans: Sequence[tuple[int, int]]
) -> tuple[dict[str, str], str | None, list[HeadLine], Sequence[tuple[int, int]]]:
    """Return the fields, the title, the bylines and date lines, and the paragraphs below them.

    The title is the first line where it stands alone, is short and ends no sentence.
    """
    fields: dict[str, str] = {}
    lines: list[HeadLine] = []
    title: str | None = None
    below = 0
    for number, (start, end) in enumerate(spans[: _HEAD_BLOCKS if len(spans) > 1 else 0]):
        block = [line.strip() for line in _LINE_END.split(text[start:end])]
        block = [line for line in block if line.strip("-= ")]
        given = read_fields(block)
        read = [read_line(line) for line in block]
        if given is not None and not fields and number < 2:
            fields = given
        elif all(line is not None for line in read):
            lines.extend(line for line in read if line is not None)
        elif title is None and number == below and _is_title(block[0]) and all(read[1:]):
            title = block[0]
            lines.extend(line for line in read[1:] if line is not None)
        else:
            break
        below = number + 1
    return fields, fields.get("title") or title, lines, spans[below:]


def _is_title(line: str) -> bool:
    return len(line.split()) > 1 and len(line) <= _MAX_TITLE and not line.endswith((".", ",", ";", ":", "."))
