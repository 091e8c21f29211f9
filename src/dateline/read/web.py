"""Reads web pages: the body by trafilatura, links in place; related list and head by a pass over the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any, BinaryIO

from lxml import etree, html  # type: ignore[import-untyped]

from dateline.errors import InputError
from dateline.model import Hyperlink
from dateline.read.blocks import Block, BlockKind, is_related_heading, make_block, make_body, web_address
from dateline.read.charset import decode
from dateline.read.clean import clean, collapse
from dateline.read.head import head_lines, merge_head
from dateline.read.metadata import page_head, start_of
from dateline.read.reading import Body, Head, Origin, Reading, document_key, make_reading, read_whole

#: Tags of trafilatura's result that hold a block of their own.
_BLOCK_TAGS = {"p": "paragraph", "head": "heading", "item": "item", "quote": "paragraph", "cell": "paragraph"}
_CONTAINERS = frozenset({"body", "list", "table", "row", "div", "quote", "item", "cell"})
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "dt", "header")
_SENTENCE_END = (".", "!", "?", ":", '"', "”", "’")
#: Words of a headline, as against "Home", "Share" or the name of a section.
_HEADLINE_WORDS = 3
_MAX_RELATED = 50
#: Some twenty times a big news page; beyond that taking it apart takes minutes.
_MAX_ELEMENTS = 100_000
#: How far above a "Related" heading its list may hang.
_LEVELS = 3
#: Without `huge_tree`, libxml2 drops what is nested deeper than 256 levels.
_PARSER_OPTIONS: dict[str, Any] = {"no_network": True, "remove_comments": True, "remove_pis": True, "huge_tree": False}


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the one article of a web page. Raises InputError when there is none in it."""
    raw = read_whole(stream, max_bytes=origin.settings.max_bytes)
    body, head = read_page(decode(raw, declared=origin.charset), origin)
    head = merge_head(Head(outlet=origin.outlet), head)
    yield make_reading(body, head, raw=raw, origin=origin, document=document_key(origin, body))


def read_page(source: str, origin: Origin) -> tuple[Body, Head]:
    """Return body and head of a page; nothing it names is fetched. Raises InputError when it holds no article."""
    tree = _parse(source)
    blocks = _blocks(_extract(tree))
    found = head_lines(["" if block.kind == "heading" else block.text for block in blocks])
    head = page_head(
        tree,
        fetched_from=origin.url,
        lines=[found[index] for index in sorted(found)],
        date_order=origin.settings.date_order,
    )
    kept = [
        block
        for index, block in enumerate(blocks)
        if index not in found and not (index < 3 and head.title is not None and block.text == head.title)
    ]
    base = _base(tree, head.url)
    body = make_body(kept, base=base, related=_related(tree, base=base))
    if not body.text:
        raise InputError("no article text found in the page")
    return body, head


def _parse(source: str) -> Any:
    # As bytes: lxml refuses text that still names its encoding.
    raw = clean(source).encode("utf-8")
    try:
        tree = html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8", **_PARSER_OPTIONS))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"not a web page: {error}") from error
    return tree


def _base(tree: Any, url: str | None) -> str | None:
    for element in tree.iter("base"):
        address = web_address(element.get("href") or "", base=url)
        if address is not None:
            return address
    return url


def _extract(tree: Any) -> Any:
    # Imported at first need: it takes half a second, and most inputs are no web pages.
    from trafilatura import bare_extraction

    if sum(1 for _ in islice(tree.iter(), _MAX_ELEMENTS + 1)) > _MAX_ELEMENTS:
        raise InputError(f"page of more than {_MAX_ELEMENTS} elements")
    try:
        document = bare_extraction(
            deepcopy(tree), favor_precision=True, include_comments=False, include_links=True, with_metadata=False
        )
    except Exception as error:
        raise InputError(f"page that cannot be taken apart: {type(error).__name__}: {error}") from error
    if document is None or document.body is None:
        raise InputError("no article text found in the page")
    return document.body


def _blocks(body: Any) -> list[Block]:
    blocks: list[Block] = []
    for element, kind in _leaves(body, "paragraph"):
        blocks.extend(make_block(kind, pieces) for pieces in _pieces(element))
    return [block for block in blocks if block.text]


def _leaves(element: Any, kind: BlockKind) -> Iterator[tuple[Any, BlockKind]]:
    """Yield the elements that hold text, and no further block, with their kind."""
    if element.tag in _CONTAINERS and any(child.tag in _BLOCK_TAGS or child.tag in _CONTAINERS for child in element):
        if (element.text or "").strip():
            head = etree.Element("p")
            head.text = element.text
            yield head, kind
        for child in element:
            yield from _leaves(child, "item" if element.tag == "item" else kind)
            if (child.tail or "").strip():
                tail = etree.Element("p")
                tail.text = child.tail
                yield tail, kind
    else:
        own: BlockKind = {"head": "heading", "item": "item"}.get(element.tag, kind)  # type: ignore[assignment]
        yield element, own


def _pieces(element: Any) -> list[list[tuple[str, str | None]]]:
    """Return the pieces of text and links of an element, in a list for each paragraph that line breaks part."""
    paragraphs: list[list[tuple[str, str | None]]] = [[]]

    def add(text: str | None, target: str | None = None) -> None:
        if text:
            paragraphs[-1].append((text, target))

    def walk(node: Any) -> None:
        if node.tag == "ref":
            add("".join(node.itertext()), node.get("target") or "")
            return
        if node.tag == "lb":
            written = "".join(text for text, _ in paragraphs[-1]).rstrip()
            if written.endswith(_SENTENCE_END):
                paragraphs.append([])
            else:
                add("\n")
        elif isinstance(node.tag, str):
            add(node.text)
        for child in node:
            walk(child)
            add(child.tail)

    walk(element)
    return paragraphs


def _related(tree: Any, *, base: str | None) -> list[Hyperlink]:
    """Return the headlines under "Related" headings and in containers of that class, in document order."""
    headings = (element for element in tree.iter(*_HEADING_TAGS) if is_related_heading(collapse(start_of(element))))
    regions = [region for heading in islice(headings, _MAX_RELATED) for region in _list_after(heading)]
    regions.extend(element for element in tree.iter("div", "aside", "section", "ul") if _is_named_related(element))
    links: dict[Hyperlink, None] = {}
    for region in regions[:_MAX_RELATED]:
        for anchor in islice(region.iter("a"), _MAX_RELATED):
            title = clean(collapse(anchor.text_content()).strip())
            if len(title.split()) >= _HEADLINE_WORDS:
                links.setdefault(Hyperlink(title, web_address(anchor.get("href") or "", base=base)))
    return list(links)[:_MAX_RELATED]


def _is_named_related(element: Any) -> bool:
    names = (element.get("class") or "").lower().split()
    return any(re.split("[-_]", name)[0] == "related" for name in names)


def _list_after(heading: Any) -> Sequence[Any]:
    """Return what follows a heading as its list: the next siblings, on the nearest level, that hold links alone."""
    element = heading
    for _ in range(_LEVELS):
        found = []
        for sibling in islice(element.itersiblings(), _MAX_RELATED):
            if not _holds_links_alone(sibling):
                break
            found.append(sibling)
        if found:
            return found
        if element.getnext() is not None and element.getnext().text_content().strip():
            return []
        element = element.getparent()
        if element is None or element.tag in ("body", "html"):
            return []
    return []


def _holds_links_alone(element: Any) -> bool:
    text = len(collapse(element.text_content()).strip())
    linked = sum(len(collapse(anchor.text_content()).strip()) for anchor in element.iter("a"))
    return linked > 0 and linked * 2 > text
