"""Bad input through the command line: told in one line, set aside where it is one of many, and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Run

GOOD = "Two men were shot dead in Quito, Ecuador, on Friday, police said.\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.html", b"<html><body>  </body></html>"),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
        ("notes.xyz", b"Some words in a format that nobody knows."),
        ("list.jsonl", b"[1, 2"),
        ("no_text.jsonl", b'{"title": "A headline alone"}'),
        ("number.jsonl", b'{"text": 12}'),
        ("dates.jsonl", json.dumps({"text": GOOD, "published": "the day before"}).encode()),
    ],
)
def test_bad_file_is_set_aside_and_the_rest_goes_on(dateline: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = dateline("read", name, "good.txt")
    assert done.returncode == 1, done.stderr
    assert "1 added" in done.stderr
    assert "1 set aside" in done.stderr
    assert "Traceback" not in done.stderr
    listed = dateline("issues").stdout
    assert name in listed
    assert len(listed.splitlines()) == 1
    as_json = json.loads(dateline("issues", "--json").stdout)
    assert as_json["source"].startswith(name)
    assert as_json["reason"]


@pytest.mark.parametrize(
    ("declared", "encoding"), [("", "cp1252"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("nonsense", "utf-8")]
)
def test_wrong_or_missing_charset_is_read(dateline: Run, tmp_path: Path, declared: str, encoding: str) -> None:
    body = "A bomb killed three people in Córdoba’s old market on Monday, the mayor’s office said. " * 8
    meta = f'<meta charset="{declared}">' if declared else ""
    head = f"<head>{meta}<title>Market bomb in Córdoba</title></head>"
    page = f"<html>{head}<body><article><p>{body}</p></article></body></html>"
    (tmp_path / "page.html").write_bytes(page.encode(encoding))
    done = dateline("annotate", "page.html")
    assert done.returncode == 0, done.stderr
    assert "Córdoba" in json.loads(done.stdout)["text"]


def test_other_language_is_stored_and_marked(dateline: Run, tmp_path: Path) -> None:
    text = "Trois personnes ont été tuées vendredi dans une fusillade au centre de la ville, a annoncé la police. "
    (tmp_path / "fr.txt").write_text(text * 3, encoding="utf-8")
    assert dateline("read", "fr.txt").returncode == 0
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        [[reason]] = connection.execute("SELECT not_extracted FROM reading").fetchall()
    assert "'fr'" in reason
    assert json.loads(dateline("incidents", "--format", "json").stdout) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file; the folder below stands for it")
@pytest.mark.parametrize("name", ["closed.txt", "closed.jsonl"])
def test_file_without_permission_is_set_aside(dateline: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (tmp_path / name).chmod(0)
    done = dateline("read", name)
    assert done.returncode == 1
    assert name in dateline("issues").stdout


def test_unreadable_device_is_set_aside(dateline: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = dateline("read", "pipe.txt", "good.txt")
    assert done.returncode == 1
    assert "pipe.txt" in dateline("issues").stdout


def test_too_large_is_set_aside(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text(GOOD * 100, encoding="utf-8")
    done = dateline("read", "large.txt", DATELINE_MAX_BYTES="1000")
    assert done.returncode == 1
    assert "1000" in dateline("issues").stdout


def test_store_that_is_not_ours(dateline: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    before = (tmp_path / "other.db").read_bytes()
    (tmp_path / "text.db").write_text("no database at all " * 100)
    for name in ("other.db", "text.db", "."):
        done = dateline("incidents", "--store", f"sqlite:///{name}")
        assert done.returncode == 2
        assert name in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "other.db").read_bytes() == before


def test_store_that_is_newer(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    assert dateline("read", "good.txt").returncode == 0
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        connection.execute("UPDATE dateline_state SET value = 99999 WHERE name = 'schema_version'")
    done = dateline("incidents")
    assert done.returncode == 2
    assert "newer" in done.stderr


def test_store_that_is_locked(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    assert dateline("read", "good.txt").returncode == 0
    (tmp_path / "more.txt").write_text("A bomb killed four people in Basra, Iraq, on Monday.\n", encoding="utf-8")
    connection = sqlite3.connect(tmp_path / "dateline.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    done = dateline("read", "more.txt")
    connection.execute("ROLLBACK")
    connection.close()
    assert done.returncode == 2
    assert "locked" in done.stderr
    assert dateline("read", "more.txt").returncode == 0
    assert dateline("store", "check").returncode == 0
