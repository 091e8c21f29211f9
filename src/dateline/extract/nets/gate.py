"""The gate: tells, before the reader runs, whether an article may hold an incident; most news is about other things."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

import numpy
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.model import Article

WEIGHTS = Path(__file__).parent / "weights" / "gate.npz"
#: Words and pairs of words fall into so many buckets: enough that a rare pair seldom falls into that of an incident.
BUCKETS = 1 << 20
#: Heads, in the order of the rows of the weights.
INCIDENT, POLITICAL = 0, 1
#: A longer article is scored in windows, in numbers of words: one paragraph must not drown in a long digest.
LONGEST, WINDOW, STEP = 350, 250, 200

# Letters alone, two at least: digits, marks and the "s" of a genitive say little, and some sources have lost them.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPREAD = numpy.uint64(0x9E3779B97F4A7C15)
_LEFT, _RIGHT, _ONE = numpy.uint64(0x9E3779B1), numpy.uint64(0x85EBCA6B), numpy.uint64(1)
_FOLD = numpy.uint64(29)
_SHIFT = numpy.uint64(64 - (BUCKETS.bit_length() - 1))

Buckets = NDArray[numpy.int64]
Floats = NDArray[numpy.float32]


class Gate:
    """Two linear models over words and pairs of words: one knows incidents, one political news.

    Political news passes too: much of it tells of protests, threats and war, and the public labels that the gate is
    measured by count all of it. A score of `threshold` or more passes; scores fall and rise with the chance of an
    incident, but are no probabilities: each head is shifted so that its own cut lies at the threshold.
    """

    threshold: ClassVar[float] = 0.5

    def __init__(self, path: Path = WEIGHTS) -> None:
        """Load the weights. Raises DatelineError for a file that is absent or holds something else."""
        try:
            with numpy.load(path, allow_pickle=False) as stored:
                self._weights = numpy.asarray(stored["weights"], numpy.float16)
                self._rarity = numpy.asarray(stored["rarity"], numpy.float16)
                self._biases = numpy.asarray(stored["biases"], numpy.float32)
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise DatelineError(f"no weights of the gate in {str(path)!r} ({error}); install Dateline again") from error
        shapes = self._weights.shape, self._rarity.shape, self._biases.shape
        if shapes != ((2, BUCKETS), (BUCKETS,), (2,)):
            raise DatelineError(f"weights of the gate in {str(path)!r} have shapes {shapes!r}; install Dateline again")

    def passes(self, article: Article) -> bool:
        """Tell whether the article, title and text, may hold an incident."""
        return self.score(f"{article.title or ''}\n{article.text}") >= self.threshold

    def score(self, text: str) -> float:
        """Return a number between 0 and 1; 0 for a text without words. Case, digits and marks make no difference."""
        found = [self._margins(words) for words in windows(text)]
        if not found:
            return 0.0
        # One window is enough for an incident, but politics is what an article as a whole is about.
        incident = max(float(margins[INCIDENT]) for margins in found)
        political = sum(float(margins[POLITICAL]) for margins in found) / len(found)
        return 1 / (1 + math.exp(-max(incident, political)))

    def _margins(self, words: Sequence[str]) -> Floats:
        buckets, counts = features(words)
        values = weigh(counts, self._rarity[buckets].astype(numpy.float32))
        margins: Floats = self._weights[:, buckets].astype(numpy.float32) @ values + self._biases
        return margins


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return _WORD.findall(text.casefold())


def windows(text: str) -> Iterator[list[str]]:
    """Yield the words of a text in lower case: at once if there are few, else in windows that overlap."""
    found = (match.group() for match in _WORD.finditer(text.casefold()))
    words = list(islice(found, LONGEST + 1))
    if 0 < len(words) <= LONGEST:
        yield words
        return
    while len(words) > WINDOW - STEP:
        yield words[:WINDOW]
        words = words[STEP:]
        words += islice(found, max(0, WINDOW - len(words)))


def features(words: Sequence[str]) -> tuple[Buckets, Floats]:
    """Return the buckets of words and of pairs of neighbours, each once, and the logarithms of 1 + their counts."""
    hashes = _hashes(words)
    buckets, counts = numpy.unique(
        numpy.concatenate((_buckets(hashes), _buckets(_pairs(hashes)))),
        return_counts=True,
    )
    return buckets, numpy.log1p(counts).astype(numpy.float32)


def weigh(counts: Floats, rarity: Floats) -> Floats:
    """Return counts times rarity, as a vector of length 1: a long text has no more to say than a short one.

    The rarity of what training has hardly seen is 0: it says nothing.
    """
    values = counts * rarity
    length = max(float(numpy.sqrt((values * values).sum())), 1e-9)
    weighed: Floats = values / numpy.float32(length)
    return weighed


def bucket_of(phrase: Iterable[str]) -> int:
    """Return the bucket of one word or of a pair of words, in lower case. Raises ValueError for another number."""
    words = list(phrase)
    if len(words) not in (1, 2):
        raise ValueError(f"one word or two have a bucket, not {words!r}")
    hashes = _hashes(words)
    return int(_buckets(hashes if len(words) == 1 else _pairs(hashes))[0])


def _hashes(words: Sequence[str]) -> NDArray[numpy.uint64]:
    # Not hash(): it differs from process to process.
    crcs = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    return numpy.array(crcs, numpy.uint64)


def _pairs(hashes: NDArray[numpy.uint64]) -> NDArray[numpy.uint64]:
    mixed = hashes[:-1] * _LEFT + hashes[1:] * _RIGHT + _ONE
    return mixed ^ (mixed >> _FOLD)


def _buckets(hashes: NDArray[numpy.uint64]) -> Buckets:
    return ((hashes * _SPREAD) >> _SHIFT).astype(numpy.int64)
