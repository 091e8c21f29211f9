"""Counts the documents of the training texts that hold each word, and freezes the counts with the package."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.knowledge.words import words_of

_TEXTS = ("incidents/train_reports.jsonl", "muc4/muc4_train.jsonl", "attribution/train.jsonl")
_LEAST = 5


def texts(data: Path) -> Iterator[str]:
    """Yield the text of every document of the training parts, each text once."""
    seen: set[str] = set()
    for name in _TEXTS:
        with (data / name).open(encoding="utf-8") as file:
            for line in file:
                text = json.loads(line)["text"]
                if text not in seen:
                    seen.add(text)
                    yield text


def main() -> None:
    """Write data/word_frequencies.tsv.gz and print the number of documents for `TOTAL_DOCUMENTS`."""
    parser = argparse.ArgumentParser(prog="python -m dateline.knowledge.build_words", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    data: Path = parser.parse_args().data
    total, counts = 0, Counter[str]()
    try:
        for text in texts(data):
            total += 1
            counts.update(set(words_of(text)))
    except OSError as error:
        sys.exit(f"error: training texts cannot be read ({error}); give the data folder with --data")
    table = "".join(f"{word}\t{count}\n" for word, count in sorted(counts.items()) if count >= _LEAST)
    path = Path(__file__).parent / "data" / "word_frequencies.tsv.gz"
    # Without a time the same texts give the same bytes.
    path.write_bytes(gzip.compress(table.encode("utf-8"), mtime=0))
    print(f"TOTAL_DOCUMENTS = {total}")


if __name__ == "__main__":
    main()
