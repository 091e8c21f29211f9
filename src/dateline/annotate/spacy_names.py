"""spaCy's names, decoded for many paragraphs at once: the same names as its own component, several times as fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
Codes = NDArray[np.int64]

#: Where a token stands in a name, as spaCy counts it: inside, outside, at its beginning.
INSIDE, OUTSIDE, BEGIN = 1, 2, 3
#: Tokens that are decoded at once: bounds memory, some 1.5 kB a token.
MOST_TOKENS = 10_000
#: Features of a state that this decoder knows: the token, and the first and the last one of the name that is open.
_FEATURES = 3


def can_decode(ner: Any) -> bool:
    """Tell whether a component is a greedy, transition-based one of the form that spaCy's small pipelines have."""
    lower = ner.model.get_ref("lower") if ner.model.has_ref("lower") else None
    return bool(
        ner.cfg.get("beam_width", 1) == 1
        and ner.model.attrs.get("has_upper")
        and not ner.model.attrs.get("unseen_classes")
        and lower is not None
        and lower.get_dim("nF") == _FEATURES
    )


class SpacyNames:
    """Finds names as a component of spaCy does, whose own loop asks for Python's lock with every move that it weighs.

    Lample et al. 2016 describe such transitions; moves that spaCy rules out are ruled out here too.
    """

    def __init__(self, ner: Any) -> None:
        """Take a component that `can_decode`."""
        self._ner = ner
        self._upper = ner.model.get_ref("upper").get_param("W"), ner.model.get_ref("upper").get_param("b")
        self._bias = ner.model.get_ref("lower").get_param("b")
        moves = [ner.moves.get_class_name(number).partition("-") for number in range(ner.moves.n_moves)]
        strings = ner.vocab.strings
        self._labels = np.array([strings[label] if label else 0 for _, _, label in moves], np.uint64)
        self._kinds = np.array([kind for kind, _, _ in moves])

    def __call__(self, docs: Sequence[Any]) -> list[tuple[Labels, Codes]]:
        """Return of each doc the label (0: none) and the place in its name of each token."""
        order = sorted(range(len(docs)), key=lambda number: -len(docs[number]))
        found: list[tuple[Labels, Codes]] = []
        for group in _groups([docs[number] for number in order]):
            found += self._decode(group)
        return [found[position] for position in np.argsort(order)]

    def _decode(self, docs: Sequence[Any]) -> list[tuple[Labels, Codes]]:
        """Decode docs, the longest first, token by token: those that still have one stand in front."""
        lengths = np.array([len(doc) for doc in docs], np.int64)
        if not lengths.sum():
            return [(np.zeros(0, np.uint64), np.zeros(0, np.int64)) for _ in docs]
        model = self._ner.model
        # Row 0 stands for a feature that is absent.
        table = model.get_ref("lower").predict(model.get_ref("tok2vec").predict(list(docs)))
        firsts = np.concatenate(([0], np.cumsum(lengths)[:-1])) + 1
        spaces, starts = _spaces_and_starts(docs)
        # A name without a label is a move as well: spaCy makes it only where somebody has marked such a name.
        begin, inside, last, unit = ((self._kinds == kind) & (self._labels != 0) for kind in "BILU")
        outside = self._kinds == "O"
        opened = np.zeros(len(docs), np.int64)
        label = np.zeros(len(docs), np.uint64)
        labels, codes = np.zeros(lengths.sum() + 1, np.uint64), np.zeros(lengths.sum() + 1, np.int64)
        for step in range(int(lengths[0])):
            count = int(np.searchsorted(-lengths, -step))
            token, first, is_open = firsts[:count] + step, opened[:count], opened[:count] > 0
            hidden = table[token, 0] + table[first, 1]
            hidden += table[np.where(is_open, token - 1, 0), 2]
            hidden += self._bias
            scores = hidden.max(axis=2) @ self._upper[0].T + self._upper[1]
            goes_on = (lengths[:count] > step + 1) & ~starts[token + 1]
            own = self._labels == label[:count, None]
            starts_here = ~is_open & ~spaces[token]
            allowed = (
                (begin & (starts_here & goes_on)[:, None])
                | (inside & own & (is_open & goes_on)[:, None])
                | (last & own & is_open[:, None])
                | (unit & starts_here[:, None])
                | (outside & ~is_open[:, None])
            )
            move = np.where(allowed, scores, -np.inf).argmax(axis=1)
            codes[token] = np.where(outside[move], OUTSIDE, np.where(is_open, INSIDE, BEGIN))
            labels[token] = self._labels[move]
            label[:count] = self._labels[move]
            opened[:count] = np.where(begin[move], token, np.where(inside[move], first, 0))
        return [(labels[at : at + length], codes[at : at + length]) for at, length in zip(firsts, lengths, strict=True)]


def _groups(docs: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield docs in a row, of so many tokens together at most, or one alone."""
    group: list[Any] = []
    tokens = 0
    for doc in docs:
        if group and tokens + len(doc) > MOST_TOKENS:
            yield group
            group, tokens = [], 0
        group.append(doc)
        tokens += len(doc)
    if group:
        yield group


def _spaces_and_starts(docs: Sequence[Any]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return of all tokens, counted from 1, whether they are white space, and whether a sentence starts with them."""
    flags = np.concatenate([doc.to_array(("IS_SPACE", "SENT_START")).astype(np.int64) for doc in docs])
    edges = np.zeros((1, 2), np.int64)
    flags = np.concatenate((edges, flags, edges))
    return flags[:, 0] == 1, flags[:, 1] == 1
