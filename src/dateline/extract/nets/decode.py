"""Scores of words to scored spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from dateline.extract.nets.encoding import Encoding
from dateline.extract.nets.heads import Head
from dateline.model import Span, Tag

Scores = NDArray[numpy.float32]

#: Head -> probability that a word is inside any span from which it is taken into one; 0.5 where not named.
#: Lower where another step weighs the spans again.
INSIDE: dict[str, float] = {"roles": 0.1, "people": 0.3, "tolls": 0.3, "source": 0.4, "cue": 0.55}
#: Heads whose spans are names or the like, and the longest word, in code points, that a full stop may belong to.
_NAMING, _ABBREVIATED = ("roles", "names", "people"), 2


def softmax(logits: Scores) -> Scores:
    shifted = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
    return numpy.asarray(shifted / shifted.sum(axis=-1, keepdims=True), numpy.float32)


def sigmoid(logits: Scores) -> Scores:
    return numpy.asarray(1.0 / (1.0 + numpy.exp(-numpy.clip(logits, -30.0, 30.0))), numpy.float32)


def decode_spans(head: Head, logits: Scores, encoding: Encoding) -> Iterator[Tag]:
    """Yield the spans of a head of kind "spans". `logits` are (words, head.width).

    A span is a run of words that are more likely in some span than not; a word that is likelier the first of a span
    than a further one starts the next. Its label is the one with the most mass, its score that label's mean.
    """
    if not len(logits):
        return
    probabilities = softmax(logits)
    inside = 1.0 - probabilities[:, 0] >= INSIDE.get(head.name, 0.5)
    by_label = probabilities[:, 1::2] + probabilities[:, 2::2]
    begins = probabilities[:, 1::2].sum(axis=1) > probabilities[:, 2::2].sum(axis=1)
    for run in _runs(inside, begins, encoding.words):
        if head.name in _NAMING:
            run = _without_full_stop(run, encoding)
        mass = by_label[run[0] : run[-1] + 1].mean(axis=0)
        label = int(mass.argmax())
        first, last = encoding.words[run[0]], encoding.words[run[-1]]
        yield Tag(Span(first.part, first.start, last.end), head.name, head.labels[label], float(mass[label]))


def _without_full_stop(run: list[int], encoding: Encoding) -> list[int]:
    """Return a run without the mark at its end, unless what is before it may be an abbreviation ("U.S.", "Jr.")."""
    while len(run) > 1 and run[-1] in encoding.marks and _length(encoding.words[run[-2]]) > _ABBREVIATED:
        run = run[:-1]
    return run


def _length(span: Span) -> int:
    return span.end - span.start


def _runs(inside: NDArray[numpy.bool_], begins: NDArray[numpy.bool_], words: Sequence[Span]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in numpy.flatnonzero(inside).tolist():
        joined = run and index == run[-1] + 1 and not begins[index] and words[index].part == words[run[-1]].part
        if run and not joined:
            yield run
            run = []
        run.append(index)
    if run:
        yield run
