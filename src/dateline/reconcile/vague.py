"""Gives vague tolls ("dozens") the range that a codebook takes their word for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.knowledge.vague_words import Range, vague_words
from dateline.model import TollValue
from dateline.reconcile.evidence import Told


def with_ranges(told: Mapping[str, Sequence[Told]], codebook: str) -> dict[str, list[Told]]:
    """Return the claims, those of a vague word with the codebook's range. What a person corrected stays as it is."""
    own = vague_words()
    changed = {word: bounds for word, bounds in vague_words(codebook).items() if bounds != own[word]}
    return {field: [_ranged(one, changed) for one in held] for field, held in told.items()}


def _ranged(told: Told, ranges: Mapping[str, Range]) -> Told:
    corrected = told.review is not None and told.review.verdict == "correct"
    if corrected or not isinstance(told.value, TollValue) or (bounds := ranges.get(told.value.word or "")) is None:
        return told
    low, high = bounds
    return replace(told, value=replace(told.value, low=low, high=high))
