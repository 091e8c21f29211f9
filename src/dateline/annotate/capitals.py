"""Tells which tokens of a part are written as names are, and which stretches of them nobody has taken yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Parse, Token

# Index of the first token, and one past the last.
Run = tuple[int, int]

NO_NAME = frozenset({"DATE", "TIME", "ORDINAL", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
JOINING = frozenset({"of", "the", "and", "&", "for", "-", "’", "'"})
PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "von", "van", "da", "de", "del", "dos", "la", "las", "los", "e", "i", "ul", "ud"}
)
# Words whose genitive stands inside a name: "People's Party", "Sheriff's Office".
_GENITIVES = frozenset(
    {"people", "peoples", "sheriff", "children", "women", "men", "workers", "attorney", "governor", "coroner", "lord"}
)


class Capitals:
    """The tokens of one part while its names are found."""

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.tokens = parse.tokens
        self.small = [token.text.lower() for token in parse.tokens]
        self.starts = frozenset(first for first, _ in parse.sentence_tokens)
        self.taken = [False] * len(parse.tokens)

    def free(self, run: Run) -> Iterator[Run]:
        """Yield the stretches of a run that nobody took, without joining words at either end."""
        first, last = run
        while first < last:
            if self.taken[first] or not self.is_capital(first):
                first += 1
                continue
            end = first
            while end < last and not self.taken[end]:
                end += 1
            trimmed = end
            while not self.is_capital(trimmed - 1):
                trimmed -= 1
            yield first, trimmed
            first = end

    def written(self, run: Run) -> str:
        return self.text[self.tokens[run[0]].start : self.tokens[run[1] - 1].end]

    def before(self, index: int) -> str:
        """Return the word before a token in its sentence, in small letters, or ""."""
        return "" if index in self.starts or not index else self.small[index - 1]

    def capital_runs(self, first: int, last: int) -> Iterator[Run]:
        """Yield runs of capitalised tokens of one sentence, with the small words that join them inside."""
        position = first
        while position < last:
            if not self.is_capital(position):
                position += 1
                continue
            end = position + 1
            while end < last:
                reach = end
                while reach < last and reach - end < 3 and self._joins(reach):
                    reach += 1
                if reach >= last or not self.is_capital(reach):
                    break
                end = reach + 1
            yield position, end
            position = end

    def _joins(self, index: int) -> bool:
        word = self.small[index]
        if word in ("'s", "’s", "'", "’"):
            return self.small[index - 1] in _GENITIVES
        return not self.is_capital(index) and (word in JOINING or word in PARTICLES)

    def is_capital(self, index: int) -> bool:
        """Whether a token is written as names are: with a capital that does not come from starting a sentence."""
        token = self.tokens[index]
        if not token.text[0].isupper() or token.entity in NO_NAME or token.pos in ("PRON", "DET", "AUX"):
            return False
        if token.pos == "PROPN" or token.entity:
            return True
        return index not in self.starts and token.pos not in ("VERB", "ADP", "SCONJ", "CCONJ")

    def entities(self) -> Iterator[tuple[str, Run]]:
        """Yield spaCy's names with their labels, without an article before or a genitive after."""
        index = 0
        while index < len(self.tokens):
            first, label = index, self.tokens[index].entity
            index += 1
            while label and index < len(self.tokens) and self.tokens[index].entity_iob == "I":
                index += 1
            if not label:
                continue
            last = index
            while first < last and self.small[first] in ("the", "a", "an"):
                first += 1
            while last > first and self.small[last - 1] in ("'s", "’s", "'", "’"):
                last -= 1
            if first < last:
                yield label, (first, last)


def as_parsed(text: str, tokens: Sequence[Token]) -> str:
    """Return the text of a part as recased: names and acronyms are told by their capitals."""
    letters = list(text)
    for token in tokens:
        letters[token.start : token.end] = token.text
    return "".join(letters)
