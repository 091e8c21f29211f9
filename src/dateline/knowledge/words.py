"""In how many documents of a frozen news collection a word stands: rare words tell reports of one event apart."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

#: Documents counted; `python -m dateline.knowledge.build_words` prints it.
TOTAL_DOCUMENTS: Final = 5512

_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are counted: lower case, letters only, in text order."""
    return _WORD.findall(text.lower())


def document_frequency(word: str) -> int:
    """Return how many of the TOTAL_DOCUMENTS hold the word, whatever its case; 0 for those in fewer than five."""
    return document_frequencies().get(word.lower(), 0)


@cache
def document_frequencies() -> Mapping[str, int]:
    """Return all words that are counted, with the number of documents that hold each."""
    packed = resources.files("dateline.knowledge").joinpath("data", "word_frequencies.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {word: int(count) for word, _, count in (line.partition("\t") for line in lines)}
