"""Finds places and peoples in names of bodies: "Cleveland" in "Cleveland police", "Afghan" in "Afghan army"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.name_words import NameWords
from dateline.annotate.place_signs import (
    BIG_POPULATION,
    GENITIVES,
    LOOSE_AREA_WORDS,
    MIN_POPULATION,
    YEAR,
    is_proper,
    population,
)
from dateline.annotate.place_spans import trim_place
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.letter_case import lower_case_words
from dateline.knowledge.place_names import name_key
from dateline.model import Doc, Mention, Parse, Span, Token

#: Kinds of mention whose names hold those of places.
_KINDS = frozenset({"organisation", "police", "state_force", "government", "facility"})
#: Words in the names of universities, which may stand anywhere.
_LEARNED = frozenset({"university", "college", "tech", "institute", "polytechnic"})
_LONGEST = 4
#: Words in the names of buildings that are given the names of people.
_NAMED_AFTER_PEOPLE = frozenset({"school", "hospital", "medical", "memorial", "church", "academy", "park", "library"})


def add_nested_places(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, words: NameWords, surnames: set[str]
) -> list[Mention]:
    """Return the mentions with a place, or a people, beside each that holds one, part by part in order of their starts.

    A place that starts where the name does comes before it, so that who asks for the last mention of a token finds
    the longer one.
    """
    own = {name_key(doc.article.written(mention.span)) for mention in mentions if mention.kind == "place"}
    finder = _Nested(gazetteer, words, own, surnames)
    found = list(mentions)
    for parse in doc.parses:
        starts = {token.start: index for index, token in enumerate(parse.tokens)}
        for mention in mentions:
            if mention.span.part == parse.part and mention.kind in _KINDS and mention.span.start in starts:
                first = last = starts[mention.span.start]
                while last < len(parse.tokens) and parse.tokens[last].end <= mention.span.end:
                    last += 1
                if span := finder.place_in(doc.article.part(parse.part), parse, first, last, mention.kind):
                    found.append(Mention(span, "place"))
                elif mention.actor is not None and (span := finder.people_in(parse, first, last)):
                    found.append(Mention(span, "demonym"))
    parts = {parse.part: number for number, parse in enumerate(doc.parses)}
    return sorted(found, key=lambda mention: (parts[mention.span.part], mention.span.start, mention.span.end))


class _Nested:
    def __init__(self, gazetteer: Gazetteer, words: NameWords, own: set[str], surnames: set[str]) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._own = own
        self._surnames = surnames

    def place_in(self, text: str, parse: Parse, first: int, last: int, kind: str) -> Span | None:
        """Return the place that a name begins with, or ends with after "of"."""
        tokens = parse.tokens
        small = [token.text.lower() for token in tokens[first:last]]
        if (
            small[-1].removesuffix(".") in self._words.streets
            or not tokens[first].text[0].isupper()
            or (first and YEAR.fullmatch(tokens[first - 1].text))
        ):
            return None
        for end in range(min(last - 1, first + _LONGEST), first, -1):
            if tokens[end].text not in GENITIVES and self._is_seat(text, tokens[first:end], tokens[end:last], kind):
                start, stop = trim_place(text, tokens[first].start, tokens[end - 1].end)
                return Span(parse.part, start, stop)
        if (country := self._country_after_of(text, tokens[first:last])) is not None:
            return Span(parse.part, *country)
        if "of" in small[1:-1] and self._words.named_after_seat & set(small[: small.index("of")]):
            start = first + small.index("of") + 1
            start += tokens[start].text.lower() == "the" and start + 1 < last
            written = text[tokens[start].start : tokens[last - 1].end]
            common = all(word in lower_case_words() for word in written.lower().split())
            if self._gazetteer.known(written) and not common and not self._is_refused(written):
                return Span(parse.part, *trim_place(text, tokens[start].start, tokens[last - 1].end))
        return None

    def people_in(self, parse: Parse, first: int, last: int) -> Span | None:
        """Return the word for a people that the name of a force begins with: "Afghan" in "Afghan troops"."""
        tokens = parse.tokens
        for end in range(min(last - 1, first + 2), first, -1):
            words = " ".join(token.text for token in tokens[first:end])
            if self._gazetteer.demonym(words) is not None:
                return Span(parse.part, tokens[first].start, tokens[end - 1].end)
        return None

    def _country_after_of(self, text: str, name: Sequence[Token]) -> tuple[int, int] | None:
        """Return where a country stands that a name ends in: "Board of Canada"."""
        joints = [index for index, token in enumerate(name) if token.text.lower() == "of"]
        if not joints or not 0 < joints[-1] < len(name) - 1:
            return None
        start, end = trim_place(text, name[joints[-1] + 1].start, name[-1].end)
        return (start, end) if self._gazetteer.country_code(text[start:end]) is not None else None

    def _is_seat(self, text: str, name: Sequence[Token], rest: Sequence[Token], kind: str) -> bool:
        written = text[name[0].start : name[-1].end]
        if not self._gazetteer.known(written) or self._is_refused(written) or not name[-1].text[0].isupper():
            return False
        if len(name) > 1 and name[-1].text.lower() in LOOSE_AREA_WORDS and not is_proper(written, self._gazetteer):
            return False
        if {token.text.lower() for token in rest} & _LEARNED:
            return False
        if self._gazetteer.country_code(written) is not None:
            return True
        if self._gazetteer.demonym_place(written) is not None or rest[-1].text.lower() in self._words.press:
            return False
        small = {token.text.lower() for token in rest}
        if "state" in small and any(place.capital for place in self._gazetteer.lookup(written)):
            # "Washington State Patrol" says nothing of the capital of that name.
            return False
        people = population(written, self._gazetteer)
        common = all(token.text.lower() in lower_case_words() for token in name)
        person = name[-1].text.lower() in self._surnames or (len(name) == 1 and name[0].entity == "PERSON")
        if name_key(written) in self._own and not person:
            return True
        if small & self._words.civic and (kind != "facility" or small & {"jail", "courthouse"}):
            return not common and not (person and people < MIN_POPULATION)
        if kind == "organisation" and rest[-1].text.lower() not in self._words.kind_of_head:
            # "Springport Rovers", or a person whom syntax takes for a firm.
            return False
        # Schools, hospitals and companies are named after people and much else.
        if kind == "facility" and small & _NAMED_AFTER_PEOPLE:
            return False
        least = BIG_POPULATION if kind == "facility" or len(name) == 1 else MIN_POPULATION
        return not common and not person and people >= least

    def _is_refused(self, written: str) -> bool:
        return written.lower() in self._words.no_places
