"""Adds what the trained reader sees: scored spans of every head, and its judgement of the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import ClassVar

from dateline.extract.nets.decode import Scores, decode_spans, sigmoid, softmax
from dateline.extract.nets.gate import Gate
from dateline.extract.nets.heads import ARTICLE_HEADS, EXCLUSIVE, MUC4_TYPES, WORD_HEADS, article_slice, word_slice
from dateline.extract.nets.reader import Scored, load_reader, weights_folder
from dateline.extract.nets.signs import passages
from dateline.model import Doc, Span, Tag
from dateline.settings import Settings

#: Probability from which a word is kept as one that may tell an event.
EVENT_KEPT = 0.05


class Tags:
    """Adds `tags` and `likely`, but to articles and paragraphs that the gate passes over where the settings ask it."""

    reads: ClassVar[tuple[str, ...]] = ("mentions",)
    writes: ClassVar[tuple[str, ...]] = ("tags", "likely")

    def __init__(self, settings: Settings) -> None:
        self._reader = load_reader(weights_folder(settings))
        self._gate = Gate() if settings.gate == "on" else None

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        read = [doc for doc in docs if self._gate is None or self._gate.passes(doc.article)]
        scored_docs = self._reader(read, passages=None if self._gate is None else passages)
        tagged = {
            id(doc): doc.add(tags=tuple(tags_of(scored)), likely=_likely(scored))
            for doc, scored in zip(read, scored_docs, strict=True)
        }
        return [tagged.get(id(doc), doc) for doc in docs]


def tags_of(scored: Scored) -> Iterator[Tag]:
    """Yield the tags of all heads over words, head by head in text order."""
    encoding = scored.encoding
    for head in WORD_HEADS:
        if head.kind != "spans":
            continue
        found = decode_spans(head, scored.words[:, word_slice(head.name)], encoding)
        if head.name == "roles":
            types = sigmoid(scored.words[:, word_slice("filler_types")])
            numbers = {(word.part, word.start): number for number, word in enumerate(encoding.words)}
            yield from (_with_types(tag, types, encoding.words, numbers) for tag in found)
        else:
            yield from found
    happens = sigmoid(scored.words[:, word_slice("event")])[:, 0]
    certain = scored.words[:, word_slice("factuality")][:, 0]
    for span, score, factuality in zip(encoding.words, happens.tolist(), certain.tolist(), strict=True):
        if score >= EVENT_KEPT:
            yield Tag(span, "event", "event", score, factuality=max(-3.0, min(3.0, 3.0 * factuality)))


def _with_types(tag: Tag, types: Scores, words: Sequence[Span], numbers: Mapping[tuple[str, int], int]) -> Tag:
    """Return a tag with the mean of what its words say; `numbers` are those of words by where they start."""
    first = numbers[tag.span.part, tag.span.start]
    inside = list(takewhile(lambda number: tag.span.covers(words[number]), range(first, len(words))))
    means = types[inside].mean(axis=0).tolist()
    return replace(tag, types=tuple(zip(MUC4_TYPES, means, strict=True)))


def _likely(scored: Scored) -> dict[str, dict[str, float]]:
    found = {}
    for name, labels in ARTICLE_HEADS:
        logits = scored.article[article_slice(name)]
        scores = softmax(logits) if name in EXCLUSIVE else sigmoid(logits)
        found[name] = dict(zip(labels, scores.tolist(), strict=True))
    return found
