"""Names of actors as words: how they are compared, and whether a stretch of text is written as a name is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.letter_case import lower_case_words

WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: no spaced dash or full stop with a space, for they end names.
_GAP = re.compile(r"\s+|[-–/’‘'`.]|\s?\(|-\s+|\s&\s")
# A comma or a dash ends a name that has none itself: "In Lahore, Pakistan, police met".
_ANY_GAP = re.compile(rf"{_GAP.pattern}|,\s|\s[-–]\s")
_LETTERS_OF_ACRONYM = 7
# A mark that belongs to the name where it follows: "U.N.", "Communist Party of India (Maoist)".
_CLOSING = {".": ".", "(": ")"}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name with the actors that it may mean: one alone, unless it is shared."""

    words: Words
    ids: Words
    is_shared: bool
    #: The name as written where it is an acronym ("TTP", "LeT"), else "".
    acronym: str
    #: Whether it has a comma or a spaced dash of its own.
    is_parted: bool = False

    def is_written(self, text: str, *, one_case: bool) -> bool:
        """Tell whether a stretch of text with these words is written as the name is.

        Names need one capital letter, and acronyms all of theirs, unless the text is all in one case; there,
        acronyms that are words as well ("MEND") and those of two letters are left out.
        """
        if one_case:
            return not self.acronym or (len(self.acronym) > 2 and self.acronym.lower() not in lower_case_words())
        if self.acronym:
            return text.isupper() or text == self.acronym
        return any(letter.isupper() for letter in text)


def make_name(name: str, ids: Words, *, is_shared: bool) -> Name:
    is_short = len(name) <= _LETTERS_OF_ACRONYM and " " not in name
    is_acronym = is_short and (name.isupper() or sum(letter.isupper() for letter in name) > 1)
    return Name(name_words(name), ids, is_shared, name if is_acronym else "", "," in name or " - " in name)


def plain(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    return "".join(mark for mark in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(mark))


def name_words(name: str) -> Words:
    """Return the words of a name without case, accents and marks."""
    if name.isascii():
        return tuple(WORD.findall(name.lower()))
    return tuple(plain(word) for word in WORD.findall(name))


def longest_first(name: Name) -> tuple[int, Words]:
    return -len(name.words), name.words


class WordsOfText:
    """The words of a text with their places, for matching names against them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.one_case = text.isupper() or text.islower()
        # Small letters keep the places of a text in ASCII alone: "İ" becomes two.
        found = list(WORD.finditer(text.lower() if text.isascii() else text))
        self.spans = [match.span() for match in found]
        words = [match.group() for match in found]
        self.plain = words if text.isascii() else [plain(word) for word in words]

    def match(self, name: Sequence[str], position: int, *, is_parted: bool = False) -> int | None:
        """Return the end of the last word where the words of a name start at a position, else None."""
        last = position + len(name) - 1
        if self.plain[position : last + 1] != list(name):
            return None
        gap_form = _ANY_GAP if is_parted else _GAP
        for (start, end), (next_start, _) in pairwise(self.spans[position : last + 1]):
            gap = self.text[end:next_start]
            # After a single letter a full stop ends an abbreviation ("U.N. troops"), not a sentence.
            if not gap_form.fullmatch(gap) and not (end - start == 1 and gap.startswith(".") and gap[1:].isspace()):
                return None
        return self.spans[last][1]

    def closed(self, start: int, end: int, acronym: str) -> int:
        """Return the end of a name with the mark that belongs to it: the last full stop, the closing bracket."""
        opened = acronym[-1:] or ("(" if "(" in self.text[start:end] else "")
        return end + 1 if self.text[end : end + 1] == _CLOSING.get(opened) else end
