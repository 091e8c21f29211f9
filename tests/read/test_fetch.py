"""Fetching over http, from a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.model import SetAside
from dateline.read import Reading, read_sources
from dateline.settings import Settings
from tests.read.sources import STORY, STORY_HTML, page, paragraphs, read_all

PAGE = page(f"<article><h1>Bus stopped</h1>{STORY_HTML}</article>", head={"og:url": "https://elsewhere.example/bus"})
GREEK = "Τρεις νεκροί στο Καρβάν."
#: Path -> status, headers, body.
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/bus": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/latin": (
        200,
        {"Content-Type": "text/plain; charset=iso-8859-7"},
        GREEK.encode("iso-8859-7"),
    ),
    "/report.md": (200, {"Content-Type": "text/plain"}, f"# Bus stopped\n\n{STORY[0]}\n".encode()),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/none": (200, {}, b"text"),
    "/moved": (302, {"Location": "/bus"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/ftp": (302, {"Location": "ftp://127.0.0.1/x"}, b""),
    "/gone": (404, {}, b"gone"),
    "/large": (200, {"Content-Type": "text/plain"}, b"word " * 1000),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests tell what went wrong."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    no_proxy = pytest.MonkeyPatch()
    no_proxy.setenv("no_proxy", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
    no_proxy.undo()


def test_page(site: str) -> None:
    (reading,) = read_all(f"{site}/bus")
    assert isinstance(reading, Reading)
    assert paragraphs(reading.article) == list(STORY)
    assert reading.raw == PAGE.encode()
    # The page claims to be another site's; what was fetched is what it is.
    assert reading.article.document == reading.article.url == f"{site}/bus"


def test_redirect_names_the_page_it_ends_at(site: str) -> None:
    (reading,) = read_all(f"{site}/moved")
    assert isinstance(reading, Reading)
    assert reading.article.url == f"{site}/bus"


def test_charset_and_format_by_the_server(site: str) -> None:
    (greek,) = read_all(f"{site}/latin")
    assert isinstance(greek, Reading)
    assert greek.article.text == GREEK
    (markdown,) = read_all(f"{site}/report.md")
    assert isinstance(markdown, Reading)
    assert markdown.article.title == "Bus stopped"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/image", "unknown format (media type 'image/png')"),
        ("/none", "unknown format"),
        ("/gone", "cannot be fetched: the server answered 404"),
        ("/loop", "cannot be fetched"),
        ("/file", "cannot be fetched"),
        ("/ftp", "which is not http or https"),
        ("/empty", "empty"),
    ],
)
def test_what_cannot_be_had_is_set_aside(site: str, path: str, reason: str) -> None:
    (aside,) = read_all(site + path)
    assert isinstance(aside, SetAside)
    assert aside.source == site + path
    assert reason in aside.reason


def test_large_answer_is_cut_off(site: str) -> None:
    (aside,) = read_sources([f"{site}/large"], settings=Settings(max_bytes=1000))
    assert isinstance(aside, SetAside)
    assert "larger than 1000 bytes" in aside.reason


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "http://", "http://[::1", "http://a b/", "http://x:y/"])
def test_address_that_leads_nowhere(address: str) -> None:
    (aside,) = read_all(address)
    assert isinstance(aside, SetAside)
    assert aside.reason.startswith("cannot be fetched")
