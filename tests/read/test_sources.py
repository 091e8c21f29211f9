"""Sources: what a command line argument stands for, and inputs that cannot be read."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

import dateline.read
from dateline.errors import UsageError
from dateline.model import SetAside
from dateline.read import READERS, Reader, Reading, expand, load_readers, read_sources
from dateline.settings import Settings
from tests.read.sources import STORY, read_all, read_one, set_aside, write

REPORT = f"# Bus stopped\n\n{STORY[0]}\n"


def test_expand_folders_globs_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.md", "a.md", "below/c.md", "below/.hidden.md", "below/README.md", ".git/d.md", "e[1].md"):
        write(tmp_path, name, REPORT)
    assert expand(["."]) == ["a.md", "b.md", "below/c.md", "e[1].md"]
    assert expand(["b.md", "*.md", "below"]) == ["b.md", "a.md", "e[1].md", "below/c.md"]
    assert expand(["**/c.md", "-", "https://hill.example/bus"]) == ["below/c.md", "-", "https://hill.example/bus"]
    assert expand(["e[1].md"]) == ["e[1].md"]
    assert expand(expand(["."])) == expand(["."])
    assert expand([]) == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.md", "no such file or folder: 'missing.md'"),
        ("missing/*.md", "nothing matches"),
        ("", "no such file"),
        ("a\x00.md", "no such file"),
        ("ftp://hill.example/bus", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(tmp_path: Path, source: str, message: str) -> None:
    good = write(tmp_path, "a.md", REPORT)
    with pytest.raises(UsageError, match=message):
        read_sources([good, source], settings=Settings())


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "below/a.md", REPORT)
    (tmp_path / "below" / "round").symlink_to(tmp_path, target_is_directory=True)
    assert expand([tmp_path.as_posix()]) == [(tmp_path / "below" / "a.md").as_posix()]


def test_unknown_format_option() -> None:
    with pytest.raises(UsageError, match="no format 'docx'; there are html, markdown, text, jsonl"):
        read_sources([], settings=Settings(), format="docx")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.md", b"", "empty"),
        ("empty.html", b"", "empty"),
        ("empty.txt", b" \n ", "empty"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("report.md", b"%PDF-1.7 ...", "PDF"),
        ("report.html", bytes(range(256)) * 40, "binary"),
        ("report.txt", b"\x89PNG\r\n", "PNG"),
        ("report.docx", b"text", "unknown format (suffix '.docx'); name one of html, markdown, text, jsonl"),
        ("report", b"text", "unknown format"),
    ],
)
def test_bad_file_is_set_aside(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert reason in set_aside(tmp_path, name, content)


def test_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a.md", REPORT)
    write(tmp_path, "b.md", "")
    write(tmp_path, "c.md", REPORT)
    kinds = [type(reading) for reading in read_all(tmp_path.as_posix())]
    assert kinds == [Reading, SetAside, Reading]


@pytest.mark.parametrize(("name", "size"), [("a.md", 1001), ("a.html", 1001), ("a.txt", 1001), ("a.jsonl", 5000)])
def test_too_large(tmp_path: Path, name: str, size: int) -> None:
    source = write(tmp_path, name, "x" * size + '\n{"text": "Two men died."}\n' * name.endswith("jsonl"))
    first, *rest = read_sources([source], settings=Settings(max_bytes=1000))
    assert isinstance(first, SetAside)
    assert "larger than 1000 bytes; raise the setting max_bytes" in first.reason
    assert [type(reading) for reading in rest] == ([Reading] if name.endswith("jsonl") else [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    source = write(tmp_path, "a.md", REPORT)
    Path(source).chmod(0)
    (aside,) = read_all(source)
    assert isinstance(aside, SetAside)
    assert "cannot be opened: Permission denied" in aside.reason


def test_file_that_cannot_be_opened(tmp_path: Path) -> None:
    link = tmp_path / "a.md"
    link.symlink_to(tmp_path / "gone.md")
    (aside,) = read_all(link.as_posix())
    assert isinstance(aside, SetAside)
    assert "cannot be opened: No such file" in aside.reason


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_devices_are_not_read(device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"no {device} on this machine")
    (aside,) = read_all(device, format="text")
    assert aside == SetAside(device, "not a regular file")


def test_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (aside,) = read_all((tmp_path / "a.md").as_posix())
    assert isinstance(aside, SetAside)
    assert aside.reason == "not a regular file"


def test_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert read_all((tmp_path / "a.md").as_posix()) == []


def test_document_key_is_the_normalised_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "below/a.md", REPORT)
    keys = [reading.article.document for reading in read_all("./below//../below/a.md") if isinstance(reading, Reading)]
    assert keys == ["below/a.md"]


def test_raw_bytes_are_kept_as_they_came(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf# Bus\r\n\r\nTwo men died near Karvan, police said.\r\n"
    (reading,) = read_all(write(tmp_path, "a.md", raw))
    assert isinstance(reading, Reading)
    assert reading.raw == raw
    assert reading.article.raw_hash == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("format", "content", "key"),
    [
        (None, '{"id": "a", "text": "Two men died near Karvan."}\n', "-#a"),
        ("text", "Two men died near Karvan, police said on Monday.", None),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, format: str | None, content: str, key: str | None) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (reading,) = read_all("-", format=format)
    assert isinstance(reading, Reading)
    assert reading.article.document == key or (key is None and reading.article.document.startswith("-#"))


def test_format_option_goes_before_the_name(tmp_path: Path) -> None:
    (reading,) = read_all(write(tmp_path, "a.txt", REPORT), format="markdown")
    assert isinstance(reading, Reading)
    assert reading.article.title == "Bus stopped"


def test_outlet_option(tmp_path: Path) -> None:
    (reading,) = read_all(write(tmp_path, "a.md", f"---\noutlet: Hill Post\n---\n{REPORT}"), outlet="The Lamp")
    assert isinstance(reading, Reading)
    assert reading.article.outlet == "The Lamp"


def test_same_input_gives_the_same_article(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.md", REPORT) == read_one(tmp_path, "a.md", REPORT)
    assert read_one(tmp_path, "a.md", REPORT).id != read_one(tmp_path, "a.md", REPORT + "More.\n").id


def test_further_reader_by_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Reader("log", (".log",), (), READERS["text"].read)
    monkeypatch.setattr(dateline.read, "log_reader", log, raising=False)
    settings = Settings(readers="dateline.read.log_reader")
    (reading,) = read_sources([write(tmp_path, "a.log", STORY[0])], settings=settings)
    assert isinstance(reading, Reading)


@pytest.mark.parametrize("path", ["no.such.reader", "reader", "dateline.read.expand"])
def test_bad_reader_setting(path: str) -> None:
    with pytest.raises(UsageError, match="setting readers"):
        load_readers(Settings(readers=path))
