"""Builds inputs for the tests of reading, and reads them as the command line would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dateline.model import Article, SetAside
from dateline.read import Reading, read_sources
from dateline.settings import Settings


def write(folder: Path, name: str, content: str | bytes) -> str:
    """Write one file below the folder and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path.as_posix()


def read_all(*sources: str, date_order: str = "unknown", **options: str | None) -> list[Reading | SetAside]:
    return list(read_sources(sources, settings=Settings(date_order=date_order), **options))


def read_one(folder: Path, name: str, content: str | bytes, *, date_order: str = "unknown") -> Article:
    """Return the only article of a file written for the test."""
    (reading,) = read_all(write(folder, name, content), date_order=date_order)
    assert isinstance(reading, Reading), reading
    return reading.article


def set_aside(folder: Path, name: str, content: str | bytes) -> str:
    """Return the reason for which a file written for the test is set aside."""
    (aside,) = read_all(write(folder, name, content))
    assert isinstance(aside, SetAside), aside
    assert aside.source == (folder / name).as_posix()
    return aside.reason


def paragraphs(article: Article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def page(body: str, *, head: Mapping[str, str] | None = None, extra: str = "") -> str:
    """Return a web page with meta tags (property to content) around a body."""
    metas = "".join(f'<meta property="{name}" content="{value}">' for name, value in (head or {}).items())
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{metas}{extra}</head><body>{body}</body></html>'


#: Three paragraphs long enough to be an article, without a date, a byline or a link.
STORY = (
    "Gunmen stopped a bus on the valley road near Karvan on Monday and took three passengers with them, police said.",
    "The driver walked to the next village, where he told officers that the men had asked each passenger for a name.",
    "Nobody has said who the men were, and the families of the three have asked the governor to speak with them.",
)
STORY_HTML = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
