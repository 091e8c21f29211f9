"""Measures how linking grows with the store: `make growth`. Writes bench/results/growth.json and docs/growth.svg.

The first 25,000 reports of a synthetic archive, 1,000 a week (`archive.py`), go through the store and through linking
like any report. Larger stores hold more years of such reports (`more_years.py`). Then new reports arrive, of days in
the middle of the first, a hundred at a time.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import AT, FIRST_DAY, RUN, WEEKS, reports
from more_years import add_years

from dateline.deriving import derive
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Doc
from dateline.settings import Settings
from dateline.store import Store, open_store

SIZES = (10_000, 100_000, 1_000_000)
#: Accounts that are linked before any are copied.
FIRST = 25_000
#: A day or so of news, as one `dateline read` takes it.
BATCH, BATCHES = 100, 5
NEW = BATCH * BATCHES
#: Reports kept to arrive, for several runs on one store, and reports that are written at once before.
SPARE, AT_ONCE = 10 * NEW, 500


def arrive(store: Store, docs: Sequence[Doc]) -> dict[str, float]:
    """Write and link new reports, so many at a time; returns milliseconds an article by clock and processor."""
    clock, processor = [], []
    for start in range(0, len(docs), BATCH):
        some = docs[start : start + BATCH]
        store.add_batch(RUN, some, {}, [], AT)
        began, worked = time.perf_counter(), time.process_time()
        derive(store, settings=Settings())
        clock.append(1000 * (time.perf_counter() - began) / len(some))
        processor.append(1000 * (time.process_time() - worked) / len(some))
    return {"median_ms": statistics.median(clock), "most_ms": max(clock), "processor_ms": statistics.mean(processor)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of accounts, in rising order")
    parser.add_argument("--folder", type=Path, help="where the stores stay, for a run to go on from (default: nowhere)")
    chosen = parser.parse_args()
    chance = random.Random(7)
    towns = [place for place in open_gazetteer(Settings()).places() if place.feature == "city"]
    towns = sorted(towns, key=lambda place: -place.population)[:5000]
    docs = sorted(reports(chance, FIRST + SPARE, towns), key=_published)
    spare = sorted((docs.pop(chance.randrange(len(docs))) for _ in range(SPARE)), key=_published)
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with TemporaryDirectory() as folder:
        stores = build(chosen.folder or Path(folder), sizes, docs)
        measured = [measure(stores[size], size, docs, spare) for size in sizes]
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    body = {"machine": machine, "new_reports": NEW, "accounts_a_week": FIRST // WEEKS, "stores": measured}
    Path("bench/results/growth.json").write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    Path("docs/growth.svg").write_text(plot(measured), encoding="utf-8")


def build(folder: Path, sizes: Sequence[int], docs: Sequence[Doc]) -> dict[int, Path]:
    """Make a store of each size, of those beyond the first accounts by adding years; those that are there stay."""
    stores = {size: _store_of(folder, size, docs) for size in sorted({FIRST, *sizes}) if size <= FIRST}
    for size in (size for size in sizes if size > FIRST):
        path = folder / f"growth-{size}.db"
        if not path.exists():
            unfinished = path.with_suffix(".part")
            shutil.copyfile(stores[FIRST], unfinished)
            # Keys begin with days of up to two years before or after what they tell of.
            first, days = FIRST_DAY.toordinal(), 7 * WEEKS
            add_years(unfinished, size // FIRST - 1, days=days, since=first - 800, until=first + days + 800)
            unfinished.rename(path)
        stores[size] = path
        print(f"{path}: {path.stat().st_size / 2**20:,.0f} MB", flush=True)
    return stores


def _store_of(folder: Path, size: int, docs: Sequence[Doc]) -> Path:
    """Return the store in which the first reports are linked; one that was begun is gone on with."""
    path = folder / f"growth-{size}.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store, docs[:size])
    print(f"{path}: {path.stat().st_size / 2**20:,.0f} MB", flush=True)
    return path


def measure(path: Path, size: int, docs: Sequence[Doc], spare: Sequence[Doc]) -> dict[str, float]:
    """Let new reports arrive, of days in the middle of the accounts that were linked and not copied."""
    bytes_an_account = round(path.stat().st_size / size)
    middle = _published(docs[min(size, FIRST) // 2])
    with open_store(f"sqlite:///{path}") as store:
        later = [doc for doc in spare if _published(doc) >= middle]
        new = [doc for doc in later if not store.accounts_by_id([doc.accounts[0].id])][:NEW]
        measured = {"accounts": size, "bytes_an_account": bytes_an_account, **arrive(store, new)}
    print(json.dumps(measured), flush=True)
    return measured


def _published(doc: Doc) -> str:
    return doc.article.published or ""


def fill(store: Store, docs: Sequence[Doc]) -> None:
    """Write and link these reports, but for those that the store has."""
    for start in range(0, len(docs), AT_ONCE):
        some = docs[start : start + AT_ONCE]
        if len(store.accounts_by_id([doc.accounts[0].id for doc in some])) < len(some):
            store.add_batch(RUN, some, {}, [], AT)
            derive(store, settings=Settings())


def plot(measured: Sequence[dict[str, float]]) -> str:
    """Return milliseconds for one new report against the accounts in the store, as SVG."""
    width, height, left, bottom = 560, 300, 60, 250
    top = max(30.0, *(each["most_ms"] for each in measured)) * 1.1
    steps = max(len(measured) - 1, 1)

    def at(place: int, value: float) -> str:
        return f"{left + 440 * place / steps:.0f},{bottom - 220 * value / top:.1f}"

    lines = []
    for name, colour, label in (("median_ms", "#1f5fa8", "median"), ("most_ms", "#a8551f", "slowest batch")):
        points = [at(place, each[name]) for place, each in enumerate(measured)]
        lines.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        end = points[-1].split(",")
        lines.append(
            f'<text x="{float(end[0]) - 4}" y="{float(end[1]) - 8}" text-anchor="end" fill="{colour}">{label}</text>'
        )
        lines += [
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in (point.split(",") for point in points)
        ]
    for place, each in enumerate(measured):
        x = at(place, 0).split(",")[0]
        lines.append(f'<text x="{x}" y="{bottom + 20}" text-anchor="middle">{each["accounts"]:,.0f}</text>')
    for value in range(0, int(top) + 1, 10):
        y = at(0, value).split(",")[1]
        lines.append(f'<line x1="{left}" x2="{left + 440}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        lines.append(f'<text x="{left - 8}" y="{float(y) + 4}" text-anchor="end">{value}</text>')
    lines.append(f'<text x="{left + 220}" y="{bottom + 42}" text-anchor="middle">accounts in the store</text>')
    lines.append(f'<text x="{left}" y="16">milliseconds to link and reconcile one new report</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    return f'{head} font-family="sans-serif" font-size="12">{"".join(lines)}</svg>\n'


if __name__ == "__main__":
    main()
