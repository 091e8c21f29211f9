"""Makes a body of blocks: cuts out headlines of other reports, and ties every link to its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from dateline.model import Hyperlink, Paragraph
from dateline.read.clean import clean, collapse
from dateline.read.reading import Body

BlockKind = Literal["heading", "paragraph", "item"]

#: Shorter linked text in brackets after a sentence is a source or an aside, not a headline.
_HEADLINE_WORDS = 4
#: The same before the full stop of a sentence, where long names in brackets stand too.
_HEADLINE_WORDS_IN_SENTENCE = 6
_LEAD = (
    r"(?:also\s+read|(?:must\s+|see\s+|please\s+)?read(?:\s+(?:more|also|next))?"
    r"|see(?:\s+also)?|related(?:\s+\w+)?|more|watch)"
)
_LEAD_LENGTH = 80
_RELATED_HEADING = re.compile(
    r"related(?:\s+(?:stories|story|articles?|coverage|news|links?|reading|content|topics|posts|reports?))?"
    r"|(?:also\s+)?read\s+(?:more|also|next)|also\s+read|see\s+also|also\s+see|more\s+on\s+this(?:\s+(?:story|topic))?"
    r"|more\s+(?:stories|news|coverage|reports)|further\s+reading|you\s+(?:may|might)\s+also\s+like|recommended(?:\s+for\s+you)?",
    re.IGNORECASE,
)
_LINKS_ONLY = re.compile(rf"\W*(?:{_LEAD}\W*)?", re.IGNORECASE)
_OPENING = re.compile(rf"\s*[(\[]\s*(?P<lead>{_LEAD}\b(?:\s+this)?\s*[:|–—-]?\s*)?[\"“‘']?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[;,|]|\band\b)\s*")
_CLOSING = re.compile(r"[\"”’']?\s*[.]?\s*[)\]]")
_SENTENCE_END = re.compile(r"""(?:[.!?…]["'”’)\]]*|[:”"])\s*$""")
_ONLY_MARKS = re.compile(r"[\s.;,]*(?=$|[(\[])")


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link in the text of a block, with its address as written."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item as it stands in the source, links in place."""

    kind: BlockKind
    text: str
    links: tuple[LinkSpan, ...] = ()


def make_block(kind: BlockKind, pieces: Sequence[tuple[str, str | None]]) -> Block:
    """Return a block of pieces of text, each with the target of its link or None; white space is collapsed."""
    text, links = "", []
    for piece, target in pieces:
        written = clean(collapse(piece))
        if not text or text.endswith(" "):
            written = written.lstrip(" ")
        start = len(text)
        text += written
        words = written.strip(" ")
        if target is not None and words:
            lead = len(written) - len(written.lstrip(" "))
            links.append(LinkSpan(start + lead, start + lead + len(words), target))
    return Block(kind, text.rstrip(" "), tuple(links))


def is_related_heading(text: str) -> bool:
    """Whether a heading announces headlines of other reports."""
    return _RELATED_HEADING.fullmatch(text.strip(" \t\n:.…»>|–-")) is not None


def web_address(target: str, *, base: str | None) -> str | None:
    """Return the absolute http(s) address of a link's target, or None where it leads nowhere or elsewhere."""
    target = target.strip()
    if not target or target.startswith("#"):
        return None
    try:
        address = urljoin(base, target) if base else target
        parts = urlsplit(address)
    except ValueError:
        return None
    return clean(address) if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def make_body(blocks: Sequence[Block], *, base: str | None, related: Sequence[Hyperlink] = ()) -> Body:
    """Return the body of a report: paragraphs parted by an empty line, with their links, and the related list.

    Headlines of other reports are no sentences of this one. They are taken out of the text: in brackets they stay
    tied to the paragraph they close; in a list, or alone in a paragraph, they join the related list. Links inside
    a sentence stay in it and are tied to its paragraph. `related` are headlines found outside the blocks; `base`
    is the address that relative links start from.
    """
    paragraphs: list[tuple[str, list[Hyperlink]]] = []
    headlines = list(related)
    titles = {link.title for link in related}
    in_related = False
    for block in blocks:
        if is_related_heading(block.text) and not block.links:
            in_related = True
            continue
        links = [
            Hyperlink(block.text[link.start : link.end], web_address(link.target, base=base)) for link in block.links
        ]
        if not block.text or (block.text in titles and block.kind != "paragraph"):
            continue
        if block.links and (_is_links_only(block, in_related=in_related) or (in_related and block.kind == "item")):
            bracketed = block.text.startswith(("(", "["))
            target = paragraphs[-1][1] if bracketed and paragraphs else headlines
            target.extend(links)
        elif in_related and block.kind == "item" and not block.links:
            headlines.append(Hyperlink(block.text, None))
        else:
            in_related = False
            text = cut_headlines(block)
            if text:
                paragraphs.append((text, links))
            elif paragraphs:
                paragraphs[-1][1].extend(links)
    return _join(paragraphs, tuple(dict.fromkeys(headlines)))


def _join(paragraphs: Sequence[tuple[str, list[Hyperlink]]], related: tuple[Hyperlink, ...]) -> Body:
    placed, start = [], 0
    for text, links in paragraphs:
        placed.append(Paragraph(start, start + len(text), tuple(links)))
        start += len(text) + 2
    return Body("\n\n".join(text for text, _ in paragraphs), tuple(placed), related)


def _is_links_only(block: Block, *, in_related: bool) -> bool:
    """Whether a block is nothing but headlines of other reports, with or without "Read more:" before them."""
    rest, last = "", 0
    for link in block.links:
        rest += block.text[last : link.start] + " "
        last = link.end
    rest = (rest + block.text[last:]).strip()
    if _LINKS_ONLY.fullmatch(rest) is None:
        return False
    if in_related or re.search(r"\w", rest):
        return True
    # A sentence may be linked as a whole; a headline has no full stop.
    return len(block.text.split()) >= _HEADLINE_WORDS and not block.text.rstrip("\"'”’").endswith(".")


def cut_headlines(block: Block) -> str:
    """Return the text of a block without the bracketed headlines of other reports in it."""
    text, kept, last = block.text, "", 0
    position = 0
    while position < len(block.links):
        found = _bracket(block, position)
        if found is None:
            position += 1
            continue
        start, end, position = found
        kept += text[last:start]
        last = end
    return collapse(kept + text[last:]).strip()


def _bracket(block: Block, first: int) -> tuple[int, int, int] | None:
    """Return start and end of the bracket of headlines that opens at link `first`, and the index of the link after."""
    text, links = block.text, block.links
    # Only so far back as a bracket with its lead can reach: a paragraph may hold thousands of links.
    reach = max(0, links[first].start - _LEAD_LENGTH)
    opening = _OPENING.search(text[reach : links[first].start])
    if opening is None:
        return None
    after = first + 1
    end = links[first].end
    while after < len(links) and _BETWEEN.fullmatch(text[end : links[after].start]):
        end = links[after].end
        after += 1
    closing = _CLOSING.match(text, end)
    if closing is None:
        return None
    start, end = reach + opening.start(), closing.end()
    words = max(len(text[link.start : link.end].split()) for link in links[first:after])
    ends_sentence = start == 0 or _SENTENCE_END.search(text[max(0, start - 8) : start]) is not None
    closes = _ONLY_MARKS.match(text, end) is not None
    is_headline = (ends_sentence and words >= _HEADLINE_WORDS) or (closes and words >= _HEADLINE_WORDS_IN_SENTENCE)
    return (start, end, after) if opening["lead"] or is_headline else None
