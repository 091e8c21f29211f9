"""Vague words for numbers ("dozens", "several") and the range that each codebook takes them for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

Range = tuple[int, int | None]


@cache
def vague_words(codebook: str = "dateline") -> Mapping[str, Range]:
    """Return word -> least and most, longer phrases first. What a codebook does not name is as in our own."""
    data = resources.files("dateline.knowledge").joinpath("data", "vague_numbers.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(data)
    merged = {**tables["dateline"], **tables[codebook]}
    return {word: (bounds[0], bounds[1] if len(bounds) > 1 else None) for word, bounds in merged.items()}


@cache
def codebooks() -> tuple[str, ...]:
    data = resources.files("dateline.knowledge").joinpath("data", "vague_numbers.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(data))
