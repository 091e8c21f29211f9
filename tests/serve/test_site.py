"""The site and the API over a real server on loopback, with the store of the samples."""

from __future__ import annotations

import html
import json
import re
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from dateline.background import find_background
from dateline.deriving import derive
from dateline.pipeline import read_into_store
from dateline.serve import create_app
from dateline.settings import Settings
from dateline.store import IncidentFilter, open_store


@contextmanager
def serving(database: Path) -> Iterator[httpx.Client]:
    """Serve a store on a free port of loopback, and give a client of it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(create_app(f"sqlite:///{database}", find_background), log_level="error", lifespan="on")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server ended before it began"
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def site(samples_db: Path) -> Iterator[httpx.Client]:
    with serving(samples_db) as client:
        yield client


def test_list_shows_every_incident(site: httpx.Client) -> None:
    bodies = site.get("/api/incidents").raise_for_status().json()
    page = site.get("/").raise_for_status().text
    assert len(bodies) > 7
    for body in bodies[:50]:
        assert f"/incidents/{body['id']}" in page


def test_list_filters_and_pages(site: httpx.Client) -> None:
    page = site.get("/", params={"country": "ru", "text": "Volgograd"}).raise_for_status().text
    ids = re.findall(r'href="/incidents/(\w+)"', page)
    wanted = [body["id"] for body in site.get("/api/incidents", params={"country": "RU", "text": "Volgograd"}).json()]
    assert ids == wanted
    assert ids
    assert "No incident fits" in site.get("/", params={"text": "zzzz"}).text
    assert len(site.get("/api/incidents", params={"limit": 2, "offset": 1}).json()) == 2


def test_incident_page_has_its_sentences(site: httpx.Client) -> None:
    most = max(site.get("/api/incidents").json(), key=lambda body: body["articles"])
    body = site.get(f"/api/incidents/{most['id']}").raise_for_status().json()
    page = html.unescape(site.get(f"/incidents/{most['id']}").raise_for_status().text)
    for field in ("killed", "place"):
        for claim in body["evidence"][field]["for"]:
            assert f"<mark>{claim['written']}</mark>" in page
            assert claim["written"] in claim["sentence"]
            assert f"/articles/{claim['article']}#{claim['id']}" in page


def test_incident_page_tells_tolls_over_time_and_sources_with_their_reason(site: httpx.Client) -> None:
    bodies = [site.get(f"/api/incidents/{body['id']}").json() for body in site.get("/api/incidents").json()]
    changing = [body for body in bodies if len(body["evidence"].get("killed", {}).get("over_time", ())) > 1]
    shared = [body for body in bodies if any(len(source["articles"]) > 1 for source in body["sources"])]
    assert changing
    assert shared
    page = html.unescape(site.get(f"/incidents/{changing[0]['id']}").text)
    for change in changing[0]["evidence"]["killed"]["over_time"]:
        assert f"<li>{change['published']}: " in page
    page = html.unescape(site.get(f"/incidents/{shared[0]['id']}").text)
    for source in shared[0]["sources"]:
        assert source["why"] in page


def test_article_page_marks_every_claim(site: httpx.Client) -> None:
    most = max(site.get("/api/incidents").json(), key=lambda body: body["articles"])
    article_id = most["accounts"][0]["article"]
    body = site.get(f"/api/articles/{article_id}").raise_for_status().json()
    page = site.get(f"/articles/{article_id}").raise_for_status().text
    claims = [claim for account in body["accounts"] for claim in account["claims"]]
    assert claims
    for claim in claims:
        assert f'id="{claim["id"]}"' in page
        assert body["text"][claim["start"] : claim["end"]] == claim["written"] or "in" in claim
    shown = html.unescape(re.sub(r"<[^>]+>", "", page))
    for paragraph in body["paragraphs"]:
        assert body["text"][paragraph["start"] : paragraph["end"]] in shown


@pytest.mark.parametrize("path", ["/incidents/none", "/articles/none", "/api/incidents/none", "/api/export/none"])
def test_absent_thing_is_404_and_named(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "none" in answer.text


@pytest.mark.parametrize(
    "query", ["since=yesterday", "type=weather", "min_killed=many", "min_killed=99999999999999", "page=0", "page=x"]
)
def test_wrong_filter_is_422(site: httpx.Client, query: str) -> None:
    assert site.get(f"/?{query}").status_code == 422


def test_hostile_filter_is_escaped(site: httpx.Client) -> None:
    page = site.get("/", params={"text": '"><script>alert(1)</script>'}).text
    assert "<script" not in page


def test_headers_forbid_what_is_not_ours(site: httpx.Client) -> None:
    for path in ("/", "/api/incidents", "/static/style.css", "/incidents/none"):
        headers = site.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_openapi_describes_the_api(site: httpx.Client) -> None:
    paths = site.get("/api/openapi.json").raise_for_status().json()["paths"]
    assert set(paths) == {
        "/api/incidents",
        "/api/incidents/{incident_id}",
        "/api/stories",
        "/api/stories/{story_id}",
        "/api/articles/{article_id}",
        "/api/articles/{article_id}/background",
        "/api/export/{format}",
    }


def test_export_is_the_same_as_the_list(site: httpx.Client) -> None:
    lines = site.get("/api/export/csv").raise_for_status().text.splitlines()
    assert len(lines) == 1 + len(site.get("/api/incidents").json())


def test_merged_id_leads_on(samples_db: Path, tmp_path: Path) -> None:
    with sqlite3.connect(samples_db) as source, sqlite3.connect(tmp_path / "copy.db") as copy:
        source.backup(copy)
    with open_store(f"sqlite:///{tmp_path}/copy.db") as store:
        left, right = (incident.id for incident in store.find_incidents(IncidentFilter())[:2])
        store.merge(left, right, why="", by="ana", at="2020-01-01T00:00:00+00:00")
        derive(store, settings=Settings())
        kept = store.incident(left).id
    gone = right if kept == left else left
    with serving(tmp_path / "copy.db") as client:
        for path in (f"/incidents/{gone}", f"/api/incidents/{gone}"):
            answer = client.get(path, follow_redirects=False)
            assert answer.status_code == 308
            assert answer.headers["location"].endswith(kept)


def test_address_that_runs_something_is_no_link() -> None:
    from dateline.serve.pages import web_address

    assert web_address("javascript:alert(1)") is None
    assert web_address("https://news.example/a") == "https://news.example/a"


@pytest.mark.parametrize("path", ["/", "/api/incidents", "/static/style.css", "/api/export/csv"])
def test_head_is_get_without_a_body(site: httpx.Client, path: str) -> None:
    answer = site.head(path)
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == site.get(path).headers["content-type"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/static/../pages.py", 404),
        ("POST", "/", 405),
        ("GET", "/?page=x", 422),
        ("GET", "/incidents/%F0%9F%92%A5%00", 404),
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/incidents", 405),
        ("GET", "/api/incidents?limit=0", 422),
        ("GET", "/api/incidents?since=never", 422),
        ("GET", "/api/incidents/none", 404),
    ],
)
def test_errors_have_one_form(site: httpx.Client, method: str, path: str, status: int) -> None:
    answer = site.request(method, path)
    assert answer.status_code == status
    if path.startswith("/api/"):
        assert list(answer.json()) == ["error"]
    else:
        assert answer.headers["content-type"].startswith("text/html")
        assert "All incidents" in answer.text


def test_page_beyond_the_last_is_the_last(site: httpx.Client) -> None:
    assert site.get("/?page=999999").text == site.get("/").text


def test_hostile_report_is_shown_as_text(tmp_path: Path) -> None:
    report = {
        "title": "<script>alert(1)</script> \u202e",
        "outlet": "\x1b[2J<b>",
        "url": "javascript:alert(1)",
        "text": "A car bomb killed four people in Basra, Iraq, on Monday\u202e, \x1b[31mpolice said. <img>",
    }
    (tmp_path / "h.jsonl").write_text(json.dumps(report))
    with open_store(f"sqlite:///{tmp_path}/h.db") as store:
        read_into_store(store, [str(tmp_path / "h.jsonl")], settings=Settings(), at="2020-01-01T00:00:00+00:00")
    with serving(tmp_path / "h.db") as client:
        [body] = client.get("/api/incidents").json()
        for path in ("/", f"/incidents/{body['id']}", f"/articles/{body['accounts'][0]['article']}"):
            page = client.get(path).raise_for_status().text
            assert not re.search(r"<script|<img|<b>|javascript:|[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", page)
        assert "Monday\\u202e, \\x1b[31mpolice" in html.unescape(re.sub(r"<[^>]+>", "", page))


def test_a_story_has_its_picture_and_its_days_with_sentences(site: httpx.Client) -> None:
    lines = site.get("/api/stories").raise_for_status().json()
    assert lines
    listed = site.get("/stories").raise_for_status().text
    for line in lines:
        assert f'href="/stories/{line["id"]}"' in listed
        body = site.get(f"/api/stories/{line['id']}").raise_for_status().json()
        page = html.unescape(site.get(f"/stories/{line['id']}").raise_for_status().text)
        assert len(body["incidents"]) == line["incidents"]
        assert page.count("<circle") == len(body["incidents"])
        for incident in body["incidents"]:
            assert f'href="/incidents/{incident["id"]}"' in page
            assert incident["why"] in page
        for day in body["days"]:
            assert f'datetime="{day["day"]}"' in page
            assert day["sentence"] in page


def test_an_incident_leads_to_its_story_and_an_old_id_of_a_story_too(site: httpx.Client) -> None:
    line = max(site.get("/api/stories").json(), key=lambda body: body["incidents"])
    body = site.get(f"/api/stories/{line['id']}").json()
    for incident in body["incidents"]:
        assert f"/stories/{line['id']}" in site.get(f"/incidents/{incident['id']}").text
        moved = site.get(f"/stories/s{incident['id']}")
        assert moved.status_code == (200 if f"s{incident['id']}" == line["id"] else 308)
    assert site.get("/stories/sinone").status_code == 404


def test_article_shows_the_coverage_behind_its_paragraphs(site: httpx.Client, samples_db: Path) -> None:
    with open_store(f"sqlite:///{samples_db}") as store:
        titles = {article.title: article for article in store.articles().values()}
    second = titles["Second bombing in two days shakes Volgograd"]
    first = titles["Bomb at Volgograd railway station kills at least 16"]
    body = site.get(f"/api/articles/{second.id}/background").raise_for_status().json()
    offered = [each for paragraph in body["paragraphs"] for each in paragraph["coverage"]]
    assert first.id in {each["article"] for each in offered}
    page = site.get(f"/articles/{second.id}").raise_for_status().text
    assert page.count('<p class="behind">') == len(offered)
    for each in (*offered, *body["related"]):
        assert f'<a href="/articles/{each["article"]}">' in page
        assert html.escape(each["why"]) in page
    alone = next(article for title, article in titles.items() if title and title.startswith('"Gunmen" storm'))
    assert "Nothing in the store fits." in site.get(f"/articles/{alone.id}").raise_for_status().text


def test_background_of_an_unknown_article_is_not_found(site: httpx.Client) -> None:
    assert site.get("/api/articles/nowhere/background").status_code == 404
