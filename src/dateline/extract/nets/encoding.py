"""Turns a doc into what the reader takes: windows of word pieces, each with its case and the kind of its mention."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from dateline.model import Span

#: Word pieces of a window, with its special ones.
WINDOW = 384
#: Word pieces of the opening that stand before each later window: what the article is about.
LEAD = 32
#: Word pieces that a window shares with the one before it.
OVERLAP = 32

#: Kinds of mentions that the encoder is told of: 0 is none, then a first and a further piece for each kind.
KINDS: tuple[str, ...] = (
    "person",
    "organisation",
    "armed_group",
    "state_force",
    "police",
    "government",
    "place",
    "demonym",
    "facility",
    "weapon",
    "other",
)
KIND_COUNT = 1 + 2 * len(KINDS)
#: 0 nothing known (a text without case), then lower, Capitalised, CAPITALS, miXed, no letter.
CASE_COUNT = 6


@dataclass(frozen=True, slots=True)
class Encoding:
    """The word pieces of a doc, its title first. All tuples are as long as there are pieces."""

    ids: tuple[int, ...]
    case: tuple[int, ...]
    kind: tuple[int, ...]
    #: Number of the word that a piece belongs to; pieces of one word follow one another.
    word: tuple[int, ...]
    #: By word: where it stands.
    words: tuple[Span, ...]
    #: Numbers of the words that have neither letter nor digit.
    marks: frozenset[int] = frozenset()

    def cut(self, most: int) -> Encoding:
        """Return the first pieces, at most so many."""
        if len(self.ids) <= most:
            return self
        words = self.words[: self.word[most - 1] + 1]
        return Encoding(self.ids[:most], self.case[:most], self.kind[:most], self.word[:most], words, self.marks)

    def within(self, passages: Sequence[Span]) -> Encoding:
        """Return the words that start in one of the passages, with their pieces.

        Passages of one part stand in text order, and none overlap.
        """
        own: dict[str, list[Span]] = {}
        for passage in passages:
            own.setdefault(passage.part, []).append(passage)
        kept = []
        for number, span in enumerate(self.words):
            # The last that starts at the word or before it.
            at = bisect_right(own.get(span.part, ()), span.start, key=lambda passage: passage.start) - 1
            if at >= 0 and span.starts_in(own[span.part][at]):
                kept.append(number)
        numbers = {old: new for new, old in enumerate(kept)}
        pieces = [piece for piece, word in enumerate(self.word) if word in numbers]
        return Encoding(
            tuple(self.ids[piece] for piece in pieces),
            tuple(self.case[piece] for piece in pieces),
            tuple(self.kind[piece] for piece in pieces),
            tuple(numbers[self.word[piece]] for piece in pieces),
            tuple(self.words[number] for number in kept),
            frozenset(numbers[number] for number in self.marks if number in numbers),
        )


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces [first, end) of an encoding, with `lead` pieces of its start before them."""

    first: int
    end: int
    lead: int
    #: Pieces [keep_first, keep_end) whose scores are taken from this window: those that stand nearer to its middle.
    keep_first: int
    keep_end: int

    @property
    def skipped(self) -> int:
        """Number of pieces before the first of its own: [CLS], and the lead with its [SEP]."""
        return 1 + (self.lead + 1 if self.lead else 0)

    @property
    def length(self) -> int:
        return self.skipped + self.end - self.first + 1


def encode(
    tokenizer: Tokenizer, parts: Sequence[tuple[str, str]], kinds: Iterable[tuple[str, int, int, str]]
) -> Encoding:
    """Encode (part, text) pairs; `kinds` are mentions as (part, start, end, kind), offsets in code points.

    The tokenizer must neither cut nor pad.
    """
    marked: dict[str, list[tuple[int, int, int]]] = {}
    for part, start, end, kind in kinds:
        if kind in KINDS:
            marked.setdefault(part, []).append((start, end, 1 + 2 * KINDS.index(kind)))
    ids: list[int] = []
    case: list[int] = []
    kind_of: list[int] = []
    word_of: list[int] = []
    words: list[Span] = []
    for part, text in parts:
        found = tokenizer.encode(text, add_special_tokens=False)
        # Mentions are in text order; a nested one comes after the one that covers it, which wins.
        mentions = sorted(marked.get(part, ()), key=lambda each: (each[0], -each[1]))
        has_case = not (text.isupper() or text.islower())
        at, last = 0, None
        for piece, (start, end), number in zip(found.ids, found.offsets, found.word_ids, strict=True):
            if number != last:
                words.append(Span(part, start, end))
                last = number
                shape = _case(text[start:end]) if has_case else 0
            else:
                words[-1] = Span(part, words[-1].start, end)
            while at < len(mentions) and mentions[at][1] <= start:
                at += 1
            label = 0
            if at < len(mentions) and mentions[at][0] <= start:
                label = mentions[at][2] + (mentions[at][0] < start)
            ids.append(piece)
            case.append(shape)
            kind_of.append(label)
            word_of.append(len(words) - 1)
    texts = dict(parts)
    marks = frozenset(
        number
        for number, span in enumerate(words)
        if not any(map(str.isalnum, texts[span.part][span.start : span.end]))
    )
    return Encoding(tuple(ids), tuple(case), tuple(kind_of), tuple(word_of), tuple(words), marks)


def _case(piece: str) -> int:
    if piece.islower():
        return 1
    if piece.isupper():
        return 3 if len(piece) > 1 else 2
    if piece[:1].isupper() and piece[1:].islower():
        return 2
    return 4 if any(character.isalpha() for character in piece) else 5


def windows(encoding: Encoding, *, size: int = WINDOW) -> Iterator[Window]:
    """Yield windows that cover all pieces, cut between words where that is possible."""
    count = len(encoding.ids)
    first, keep = 0, 0
    while True:
        lead = min(LEAD, first)
        room = size - 2 - (lead + 1 if lead else 0)
        end = min(count, first + room)
        if end < count:
            whole = end
            while whole > first and encoding.word[whole] == encoding.word[whole - 1]:
                whole -= 1
            end = whole if whole > first else end
        keep_end = count if end == count else end - OVERLAP // 2
        yield Window(first, end, lead, keep, keep_end)
        if end == count:
            return
        keep = keep_end
        first = end - OVERLAP


def pieces_of(values: Sequence[int], window: Window, *, special: Sequence[int]) -> list[int]:
    """Return the values of a window: [CLS] lead [SEP] pieces [SEP]. `special` are the values of CLS and SEP."""
    cls, sep = special
    lead = [*values[: window.lead], sep] if window.lead else []
    return [cls, *lead, *values[window.first : window.end], sep]
