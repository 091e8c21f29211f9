"""The windows of all train docs as arrays, end to end: packed once, then read by training alone, on any machine."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from dateline.extract.nets.encoding import Encoding, Window, windows
from dateline.extract.nets.heads import ARTICLE_HEADS, WORD_HEADS, head
from dateline.extract.nets.reader import window_inputs
from dateline.train.labels import MASKED, Labels, word_labels, word_marks, word_numbers

#: The file of a corpus in a work folder.
CORPUS = "corpus.npz"
#: One train doc in so many is kept from the reader: thresholds are chosen, and scores calibrated, on those.
HELD_OUT = 10
#: Windows of one doc that are kept: what follows tells little of what it is about.
MOST_WINDOWS = 8

#: Task -> heads over words that its labels are for. A head that labels nothing in a doc is all "O" there. Of the task
#: "news" nothing is known: its text is for the encoder, and for what a student learns from its teachers.
TASK_HEADS: Mapping[str, tuple[str, ...]] = {
    "muc4": ("roles", "filler_types"),
    "attribution": ("source", "cue", "content"),
    "names": ("names",),
    "factuality": ("event", "factuality"),
    "incidents": ("people", "tolls", "setting"),
    "news": (),
}
INPUTS = ("ids", "case", "kind")
_TYPES = {"ids": numpy.int32, "case": numpy.int8, "kind": numpy.int8, "read": numpy.bool_}
_UNKNOWN = -1.0

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One doc with its labels."""

    task: str
    id: str
    encoding: Encoding
    labels: Labels


@dataclass(frozen=True, slots=True)
class Corpus:
    """Arrays by piece, all windows end to end, and by window.

    `pieces`: INPUTS; `read`, true for the pieces whose scores count (the first of each word); and each head of
    WORD_HEADS: classes (-100 unknown), rows of marks (-1 unknown) or numbers (NaN unknown). `windows`: `task` (index
    into TASK_HEADS), `number` (0 for the first of its doc), `held` (kept from training), and rows of each article
    head (-1 unknown). Window w is the pieces [bounds[w], bounds[w + 1]).
    """

    bounds: Array
    pieces: Mapping[str, Array]
    windows: Mapping[str, Array]

    def of(self, task: str, *, held: bool) -> Array:
        """Return the indices of the windows of a task."""
        own = self.windows["task"] == list(TASK_HEADS).index(task)
        return numpy.flatnonzero(own & (self.windows["held"] == held))

    def save(self, path: Path) -> None:
        """Write the arrays beside `path` and put them in its place."""
        partial = path.with_suffix(".partial.npz")
        named: dict[str, Any] = {f"pieces.{name}": array for name, array in self.pieces.items()}
        named |= {f"windows.{name}": array for name, array in self.windows.items()}
        numpy.savez_compressed(partial, bounds=self.bounds, **named)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Corpus:
        with numpy.load(path, allow_pickle=False) as arrays:
            named = {name: arrays[name] for name in arrays.files}
        return cls(named["bounds"], _below("pieces.", named), _below("windows.", named))


def _below(prefix: str, named: Mapping[str, Array]) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in named.items() if name.startswith(prefix)}


def is_held_out(id: str) -> bool:
    return zlib.crc32(id.encode()) % HELD_OUT == 0


def pack(examples: Iterable[Example], special: tuple[int, int]) -> Corpus:
    """Cut docs into windows and return them as one corpus. `special` are the ids of the opening and ending pieces."""
    pieces: dict[str, list[Array]] = {}
    by_window: dict[str, list[Any]] = {}
    lengths = [0]
    for example in examples:
        for number, window in enumerate(islice(windows(example.encoding), MOST_WINDOWS)):
            lengths.append(window.length)
            for name, array in _pieces(example, window, special):
                pieces.setdefault(name, []).append(array)
            for name, value in _window(example, number):
                by_window.setdefault(name, []).append(value)
    return Corpus(
        numpy.cumsum(lengths),
        {name: numpy.concatenate(arrays) for name, arrays in pieces.items()},
        {name: numpy.array(values) for name, values in by_window.items()},
    )


def _pieces(example: Example, window: Window, special: tuple[int, int]) -> Iterator[tuple[str, Array]]:
    encoding, labels = example.encoding, example.labels
    inputs = window_inputs(encoding, window, special)
    for name in INPUTS:
        yield name, numpy.array(inputs[name], _TYPES[name])
    firsts = {
        encoding.word[piece]: piece - window.first + window.skipped
        for piece in range(window.end - 1, window.first - 1, -1)
        if window.keep_first <= piece < window.keep_end
    }
    places = numpy.fromiter(firsts.values(), numpy.int64, len(firsts))
    words = numpy.fromiter(firsts, numpy.int64, len(firsts))
    read = numpy.zeros(window.length, numpy.bool_)
    read[places] = True
    yield "read", read
    for each in WORD_HEADS:
        array = unknown(each.name, window.length)
        labelled = each.name in TASK_HEADS[example.task]
        if labelled and each.kind == "spans" and each.name in labels.spans:
            array[places] = numpy.array(word_labels(encoding, labels, each.name), numpy.int8)[words]
        elif labelled and each.kind == "marks" and each.name in labels.spans:
            marks = word_marks(encoding, labels, each.name)
            for word, place in firsts.items():
                # A filler has types; a word that fills nothing has none to learn. Any word may tell an event.
                if word in marks or each.name == "event":
                    array[place] = [float(index in marks.get(word, ())) for index in range(each.width)]
        elif labelled and each.kind == "number" and each.name in labels.numbers:
            for word, value in word_numbers(encoding, labels, each.name).items():
                if word in firsts:
                    array[firsts[word]] = value
        yield each.name, array


def unknown(name: str, length: int) -> Array:
    """Return the targets of a head for so many pieces of which nothing is known."""
    each = head(name)
    if each.kind == "spans":
        return numpy.full(length, MASKED, numpy.int8)
    if each.kind == "marks":
        return numpy.full((length, each.width), _UNKNOWN, numpy.float32)
    return numpy.full(length, numpy.nan, numpy.float32)


def _window(example: Example, number: int) -> Iterator[tuple[str, Any]]:
    yield "task", list(TASK_HEADS).index(example.task)
    yield "number", number
    yield "held", is_held_out(example.id)
    for name, known in ARTICLE_HEADS:
        told = example.labels.article.get(name) if number == 0 else None
        yield name, [_UNKNOWN if told is None else float(label in told) for label in known]


def batches(lengths: Array, chosen: Array, most_pieces: int, generator: numpy.random.Generator) -> Iterator[Array]:
    """Yield the chosen windows in batches of at most so many pieces, padding included, in random order.

    Those of a batch are about equally long.
    """
    order = chosen[numpy.lexsort((generator.random(len(chosen)), lengths[chosen] // 24))]
    groups: list[Sequence[int]] = []
    held: list[int] = []
    longest = 0
    for window in order.tolist():
        longest = max(longest, int(lengths[window]))
        if held and longest * (len(held) + 1) > most_pieces:
            groups.append(held)
            held, longest = [], int(lengths[window])
        held.append(window)
    if held:
        groups.append(held)
    for index in generator.permutation(len(groups)):
        yield numpy.array(groups[index])
