"""Reads off a noun phrase how many people it is, who they are by name and age, and whom a toll of them counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dateline.extract.syntax import Syntax
from dateline.knowledge.cardinals import cardinal
from dateline.knowledge.lexicon import Lexicon, Person, plural_base, word_set
from dateline.knowledge.numbers import count_in
from dateline.model import PartyKind, Span

#: "plural": people in the plural without a number, so at least two.
CountKind = Literal["number", "vague", "single", "name", "pronoun", "none", "plural"]

#: Nouns of many people in the singular: "a family" counts nobody.
_COLLECTIVES = word_set(
    "family crew crowd mob staff army navy patrol battalion brigade garrison military militia group band gang "
    "team police "
    "troop personnel leadership party population community unit force platoon congregation squad"
)
#: What may be killed or counted beside people.
_NOT_PEOPLE = word_set(
    "cattle cow cows goat goats sheep camel camels horse horses dog dogs pig pigs donkey donkeys animal animals "
    "livestock"
)
_PLURALS = word_set("people men women children police troops others")
_ONE = word_set("a an another the this that his her their one my our second third")
_SHARES = word_set("half third thirds quarter quarters fifth")
_NONE = frozenset(("nobody", "none"))
_SINGLE_PRONOUNS = frozenset(("he", "she", "him", "her", "himself", "herself"))
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ](?:year|yr)s?[- ]olds?\b|\b(\w+)-year-olds?\b", re.I)
#: An age counts nobody: "a 13-month-old boy" is one.
_ANY_AGE = re.compile(r"\b\w+[- ](?:year|yr|month|week|day)s?[- ]olds?\b", re.I)
_AGE_AFTER = re.compile(
    r"^,? (?:aged? |who was )?(\d{1,3})(?:,| years? old|\b(?= was\b)|\)| of )|^ ?\((\d{1,3})\)", re.I
)
_BEFORE_ARTICLE = re.compile(r"^\d\S*(?: \S+)? (?=an? )")
_THE_NUMBER = re.compile(r"\bthe (?:\w+ )?number\b")
_SIZE = re.compile(r"\b([a-z]+|\d+)-(?:member|person|man|strong)\b")
#: What after "or" makes a number a bound.
_BOUNDING = (("more",), ("fewer",), ("less",))
_ORDINALS = frozenset(("second", "third", "fourth", "fifth"))
_ORDER = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_OTHERS = frozenset(("another", "other", "others", "more", "additional", "further"))


@dataclass(frozen=True, slots=True)
class Counted:
    """People as one noun phrase counts and names them."""

    #: The noun that says who they are ("men" in "two of the men").
    head: int
    span: Span
    kind: CountKind
    low: int | None
    high: int | None
    #: They come on top of others told before: "another two", "three others".
    is_added: bool = False
    is_definite: bool = False
    name: str | None = None
    age: int | None = None
    of: str | None = None
    party: PartyKind = "unknown"
    word: str | None = None

    @property
    def is_single(self) -> bool:
        return self.low == 1 and self.high == 1


def count_people(syntax: Syntax, lexicon: Lexicon, head: int, *, held: bool = False) -> Counted | None:
    """Return how many people the phrase of a noun tells, or None where it names no countable people.

    `held`: its verb is done to people alone, so that an unknown noun counts too, and a plural without a number.
    """
    word = syntax.words[head]
    token = syntax.tokens[head]
    noun = syntax.counted_noun(head)
    first, last = syntax.noun_phrase(head)
    span = syntax.span(first, last)
    if word in _SINGLE_PRONOUNS:
        return Counted(head, span, "pronoun", 1, 1, party="person", is_definite=True)
    if word in _NONE or (word == "one" and syntax.words[head - 1 : head] == ("no",)):
        return Counted(head, syntax.span(max(head - 1, first) if word == "one" else head, last), "none", 0, 0)
    if token.pos == "NUM" and _stands_apart(syntax, head):
        return None
    if (group := _of_size(syntax, head)) is not None:
        return group
    if syntax.words[noun] in _NOT_PEOPLE:
        return None
    person = person_of(syntax, lexicon, noun)
    name = name_at(syntax, noun)
    if name is not None and (person is None or token.pos == "PROPN"):
        return _named(syntax, head, name)
    words = syntax.words[first : last + 1]
    bounded = words[1:2] in _BOUNDING
    negative = (words[0] in ("no", "without") and not bounded) or (first > 0 and syntax.words[first - 1] == "without")
    if negative and (person is not None or word in ("people", "person", "one")):
        return Counted(head, span, "none", 0, 0)
    if (
        person is None
        and not held
        and token.pos != "NUM"
        and count_in(word) is None
        and not _is_age_noun(syntax, first, head)
        and word not in ("others", "another")
        and not (syntax.children(head, "nummod") and word in ("more", "other", "lives", "bodies"))
    ):
        return None
    low, high, kind, vague = _number(syntax, head, first, last)
    if kind is None and held and word != "number" and syntax.tokens[noun].tag == "NNS":
        low, high, kind, vague = 2, None, "plural", syntax.words[noun]
    if kind is None:
        return None
    is_added = _is_added(words, kind)
    is_definite = words[0] in ("the", "this", "that", "these", "those", "his", "her", "their") and kind in (
        "single",
        "pronoun",
    )
    base = person or Person("civilians")
    return Counted(
        noun,
        span,
        kind,
        low,
        high,
        is_added=is_added,
        is_definite=is_definite,
        age=_age(syntax, first, last) if low == high == 1 else None,
        of=base.of,
        party=_party(base, low),
        word=vague,
    )


def order_told(syntax: Syntax, people: Counted) -> tuple[int, Span] | None:
    """Return which of several somebody is, and the word that says so: 5 for "a fifth victim died".

    "The seventh leader captured this month" may be one of another series.
    """
    if people.is_definite:
        return None
    for child in syntax.children(people.head, "amod", "nummod", "compound"):
        if (found := _NTH.fullmatch(syntax.words[child])) and int(found[1]) > 1:
            return int(found[1]), syntax.span(child, child)
        if syntax.words[child] in _ORDER:
            return _ORDER[syntax.words[child]], syntax.span(child, child)
    return None


def _of_size(syntax: Syntax, head: int) -> Counted | None:
    """Read "a family of five", "a five-member crew": a word for many people, with how many they are."""
    if syntax.words[head] not in _COLLECTIVES:
        return None
    first, last = syntax.noun_phrase(head)
    told = _SIZE.search(_text(syntax, first, last).lower())
    number = read_number(told[1]) if told else None
    for noun in syntax.prepositions(head, "of"):
        if syntax.tokens[noun].pos == "NUM" and not syntax.prepositions(noun, "of"):
            last = noun
            number = read_number(syntax.words[noun])
    if number is None:
        return None
    return Counted(head, syntax.span(first, last), "number", number, number, party="civilians")


def person_of(syntax: Syntax, lexicon: Lexicon, index: int) -> Person | None:
    """Return what the lexicon says of a noun for people; of two words ("security guard") before the last alone."""
    for start in (index - 1, index - 2):
        if start >= 0:
            found = lexicon.people_phrases.at(syntax.words, start)
            if found and start + found[0] - 1 == index and found[0] > 1:
                return found[1]
    word, lemma = syntax.words[index], syntax.tokens[index].lemma.lower()
    return lexicon.people.get(word) or lexicon.people.get(lemma) or lexicon.people.get(plural_base(word))


def name_at(syntax: Syntax, index: int) -> Span | None:
    """Return the span of the person's name that a token belongs to, or None."""
    if index not in syntax.names:
        return None
    first, last = syntax.names[index]
    while last > first and syntax.words[last] in ("'s", "'", ","):
        last -= 1
    return syntax.span(first, last)


