"""Finds title, byline, outlet, address, language and publication date of a web page in its own data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from dateline.read.blocks import web_address
from dateline.read.clean import clean, collapse
from dateline.read.dates import WrittenDate, date_in_url
from dateline.read.head import HeadLine, first_byline, first_outlet, is_paragraph, published_of, read_line, stated_date
from dateline.read.reading import Head

_PUBLISHED_NAMES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "publishdate",
    "publish-date", "publish_date", "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.created", "citation_publication_date", "article.published", "date",
)  # fmt: skip
_UPDATED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_ARTICLE_TYPES = ("Article", "Posting", "Report", "WebPage")
_MAX_JSON = 500_000
_MAX_NODES = 2_000
_ASIDE = frozenset({"nav", "footer", "aside", "script", "style", "form", "button", "select"})
_LINE_TAGS = ("p", "div", "span", "time", "li", "address", "h2", "h3", "h4", "h5", "small", "cite", "td")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " · ", " • ")


def page_head(tree: Any, *, fetched_from: str | None, lines: Sequence[HeadLine], date_order: str) -> Head:
    """Return what a page says of itself.

    `lines` are bylines and date lines that stood in its body; `fetched_from` is the address it was read from.
    The publication date is what the page's data name so; then what its visible lines say; then the date in its
    address. None of these is taken from a clock.
    """
    meta = _meta(tree)
    article = _article_data(tree)
    named = (meta.get("og:site_name"), _name(article.get("publisher")), meta.get("publisher"))
    outlet = next((name for name in named if name and "://" not in name), None)
    url = _address(tree, meta, fetched_from=fetched_from)
    in_head = next((_text(element) for element in tree.iter("title") if _text(element)), None)
    outlet = outlet or _outlet_after_title(in_head, tree) or first_outlet(lines)
    names = [meta.get("og:title"), _string(article.get("headline")), _without_outlet(in_head, outlet)]
    heading = _main_heading(tree, names=names, outlet=outlet)
    seen = [*_lines_below(heading, tree), *lines]
    updated = [*(meta.get(name) for name in _UPDATED_NAMES), _string(article.get("dateModified"))]
    in_url = date_in_url(url) if url else None
    known = [date.readings[0] for value in updated for date in stated_date(value) if len(date.readings) == 1]
    published = published_of(
        _stated(tree, meta, article),
        seen,
        known=[*known, *([in_url] if in_url else [])],
        text=_visible_text(tree),
        date_order=date_order,
    )
    return Head(
        title=_text(heading) if heading is not None else next(filter(None, names), None),
        byline=_byline(meta, article) or first_byline(seen),
        outlet=outlet,
        published=published or in_url,
        url=url,
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _line(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _article_data(tree: Any) -> Mapping[str, Any]:
    """Return the object of the page's JSON-LD that describes the article, or an empty one."""
    for element in tree.iter("script"):
        source = element.text or ""
        if (element.get("type") or "").strip().lower() != "application/ld+json" or len(source) > _MAX_JSON:
            continue
        try:
            data = json.loads(source)
        except (ValueError, RecursionError):
            continue
        for node in _objects(data):
            if any(kind.endswith(_ARTICLE_TYPES) for kind in _strings(node.get("@type"))) and (
                "datePublished" in node or "headline" in node
            ):
                return node
    return {}


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(node, list):
            waiting.extend(node)


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _string(value: Any) -> str | None:
    return _line(value) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """Return the name or names of a JSON-LD person or organisation, given as text, object or list of these."""
    items = value if isinstance(value, list) else [value]
    names = [_string(item.get("name")) if isinstance(item, dict) else _string(item) for item in items]
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name)) or None


def _address(tree: Any, meta: Mapping[str, str], *, fetched_from: str | None) -> str | None:
    """Return the page's own address for itself; a page that was fetched may not claim that of another site."""
    named = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for target in (*named, meta.get("og:url", "")):
        address = web_address(target, base=fetched_from)
        if address is not None and (fetched_from is None or urlsplit(address).netloc == urlsplit(fetched_from).netloc):
            return address
    return fetched_from


def _main_heading(tree: Any, *, names: Sequence[str | None], outlet: str | None) -> Any | None:
    """Return the h1 that the page's own title repeats, else its only one, else None; never the outlet's name."""
    headings = [element for element in tree.iter("h1") if _text(element) and _text(element) != outlet]
    for element in headings:
        if any(name and _text(element).lower() in name.lower() for name in names):
            return element
    return headings[0] if len(headings) == 1 else None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    for separator in _SEPARATORS:
        if title and outlet and title.lower().endswith(separator + outlet.lower()):
            return title[: -len(separator + outlet)].strip() or None
    return title


def _outlet_after_title(title: str | None, tree: Any) -> str | None:
    """Return what stands after a heading of the page in its title: "Men freed - Hill Post"."""
    for heading in tree.iter("h1"):
        text = _text(heading)
        for separator in _SEPARATORS:
            if text and title and title.startswith(text + separator):
                return title[len(text + separator) :].strip() or None
    return None


def _byline(meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    for name in (_name(article.get("author")), meta.get("author"), meta.get("byl"), meta.get("parsely-author")):
        if name and "://" not in name:
            return name[3:].strip() if name.lower().startswith("by ") else name
    return None


def _stated(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any]) -> list[WrittenDate]:
    values = [meta.get(_PUBLISHED_NAMES[0]), _string(article.get("datePublished"))]
    values += [meta.get(name) for name in _PUBLISHED_NAMES[1:]]
    for element in tree.iter("time", "span", "abbr", "p"):
        if "datePublished" in (element.get("itemprop") or "").split() or element.get("pubdate") is not None:
            values.append(element.get("datetime") or element.get("content") or _text(element))
    return [date for value in values for date in stated_date(value)]


def _lines_below(heading: Any | None, tree: Any) -> list[HeadLine]:
    """Return the bylines and date lines between the title and the report; above stands today's date."""
    if heading is None:
        return []
    found: list[HeadLine] = []
    paragraphs, below = 0, False
    for element in tree.iter("h1", *_LINE_TAGS):
        below = below or element is heading
        if not below or element.tag == "h1" or any(parent.tag in _ASIDE for parent in element.iterancestors()):
            continue
        text = _line(start_of(element))
        if element.tag == "p" and is_paragraph(text):
            paragraphs += 1
            if paragraphs > 1:  # the first may be a summary
                break
        line = _line_of_time(element) if element.tag == "time" and element.get("datetime") else read_line(text)
        if line is not None and (paragraphs == 0 or line.labelled or line.byline):
            found.append(line)
    return found


def _line_of_time(element: Any) -> HeadLine | None:
    """Return the date of a time element, as one of updating where the line around it says so."""
    dates = stated_date(element.get("datetime"))
    if not dates:
        return None
    around = read_line(_line(start_of(element.getparent())))
    updated = around is not None and around.updated is not None and around.published is None
    return HeadLine(updated=dates[0], labelled=True) if updated else HeadLine(published=dates[0], labelled=True)


def _visible_text(tree: Any) -> str:
    return "\n".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"))


def start_of(element: Any, *, length: int = 200) -> str:
    """Return the text of an element, cut where it grows too long for a line, so that nesting costs nothing."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > length:
            break
    return text


def _text(element: Any) -> str:
    return _line(element.text_content())


def _line(text: str) -> str:
    return clean(collapse(text)).strip()
