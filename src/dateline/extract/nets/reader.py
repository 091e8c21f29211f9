"""The reader: one encoder with many heads, run by onnxruntime over the title and the text of an article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dateline.errors import DatelineError
from dateline.extract.nets.encoding import Encoding, Window, encode, pieces_of, windows
from dateline.extract.nets.heads import ARTICLE_WIDTH, WORD_WIDTH
from dateline.model import Doc, Span
from dateline.settings import Settings

WEIGHTS = Path(__file__).parent / "weights"
#: What encoders call the pieces that open a window and end each of its stretches.
_OPENING, _ENDING = ("[CLS]", "<s>"), ("[SEP]", "</s>")
#: Word pieces of an article that are read: a longer one is cut, as no report is so long.
MOST_PIECES = 20_000

Inputs = NDArray[numpy.int64]
Outputs = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """An article as the reader scored it: logits of each word (words, WORD_WIDTH) and of the whole (ARTICLE_WIDTH)."""

    encoding: Encoding
    words: Outputs
    article: Outputs


class Reader:
    """Loads the weights once. Raises DatelineError, naming the file, for weights that cannot be used."""

    def __init__(self, folder: Path) -> None:
        tokenizer, model = folder / "tokenizer.json", folder / "reader.onnx"
        for path in (tokenizer, model):
            if not path.is_file():
                raise DatelineError(f"no weights at {str(path)!r}; install dateline again, or train: dateline train")
        self._tokenizer = load_tokenizer(tokenizer)
        self._special = special_pieces(self._tokenizer)
        options = onnxruntime.SessionOptions()
        # A worker is one process on one core: threads of several workers would only wait for one another.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def encode(self, doc: Doc) -> Encoding:
        """Return the title and the text of a doc as word pieces."""
        article = doc.article
        parts = [(name, article.part(name)) for name in ("title", "text") if name == "text" or article.title]
        kinds = [(each.span.part, each.span.start, each.span.end, each.kind) for each in doc.mentions]
        return encode(self._tokenizer, parts, kinds)

    def __call__(self, docs: Sequence[Doc], *, passages: Callable[[Doc], Sequence[Span]] | None = None) -> list[Scored]:
        """Score docs, one window at a time: how a doc is scored does not hang on those beside it.

        `passages`: what of a doc is read, where that is not all of it.
        """
        encodings = ((doc, self.encode(doc)) for doc in docs)
        chosen = (each if passages is None else each.within(passages(doc)) for doc, each in encodings)
        return [self._scored(each.cut(MOST_PIECES)) for each in chosen]

    def _scored(self, encoding: Encoding) -> Scored:
        scores = numpy.zeros((len(encoding.words), WORD_WIDTH), numpy.float32)
        whole = numpy.zeros(ARTICLE_WIDTH, numpy.float32)
        for window in windows(encoding) if encoding.ids else ():
            inputs = {
                name: numpy.array([values], numpy.int64)
                for name, values in window_inputs(encoding, window, self._special).items()
            }
            words, article = self._session.run(["words", "article"], inputs)
            if window.first == 0:
                whole[:] = article[0]
            offset = window.skipped - window.first
            # Of each word its first piece: later windows write over it only what they keep.
            for piece in range(window.keep_end - 1, window.keep_first - 1, -1):
                scores[encoding.word[piece]] = words[0, piece + offset]
        return Scored(encoding, scores, whole)


def load_tokenizer(path: Path) -> Tokenizer:
    """Return a tokenizer that neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def special_pieces(tokenizer: Tokenizer) -> tuple[int, int]:
    """Return the ids of the pieces that open a window and end a stretch. Raises DatelineError where there are none."""
    found = [
        next((number for name in names if (number := tokenizer.token_to_id(name)) is not None), None)
        for names in (_OPENING, _ENDING)
    ]
    if found[0] is None or found[1] is None:
        raise DatelineError(f"the tokenizer has no {_OPENING[0]} or {_ENDING[0]}; train on an encoder like BERT")
    return found[0], found[1]


def window_inputs(encoding: Encoding, window: Window, special: tuple[int, int]) -> Mapping[str, list[int]]:
    """Return the inputs of the network for one window, by name."""
    return {
        "ids": pieces_of(encoding.ids, window, special=special),
        "case": pieces_of(encoding.case, window, special=(0, 0)),
        "kind": pieces_of(encoding.kind, window, special=(0, 0)),
    }


@cache
def load_reader(folder: Path) -> Reader:
    return Reader(folder)


def weights_version(folder: Path) -> str:
    """Return a short hash of the files of a folder of weights."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def weights_folder(settings: Settings) -> Path:
    """Return where the weights are that the settings ask for."""
    return Path(settings.weights) if settings.weights else WEIGHTS