def _is_added(words: tuple[str, ...], kind: CountKind) -> bool:
    if kind == "single" and _ORDINALS & set(words[:2]):
        return True
    more_than = "more" in words and words[words.index("more") + 1 : words.index("more") + 2] == ("than",)
    return bool((_OTHERS - {"more"} if more_than else _OTHERS) & set(words))


def _named(syntax: Syntax, head: int, name: Span) -> Counted:
    first = syntax.starts[name.start]
    last = next((at for at in range(first, len(syntax.tokens)) if syntax.tokens[at].end >= name.end), head)
    text = _text(syntax, first, last)
    return Counted(
        head,
        name,
        "name",
        1,
        1,
        is_definite=True,
        name=text,
        age=_age(syntax, syntax.noun_phrase(head)[0], last),
        party="person",
    )


def _text(syntax: Syntax, first: int, last: int) -> str:
    pieces = []
    for index in range(first, last + 1):
        token = syntax.tokens[index]
        gap = " " if index > first and token.start > syntax.tokens[index - 1].end else ""
        pieces.append(gap + token.text)
    return "".join(pieces)


def _stands_apart(syntax: Syntax, index: int) -> bool:
    """Whether a number is the age of who is named before it: "a boy, 14, died", "a boy (14) died"."""
    around = syntax.words[index - 1 : index] + syntax.words[index + 1 : index + 2]
    return around in ((",", ","), ("(", ")")) and syntax.words[max(index - 2, 0)].isalpha()


