"""Names of actors as words: how they are compared, and whether a stretch of text is written as a name is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.letter_case import lower_case_words

#: What may follow a surname.
NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: no spaced dash or full stop with a space, for they end names.
_GAP = re.compile(r"\s+|[-–/’‘'`.]|\s?\(|-\s+|\s&\s")
# A comma or a dash ends a name that has none itself: "In Lahore, Pakistan, police met".
_ANY_GAP = re.compile(rf"{_GAP.pattern}|,\s|\s[-–]\s")
_LETTERS_OF_ACRONYM = 7
# A mark that belongs to the name where it follows: "U.N.", "Communist Party of India (Maoist)".
_CLOSING = {".": ".", "(": ")"}

# Last words of a name after which "of" tells whose it is.
_GOING_ON = frozenset({"department", "party", "ministry", "council", "committee", "congress", "court", "guard", "army"})
_MORE = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name with the actors that it may mean: one alone, unless it is shared."""

    #: As written, in all ways that the file has: "ZANU-PF", "Zanu-PF".
    spellings: tuple[str, ...]
    words: Words
    ids: Words
    is_shared: bool
    #: Whether it is an acronym: "TTP", "LeT".
    is_acronym: bool
    #: Whether it has a comma or a spaced dash of its own.
    is_parted: bool

    def is_written(self, text: str, *, one_case: bool) -> bool:
        """Tell whether a stretch of text with these words is written as the name is.

        Acronyms need all of their capitals; other names their first, and of common words alone all of theirs ("Grey
        Wolves"). In a text all in one case acronyms that are words as well ("MEND") and those of two letters are none.
        """
        written = self.spellings[0]
        if one_case:
            return not self.is_acronym or (len(written) > 2 and written.lower() not in lower_case_words())
        if self.is_acronym:
            return text in self.spellings or (text.isupper() and written.isupper())
        if not (text[0].isupper() or written[0].islower()) or text.islower():
            return False
        if _capitals(text) >= min(map(_capitals, self.spellings)):
            return True
        return not lower_case_words().issuperset(self.words)


def make_name(words: Words, spellings: Sequence[str], ids: Words, *, is_shared: bool) -> Name:
    """Return the name of these words. It is no acronym where one spelling is none: "Unicef" beside "UNICEF"."""
    name = spellings[0]
    is_acronym = all(map(_is_acronym, spellings))
    return Name(tuple(spellings), words, ids, is_shared, is_acronym, "," in name or " - " in name)


def _is_acronym(name: str) -> bool:
    if len(name) > _LETTERS_OF_ACRONYM or " " in name:
        return False
    return name.isupper() or _capitals(name) > 1


def _capitals(text: str) -> int:
    return sum(letter.isupper() for letter in text)


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

    def closed(self, start: int, end: int, name: Name) -> int:
        """Return the end of a name with the mark that belongs to it: the last full stop, the closing bracket."""
        opened = name.spellings[0][-1:] if name.is_acronym else "(" if "(" in self.text[start:end] else ""
        return end + 1 if self.text[end : end + 1] == _CLOSING.get(opened) else end

    def goes_on(self, name: Name, end: int) -> bool:
        """Tell whether a name is but the start of another: "State Department of Health"."""
        return name.words[-1] in _GOING_ON and _MORE.match(self.text, end) is not None
