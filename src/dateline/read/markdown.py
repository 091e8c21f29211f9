"""Reads Markdown: a report written as such, or a web page saved to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import html  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.read.blocks import Block, BlockKind, is_related_heading, make_block, make_body, web_address
from dateline.read.charset import decode
from dateline.read.dates import date_in_url
from dateline.read.head import (
    first_byline,
    first_outlet,
    head_lines,
    merge_head,
    published_of,
    read_fields,
    stated_date,
)
from dateline.read.language import language_code
from dateline.read.reading import Head, Origin, Reading, document_key, make_reading, read_whole

#: Fields between two lines of dashes at the top.
_FRONT_MATTER = re.compile(r"\A\s*---[^\S\n]*\n(?P<fields>(?:[^\n]*\n){1,60}?)---[^\S\n]*(?:\n|\Z)")


def read_markdown(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the one article of a Markdown file. Raises InputError when there is none in it."""
    raw = read_whole(stream, max_bytes=origin.settings.max_bytes)
    text = decode(raw, declared=origin.charset).replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT_MATTER.match(text)
    lines = [line for line in match["fields"].splitlines() if line.strip()] if match else []
    fields = (read_fields(lines) if lines else None) or {}
    blocks = _blocks(MarkdownIt("commonmark").enable("table").parse(text[match.end() :] if match and fields else text))
    title, blocks = _take_title(blocks, given=fields.get("title"))
    url = web_address(fields.get("url", ""), base=None) or origin.url
    found = head_lines(["" if block.kind == "heading" else block.text for block in blocks])
    body = make_body([block for index, block in enumerate(blocks) if index not in found], base=url)
    head = merge_head(
        Head(outlet=origin.outlet, title=title),
        Head(
            byline=fields.get("byline") or first_byline(found.values()),
            outlet=fields.get("outlet") or first_outlet(found.values()),
            published=published_of(
                stated_date(fields.get("published")),
                [found[index] for index in sorted(found)],
                known=[date for date in (date_in_url(url or ""),) if date],
                text=text,
                date_order=origin.settings.date_order,
            ),
            url=url,
            language=language_code(fields.get("language", "")),
        ),
    )
    yield make_reading(body, head, raw=raw, origin=origin, document=document_key(origin, body))


def _take_title(blocks: Sequence[Block], *, given: str | None) -> tuple[str | None, list[Block]]:
    """Return the title and the blocks below it: the first heading, unless paragraphs of the report stand above it."""
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not is_related_heading(block.text):
            if given is None or given == block.text:
                return block.text, [*blocks[:index], *blocks[index + 1 :]]
            break
        if len(block.text.split()) > 25:
            break
    return given, list(blocks)


def _blocks(tokens: Sequence[Token]) -> list[Block]:
    blocks: list[Block] = []
    open_kinds: list[str] = []
    for token in tokens:
        if token.type in ("heading_open", "list_item_open"):
            open_kinds.append("heading" if token.type == "heading_open" else "item")
        elif token.type in ("heading_close", "list_item_close"):
            open_kinds.pop()
        elif token.type == "inline":
            kind: BlockKind = "paragraph"
            if open_kinds:
                kind = "heading" if open_kinds[-1] == "heading" else "item"
            blocks.append(make_block(kind, _pieces(token.children or [])))
        elif token.type in ("code_block", "fence"):
            blocks.append(make_block("paragraph", [(token.content, None)]))
        elif token.type == "html_block":
            blocks.append(make_block("paragraph", [(_text_of_html(token.content), None)]))
    return [block for block in blocks if block.text]


def _pieces(children: Sequence[Token]) -> list[tuple[str, str | None]]:
    pieces: list[tuple[str, str | None]] = []
    target: str | None = None
    linked = ""
    for child in children:
        if child.type == "link_open":
            target, linked = str(child.attrs.get("href", "")), ""
            continue
        if child.type == "link_close":
            pieces.append((linked, target))
            target = None
            continue
        written = {"softbreak": "\n", "hardbreak": "\n", "image": "", "html_inline": ""}.get(child.type, child.content)
        if target is None:
            pieces.append((written, None))
        else:
            linked += written
    return pieces


def _text_of_html(source: str) -> str:
    fragment = html.fragment_fromstring(source, create_parent="div")
    for element in list(fragment.iter("script", "style")):
        element.drop_tree()
    return str(fragment.text_content())