def _is_age_noun(syntax: Syntax, first: int, head: int) -> bool:
    return syntax.words[head] in ("old", "olds") and bool(_ANY_AGE.search(_text(syntax, max(first, head - 4), head)))


def _number(
    syntax: Syntax, head: int, first: int, last: int
) -> tuple[int | None, int | None, CountKind | None, str | None]:
    text = _ANY_AGE.sub(" ", _text(syntax, first, last)).lower()
    # "0:16 A man was shot": what stands before an article is no number of people.
    text = _BEFORE_ARTICLE.sub("", " ".join(text.split()))
    if _THE_NUMBER.search(text):
        return None, None, None, None
    count = count_in(text + _after(syntax, last))
    if count is not None and not _is_year(text):
        kind: CountKind = "vague" if count.word is not None and count.high is None else "number"
        return count.low, count.high, kind, count.word
    words = text.split()
    token = syntax.tokens[head]
    is_plural = token.tag in ("NNS", "NNPS") or syntax.words[head] in _PLURALS
    if is_plural or syntax.words[head] in _SHARES:
        return None, None, None, None
    if words == ["another"]:
        return 1, 1, "single", None
    if syntax.words[head] in _COLLECTIVES:
        return None, None, None, None
    if words and words[0] in _ONE:
        return 1, 1, "single", None
    if syntax.is_headline or token.tag in ("NN", "NNP"):
        return 1, 1, "single", None
    return None, None, None, None


def _after(syntax: Syntax, last: int) -> str:
    """Return the words after a phrase that make its number a bound: "150 people or more"."""
    following = syntax.words[last + 1 : last + 3]
    return f" {' '.join(following)}" if following[:1] == ("or",) and following[1:] in _BOUNDING else ""


def read_number(text: str) -> int | None:
    """Return the number at the start of a text in lower case, or None. A year alone is none."""
    found = cardinal(text)
    return None if found is None or _is_year(text) else found[0]


def _is_year(text: str) -> bool:
    """Tell whether a text is nothing but a year, which counts nobody."""
    return len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2100


def _age(syntax: Syntax, first: int, last: int) -> int | None:
    before = _AGE_BEFORE.search(_text(syntax, max(first, last - 12), last))
    if before:
        return int(before[1]) if before[1] else read_number(before[2].lower())
    token = syntax.tokens[last]
    after = _text(syntax, last, min(last + 5, len(syntax.tokens) - 1))[len(token.text) :]
    if found := _AGE_AFTER.match(after):
        age = int(found[1] or found[2])
        return age if age < 120 else None
    return None


def _party(person: Person, low: int | None) -> PartyKind:
    if low == 1 and person.kind in ("civilians", "group", "crowd", "government"):
        return "person"
    return person.kind
