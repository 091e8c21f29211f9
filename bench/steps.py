"""Measures how an article's time is spent, step by step, on incidents dev: `make bench`.

Prints a table and writes bench/results/steps.json. One process, articles in batches; `resolution` is the share of the
steps of times, places and values together.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from dateline.evaluate.data import load_lines, make_article
from dateline.model import Article, Doc
from dateline.pipeline import Step, load_steps
from dateline.settings import Settings

BATCH = 32
RESOLVING = ("Times", "Places", "ResolveClaims")
SOURCE = "incidents/dev_reports.jsonl"


def time_steps(steps: Sequence[Step], articles: Sequence[Article]) -> dict[str, float]:
    """Return the seconds that each step took for all articles."""
    spent: dict[str, float] = defaultdict(float)
    for start in range(0, len(articles), BATCH):
        docs = [Doc(article) for article in articles[start : start + BATCH]]
        for step in steps:
            started = time.perf_counter()
            docs = list(step(docs))
            spent[type(step).__name__] += time.perf_counter() - started
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    parser.add_argument("--limit", type=int, default=320, help="so many reports (320)")
    options = parser.parse_args()
    if not (options.data / SOURCE).is_file():
        print(f"no reports at {str(options.data / SOURCE)!r}: nothing is measured; set DATELINE_DATA", file=sys.stderr)
        return 0
    records = load_lines(options.data, SOURCE, ("id", "text", "title", "published", "url"))[: options.limit]
    articles = [
        make_article(
            each["id"], each["text"], title=each["title"] or None, published=each["published"], url=each["url"]
        )
        for each in records
    ]
    steps = load_steps(Settings())
    # What is loaded and cached once is not an article's time.
    time_steps(steps, articles[:BATCH])
    spent = time_steps(steps, articles)
    total = sum(spent.values())
    rows = [
        {"step": name, "ms": round(1000 * seconds / len(articles), 2), "share": round(seconds / total, 4)}
        for name, seconds in spent.items()
    ]
    resolution = round(sum(spent[name] for name in RESOLVING) / total, 4)
    for row in rows:
        print(f"{row['step']:16} {row['ms']:8.2f} ms an article {row['share']:8.1%}")
    print(f"{'resolution':16} {resolution:35.1%}")
    result = {"articles": len(articles), "steps": rows, "resolution": resolution}
    Path("bench/results/steps.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
