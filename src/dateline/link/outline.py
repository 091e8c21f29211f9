"""Lays out what a text offers in a search for coverage: telling words, names, people, streets and ages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dateline.knowledge.words import words_of
from dateline.link.named_days import MONTHS, named_days
from dateline.link.text_profile import rarity, word_weights

#: Most words and names that a text is found by.
KEY_WORDS = 30
KEY_NAMES = 40
#: A commoner word than this finds nothing: it stands in one report of twenty or more.
LEAST_KEY_RARITY = 3.0
#: Two capitalised words are a name when they are this rare together.
LEAST_NAME_RARITY = 6.0
#: A commoner capitalised word than this is a title, a month or a police force's.
LEAST_CAPITAL_RARITY = 2.0
#: The length of the weights of some ten telling words: a shorter text is like no other yet.
LEAST_LENGTH = 20.0

#: Patterns begin with what few places of a text have, so that they are quick.
_CAPITALISED = re.compile(r"[A-Z][\w'’-]+")
#: What may stand between a first name and a last one.
_BETWEEN = re.compile(r"\s+(?:[A-Z]\.?\s+)?")
_AGE_BEHIND = re.compile(r",\s+(?:aged?\s+)?\d{1,2}\b")
_STREET = re.compile(
    r"\s(?:Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Highway|Parkway|St|Ave|Rd|Dr|Blvd|Hwy)\b"
)
_AGE = re.compile(r"\b(\d{1,2})(?:-year-old|,? years? old)|, (\d{1,2}),")
_SENTENCE_ENDS = (".", "!", "?", "")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a text offers. Everything in it comes from the text and from frozen tables alone."""

    #: TF-IDF weights of the most telling words; their length is 1, or less where there are few.
    words: Mapping[str, float]
    #: The same of the headline.
    headline: Mapping[str, float]
    #: Pairs of capitalised words, and single ones, with their rarity.
    names: Mapping[str, float]
    capitals: Mapping[str, float]
    #: Surnames of those told with their age.
    people: frozenset[str]
    streets: frozenset[str]
    ages: frozenset[int]
    #: Days that it names, and that of its publication, as ordinals.
    days: frozenset[int]
    published: int | None
    #: What it is found by: a word or a name, with its rarity.
    keys: Mapping[str, float]


def outline_of(text: str, headline: str, published: int | None) -> Outline:
    """Return the outline of a text under its headline; `published` is the ordinal of a day."""
    whole = f"{headline}\n{text}"
    counted = words_of(whole)
    words = word_weights(counted, least_length=LEAST_LENGTH)
    capitalised = [
        found for found in _CAPITALISED.finditer(whole) if not whole[found.start() - 1 : found.start()].isalnum()
    ]
    pairs = [
        (first.group(), last)
        for first, last in pairwise(capitalised)
        if _BETWEEN.fullmatch(whole, first.end(), last.start())
    ]
    names = _names((first, last.group()) for first, last in pairs)
    return Outline(
        words=words,
        headline=word_weights(words_of(headline)),
        names=names,
        capitals=_capitals(whole, capitalised),
        people=frozenset(
            word for _, last in pairs if _AGE_BEHIND.match(whole, last.end()) for word in _word(last.group())
        ),
        streets=frozenset(street for match in _STREET.finditer(whole) if (street := _street(whole, match))),
        ages=frozenset(int(one or other) for one, other in _AGE.findall(whole)),
        days=named_days(whole, frozenset(counted), published),
        published=published,
        keys=_keys(words, names),
    )


#: For whole articles, which are compared again and again.
remembered_outline_of = lru_cache(maxsize=1024)(outline_of)


def key_number(key: str) -> int:
    """Return the number that a key is stored under: 63 bits of its hash, the same in every process."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def _names(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    found = {}
    for first, last in pairs:
        pair = [*_word(first), *_word(last)]
        if len(pair) == 2 and (together := rarity(pair[0]) + rarity(pair[1])) >= LEAST_NAME_RARITY:
            found[" ".join(pair)] = together
    return found


def _word(written: str) -> list[str]:
    """Return the word of a name as it is counted: "O'Neil's" is "o", so that all forms of a name are one."""
    return words_of(written)[:1]


def _capitals(text: str, capitalised: Iterable[re.Match[str]]) -> dict[str, float]:
    """Return the rare words that have a capital, though they open no sentence and are no month."""
    found = {}
    for match in capitalised:
        before = text[max(0, match.start() - 2) : match.start()]
        opens = not before or "\n" in before or before[0] in _SENTENCE_ENDS
        word = match.group().lower()
        if not opens and match.group()[1].islower() and word not in MONTHS and rarity(word) >= LEAST_CAPITAL_RARITY:
            found[word] = rarity(word)
    return found


def _street(text: str, kind: re.Match[str]) -> str:
    before = text[max(0, kind.start() - 30) : kind.start()].split()
    return f"{before[-1]}{kind.group()}".lower() if before and before[-1][:1].isalnum() else ""


def _keys(words: Mapping[str, float], names: Mapping[str, float]) -> dict[str, float]:
    telling = [word for word in words if rarity(word) >= LEAST_KEY_RARITY][:KEY_WORDS]
    rarest = sorted(names, key=lambda name: (-names[name], name))[:KEY_NAMES]
    return {word: rarity(word) for word in telling} | {name: names[name] for name in rarest}
