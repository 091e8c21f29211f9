"""Tokens, syntax, sentences and spaCy's names of every part of an article, each paragraph parsed on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
import spacy
from spacy import attrs
from thinc.api import NumpyOps

from dateline.annotate.recase import Recaser, WrittenCase, case_of, written_case
from dateline.annotate.spacy_names import BEGIN, INSIDE, OUTSIDE, Codes, Labels, SpacyNames, can_decode
from dateline.annotate.word_forms import Form, WordForms, can_look_up
from dateline.errors import DatelineError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Article, Doc, Parse, Token
from dateline.settings import Settings

#: Longest stretch, in code points, that the parser gets at once: bounds memory, and the time of its tokenizer.
MAX_PIECE = 6_000
#: Longest run without white space that the tokenizer gets: it peels marks off one at a time, in quadratic time.
MAX_RUN = 500
#: Paragraphs that the parser takes at once.
PARSE_BATCH = 64

_INFLECTIONS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("ers", ""),
    ("men", "man"),
)
_NOUN_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "ism", "ist", "ists", "ity", "ities", "ship", "ings", "men")
# Components of a spaCy pipeline that no stage reads.
_UNUSED = ("senter", "sentencizer", "textcat", "textcat_multilabel", "entity_linker", "spancat")
_BLANK_LINES = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")
_SPACE = re.compile(r"[\s\u200b\ufeff]")
_LONG_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_COLUMNS = (attrs.IDX, attrs.LENGTH, attrs.HEAD, attrs.SENT_START, attrs.IS_SPACE)


#: By the code of a token's place in a name; without one it is outside.
_IN_NAME = {INSIDE: "I", BEGIN: "B", OUTSIDE: "O", 0: "O"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one part that is parsed on its own."""

    part: str
    start: int
    end: int


@cache
def load_spacy(name: str) -> Any:
    """Return the installed spaCy pipeline of that name. Raises DatelineError where there is none."""
    try:
        nlp = spacy.load(name, exclude=list(_UNUSED))
    except OSError as error:
        raise DatelineError(
            f"spaCy pipeline {name!r} is not installed: install it, or name another by the setting spacy_model"
        ) from error
    if not {"parser", "ner"} <= set(nlp.pipe_names):
        raise DatelineError(f"spaCy pipeline {name!r} has {', '.join(nlp.pipe_names)}; it needs a parser and ner")
    # NumPy's matrix product gives the same parses as thinc's own (BLIS), and a third more articles a second.
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        if getattr(component, "model", None) is not None:
            for node in component.model.walk():
                if type(node.ops) is NumpyOps:
                    node.ops = ops
    return nlp


def split_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of at most MAX_PIECE that cover start to end, cut after a sentence, else at a space, else hard.

    A run of more than MAX_RUN without white space, which no language has, is cut into stretches of its own.
    """
    for run in list(_LONG_RUN.finditer(text, start, end)):
        yield from _split_plain(text, start, run.start())
        yield from ((at, min(at + MAX_RUN, run.end())) for at in range(run.start(), run.end(), MAX_RUN))
        start = run.end()
    yield from _split_plain(text, start, end)


def _split_plain(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PIECE:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start + MAX_PIECE // 2, start + MAX_PIECE)]
        space = text.rfind(" ", start + 1, start + MAX_PIECE) + 1
        cut = ends[-1] if ends else space or start + MAX_PIECE
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def pieces_of(article: Article) -> list[Piece]:
    """Return what is parsed on its own, in order: paragraphs, then each headline. White space alone is left out."""
    stretches = [("text", paragraph.start, paragraph.end) for paragraph in article.paragraphs]
    if not stretches:
        cuts = [0, *(match.end() for match in _BLANK_LINES.finditer(article.text)), len(article.text)]
        stretches = [("text", start, end) for start, end in pairwise(cuts)]
    stretches += [(part, 0, len(article.part(part))) for part in article.parts() if part != "text"]
    return [
        Piece(part, first, last)
        for part, start, end in stretches
        for first, last in split_long(article.part(part), start, end)
        if not article.part(part)[first:last].isspace()
    ]


def base_forms(word: str) -> Iterator[str]:
    """Yield a word and what it may be an English inflection of; some of them are no words."""
    yield word
    for ending, instead in _INFLECTIONS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem + instead
            if stem[-1] == stem[-2]:
                yield stem[:-1]


class Dictionary:
    """Tells words that a spaCy lemmatizer knows from names; its nouns hold names too, and are told by their ending."""

    def __init__(self, nlp: Any) -> None:
        tables = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None
        index = tables.get_table("lemma_index") if tables is not None and tables.has_table("lemma_index") else {}
        self._nouns, self._verbs = frozenset(index.get("noun", ())), frozenset(index.get("verb", ()))
        self._others = frozenset(index.get("adj", ())) | frozenset(index.get("adv", ()))

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        forms = list(base_forms(word))
        return (
            not self._others.isdisjoint(forms)
            or (word.endswith(("ed", "ing", "er", "ers")) and not self._verbs.isdisjoint(forms))
            or (word.endswith(_NOUN_ENDINGS) and not self._nouns.isdisjoint(forms))
        )


def plain_spaces(text: str) -> str:
    """Return the text with every kind of white space (line ends of hard-wrapped text too) as a plain space."""
    return _SPACE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A spaCy doc with the form of each token, and the names."""

    doc: Any
    forms: Sequence[Form]
    labels: Labels
    codes: Codes


