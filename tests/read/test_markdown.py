"""Markdown: reports written as such, and web pages saved to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model import Hyperlink
from tests.read.sources import STORY, paragraphs, read_one, set_aside

SAVED = f"""

---

## Bus stopped near Karvan

17/12/2014

{STORY[0]} ([How the valley road became a front line](#))

### {{heading}}

- [Two held after the raid](#)
- [Ministers meet in the hills](https://lamp.example/2)

{STORY[1]} He [spoke to this newspaper](https://lamp.example/3) later.

> {STORY[2]}

---"""


@pytest.mark.parametrize("heading", ["Related", "Read more", "More on this story", "See also:"])
def test_saved_page(tmp_path: Path, heading: str) -> None:
    article = read_one(tmp_path, "bus.md", SAVED.format(heading=heading))
    assert article.title == "Bus stopped near Karvan"
    assert article.published == "2014-12-17"
    assert article.document == (tmp_path / "bus.md").as_posix()
    assert article.url is None
    assert paragraphs(article) == [STORY[0], f"{STORY[1]} He spoke to this newspaper later.", STORY[2]]
    assert [paragraph.links for paragraph in article.paragraphs] == [
        (Hyperlink("How the valley road became a front line", None),),
        (Hyperlink("spoke to this newspaper", "https://lamp.example/3"),),
        (),
    ]
    assert article.related == (
        Hyperlink("Two held after the raid", None),
        Hyperlink("Ministers meet in the hills", "https://lamp.example/2"),
    )


def test_front_matter(tmp_path: Path) -> None:
    fields = 'title: "Bus stopped"\ndate: 4 March 2014\nauthor: Nora Quist\noutlet: Hill Post\ntags: [a, b]\n'
    article = read_one(tmp_path, "a.md", f"---\n{fields}url: https://hill.example/bus\n---\n\n{STORY[0]}\n")
    assert (article.title, article.published, article.byline) == ("Bus stopped", "2014-03-04", "Nora Quist")
    assert (article.outlet, article.document) == ("Hill Post", "https://hill.example/bus")
    assert paragraphs(article) == [STORY[0]]


@pytest.mark.parametrize(
    ("line", "date_order", "expected"),
    [
        ("3/4/2014", "unknown", None),
        ("3/4/2014", "day", "2014-04-03"),
        ("3/4/2014", "month", "2014-03-04"),
        ("Published 3/4/2014\n\nUpdated 15/4/2014", "month", "2014-04-03"),
        ("31/31/2014", "unknown", None),
        ("no date at all", "unknown", None),
    ],
)
def test_published(tmp_path: Path, line: str, date_order: str, expected: str | None) -> None:
    article = read_one(tmp_path, "a.md", f"# Bus stopped\n\n{line}\n\n{STORY[0]}\n", date_order=date_order)
    assert article.published == expected


def test_head_lines(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", f"# Bus stopped\n\n*Hill Post*\n\nBy Nora Quist\n\n17/12/2014\n\n{STORY[0]}")
    assert (article.outlet, article.byline, article.published) == ("Hill Post", "Nora Quist", "2014-12-17")
    assert paragraphs(article) == [STORY[0]]


def test_markup_is_no_text(tmp_path: Path) -> None:
    written = "# Bus stopped\n\n**Karvan** – men _with_ `guns`\nstopped ![map](m.png) a bus &amp; left.\n\n"
    written += "## What we know\n\n* One\n"
    article = read_one(tmp_path, "a.md", written)
    assert paragraphs(article) == ["Karvan – men with guns stopped a bus & left.", "What we know", "One"]


def test_first_heading_below_the_report_is_no_title(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", f"{STORY[0]} {STORY[1]}\n\n## Background\n\n{STORY[2]}\n")
    assert article.title is None
    assert "Background" in paragraphs(article)


@pytest.mark.parametrize("content", ["[" * 20_000, "*a " * 20_000, "> " * 20_000 + "x y", "![[" * 5_000])
def test_markdown_made_to_do_harm(tmp_path: Path, content: str) -> None:
    assert set_aside(tmp_path, "a.md", content) if content.startswith(">") else read_one(tmp_path, "a.md", content)


@pytest.mark.parametrize("content", ["# Only a title\n", "---\n", "[a link of four words](#)\n"])
def test_markdown_without_a_report(tmp_path: Path, content: str) -> None:
    assert set_aside(tmp_path, "a.md", content) == "no text"
