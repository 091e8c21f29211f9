"""Part of speech and lemma of words: what spaCy's rules make of a word, its tag and its relation is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc

#: Words that are kept: a corpus has some ten thousand, but a hostile text may have more.
MOST_KEPT = 200_000

#: A word as written, its tag and its relation, as spaCy numbers them.
Word = tuple[int, int, int]
#: Part of speech and lemma, likewise.
Form = tuple[int, int]


def can_look_up(nlp: Any) -> bool:
    """Tell whether a pipeline's parts of speech and lemmas come from rules over words, tags and relations."""
    return bool(
        {"tagger", "attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names)
        and getattr(nlp.get_pipe("lemmatizer"), "mode", None) in ("rule", "lookup")
    )


class WordForms:
    """Gives words what the components `attribute_ruler` and `lemmatizer` give them, which ask anew for each word.

    Of the ruler's patterns the few over two words are matched in every text; one that has them goes to the components
    whole.
    """

    def __init__(self, nlp: Any) -> None:
        """Take a pipeline that `can_look_up`."""
        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        self._pairs = Matcher(nlp.vocab)
        for number, pattern in enumerate(self._ruler.patterns):
            if longer := [tokens for tokens in pattern["patterns"] if len(tokens) > 1]:
                self._pairs.add(str(number), longer)
        self._kept: dict[Word, Form] = {}

    def __call__(self, docs: Sequence[Any]) -> list[list[Form]]:
        """Return the part of speech and the lemma of each token of docs with tags and relations."""
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        texts: list[list[Word]] = [list(map(tuple, doc.to_array(("ORTH", "TAG", "DEP")).tolist())) for doc in docs]
        has_pairs = [self._has_pairs(doc) for doc in docs]
        words = {word: None for text, pairs in zip(texts, has_pairs, strict=True) if not pairs for word in text}
        # By their numbers, which are hashes: so that hardly ever two of them stand side by side as in a text.
        if new := sorted(word for word in words if word not in self._kept):
            self._kept.update(zip(new, self._look_up(new), strict=True))
        return [
            self._forms(doc) if pairs else [self._kept[word] for word in text]
            for doc, text, pairs in zip(docs, texts, has_pairs, strict=True)
        ]

    def _has_pairs(self, doc: Any) -> bool:
        return bool(len(self._pairs) and self._pairs(doc))

    def _look_up(self, words: Sequence[Word]) -> list[Form]:
        strings = self._vocab.strings
        texts, tags, deps = ([strings[number] for number in column] for column in zip(*words, strict=True))
        doc = Doc(self._vocab, words=texts, tags=tags, deps=deps, heads=list(range(len(words))))
        if self._has_pairs(doc):
            # They only happen to stand side by side.
            return [form for word in words for form in self._look_up([word])]
        return self._forms(doc)

    def _forms(self, doc: Any) -> list[Form]:
        self._ruler(doc)
        self._lemmatizer(doc)
        return [(pos, lemma) for pos, lemma in doc.to_array(("POS", "LEMMA")).tolist()]