class Parser:
    """A spaCy pipeline; its slowest components are run for many texts at once where they have a form that allows it."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._forms = WordForms(nlp) if can_look_up(nlp) else None
        self._names = SpacyNames(nlp.get_pipe("ner")) if can_decode(nlp.get_pipe("ner")) else None
        self._left_out = [
            *(("attribute_ruler", "lemmatizer") if self._forms else ()),
            *(("ner",) if self._names else ()),
        ]

    def __call__(self, texts: Sequence[str]) -> list[Parsed]:
        docs = list(self._nlp.pipe(texts, batch_size=PARSE_BATCH, disable=self._left_out))
        forms = self._forms(docs) if self._forms else [doc.to_array(("POS", "LEMMA")).tolist() for doc in docs]
        if self._names:
            names = self._names(docs)
        else:
            tables = [doc.to_array(("ENT_TYPE", "ENT_IOB")) for doc in docs]
            names = [(table[:, 0], table[:, 1].astype(np.int64)) for table in tables]
        return [Parsed(doc, form, *name) for doc, form, name in zip(docs, forms, names, strict=True)]


class Sentences:
    """Adds `parses`: the text first, then title, inline links and related headlines."""

    reads: ClassVar[tuple[str, ...]] = ()
    writes: ClassVar[tuple[str, ...]] = ("parses",)

    def __init__(self, settings: Settings) -> None:
        nlp = load_spacy(settings.spacy_model)
        self._parser = Parser(nlp)
        self._recase = Recaser(
            actors=load_actors(), gazetteer=open_gazetteer(settings), is_common=Dictionary(nlp).__contains__
        )

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        pieces = [pieces_of(doc.article) for doc in docs]
        texts = [text for doc, own in zip(docs, pieces, strict=True) for text in self._texts(doc.article, own)]
        parsed = iter(self._parser(texts))
        return [doc.add(parses=_parses(doc.article, own, parsed)) for doc, own in zip(docs, pieces, strict=True)]

    def _texts(self, article: Article, pieces: Iterable[Piece]) -> Iterator[str]:
        """Yield what the parser gets for each piece: as long as the piece, in the case of running text."""
        whole = case_of(article.text)
        written = written_case(article.text) if whole == "mixed" else WrittenCase()
        for piece in pieces:
            text = plain_spaces(article.part(piece.part)[piece.start : piece.end])
            in_text = piece.part == "text"
            case = whole if in_text and whole != "mixed" else case_of(text, headline=not in_text)
            yield self._recase(text, case, written)


def _parses(article: Article, pieces: Iterable[Piece], parsed: Iterator[Parsed]) -> tuple[Parse, ...]:
    builders = {part: _ParseBuilder(part) for part in article.parts()}
    for piece in pieces:
        builders[piece.part].add(next(parsed), piece.start)
    return tuple(builder.build() for builder in builders.values())


class _ParseBuilder:
    """Joins the parses of the pieces of one part, with offsets and indices counted in the part."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._tokens: list[Token] = []
        self._sentence_tokens: list[tuple[int, int]] = []

    def add(self, parsed: Parsed, offset: int) -> None:
        """Add the tokens of one text whose first letter stands at the offset. White space gets no tokens."""
        # HEAD and SENT_START are signed, but come as unsigned numbers.
        table = parsed.doc.to_array(_COLUMNS).astype(np.int64)
        words = np.flatnonzero(table[:, 4] == 0)
        if not len(words):
            return
        first = len(self._tokens)
        # Index among the words for each token; for white space that of the word before it.
        renumbered = np.maximum(np.cumsum(table[:, 4] == 0) - 1, 0) + first
        heads = renumbered[np.arange(len(table)) + table[:, 2]][words].tolist()
        strings, text = parsed.doc.vocab.strings, parsed.doc.text
        names = zip(parsed.labels[words].tolist(), parsed.codes[words].tolist(), strict=True)
        # Hashes, which do not fit into numbers with a sign.
        tags = parsed.doc.to_array((attrs.TAG, attrs.DEP))[words].tolist()
        # A sentence that starts with white space starts at the word after it.
        sentences = np.cumsum(table[:, 3] == 1)[words].tolist()
        kept = table[words, :2].tolist()
        previous, number, begin = None, len(self._sentence_tokens) - 1, first
        rows = zip(words.tolist(), kept, tags, names, heads, sentences, strict=True)
        for position, (index, (start, length), (tag, dep), (label, code), head, sentence) in enumerate(rows):
            if sentence != previous:
                if previous is not None:
                    self._sentence_tokens.append((begin, first + position))
                previous, number, begin = sentence, number + 1, first + position
            pos, lemma = parsed.forms[index]
            end = start + length
            self._tokens.append(
                Token(
                    start + offset,
                    end + offset,
                    text[start:end],
                    strings[lemma],
                    strings[pos],
                    strings[tag],
                    strings[dep],
                    head,
                    number,
                    strings[label] if label else "",
                    _IN_NAME[code],
                )
            )
        self._sentence_tokens.append((begin, len(self._tokens)))

    def build(self) -> Parse:
        children: list[list[int]] = [[] for _ in self._tokens]
        for index, token in enumerate(self._tokens):
            if token.head != index:
                children[token.head].append(index)
        return Parse(
            part=self._part,
            tokens=tuple(self._tokens),
            sentences=tuple(
                (self._tokens[first].start, self._tokens[last - 1].end) for first, last in self._sentence_tokens
            ),
            sentence_tokens=tuple(self._sentence_tokens),
            children=tuple(map(tuple, children)),
        )
