"""Measures speed and memory on incidents dev, and what the gate saves on general news: `make bench`.

Prints a table and writes bench/results/speed.json.

Each row is a `dateline` command in a process of its own, with its start; memory is the highest sum over the process and
its workers, read from /proc every fifth of a second (pages that processes share count in each).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

PAGE_MB = 4096 / 1e6
SOURCE = "incidents/dev_reports.jsonl"
#: News of all kinds, with and without the gate: (name, file, articles that are taken).
GENERAL = (
    ("general news", "events/bbc_news_dev.jsonl", 315),
    ("long stories", "stories/haiti_bbc.articles.jsonl", 250),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measured command."""

    what: str
    articles: int
    seconds: float
    articles_a_second: float
    peak_mb: float


def measure(what: str, command: list[str], articles: int, *, gate: str = "off") -> Row:
    """Run a command to its end. Raises SystemExit with what it printed when it fails."""
    started = time.perf_counter()
    peak = 0.0
    with tempfile.TemporaryFile() as errors:
        environment = {**os.environ, "DATELINE_GATE": gate}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        while process.poll() is None:
            peak = max(peak, sum(resident_mb(pid) for pid in family(process.pid)))
            time.sleep(0.2)
        seconds = time.perf_counter() - started
        if process.returncode != 0:
            errors.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {errors.read().decode()}")
    return Row(what, articles, round(seconds, 1), round(articles / seconds, 1), round(peak))


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                continue
    return found


def resident_mb(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_MB
    except (OSError, IndexError):
        return 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    data = parser.parse_args().data
    source = data / SOURCE
    if not source.is_file():
        print(f"no reports at {str(source)!r}: nothing is measured; set DATELINE_DATA", file=sys.stderr)
        return 0
    with source.open(encoding="utf-8") as lines:
        articles = sum(1 for _ in lines)
    dateline = [sys.executable, "-m", "dateline"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            counted = ["--workers", str(workers)]
            store = ["--store", f"sqlite:///{folder}/{workers}.db"]
            read = [*dateline, "read", str(source), *counted, *store]
            rows.append(
                measure(f"annotate, {workers} worker(s)", [*dateline, "annotate", str(source), *counted], articles)
            )
            print_row(rows[-1])
            rows.append(measure(f"read, {workers} worker(s)", read, articles))
            print_row(rows[-1])
            rows.append(measure(f"read again, {workers} worker(s)", read, articles))
            print_row(rows[-1])
        for name, file, most in GENERAL:
            texts = [json.loads(line)["text"] for line in (data / file).read_text(encoding="utf-8").splitlines()[:most]]
            texts = [text for text in texts if text.strip()]
            path = Path(folder) / "general.jsonl"
            path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
            for gate in ("off", "on"):
                command = [*dateline, "annotate", str(path), "--workers", "2"]
                rows.append(measure(f"{name}, 2 workers, gate {gate}", command, len(texts), gate=gate))
                print_row(rows[-1])
    result = {"machine": platform.processor() or platform.machine(), "rows": [asdict(row) for row in rows]}
    Path("bench/results").mkdir(exist_ok=True)
    Path("bench/results/speed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def print_row(row: Row) -> None:
    print(
        f"{row.what:36} {row.seconds:8.1f} s {row.articles_a_second:8.1f} articles/s {row.peak_mb:8.0f} MB", flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
