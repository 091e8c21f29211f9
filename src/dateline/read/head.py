"""Reads what stands above a report: byline, date line, and fields such as "Outlet: ...", and decides the date."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dateline.read.dates import WrittenDate, choose, find_dates, the_date
from dateline.read.reading import Head

#: A longer line is a sentence of the report.
_MAX_LINE = 160
_LAST_BLOCKS = 2

_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|revised)\b(?:\s+(?:on|at))?\s*:?", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:first\s+)?(?:published|posted|issued|released|dated?)\b(?:\s+(?:on|at|date))?\s*:?", re.IGNORECASE
)
#: What may stand beside a date without making the line a sentence: weekday, time, zone, time to read.
_BESIDE_DATE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)"
    r"|(?<=\d)\s*[ap]\.?m\b\.?|\b(?:[ap]\.?m\b\.?|at\b|on\b|local\s+time|hrs\b|hours\b|\d+\s+min(?:ute)?s?\s+read)"
    r"|[,;:()\[\]–—/-]+|\.(?=\s|$)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?<=\s)[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?(?=\s|$)")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—-]+\s+")
_SMALL_WORD = "and|in|of|the|for|at|de|la|le|da|di|du|del|von|van|der|den|ter|bin|ibn|al|el|abu|with|to|y|e|&"
_ROLE = r"(?:correspondent|reporter|editor|writer|staff|desk|bureau|chief|services?|agenc(?:y|ies))\b"
_NAME_WORD = r"[^\W\d_a-z][^\s|•]*"
_BYLINE = re.compile(
    r"(?i:(?:written|reported|words)\s+by|by|authors?|byline|reporters?)\s*:?\s+"
    rf"(?P<name>{_NAME_WORD}(?:,?\s+(?:{_NAME_WORD}|{_ROLE}|(?:{_SMALL_WORD})(?=\s))){{0,11}}"
    r"|(?:our|a|staff)\s[\w ,-]{0,40}?\b(?:correspondents?|reporters?|editors?|writers?))[\s,]*"
)
#: Set apart from a date by a mark, what follows "by" is a byline even in small letters.
_LOOSE_BYLINE = re.compile(r"(?i:by)\s*:?\s+(?P<name>[^\W\d_].{1,60}?)[\s,]*")
#: The name of an outlet or of a section of it.
_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}| {_ROLE}| (?:{_SMALL_WORD})){{0,5}}")
_OUTLET_WORD = re.compile(
    r"\b(?:news\w*|times|post|herald|courier|monitor|agency|radio|tv|television|press|gazette|tribune|dispatch|bulletin"
    r"|journal|chronicle|telegraph|observer|guardian|examiner|express|mail|mirror|standard|independent|review|network"
    r"|broadcasting|wire|daily|weekly|sentinel|globe|argus|mercury|echo|advertiser|register|reuters|afp|bbc)\b",
    re.IGNORECASE,
)
#: A paragraph of so many words is the report, or the summary above it.
PARAGRAPH_WORDS = 15
#: "By Friday" opens a sentence; no reporter is called so.
_NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|(?:19|20)\d\d",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\s*([A-Za-z_-]{2,20})\s*:\s*(.*?)\s*")
_FIELD_NAMES: Mapping[str, str] = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "publication_date": "published", "datepublished": "published",
    "author": "byline", "by": "byline", "byline": "byline",
    "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "newspaper": "outlet", "site": "outlet",
    "url": "url", "link": "url",
    "language": "language", "lang": "language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadLine:
    """What one line above a report says: who wrote it, for whom, and the dates of publishing and updating."""

    byline: str | None = None
    published: WrittenDate | None = None
    updated: WrittenDate | None = None
    outlet: str | None = None
    #: Whether a date is called that of publishing or updating; a bare date may head a section, or be today's.
    labelled: bool = False


def read_line(line: str) -> HeadLine | None:
    """Return what a line says that holds a byline, a date or an outlet, or None when it says anything else."""
    line = " ".join(line.split())
    if not line or len(line) > _MAX_LINE:
        return None
    dates = find_dates(line)
    rest, published, updated = line, None, None
    for written in reversed(dates):
        before = line[: written.start]
        if _last_end(_UPDATED, before) > _last_end(_PUBLISHED, before):
            updated = written
        else:
            published = written
        rest = f"{rest[: written.start]} | {rest[written.end :]}"
    if dates:
        rest = _PUBLISHED.sub(" | ", _UPDATED.sub(" | ", rest))
    byline = outlet = None
    for part in _SEPARATOR.split(rest):
        left = _ZONE.sub(" ", _BESIDE_DATE.sub(" ", f" {part}")).strip() if dates else part.strip(" .")
        if not left:
            continue
        part = part.strip(" ,.;()")
        by = _BYLINE.fullmatch(part) or (_LOOSE_BYLINE.fullmatch(part) if dates else None)
        if by is not None and _NOT_A_NAME.match(by["name"]) is None:
            byline = byline or by["name"].strip(" ,.")
        elif _is_outlet(part):
            outlet = outlet or part.split(",")[0]
        elif not (dates and _SEPARATOR.search(line) and _NAME.fullmatch(part)):
            return None
    labelled = bool(dates) and (_PUBLISHED.search(line) or _UPDATED.search(line)) is not None
    return HeadLine(byline, published, updated, outlet, labelled) if dates or byline or outlet else None


def _is_outlet(part: str) -> bool:
    """Whether a line names an outlet: "The Hill Post", or "The Hill Post, Foreign Desk"."""
    names = part.split(", ")
    return len(names) <= 2 and _OUTLET_WORD.search(names[0]) is not None and all(map(_NAME.fullmatch, names))


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def is_paragraph(text: str) -> bool:
    """Whether a text is long enough to be the report itself, or the summary above it."""
    return len(text.split()) >= PARAGRAPH_WORDS


def head_lines(lines: Sequence[str]) -> dict[int, HeadLine]:
    """Return, by index, the lines among the paragraphs of a report that are its head. Give "" for headings.

    Above the report every such line counts; below its first paragraph, which may be a summary, a bare date only
    where it is the single one; further down, dates that say what they are, and a byline that closes the report.
    """
    found: dict[int, HeadLine] = {}
    bare: list[tuple[int, HeadLine, int]] = []
    above = 0
    for index, text in enumerate(lines):
        above += is_paragraph(text)
        line = read_line(text)
        if line is None:
            continue
        closes = index >= len(lines) - _LAST_BLOCKS
        if above == 0 or line.labelled or (line.byline is not None and (above == 1 or closes)):
            found[index] = line
        elif line.published is not None:
            bare.append((index, line, above))
    if len(bare) == 1 and bare[0][2] == 1 and above > 1:
        found[bare[0][0]] = bare[0][1]
    return dict(sorted(found.items()))


def first_byline(lines: Collection[HeadLine]) -> str | None:
    return next((line.byline for line in lines if line.byline), None)


def first_outlet(lines: Collection[HeadLine]) -> str | None:
    return next((line.outlet for line in lines if line.outlet), None)


def published_of(
    stated: Sequence[WrittenDate],
    lines: Collection[HeadLine],
    *,
    known: Collection[str] = (),
    text: str,
    date_order: str,
) -> str | None:
    """Return the publication date of a report, or None where nothing states it beyond doubt.

    `stated` are dates that the page's own data call the publication date, best first; then come the lines around
    the text, where a date of updating stands in only for a missing one of publishing. `known` (ISO dates given
    elsewhere) and the written dates of `text` serve as evidence for which number is the day.
    """
    published = [*stated, *(line.published for line in lines if line.published)]
    updated = [line.updated for line in lines if line.updated]
    certain = [written.readings[0] for written in [*published, *updated] if len(written.readings) == 1]
    others = [*published, *updated, *find_dates(text)]
    for written in published or updated:
        chosen = choose(written, known=[*known, *certain], others=others, date_order=date_order)
        if chosen is not None:
            return chosen
    return None


def read_fields(lines: Sequence[str]) -> dict[str, str] | None:
    """Return the fields of a head such as "Title: ..." and "Date: ..." by our names, or None for other lines.

    Further keys are passed over when at least one is known; a line that is no field makes it another text.
    """
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line)
        if match is None:
            return None
        name = _FIELD_NAMES.get(match[1].lower())
        value = match[2].strip("\"'")
        if name is not None and value:
            fields.setdefault(name, value)
    return fields or None


def stated_date(value: str | None) -> list[WrittenDate]:
    """Return the date of a field as a list of one, or of none when it is no date."""
    written = the_date(value) if value else None
    return [] if written is None else [written]


def merge_head(first: Head, second: Head) -> Head:
    """Return `first` with what it lacks taken from `second`."""
    return Head(*(getattr(first, name) or getattr(second, name) for name in Head.__dataclass_fields__))
