"""JSON Lines: text taken as it stands, and bad lines that stop nobody."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import SetAside
from dateline.read import Reading
from tests.read.sources import STORY, STORY_HTML, page, paragraphs, read_all, read_one, write

GOOD = json.dumps({"id": "a", "text": STORY[0]})


def test_record_with_all_keys(tmp_path: Path) -> None:
    record = {
        "id": "r-1",
        "text": f"{STORY[0]}\r\n\r\n  {STORY[1]}\n",
        "title": " Bus stopped ",
        "published": "2014-12-17T10:00:00Z",
        "url": "https://hill.example/bus",
        "outlet": "Hill Post",
        "byline": "Nora Quist",
        "language": "en-GB",
        "further": [1],
    }
    line = json.dumps(record)
    source = write(tmp_path, "a.jsonl", f"\n{line}\r\n\n")
    (reading,) = read_all(source, outlet="Another", read_at="2020-01-01T00:00:00+00:00")
    assert isinstance(reading, Reading)
    article = reading.article
    assert article.text == record["text"]
    assert article.title == " Bus stopped "
    assert paragraphs(article) == list(STORY[:2])
    assert (article.input_id, article.outlet, article.byline) == ("r-1", "Hill Post", "Nora Quist")
    assert (article.published, article.language) == ("2014-12-17T10:00:00+00:00", "en")
    assert article.document == article.url == "https://hill.example/bus"
    assert article.read_at == "2020-01-01T00:00:00+00:00"
    assert reading.raw == line.encode()
    assert article.raw_hash == hashlib.sha256(reading.raw).hexdigest()


def test_least_record(tmp_path: Path) -> None:
    (reading,) = read_all(write(tmp_path, "a.jsonl", json.dumps({"text": STORY[0]})), outlet="Hill Post")
    assert isinstance(reading, Reading)
    article = reading.article
    assert (article.input_id, article.url, article.title, article.published) == (None, None, None, None)
    assert (article.outlet, article.language) == ("Hill Post", "en")
    path, _, key = article.document.partition("#")
    assert path == (tmp_path / "a.jsonl").as_posix()
    assert len(key) == 12


def test_document_key_takes_the_id(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.jsonl", GOOD)
    assert article.document == f"{(tmp_path / 'a.jsonl').as_posix()}#a"


def test_number_as_id_comes_back_as_string(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.jsonl", '{"id": 7, "text": "Two men died near Tarn."}').input_id == "7"


def test_html_record(tmp_path: Path) -> None:
    source = page(f"<article><h1>Bus stopped</h1>{STORY_HTML}</article>", head={"og:site_name": "The Page"})
    record = {"html": source, "outlet": "Hill Post", "url": "https://hill.example/bus", "published": "2014-12-17"}
    article = read_one(tmp_path, "a.jsonl", json.dumps(record))
    assert paragraphs(article) == list(STORY)
    assert (article.title, article.outlet, article.published) == ("Bus stopped", "Hill Post", "2014-12-17")
    assert article.url == "https://hill.example/bus"


def test_unstorable_code_points_are_replaced_one_for_one(tmp_path: Path) -> None:
    article = read_one(
        tmp_path,
        "a.jsonl",
        '{"id": "\\ud800", "text": "Two\\u0000 men \\ud83d\\ude00 \\udc00died.", "title": "\\u0000"}',
    )
    assert article.text == "Two� men 😀 �died."
    assert (article.input_id, article.title) == ("�", "�")


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + GOOD.encode()).input_id == "a"


BAD = [
    ("{not json", "not JSON"),
    ("", None),
    ('"text"', "not a JSON object but a string"),
    ("[1]", "not a JSON object but a list"),
    ('{"title": "Bus stopped"}', "no 'text' and no 'html'"),
    ('{"text": ""}', "'text' is empty"),
    ('{"text": " \\n "}', "'text' is empty"),
    ('{"text": null}', "no 'text' and no 'html'"),
    ('{"text": 5}', "'text' must be a string, not a number"),
    ('{"text": ["a"]}', "'text' must be a string, not a list"),
    ('{"text": "Two died.", "title": {}}', "'title' must be a string, not an object"),
    ('{"text": "Two died.", "id": true}', "'id' must be a string, not true or false"),
    ('{"text": "Two died.", "id": 1.5e3, "url": 3}', "'url' must be a string, not a number"),
    ('{"text": "Two died.", "id": 1.5}', "'id' must be a string, not a number"),
    ('{"text": "Two died.", "published": "soon"}', "'published' is no date: 'soon'"),
    ('{"text": "Two died.", "published": "2014-02-30"}', "'published' is no date"),
    ('{"text": "Two died.", "published": "3/4/2014"}', "day and month cannot be told apart"),
    ('{"text": "Two died.", "published": 1418774400}', "'published' must be a string, not a number"),
    ('{"text": "Two died.", "language": "english"}', "has no two-letter code"),
    ('{"html": "<p></p>"}', "no article text"),
    ("[" * 100_000, "not JSON that can be read"),
    ('{"text": ' + "9" * 10_000 + "}", "not JSON that can be read"),
    (b'{"text": "caf\xe9"}', "not UTF-8: byte 14"),
    (b"\x00\xff\xfe", "not UTF-8"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_bad_line_is_set_aside_and_the_others_go_on(tmp_path: Path, line: str | bytes, reason: str | None) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    source = write(tmp_path, "reports.jsonl", b"\n".join([GOOD.encode(), raw, GOOD.encode()]))
    first, *between, last = read_all(source)
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    if reason is None:
        assert between == []
    else:
        (aside,) = between
        assert isinstance(aside, SetAside)
        assert aside.source == f"{source}:2"
        assert reason in aside.reason


@pytest.mark.parametrize(("order", "expected"), [("day", "2014-04-03"), ("month", "2014-03-04")])
def test_published_by_setting(tmp_path: Path, order: str, expected: str) -> None:
    line = json.dumps({"text": STORY[0], "published": "3/4/2014"})
    assert read_one(tmp_path, "a.jsonl", line, date_order=order).published == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_text_is_taken_as_it_stands(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    for ascii_only in (True, False):
        read = read_all(write(folder, "a.jsonl", json.dumps({"text": text}, ensure_ascii=ascii_only)))
        if text.strip():
            assert isinstance(read[0], Reading)
            article = read[0].article
            assert article.text == text
            assert all(text[p.start : p.end].strip() == text[p.start : p.end] != "" for p in article.paragraphs)
        else:
            assert isinstance(read[0], SetAside)
