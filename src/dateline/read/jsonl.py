"""Reads JSON Lines: one report a line, its text taken exactly as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.errors import InputError
from dateline.model import Paragraph, SetAside
from dateline.read.clean import clean
from dateline.read.dates import choose, the_date
from dateline.read.head import merge_head
from dateline.read.language import language_code
from dateline.read.reading import Body, Head, Origin, Reading, make_reading, text_key
from dateline.read.text import paragraph_spans
from dateline.read.web import read_page

_TEXT_KEYS = ("text", "html", "title", "published", "url", "outlet", "byline", "language")


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Reading | SetAside]:
    """Yield the article of every line; a line that cannot be read is set aside as "path:line", the others go on.

    Raises InputError when there is no line at all.
    """
    empty = True
    number = 0
    for number, line in enumerate(_lines(stream, max_bytes=origin.settings.max_bytes), 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        empty = False
        try:
            yield _read_record(line.rstrip(b"\r\n"), origin)
        except InputError as error:
            yield SetAside(f"{origin.source}:{number}", str(error))
    if empty:
        raise InputError("empty")


def _lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[bytes]:
    """Yield lines; of one longer than `max_bytes`, the beginning, just too long, and nothing of the rest."""
    while line := stream.readline(max_bytes + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > max_bytes:
            line = stream.readline(max_bytes + 1)


def _read_record(line: bytes, origin: Origin) -> Reading:
    if len(line) > origin.settings.max_bytes:
        raise InputError(f"line larger than {origin.settings.max_bytes} bytes; raise the setting max_bytes to read it")
    record = _parse(line)
    given = {key: _string(record, key) for key in _TEXT_KEYS}
    input_id = _id(record)
    head = Head(
        title=given["title"],
        byline=given["byline"],
        outlet=given["outlet"] or origin.outlet,
        published=_published(given["published"], date_order=origin.settings.date_order),
        url=given["url"],
        language=_language(given["language"]),
        input_id=input_id,
    )
    if given["text"] is not None:
        text = given["text"]
        body = Body(text, tuple(Paragraph(start, end) for start, end in paragraph_spans(text)))
    elif given["html"] is not None:
        page = replace(origin, url=head.url)
        body, found = read_page(given["html"], page)
        head = merge_head(head, found)
    else:
        raise InputError("no 'text' and no 'html'; a record needs one of them")
    document = f"{origin.path}#{input_id if input_id is not None else text_key(body.text)}"
    return make_reading(body, head, raw=line, origin=origin, document=document)


def _parse(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.start + 1} of the line is {line[error.start]:#04x}") from error
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON that can be read: numbers too long or nested too deep") from error
    if not isinstance(record, dict):
        raise InputError(f"not a JSON object but {_kind(record)}")
    return record


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{key!r} must be a string, not {_kind(value)}")
    if key == "text" and value is not None and not value.strip():
        raise InputError("'text' is empty")
    return clean(value) if value and value.strip() else None


def _id(record: Mapping[str, Any]) -> str | None:
    value = record.get("id")
    if value is not None and (not isinstance(value, str | int) or isinstance(value, bool)):
        raise InputError(f"'id' must be a string, not {_kind(value)}")
    return None if value is None or value == "" else clean(str(value))


def _published(value: str | None, *, date_order: str) -> str | None:
    """A wrong date would be worse than none, so an article whose given date cannot be read is not read either."""
    if value is None:
        return None
    written = the_date(value)
    if written is None:
        raise InputError(f"'published' is no date: {value[:80]!r}; give one like '2014-12-17'")
    chosen = choose(written, date_order=date_order)
    if chosen is None:
        raise InputError(
            f"'published' {value[:80]!r}: day and month cannot be told apart; "
            "give one like '2014-12-17', or set date_order"
        )
    return chosen


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    code = language_code(value)
    if code is None:
        raise InputError(f"'language' {value[:80]!r} has no two-letter code (ISO 639-1); give one like 'en'")
    return code


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
