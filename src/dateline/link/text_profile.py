"""Lays out what the words of an account offer for comparison: telling words, names, streets, ages, times of the day."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.words import TOTAL_DOCUMENTS, document_frequency, words_of

#: Words kept of a text, those of most weight first: the rest adds cost and hardly any similarity.
MAX_WORDS = 150
#: A pair of capitalised words names something when they are this rare together (sum of their log rarities).
MIN_NAME_RARITY = 8.0
#: The length (before it is made 1) of the weights of some ten telling words: a text of fewer offers less to compare.
LEAST_TEXT_LENGTH = 40.0
#: Words with less rarity than this say nothing of what a report is about.
MIN_RARITY = 1.0
#: The ages that stand in so many letters are those of the people whom it is about; others come from other cases.
LEAD_LETTERS = 700
#: Times of the day beyond these are of what followed.
MOST_TIMES = 4

#: Weights are kept in so many digits: more make a profile twice as large, and a similarity no better.
_WEIGHT_DIGITS = 4

_NAME = re.compile(r"(?=\b([A-Z][\w'’-]+)\s+(?:[A-Z]\.?\s+)?([A-Z][\w'’-]+))")
_STREETS = "Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Highway|Parkway|Bazaar|Chowk|St|Ave|Rd|Dr|Blvd|Hwy|Pkwy"
_STREET = re.compile(rf"\b([A-Z0-9]\w+)\s+({_STREETS})\b")
_BLOCK = re.compile(r"\b(\d{2,5}) block\b")
#: "Superior Court" is no street.
_COURTS = frozenset(
    words_of(
        "superior juvenile circuit district supreme county municipal federal magistrate criminal crown city high "
        "appeals family"
    )
)
_AGE = re.compile(
    r"\b(?:(\d{1,2})[- ](year|month|week)s?[- ]old|aged? (\d{1,2})\b"
    r"|(?<=\w, )(\d{1,2})(?=[,;.]|\s(?:and|was|were|of)\b))",
    re.IGNORECASE,
)
#: A time with a time zone is that of a page's "Posted" or "Updated".
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b(?!\.? (?:[ECMP][SD]?T|GMT)\b)", re.IGNORECASE)
#: Words before a name of one who speaks of all that happens in a place, or reports on it.
_OFFICES = frozenset(
    words_of(
        "officer sgt sergeant lt lieutenant capt captain cpl corporal maj major chief deputy det detective sheriff "
        "trooper agent commander inspector superintendent commissioner constable marshal spokesman spokeswoman "
        "spokesperson mayor governor president minister senator judge prosecutor attorney coroner examiner "
        "investigator director secretary pastor rev dr reporter correspondent photo"
    )
)
_HOSPITAL = re.compile(
    r"[\w'’-]*(?:\s+[A-Z][\w'’-]+){0,2}?\s*(?:Hospital|Medical|Trauma|Clinic|Infirmary)|Hospital|Medical"
)
_SPEAKS = re.compile(
    r",[^.;\n]{0,40}\b(?:spokes\w+|police|sheriff|chief|coroner|examiner|prosecutor)|\s+of the [A-Z][^.;\n]{0,30}Police"
)


@dataclass(frozen=True, slots=True)
class TextProfile:
    """What the words of one account offer; see `Profile`."""

    words: Mapping[str, float]
    names: Mapping[str, float]
    streets: frozenset[str]
    ages: frozenset[int]
    clock: frozenset[int]


def text_profile(text: str) -> TextProfile:
    # Case tells names only where a text has both cases.
    cased = not (text.isupper() or text.islower())
    names: dict[str, float] = {}
    offices: set[str] = set()
    for match in _NAME.finditer(text) if cased else ():
        first, second = (words_of(part)[:1] for part in match.groups())
        if not first or not second:
            continue
        name, found = f"{first[0]} {second[0]}", rarity(first[0]) + rarity(second[0])
        if _is_office(match, text):
            offices.add(name)
        elif found >= MIN_NAME_RARITY and first[0] not in _OFFICES:
            names[name] = round(found, _WEIGHT_DIGITS)
    return TextProfile(
        words=word_weights(words_of(text), least_length=LEAST_TEXT_LENGTH),
        names={name: found for name, found in names.items() if name not in offices},
        streets=frozenset(_streets(text)),
        ages=frozenset(_ages(text[:LEAD_LETTERS])) or frozenset(_ages(text)),
        clock=frozenset(_clock(text)),
    )


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """Return the log of how rare a lower-case word is in news (0: in every report)."""
    return math.log((TOTAL_DOCUMENTS + 1) / (document_frequency(word) + 1))


def word_weights(words: Sequence[str], *, least_length: float = 0.0) -> dict[str, float]:
    """Return TF-IDF weights for the words that say most, by frozen document frequencies.

    Their length is 1, or less where it was below `least_length`: two short texts that share a word are not alike yet.
    """
    weights = {
        word: (1 + math.log(count)) * found
        for word, count in Counter(words).items()
        if (found := rarity(word)) >= MIN_RARITY
    }
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:MAX_WORDS]
    # Summed in a fixed order: floating point sums depend on it, and a set's order changes between processes.
    length = math.sqrt(sum(weights[word] ** 2 for word in kept))
    return {word: round(weights[word] / max(length, least_length), _WEIGHT_DIGITS) for word in kept}


def _is_office(match: re.Match[str], text: str) -> bool:
    """Tell whether a name is that of an official or a hospital, by the words beside it."""
    before = words_of(text[max(0, match.start() - 20) : match.start()])
    if before and before[-1] in _OFFICES:
        return True
    after = text[match.end(2) : match.end(2) + 60]
    return bool(_HOSPITAL.match(match[2] + after) or _SPEAKS.match(after))


def _streets(text: str) -> Iterator[str]:
    for match in _STREET.finditer(text):
        if match[2] != "Court" or match[1].lower() not in _COURTS:
            yield f"{match[1]} {match[2]}".lower()
    for match in _BLOCK.finditer(text):
        yield f"{match[1]} block"


def _ages(text: str) -> Iterator[int]:
    """Yield ages in years; of infants, the months or weeks below zero."""
    for years, unit, aged, stated in _AGE.findall(text):
        number = int(years or aged or stated)
        yield number if unit.lower() in ("", "year") else -number


def _clock(text: str) -> Iterator[int]:
    for number, match in enumerate(_CLOCK.finditer(text)):
        hour, minute = int(match[1]), int(match[2] or 0)
        if number < MOST_TIMES and hour <= 12 and minute < 60:
            yield (hour % 12 + (12 if match[3].lower() == "p" else 0)) * 60 + minute
