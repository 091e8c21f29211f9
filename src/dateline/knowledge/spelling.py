"""Finds names that are spelt otherwise than the gazetteer has them: other transliterations, typing errors, bad scans.

The index holds for every pair of letters the names that have it. Those that share most pairs with a name are compared
with it letter by letter. Pairs are taken from the name as it sounds, so that Qandahar and Kandahar have the same.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

Numbers = npt.NDArray[np.integer[Any]]

#: Shorter names are like too many others, longer ones are none.
SHORTEST, LONGEST = 4, 40
#: People that a town needs to be found by another spelling.
LEAST_PEOPLE = 1000

TABLES = """
CREATE TABLE spelling (number INTEGER PRIMARY KEY, key TEXT NOT NULL, sound TEXT NOT NULL);
CREATE TABLE pairs_of_spelling (pairs INTEGER PRIMARY KEY, first INTEGER NOT NULL);
CREATE TABLE pair (letters TEXT PRIMARY KEY, spellings BLOB NOT NULL) WITHOUT ROWID;
"""

#: Spellings of one sound, applied in turn; a later one sees what those before it made.
_SOUNDS: Sequence[tuple[str, str]] = (
    *(("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("ck", "k")),
    *(("ph", "f"), ("w", "v"), ("y", "i"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("th", "t"), ("dh", "d")),
    *(("bh", "b"), ("c", "k"), ("kh", "ch")),
)
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an|az) (?=.{4})")
_DOUBLED = re.compile(r"(.)\1+")

#: How many pairs more or fewer a spelling of the same name can have.
_PAIRS_APART = 2
#: Share of the pairs of a name that another spelling of it has at least.
_LEAST_SHARED = 0.4
#: Names that are compared letter by letter.
_COMPARED = 100


def sound_key(key: str) -> str:
    """Return the key of a name as it sounds: "jalal abad" and "djalalabad" are one."""
    sound = _ARTICLE.sub("", key).replace(" ", "")
    for spelt, sounds in _SOUNDS:
        sound = sound.replace(spelt, sounds)
    return _DOUBLED.sub(r"\1", sound)


def write_spellings(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Fill TABLES with keys of names."""
    sounds = {key: sound_key(key) for key in keys if SHORTEST <= len(key) <= LONGEST}
    # By number of pairs, so that a search can pass over all that are too short or too long.
    ordered = sorted((len(_pairs(sound)), key, sound) for key, sound in sounds.items())
    spellings: dict[str, list[int]] = defaultdict(list)
    first: dict[int, int] = {}
    for number, (count, _, sound) in enumerate(ordered):
        first.setdefault(count, number)
        for pair in _pairs(sound):
            spellings[pair].append(number)
    connection.executemany("INSERT INTO spelling VALUES (?, ?, ?)", ((n, *row[1:]) for n, row in enumerate(ordered)))
    connection.executemany("INSERT INTO pairs_of_spelling VALUES (?, ?)", [*first.items(), (LONGEST + 2, len(ordered))])
    connection.executemany(
        "INSERT INTO pair VALUES (?, ?)",
        ((pair, np.array(spellings[pair], dtype="<i4").tobytes()) for pair in sorted(spellings)),
    )


class Spellings:
    """Searches TABLES; `execute` runs a query on the file that has them."""

    def __init__(self, execute: Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]) -> None:
        self._execute = execute
        counts = execute("SELECT pairs, first FROM pairs_of_spelling ORDER BY pairs", ())
        self._counts = np.array([count for count, _ in counts])
        self._first = np.array([first for _, first in counts])
        # Bound to the object: a cache on the method would keep every file open.
        self._with_pair = lru_cache(maxsize=None)(self._read_pair)

    def like(self, key: str) -> list[tuple[float, str]]:
        """Return the keys that are most like one, the best first, each with its similarity: 1.0 is the same.

        Half of it is that of the letters, half that of the sounds.
        """
        if not SHORTEST <= len(key) <= LONGEST:
            return []
        own = sound_key(key)
        numbers = self._sharing(_pairs(own)).tolist()
        marks = ", ".join("?" * len(numbers))
        rows = self._execute(f"SELECT key, sound FROM spelling WHERE number IN ({marks})", tuple(numbers))
        alike = [
            ((OSA.normalized_similarity(key, other) + OSA.normalized_similarity(own, sound)) / 2, other)
            for other, sound in rows
        ]
        return sorted(alike, key=_best_first)

    def _sharing(self, pairs: Sequence[str]) -> Numbers:
        """Return the numbers of the names that share most pairs, for the number that they have."""
        # No name has more pairs than the last row stands for.
        most = min(len(pairs) + _PAIRS_APART + 1, LONGEST + 2)
        start, end = self._first[np.searchsorted(self._counts, (len(pairs) - _PAIRS_APART, most))]
        within = []
        for pair in pairs:
            numbers = self._with_pair(pair)
            first, last = np.searchsorted(numbers, (start, end))
            within.append(numbers[first:last])
        shared = np.bincount(np.concatenate(within) - start, minlength=end - start)
        likely = np.flatnonzero(shared >= max(2, int(len(pairs) * _LEAST_SHARED)))
        if len(likely) > _COMPARED:
            have = self._counts[np.searchsorted(self._first, likely + start, side="right") - 1]
            share = shared[likely] / (have + len(pairs))
            likely = likely[np.argpartition(-share, _COMPARED)[:_COMPARED]]
        found: Numbers = likely + start
        return found

    def _read_pair(self, pair: str) -> Numbers:
        rows = self._execute("SELECT spellings FROM pair WHERE letters = ?", (pair,))
        return np.frombuffer(rows[0][0] if rows else b"", dtype="<i4")


def _best_first(alike: tuple[float, str]) -> tuple[float, str]:
    return -alike[0], alike[1]


def _pairs(sound: str) -> list[str]:
    edged = f"^{sound}$"
    return sorted({edged[index : index + 2] for index in range(len(edged) - 1)})
