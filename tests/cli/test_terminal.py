"""What reaches the terminal: nothing of an article is obeyed, broken pipes and full disks are told, ports are named."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import Run

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = {
    "id": "h1",
    "title": "Blast kills four in Basra \x1b[31m:bomb: [/bold] \u202e",
    "published": "2019-03-12",
    "outlet": "\x1b]0;title\x07Ledger [bold]",
    "text": "A car bomb killed four people in Basra\x1b[2J, Iraq, on Monday\x9b1m, police \u202esaid [/red] :smile: "
    "in a long sentence that goes on and on so that nobody could show it on one line of a screen, and then some more "
    "words\\\\\\.",
}


@pytest.fixture
def hostile(dateline: Run, tmp_path: Path) -> str:
    """The id of the incident that the hostile report tells of."""
    (tmp_path / "h.jsonl").write_text(json.dumps(HOSTILE), encoding="utf-8")
    assert dateline("read", "h.jsonl").returncode == 0
    [incident] = json.loads(dateline("incidents", "--format", "json").stdout)
    found: str = incident["id"]
    return found


@pytest.mark.parametrize("command", ["incidents", "show", "explain"])
def test_article_text_is_not_obeyed(dateline: Run, hostile: str, command: str) -> None:
    done = dateline(command, *([hostile] if command != "incidents" else []))
    assert done.returncode == 0, done.stderr
    assert not OBEYED.search(done.stdout)
    if command == "show":
        assert "Basra\\x1b[2J, Iraq, on Monday\\x9b1m, police \\u202esaid [/red] :smile: in a long" in done.stdout
        assert "Ledger [bold]" in done.stdout
        assert "some more words\\\\\\." in done.stdout, "a line that is piped is left whole"
    if command == "explain":
        assert ":bomb: [/bold] \\u202e" in done.stdout


def test_name_of_a_file_is_not_obeyed(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\n.xyz").write_text("x")
    annotated = dateline("annotate", "a\x1b[2J\n.xyz")
    assert annotated.returncode == 1
    assert dateline("read", "a\x1b[2J\n.xyz").returncode == 1
    for said in (annotated.stderr, dateline("issues").stdout):
        assert not OBEYED.search(said)
        assert len(said.splitlines()) == 1


def test_reader_that_goes_away_is_no_error(samples_db: Path) -> None:
    for command in (["incidents"], ["incidents", "--format", "json"], ["export", "jsonl"]):
        running = subprocess.Popen(
            [sys.executable, "-m", "dateline", *command, "--store", f"sqlite:///{samples_db}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait() == 141
        running.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [["incidents"], ["incidents", "--format", "json"], ["export", "csv"], ["--help"]])
def test_full_disk_is_told(samples_db: Path, command: list[str]) -> None:
    named = [] if command == ["--help"] else ["--store", f"sqlite:///{samples_db}"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dateline", *command, *named],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert re.fullmatch(r"dateline: .*No space left on device\n", done.stderr)


def test_incidents_say_that_a_read_was_stopped(dateline: Run, hostile: str, tmp_path: Path) -> None:
    assert dateline("incidents").stderr == ""
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        connection.execute("UPDATE dateline_state SET value = value + 1 WHERE name = 'facts_version'")
    assert "dateline reconcile" in dateline("incidents").stderr
    assert dateline("read", "h.jsonl").returncode == 0
    assert dateline("incidents").stderr == ""
    assert dateline("show", hostile).returncode == 0


def test_serve_names_its_free_port_and_stops(samples_db: Path) -> None:
    url = f"sqlite:///{samples_db}"
    command = [sys.executable, "-m", "dateline", "serve", "--store", url, "--port"]
    serving = subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/ \(API: (\S+)\)", line)
        assert found, line
        port, schema = found.groups()
        assert port != "0"
        assert httpx.get(f"http://127.0.0.1:{port}{schema}", timeout=30).status_code == 200
        taken = subprocess.run([*command, port], capture_output=True, text=True, check=False)
        assert taken.returncode == 2
        assert re.fullmatch(rf"dateline: cannot listen at 127\.0\.0\.1:{port}: .*\n", taken.stderr)
    finally:
        serving.send_signal(signal.SIGINT)
        _, errors = serving.communicate(timeout=30)
    assert errors == ""
    assert serving.returncode == 0
