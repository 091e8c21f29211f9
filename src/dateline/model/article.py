"""Articles as they were read: text, spans of it, links, and what was set aside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def content_id(*parts: str | int | None) -> str:
    """Return a stable id, 20 hexadecimal digits, of what makes a thing unique. Order and absence both count."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one part of an article: the evidence is ``article.part(span.part)[span.start:span.end]``."""

    part: str
    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.part == other.part and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.part == other.part and self.start < other.end and other.start < self.end

    def starts_in(self, other: Span) -> bool:
        return self.part == other.part and other.start <= self.start < other.end


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link to another report: its headline, and its address where one was given."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article's text, with the links that stand in it or close it."""

    start: int
    end: int
    links: tuple[Hyperlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One report as one outlet published it. A new text of the same document is a revision: another article."""

    id: str
    #: What stays the same between revisions: the URL, else the path of the source (and the record's id in it).
    document: str
    #: Id of the article this one revises; known only once it is stored.
    revision_of: str | None
    #: The id the user gave, if any: comes back in every output.
    input_id: str | None
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    #: ISO date, or ISO date-time with offset.
    published: str | None
    #: ISO 639-1 code, or None where it could not be told.
    language: str | None
    #: ISO date-time in UTC, given by the driver; no decision depends on it.
    read_at: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]
    #: The related-coverage list: headlines of other reports.
    related: tuple[Hyperlink, ...]
    #: SHA-256 of the bytes as they came.
    raw_hash: str | None

    @staticmethod
    def make_id(*, document: str, outlet: str | None, title: str | None, published: str | None, text: str) -> str:
        return content_id("article", document, outlet, title, published, text)

    def part(self, name: str) -> str:
        """Return the string that spans of this part count in. Raises KeyError for a part it does not have."""
        if name == "text":
            return self.text
        if name == "title" and self.title is not None:
            return self.title
        kind, _, number = name.partition(":")
        try:
            if kind == "link":
                paragraph, _, link = number.partition(".")
                return self.paragraphs[int(paragraph)].links[int(link)].title
            if kind == "related":
                return self.related[int(number)].title
        except (IndexError, ValueError):
            pass
        raise KeyError(f"article {self.id} has no part {name!r}")

    def parts(self) -> list[str]:
        """Names of all parts, the text first."""
        links = [f"link:{p}.{n}" for p, paragraph in enumerate(self.paragraphs) for n in range(len(paragraph.links))]
        return ["text", *(["title"] if self.title else []), *links, *(f"related:{n}" for n in range(len(self.related)))]

    def written(self, span: Span) -> str:
        return self.part(span.part)[span.start : span.end]


@dataclass(frozen=True, slots=True)
class SetAside:
    """An input that could not be read, or an article that a step failed on, with the reason."""

    #: Where it came from: path, URL, or path and line ("reports.jsonl:12").
    source: str
    reason: str
