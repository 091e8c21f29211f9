"""Examples of the reader's training, and the batches that they are drawn in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dateline.extract.nets.encoding import Encoding, Window
from dateline.extract.nets.heads import ARTICLE_HEADS, head
from dateline.extract.nets.reader import window_inputs
from dateline.train.labels import MASKED, Labels, word_labels, word_marks, word_numbers

PAD = 0
#: Word pieces of a batch, padding included: larger ones leave the processor's cache and are slower.
BATCH_PIECES = 1600
#: Share of examples whose case is hidden, so that lower-case and upper-case text is read as well.
HIDDEN_CASE = 0.15

#: Task -> heads over words that its labels are for. A head that labels nothing in a doc is all "O" there.
TASK_HEADS: Mapping[str, tuple[str, ...]] = {
    "muc4": ("roles", "filler_types"),
    "attribution": ("source", "cue", "content"),
    "names": ("names",),
    "factuality": ("event", "factuality"),
    "incidents": ("people", "tolls"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One doc with its labels."""

    task: str
    id: str
    encoding: Encoding
    labels: Labels


@dataclass(frozen=True, slots=True)
class Item:
    """One window of an example, with targets by piece (-100, or NaN, where nothing is known)."""

    task: str
    ids: list[int]
    case: list[int]
    kind: list[int]
    #: "spans" heads: class of each piece.
    classes: dict[str, list[int]]
    #: "marks" heads: for each piece a row of 0 and 1, or of -1.
    marks: dict[str, list[list[float]]]
    numbers: dict[str, list[float]]
    #: Article heads: a row of 0 and 1, or of -1 in windows after the first.
    article: dict[str, list[float]]


def make_item(example: Example, window: Window, special: tuple[int, int]) -> Item:
    encoding, labels = example.encoding, example.labels
    length = window.length
    firsts = {
        encoding.word[piece]: piece - window.first + window.skipped
        for piece in range(window.end - 1, window.first - 1, -1)
        if window.keep_first <= piece < window.keep_end
    }
    inputs = window_inputs(encoding, window, special)
    item = Item(
        example.task,
        inputs["ids"],
        inputs["case"],
        inputs["kind"],
        {},
        {},
        {},
        {},
    )
    for name in TASK_HEADS[example.task]:
        kind = head(name).kind
        if kind == "spans" and name in labels.spans:
            known = word_labels(encoding, labels, name)
            row = [MASKED] * length
            for word, at in firsts.items():
                row[at] = known[word]
            item.classes[name] = row
        elif kind == "marks" and name in labels.spans:
            marks = word_marks(encoding, labels, name)
            width = head(name).width
            rows = [[-1.0] * width for _ in range(length)]
            for word, at in firsts.items():
                # A filler has types; a word that fills nothing has none to learn. Any word may tell an event.
                if word in marks or name == "event":
                    rows[at] = [float(index in marks.get(word, ())) for index in range(width)]
            item.marks[name] = rows
        elif kind == "number" and name in labels.numbers:
            values = word_numbers(encoding, labels, name)
            item.numbers[name] = [float("nan")] * length
            for word, at in firsts.items():
                item.numbers[name][at] = values.get(word, float("nan"))
    for name, known_labels in ARTICLE_HEADS:
        if name in labels.article:
            told = labels.article[name]
            holds = [float(label in told) for label in known_labels]
            item.article[name] = holds if window.first == 0 else [-1.0] * len(known_labels)
    return item


def epoch(items: Sequence[Item], *, generator: random.Random) -> Iterator[list[Item]]:
    """Yield batches of one task, each of windows about equally long, in random order."""
    order = sorted(range(len(items)), key=lambda index: (len(items[index].ids) // 24, generator.random()))
    batches: list[list[Item]] = []
    held: list[Item] = []
    for index in order:
        longest = max([len(items[index].ids), *(len(each.ids) for each in held)])
        if held and longest * (len(held) + 1) > BATCH_PIECES:
            batches.append(held)
            held = []
        held.append(items[index])
    if held:
        batches.append(held)
    generator.shuffle(batches)
    yield from batches


def collate(
    items: Sequence[Item], *, generator: random.Random | None = None
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], dict[str, Tensor]]:
    """Return (ids, mask, case, kind) and the targets. With a generator, the case of some examples is hidden."""
    length = max(len(item.ids) for item in items)

    def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (length - len(row))] for row in rows])

    hidden = [generator is not None and generator.random() < HIDDEN_CASE for _ in items]
    inputs = (
        padded([item.ids for item in items], PAD),
        padded([[1] * len(item.ids) for item in items], 0),
        padded([[0] * len(item.case) if hide else item.case for item, hide in zip(items, hidden, strict=True)], 0),
        padded([item.kind for item in items], 0),
    )
    targets: dict[str, Tensor] = {}
    for name in TASK_HEADS[items[0].task]:
        width = head(name).width
        if any(name in item.classes for item in items):
            targets[name] = padded([item.classes.get(name, []) for item in items], MASKED)
        elif any(name in item.marks for item in items):
            rows = [item.marks.get(name, []) for item in items]
            targets[name] = torch.tensor([[*row, *[[-1.0] * width] * (length - len(row))] for row in rows])
        elif any(name in item.numbers for item in items):
            values = [item.numbers.get(name, []) for item in items]
            targets[name] = torch.tensor([[*row, *[float("nan")] * (length - len(row))] for row in values])
    for name, known in ARTICLE_HEADS:
        if any(name in item.article for item in items):
            targets[f"article_{name}"] = torch.tensor([item.article.get(name, [-1.0] * len(known)) for item in items])
    return inputs, targets
