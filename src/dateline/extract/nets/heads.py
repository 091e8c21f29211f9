"""The heads of the reader: what each labels, and where its scores stand among the outputs of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HeadKind = Literal["spans", "marks", "number"]


@dataclass(frozen=True, slots=True)
class Head:
    """One head over words. `spans`: O, then B and I of each label; `marks`: a yes or no for each label; `number`."""

    name: str
    kind: HeadKind
    labels: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return {"spans": 1 + 2 * len(self.labels), "marks": len(self.labels), "number": 1}[self.kind]


#: Incident types of MUC-4, in the words of its templates.
MUC4_TYPES: tuple[str, ...] = ("arson", "attack", "bombing", "forced work stoppage", "kidnapping", "robbery")

#: In the order of the outputs; a change needs new weights.
WORD_HEADS: tuple[Head, ...] = (
    # Fillers of the roles of an incident (MUC-4).
    Head("roles", "spans", ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")),
    # Of which type of incident a filler is.
    Head("filler_types", "marks", MUC4_TYPES),
    # Who says what (PolNeAR).
    Head("source", "spans", ("source",)),
    Head("cue", "spans", ("cue",)),
    Head("content", "spans", ("content",)),
    Head(
        "names",
        "spans",
        ("person", "organisation", "place", "demonym", "facility", "product", "misc", "date", "money"),
    ),
    # Words that tell an event, and how certainly it happened, in thirds: -1 to 1.
    Head("event", "marks", ("event",)),
    Head("factuality", "number"),
    # Names of people by what befell them (incident records).
    Head("people", "spans", ("killed", "injured", "suspect", "unharmed")),
    # What tells how many were killed or hurt in the main event.
    Head("tolls", "spans", ("killed", "injured")),
    # What tells the day and the city of the main event (incident records).
    Head("setting", "spans", ("date", "city")),
)

#: Labels of a whole article, read at its first window.
ARTICLE_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("types", MUC4_TYPES),
    # Numbers of the main event: 0, 1, 2, 3, 4 to 9, 10 and more.
    ("killed", ("0", "1", "2", "3", "4", "10")),
    ("injured", ("0", "1", "2", "3", "4", "10")),
)

#: Article heads of which one label alone holds; of the others several may.
EXCLUSIVE = ("killed", "injured")

WORD_WIDTH = sum(head.width for head in WORD_HEADS)
ARTICLE_WIDTH = sum(len(labels) for _, labels in ARTICLE_HEADS)


def word_slice(name: str) -> slice:
    """Return where the scores of a head stand among WORD_WIDTH."""
    at = 0
    for head in WORD_HEADS:
        if head.name == name:
            return slice(at, at + head.width)
        at += head.width
    raise KeyError(name)


def article_slice(name: str) -> slice:
    at = 0
    for head, labels in ARTICLE_HEADS:
        if head == name:
            return slice(at, at + len(labels))
        at += len(labels)
    raise KeyError(name)


def head(name: str) -> Head:
    return next(each for each in WORD_HEADS if each.name == name)
