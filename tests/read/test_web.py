"""Web pages: body, inline links, related list, title, byline, outlet, date; and pages made to do harm."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dateline.model import Hyperlink
from tests.read.sources import STORY, STORY_HTML, page, paragraphs, read_one, set_aside

TITLE = "Bus stopped near Karvan, three taken"


def test_page_with_all_parts(tmp_path: Path) -> None:
    article = read_one(
        tmp_path,
        "bus.html",
        page(
            '<header><span>Friday 5 June 2020</span><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>'
            f"<main><article><h1>{TITLE}</h1><p class='by'>By Nora Quist and Tam Idle</p>"
            "<p class='date'>Published: 17/12/2014 | Updated: 18/12/2014</p>"
            f'<p>{STORY[0]} (<a href="/s/1">How the valley road became a front line</a>)</p>'
            f'<p>{STORY[1]} He <a href="/p">spoke to this newspaper</a> later.</p>'
            '<p><strong>Read more:</strong> <a href="/s/2">Ministers meet after the valley raid</a></p>'
            f"<p>{STORY[2]}</p>"
            '<aside><h3>Related</h3><ul><li><a href="https://lamp.example/s/3">Two held after raid in market</a></li>'
            '<li><a href="#">A year of raids in the valley</a></li></ul></aside></article></main>'
            "<footer>Copyright, all rights reserved</footer>",
            head={"og:site_name": "The Daily Lamp", "og:url": "https://lamp.example/world/bus"},
            extra=f"<title>{TITLE} - The Daily Lamp</title>",
        ),
    )
    assert article.title == TITLE
    assert article.byline == "Nora Quist and Tam Idle"
    assert article.outlet == "The Daily Lamp"
    assert article.published == "2014-12-17"
    assert article.language == "en"
    assert article.document == article.url == "https://lamp.example/world/bus"
    assert paragraphs(article) == [STORY[0], f"{STORY[1]} He spoke to this newspaper later.", STORY[2]]
    assert article.text == "\n\n".join(paragraphs(article))
    assert [paragraph.links for paragraph in article.paragraphs] == [
        (Hyperlink("How the valley road became a front line", "https://lamp.example/s/1"),),
        (Hyperlink("spoke to this newspaper", "https://lamp.example/p"),),
        (),
    ]
    assert set(article.related) == {
        Hyperlink("Two held after raid in market", "https://lamp.example/s/3"),
        Hyperlink("A year of raids in the valley", None),
        Hyperlink("Ministers meet after the valley raid", "https://lamp.example/s/2"),
    }
    assert article.part("link:0.0") == "How the valley road became a front line"


BRACKETS = [
    # closes the paragraph: a headline, whatever it is wrapped in
    ("{} (<a href='#'>How the valley road became a front line</a>)", "{}"),
    ("{} [<a href='#'>How the valley road became a front line</a>]", "{}"),
    ("{} (<a href='#'>How the valley became a front</a>; <a href='#'>Ministers meet again on Monday</a>)", "{}"),
    ("{} (Read: <a href='#'>Valley war</a>)", "{}"),
    ("{} (<a href='#'>How the valley road became a front line</a>) He left.", "{} He left."),
    ("He left again (<a href='#'>How the valley road became a front line</a>).", "He left again."),
    # part of the sentence: stays
    (
        "The Front of the Hills (<a href='#'>the party of four valleys</a>) said so.",
        "The Front of the Hills (the party of four valleys) said so.",
    ),
    ("The Front of the Hills (<a href='#'>FH</a>) said so.", "The Front of the Hills (FH) said so."),
    ("{} (<a href='#'>Reuters</a>)", "{} (Reuters)"),
    ("<a href='#'>The governor spoke of a raid</a> in the hills.", "The governor spoke of a raid in the hills."),
]


@pytest.mark.parametrize(("written", "expected"), BRACKETS)
def test_links_in_brackets(tmp_path: Path, written: str, expected: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{STORY_HTML}<p>{written.format(STORY[0])}</p>{STORY_HTML}</article>"
    article = read_one(tmp_path, "a.html", page(body))
    assert paragraphs(article)[3] == expected.format(STORY[0])
    assert article.paragraphs[3].links


@pytest.mark.parametrize("heading", ["Related", "Related stories:", "Read more", "More on this story", "SEE ALSO"])
@pytest.mark.parametrize(
    "markup",
    [
        "<div><h3>{}</h3><ul><li><a href='/1'>Two held after the raid</a></li></ul></div>",
        "<div><div><span>{}</span></div><div><a href='/1'>Two held after the raid</a></div></div>",
        "<h4>{}</h4><p><a href='/1'>Two held after the raid</a></p>",
    ],
)
def test_related_list(tmp_path: Path, heading: str, markup: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{STORY_HTML}{markup.format(heading)}<p>{STORY[0]} He left.</p></article>"
    article = read_one(
        tmp_path, "a.html", page(body, extra='<link rel="canonical" href="https://lamp.example/world/bus">')
    )
    assert article.related == (Hyperlink("Two held after the raid", "https://lamp.example/1"),)
    assert paragraphs(article) == [*STORY, f"{STORY[0]} He left."]


JSON_LD = '<script type="application/ld+json">{}</script>'
DATES = [
    ({"article:published_time": "2014-12-17T22:00:00+05:00"}, "", "", "2014-12-17T22:00:00+05:00"),
    ({}, JSON_LD.format('{"@type": "NewsArticle", "datePublished": "2014-12-17"}'), "", "2014-12-17"),
    ({}, JSON_LD.format('{"@graph": [{"@type": ["Report"], "datePublished": "2014-12-17"}]}'), "", "2014-12-17"),
    ({}, "", '<time datetime="2014-12-17T10:00:00Z">long ago</time>', "2014-12-17T10:00:00+00:00"),
    ({}, "", "<p>4 March 2014</p>", "2014-03-04"),
    ({}, "", "<p>3/4/2014</p>", None),
    ({"article:modified_time": "2014-04-03T10:00:00Z"}, "", "<p>3/4/2014</p>", "2014-04-03"),
    ({}, "", "<p>Published 3/4/2014, updated 15/4/2014</p>", "2014-04-03"),
    ({"og:url": "https://lamp.example/2014/04/03/bus"}, "", "<p>3/4/2014</p>", "2014-04-03"),
    ({"og:url": "https://lamp.example/2014/04/03/bus"}, "", "", "2014-04-03"),
    ({"article:published_time": "soon"}, "", "<p>4 March 2014</p>", "2014-03-04"),
    ({"article:modified_time": "2014-04-03"}, "", "", None),
    ({}, "", "<p>Published 3/4/2014, updated 5 May 2014</p>", None),
    ({}, "", "<p>Last updated: 4 March 2014</p>", "2014-03-04"),
    ({}, JSON_LD.format("{broken"), "", None),
    ({}, JSON_LD.format("[" * 5000), "", None),
]


@pytest.mark.parametrize(("head", "extra", "line", "expected"), DATES)
def test_published(tmp_path: Path, head: dict[str, str], extra: str, line: str, expected: str | None) -> None:
    body = f"<p>5 June 2020</p><article><h1>{TITLE}</h1>{line}{STORY_HTML}</article><p>6 June 2020</p>"
    assert read_one(tmp_path, "a.html", page(body, head=head, extra=extra)).published == expected


SITE = '<meta property="og:site_name" content="Hill Post">'
OG_TITLE = '<meta property="og:title" content="Bus stopped">'


@pytest.mark.parametrize(
    ("extra", "heading", "title", "outlet"),
    [
        ("<title>Bus stopped | Hill Post</title>", "<h1>Bus stopped</h1>", "Bus stopped", "Hill Post"),
        (f"{SITE}<title>Bus stopped - Hill Post</title>", "", "Bus stopped", "Hill Post"),
        (SITE + OG_TITLE, "<h1>Hill Post</h1>", "Bus stopped", "Hill Post"),
        (OG_TITLE, "<h1>Hill Post</h1><h1>Bus stopped</h1>", "Bus stopped", None),
        ("", "", None, None),
    ],
)
def test_title_and_outlet(tmp_path: Path, extra: str, heading: str, title: str | None, outlet: str | None) -> None:
    article = read_one(tmp_path, "a.html", page(f"{heading}<article>{STORY_HTML}</article>", extra=extra))
    assert (article.title, article.outlet) == (title, outlet)


def test_short_page_is_read(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.html", page("<h1>Two die in Osk</h1><p>Two men died in Osk.</p><p>No names.</p>"))
    assert article.title == "Two die in Osk"
    assert paragraphs(article) == ["Two men died in Osk.", "No names."]


def test_line_breaks_part_paragraphs_at_sentence_ends(tmp_path: Path) -> None:
    body = f"<article><p>{STORY[0]}<br><br>{STORY[1]}<br>{STORY[2][:20]}<br>{STORY[2][20:]}</p></article>"
    assert paragraphs(read_one(tmp_path, "a.html", page(body))) == [
        STORY[0], STORY[1], f"{STORY[2][:20].strip()} {STORY[2][20:].strip()}"
    ]  # fmt: skip


def test_french_page_is_read(tmp_path: Path) -> None:
    text = "Des hommes armés ont arrêté un car sur la route de la vallée et enlevé trois passagers, selon la police. "
    article = read_one(tmp_path, "a.html", page(f"<article><p>{text * 2}</p><p>{text}</p></article>"))
    assert article.language == "fr"
    assert "armés ont arrêté" in article.text


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//", "http://[x"])
def test_links_elsewhere_than_the_web_are_no_addresses(tmp_path: Path, scheme: str) -> None:
    line = f"<p>The <a href='{scheme}'>police chief of Karvan</a> said that he knew them.</p>"
    article = read_one(tmp_path, "a.html", page(f"<article>{STORY_HTML}{line}</article>", head={"og:url": scheme}))
    assert article.paragraphs[3].links == (Hyperlink("police chief of Karvan", None),)
    assert article.url is None


def test_nothing_is_fetched_and_no_entity_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page must not make the reader open a connection")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    outside = "<img src='http://127.0.0.1:9/x.png'><iframe src='http://127.0.0.1:9/'></iframe>"
    style = '<link rel="stylesheet" href="http://127.0.0.1:9/x">'
    body = f"{outside}{STORY_HTML}<p>&leak; &lol; he said.</p>"
    doctype = f'<!DOCTYPE html [<!ENTITY leak SYSTEM "{secret.as_uri()}"><!ENTITY lol "lollol">]>'
    article = read_one(tmp_path, "a.html", doctype + page(body, extra=style))
    assert "password" not in article.text
    assert "lollol" not in article.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(""), "no article text"),
        ("<html></html>", "no article text"),
        ("<div>" * 50_000 + "x", "no article text"),
        (page("<p>hello there men of the town</p>" * 120_000), "more than 100000 elements"),
    ],
)
def test_page_without_an_article(tmp_path: Path, content: str, reason: str) -> None:
    assert reason in set_aside(tmp_path, "a.html", content)


def test_nested_page_is_read_or_set_aside_never_fails(tmp_path: Path) -> None:
    body = "<div>" * 240 + STORY_HTML + "</div>" * 240
    assert paragraphs(read_one(tmp_path, "a.html", page(body)))[0] == STORY[0]
