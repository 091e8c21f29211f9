"""Tells whom pronouns and roles stand for: "he", "the mayor", "it" with the mention of the one they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dateline.annotate.acronyms import GROUPS
from dateline.annotate.name_words import load_name_words
from dateline.annotate.person_chains import SHORT_TITLES, Gender, Someone
from dateline.knowledge.lexicon import load_lexicon, word_set
from dateline.model import Doc, Mention, Parse, Span

_GENDER: Mapping[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}  # fmt: skip
_THING = frozenset({"it", "its", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Sentences that a pronoun reaches back.
_REACH = 3
# Tokens before a name among which its role may stand: "the spokesman for the ministry, ".
_ROLE_REACH = 8
_ARRESTED = word_set("arrest charge accuse detain hold")
_SUSPECTS = word_set("suspect defendant accused")
# Said of too many to mean one.
_ANYBODY = word_set("victim man woman boy girl child person people other one officer soldier")

#: A role with what stands before it: "minister" with {"foreign"}.
Role = tuple[str, frozenset[str]]


def find_references(doc: Doc, persons: Sequence[Someone]) -> tuple[tuple[Span, int], ...]:
    """Return (span, index of the mention that it stands for) of pronouns and roles, part by part in text order.

    What can stand for two is left out.
    """
    person_of = {index: person for person in persons for index in person.mentions}
    return tuple(
        reference
        for parse in doc.parses
        if parse.tokens and parse.part in ("text", "title")
        for reference in sorted(_Part(doc.mentions, parse, person_of).references(), key=_start_of)
    )


class _Part:
    """One part of an article, read from its first word on: who was named so far, and in what role."""

    def __init__(self, mentions: Sequence[Mention], parse: Parse, person_of: Mapping[int, Someone]) -> None:
        self._mentions = mentions
        self._parse = parse
        self._tokens = parse.tokens
        self._person_of = person_of
        ends = {token.end: at for at, token in enumerate(parse.tokens)}
        #: Last token of a mention -> its index.
        self._last: dict[int, int] = {
            ends[mention.span.end]: index
            for index, mention in enumerate(mentions)
            if mention.span.part == parse.part and mention.span.end in ends
        }
        self._named: list[tuple[int, int]] = []
        self._roles: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)

    def references(self) -> Iterator[tuple[Span, int]]:
        for at, token in enumerate(self._tokens):
            word = token.text.lower()
            if at in self._last:
                yield from self._name(at, self._last[at])
                continue
            meant: int | None = None
            start = at
            if word in _GENDER:
                meant = self._person(at, _GENDER[word])
            elif word in _THING:
                meant = self._thing(at)
            elif token.pos in ("NOUN", "PROPN") and not self._is_named(at) and (start := self._definite(at)) < at:
                meant = self._in_role(at)
            if meant is not None:
                yield Span(self._parse.part, self._tokens[start].start, token.end), meant

    def _name(self, last: int, index: int) -> Iterator[tuple[Span, int]]:
        """Keep who is named, and in what role; yield a role that is a phrase of its own: "the mayor, Ana Ruiz"."""
        self._named.append((last, index))
        if index not in self._person_of:
            return
        first = last
        while first and self._tokens[first - 1].start >= self._mentions[index].span.start:
            first -= 1
        before = self._role_before(first)
        roles = [*([] if before is None else [self._role(before)]), *self._roles_of(first, last)]
        for head, modifiers in roles:
            self._roles[head].append((modifiers, index))
        if before is not None and (start := self._definite(before)) < before:
            yield Span(self._parse.part, self._tokens[start].start, self._tokens[before].end), index

    def _role_before(self, first: int) -> int | None:
        """Return the last role before a name, right before it or parted from it by a comma."""
        tokens = self._tokens
        reach = range(first - 1, max(0, first - _ROLE_REACH) - 1, -1)
        role = next((at for at in reach if tokens[at].sentence == tokens[first].sentence and self._is_role(at)), None)
        return role if role is not None and (first - role <= 2 or tokens[first - 1].text == ",") else None

    def _roles_of(self, first: int, last: int) -> Iterator[Role]:
        """Yield the roles that a person is named in, by title, after the name, or as what he "is"."""
        tokens = self._tokens
        head = next((at for at in range(first, last + 1) if not first <= tokens[at].head <= last), last)
        for at in range(first, last):
            # "General Okanwe" may be one mention.
            if self._is_role(at):
                yield self._role(at)
        for child in self._parse.children[head]:
            if tokens[child].dep == "appos" and self._is_role(child):
                yield self._role(child)
        governor = tokens[head].head
        if tokens[head].dep in _SUBJECTS and tokens[governor].lemma == "be":
            yield from (
                self._role(at)
                for at in self._parse.children[governor]
                if tokens[at].dep == "attr" and self._is_role(at)
            )
        if tokens[governor].lemma in _ARRESTED and tokens[head].dep in ("dobj", "nsubjpass"):
            yield from ((word, frozenset()) for word in _SUSPECTS)

    def _is_role(self, at: int) -> bool:
        return self._tokens[at].pos in ("NOUN", "PROPN") and self._role_word(at) in role_words()

    def _role_word(self, at: int) -> str:
        word = self._tokens[at].text.lower().removesuffix(".")
        return SHORT_TITLES.get(word, word)

    def _role(self, at: int) -> Role:
        """Return a role with the words before it that tell it from others: "foreign" in "the foreign minister"."""
        modifiers = self._tokens[self._phrase_start(at) : at]
        return self._role_word(at), frozenset(token.text.lower() for token in modifiers)

    def _phrase_start(self, at: int) -> int:
        while at and self._tokens[at - 1].pos in ("ADJ", "NOUN", "PROPN"):
            at -= 1
        return at

    def _definite(self, at: int) -> int:
        """Return where "the mayor" starts, or the place of the noun itself where it is no such phrase."""
        first = self._phrase_start(at)
        is_definite = first > 0 and self._tokens[first - 1].text.lower() in ("the", "this", "that")
        follows = self._tokens[at + 1 : at + 2]
        is_last = not follows or follows[0].pos not in ("NOUN", "PROPN")
        return first - 1 if is_definite and is_last and self._is_role(at) else at

    def _is_named(self, at: int) -> bool:
        """Tell whether a role stands with the name of whom it means: "the mayor, Ana Ruiz"."""
        children = self._parse.children[at]
        return self._tokens[at].dep == "compound" or any(self._tokens[child].dep == "appos" for child in children)

    def _in_role(self, at: int) -> int | None:
        head, modifiers = self._role(at)
        if head in _ANYBODY:
            return None
        holders = [
            index
            for told, index in self._roles.get(head, ())
            if not (told and modifiers) or told & modifiers or told <= modifiers or modifiers <= told
        ]
        persons = {id(self._person_of[index]) for index in holders}
        return holders[-1] if len(persons) == 1 or (holders and head not in _SUSPECTS) else None

    def _before(self, at: int) -> list[tuple[int, int]]:
        """Return (last token, index) of the mentions named before a token, near enough to be meant."""
        sentence = self._tokens[at].sentence
        return [(last, index) for last, index in self._named if sentence - self._tokens[last].sentence <= _REACH]

    def _person(self, at: int, gender: Gender) -> int | None:
        fitting = [
            (last, index)
            for last, index in self._before(at)
            if index in self._person_of and self._person_of[index].gender in (gender, None)
        ]
        return self._nearest(fitting)

    def _thing(self, at: int) -> int | None:
        """Return the one group that "it" can mean: the subject of the sentence, or of the one before."""
        sentence = self._tokens[at].sentence
        fitting = [
            (last, index)
            for last, index in self._before(at)
            if self._mentions[index].kind in GROUPS and sentence - self._tokens[last].sentence <= 1
        ]
        subjects = [(last, index) for last, index in fitting if self._is_subject(last)]
        return subjects[-1][1] if subjects else None

    def _nearest(self, fitting: Sequence[tuple[int, int]]) -> int | None:
        """Return the person of the nearest sentence; of two there, the one whose sex is told, or the subject."""
        if not fitting:
            return None
        nearest = max(self._tokens[last].sentence for last, _ in fitting)
        there = [(last, index) for last, index in fitting if self._tokens[last].sentence == nearest]
        told = [(last, index) for last, index in there if self._person_of[index].gender is not None]
        there = told or there
        if len({id(self._person_of[index]) for _, index in there}) > 1:
            there = [(last, index) for last, index in there if self._is_subject(last)]
        persons = {id(self._person_of[index]) for _, index in there}
        return there[-1][1] if len(persons) == 1 else None

    def _is_subject(self, last: int) -> bool:
        at = last
        while self._tokens[at].dep in ("compound", "flat", "nmod", "appos", "conj") and self._tokens[at].head != at:
            at = self._tokens[at].head
        return self._tokens[at].dep in _SUBJECTS


def _start_of(reference: tuple[Span, int]) -> int:
    return reference[0].start


@cache
def role_words() -> frozenset[str]:
    """Return the nouns that can be the role of one person, in small letters."""
    people = {
        word
        for word, person in load_lexicon().people.items()
        if person.kind in ("civilians", "person", "government", "police")
    }
    return frozenset({*load_name_words().person_titles, *people})
