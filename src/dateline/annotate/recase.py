"""Gives text that is all in capitals, all in small letters or in headline capitals the case of running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dateline.knowledge.actors import Actors
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.letter_case import lower_case_words

Case = Literal["mixed", "upper", "lower", "headline"]

# Too few letters tell no case: "(AP)" in a report, "ok" on a line of its own.
_MIN_LETTERS = 12
_UPPER_SHARE = 0.75
_LOWER_SHARE = 0.004
_HEADLINE_SHARE = 0.8
#: People of a place all of whose words are common ones ("of", "mobile", "united states") that make it a name.
_MIN_POPULATION = 100_000
_LONGEST_NAME = 4

_WORD = re.compile(r"[^\W\d_]+")
# After "U.S." no sentence starts, for all that we know.
_SENTENCE_START = re.compile(
    r"(?:^\W*|(?:(?<=\w\w)|(?<=[)\]\"'”’]))[.!?][\"'”’)\]]*\s+[\"“‘(\[]?|--\s+|\[TEXT\]\s+|(?<=\s)[\"“])(?=[^\W\d_])"
)
_ACRONYM = re.compile(
    r"\(([A-Z][A-Z-]{1,6})\)|\b(?:[A-Z]\.){2,}|\b(?!(?:MRS?|MS|DR|ST|LT|SGT|CPL)\b)[B-DF-HJ-NP-TV-XZ]{2,5}\b"
)
# Only a word after one in small letters shows its case: any other may start a sentence or a headline.
_CAPITALISED_RUN = re.compile(r"(?<=[a-z] )[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)+")
_INSIDE = re.compile(r"(?<=[a-z] )[^\W\d_]+")
_SMALL = frozenset(
    {
        "a",
        "al",
        "an",
        "and",
        "da",
        "das",
        "de",
        "del",
        "di",
        "do",
        "dos",
        "e",
        "el",
        "for",
        "i",
        "in",
        "la",
        "las",
        "los",
        "of",
        "on",
        "or",
        "the",
        "to",
        "ud",
        "ul",
        "und",
        "van",
        "von",
        "y",
    }
)
_CALENDAR = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "i",
    }
)
# "4 FEB 90", "MARCH 3": words or abbreviations that are months beside a number.
_MONTH = re.compile(
    r"(?<=\d )(?:jan|feb|mar|march|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|\b(?:jan|feb|mar|march|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?=\.? \d)",
    re.IGNORECASE,
)
# What follows the apostrophe in "Larios's" and "don't".
_ENDINGS = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
_APOSTROPHES = frozenset({"'", "’"})
# Titles before a name; after the short ones nothing but a name can stand.
_TITLE = re.compile(
    r"\b(?:(?:mrs?|ms|dr|col|gen|lt|sgt|capt|cpl|maj|sen|rep|gov|st)\b\.? (?=[^\W\d_])[^\W\d_]"
    r"|(?:president|prime minister|minister|general|colonel|lieutenant|captain|major|sergeant|judge|senator|governor"
    r"|mayor|king|queen|prince|pope|archbishop|bishop|sheriff)(?= [A-Z]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """How an article itself writes words inside its sentences: the best witness for its headlines."""

    capital: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    #: Runs of capitalised words, in small letters: ("white", "house").
    runs: frozenset[tuple[str, ...]] = field(default_factory=frozenset)


def case_of(text: str, *, headline: bool = False) -> Case:
    """Return which case a stretch of text is in. Only with `headline` can it be in headline capitals."""
    upper = sum(map(str.isupper, text))
    letters = upper + sum(map(str.islower, text))
    if letters < _MIN_LETTERS:
        return "mixed"
    if upper >= _UPPER_SHARE * letters:
        return "upper"
    if upper <= _LOWER_SHARE * letters:
        return "lower"
    if headline:
        long = [word for word in _WORD.findall(text) if len(word) > 2]
        if len(long) > 2 and sum(word[0].isupper() for word in long) >= _HEADLINE_SHARE * len(long):
            return "headline"
    return "mixed"


def written_case(text: str) -> WrittenCase:
    """Return how a text in mixed case writes the words that follow a word in small letters."""
    words = _INSIDE.findall(text)
    return WrittenCase(
        frozenset(word.lower() for word in words if word[0].isupper()),
        frozenset(word for word in words if word.islower()),
        frozenset(
            tuple(word.lower() for word in _WORD.findall(run.group())) for run in _CAPITALISED_RUN.finditer(text)
        ),
    )


class Recaser:
    """Recases text without changing its length; names come from the actors, the gazetteer and the article itself."""

    def __init__(self, *, actors: Actors, gazetteer: Gazetteer, is_common: Callable[[str], bool]) -> None:
        self._actors = actors
        self._gazetteer = gazetteer
        #: Whether a dictionary has a word, in small letters, as something else than a name.
        self._is_common = is_common

    def __call__(self, text: str, case: Case, written: WrittenCase) -> str:
        """Return the text as running text would have it; text in mixed case as it is."""
        if case == "mixed":
            return text
        words = list(_WORD.finditer(text))
        plain = [word.group().lower() for word in words]
        capital = [self._is_name(word, written) for word in plain]
        for first, last in self._names(plain, capital, written):
            for position in range(first, last):
                capital[position] = position == first or plain[position] not in _SMALL
        for position, word in enumerate(words):
            if text[word.start() - 1 : word.start()] in _APOSTROPHES and plain[position] in _ENDINGS:
                capital[position] = False
        letters = list(text if case == "headline" else _recased(str.lower, text))
        for word, is_capital in zip(words, capital, strict=True):
            # What is in capitals throughout in a headline ("UN", "FARC") is so in running text.
            if case == "headline" and (word.group().isupper() or word.group()[1:].lower() != word.group()[1:]):
                continue
            letters[word.start()] = _one(str.upper if is_capital else str.lower, text[word.start()])
        for month in _MONTH.finditer(text):
            letters[month.start()] = _one(str.upper, letters[month.start()])
        if case == "upper":
            for acronym in _ACRONYM.finditer(text):
                letters[acronym.start() : acronym.end()] = acronym.group()
        for start, end, actor_id in self._actors.find(text if case == "headline" else _recased(str.upper, text)):
            letters[start:end] = self._as_alias(text[start:end], actor_id, letters[start:end])
        for begin in _SENTENCE_START.finditer(text):
            letters[begin.end()] = _one(str.upper, letters[begin.end()])
        return _TITLE.sub(_titled, "".join(letters))

    def _is_name(self, word: str, written: WrittenCase) -> bool:
        inside = (word in written.capital, word in written.small)
        if inside in ((True, False), (False, True)):
            return inside[0]
        if word in _CALENDAR:
            return True
        if word in lower_case_words() or word.removesuffix("s") in lower_case_words() or word in _SMALL:
            return False
        return bool(self._gazetteer.demonym(word.capitalize())) or not self._is_common(word) or self._big_place(word)

    def _names(self, plain: list[str], capital: list[bool], written: WrittenCase) -> Iterator[tuple[int, int]]:
        """Yield (first, last + 1) of runs of words that are one name, longest first."""
        position = 0
        while position < len(plain):
            length = 1
            for longer in range(min(_LONGEST_NAME, len(plain) - position), 1, -1):
                run = plain[position : position + longer]
                if run[0] in _SMALL - {"al", "el", "la", "las", "los"} or run[-1] in _SMALL:
                    continue
                if tuple(run) in written.runs or self._is_place(run, any(capital[position : position + longer])):
                    yield position, position + longer
                    length = longer
                    break
            position += length

    def _is_place(self, run: list[str], has_name: bool) -> bool:
        name = " ".join(run)
        if has_name:
            # One common word beside a name makes no place of its own: "killed Juarez".
            return self._gazetteer.known(name)
        return self._gazetteer.country_code(name) is not None or self._big_place(name)

    def _big_place(self, name: str) -> bool:
        if not self._gazetteer.known(name):
            return False
        found = self._gazetteer.lookup(name)
        return bool(found) and found[0].population >= _MIN_POPULATION

    def _as_alias(self, written: str, actor_id: str, letters: list[str]) -> list[str]:
        actor = self._actors.get(actor_id)
        same = [name for name in (actor.name, *actor.aliases) if name.upper() == written.upper()]
        if same and len(same[0]) == len(letters):
            return list(same[0])
        for word in _WORD.finditer(written):
            if word.group().lower() not in _SMALL and word.group().lower() not in lower_case_words():
                letters[word.start()] = _one(str.upper, letters[word.start()])
        return letters


def _titled(title: re.Match[str]) -> str:
    first, last = title.group()[0].upper(), title.group()[-1]
    # A short title takes the first letter of the name with it.
    return first + title.group()[1:-1] + (last.upper() if title.group()[-2] == " " else last)


def _one(change: Callable[[str], str], letter: str) -> str:
    """Return the letter changed, or as it is where that would make two of it ("ß")."""
    changed = change(letter)
    return changed if len(changed) == 1 else letter


def _recased(change: Callable[[str], str], text: str) -> str:
    return "".join(_one(change, letter) for letter in text)
