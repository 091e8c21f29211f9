"""Finds the names in one parsed part: who takes which tokens, from the surest finder to the least sure."""

from __future__ import annotations

import re

from dateline.annotate.capitals import JOINING, NO_NAME, PARTICLES, Run, as_parsed
from dateline.annotate.name_words import NameWords, force_kind
from dateline.annotate.person_names import Persons
from dateline.annotate.place_signs import BIG_POPULATION, MIN_POPULATION, PLACE_LABELS, PLACE_PREPOSITIONS, PlaceSigns
from dateline.annotate.place_spans import trim_place
from dateline.annotate.streets import find_streets
from dateline.knowledge.actors import Actors
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.letter_case import lower_case_words
from dateline.knowledge.lexicon import Lexicon
from dateline.model import Mention, Parse, Span

#: Words that the longest place name has.
LONGEST_PLACE = 5
_AGE_BEFORE = re.compile(r"\b\d{1,2}[- ]years?[- ]old\s+$")
#: What follows an age: "30, of Salem" or "30; ", but no "30 people".
_AFTER_AGE = frozenset((",", ".", ";", ")", "of", "and", "was", "were", "who", "from", "is"))
#: Before a surname, and nothing else.
_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss"))
_KIND_OF_LABEL = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "facility"}


class NameFinder:
    """Finds the mentions of one part of an article."""

    def __init__(self, *, actors: Actors, gazetteer: Gazetteer, lexicon: Lexicon, words: NameWords) -> None:
        self._actors = actors
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._words = words

    def __call__(
        self, text: str, parse: Parse, *, dateline: Span | None, persons: Persons, year: int | None = None
    ) -> list[Mention]:
        """Return the mentions of a part, in text order, without overlap. Offsets count in the text of the part.

        `persons` holds the names of those that the parts before named; those of this part are added: a surname alone
        is that person, whatever the gazetteer knows under it. Actors that the year did not know yet are left out.
        """
        return _Part(
            text,
            parse,
            dateline if dateline is not None and dateline.part == parse.part else None,
            actors=self._actors,
            gazetteer=self._gazetteer,
            lexicon=self._lexicon,
            words=self._words,
            persons=persons,
            year=year,
        ).mentions()


class _Part(PlaceSigns):
    """One part while its names are found: each finder takes tokens that none before it took."""

    def __init__(
        self,
        text: str,
        parse: Parse,
        dateline: Span | None,
        *,
        actors: Actors,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        words: NameWords,
        persons: Persons,
        year: int | None,
    ) -> None:
        super().__init__(text, parse, gazetteer=gazetteer, words=words, surnames=persons.surnames)
        self._parse = parse
        self._dateline = dateline
        self._actors = actors
        self._lexicon = lexicon
        self._found: list[Mention] = []
        self._given = persons.given
        self._year = year
        self._shared: list[tuple[Run, tuple[str, ...]]] = []

    def mentions(self) -> list[Mention]:
        self._find_actors()
        self._find_in_dateline()
        self._find_slugs()
        self._find_shared_names()
        self._find_streets()
        runs = [run for first, last in self._parse.sentence_tokens for run in self.capital_runs(first, last)]
        for find in (self._find_by_head, self._find_titled, self._find_aged):
            for run in runs:
                find(run)
        entities = list(self.entities())
        for name in [name for run in runs for name in self._called_settlements(run)]:
            self._take(name, "place")
        for label, run in entities:
            if label == "PERSON":
                self._find_person(run)
        for label, run in entities:
            if label == "LOC" or (label == "GPE" and self.small[run[1] - 1] in self._words.landforms):
                self._find_landform(run)
        for run in runs:
            for free in self.free(run):
                self._find_surname(free)
        self._find_demonym_pairs()
        for run in runs:
            for free in self.free(run):
                self._find_places(free)
        self._find_demonyms()
        for label, run in entities:
            self._find_entity(label, run)
        self._find_common()
        return sorted(self._found, key=lambda mention: mention.span.start)

    def _take(self, run: Run, kind: str, actor: str | None = None) -> bool:
        first, last = run
        if first >= last or any(self.taken[first:last]):
            return False
        self.taken[first:last] = [True] * (last - first)
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if kind in ("place", "demonym"):
            start, end = trim_place(self.text, start, end)
        self._found.append(Mention(Span(self._parse.part, start, end), kind, actor))
        return True

    # -- finders, in the order of their right to take tokens

    def _find_actors(self) -> None:
        """Take the names of known actors; keep the bare names that several share for later."""
        position = 0
        for start, end, ids, is_shared in self._actors.scan(as_parsed(self.text, self.tokens), year=self._year):
            while position < len(self.tokens) and self.tokens[position].end <= start:
                position += 1
            last = position
            while last < len(self.tokens) and self.tokens[last].start < end:
                last += 1
            if position < last and is_shared:
                self._shared.append(((position, last), ids))
            elif position < last:
                self._take((position, last), self._actors.get(ids[0]).kind, ids[0])

    def _find_in_dateline(self) -> None:
        if self._dateline is None:
            return
        start, end = self._dateline.start, self._dateline.end
        inside = [index for index, token in enumerate(self.tokens) if start <= token.start and token.end <= end]
        first = 0
        for at, index in enumerate([*inside, -1]):
            if index < 0 or self.small[index] == ",":
                if at > first:
                    self._take((inside[first], inside[at - 1] + 1), "place")
                first = at + 1

    def _find_slugs(self) -> None:
        """Take the places in capitals that open the items of a digest: "Two held. EAST PORT -- Police said"."""
        if self.text.isupper():
            return
        for dash, token in enumerate(self.tokens):
            if token.text not in ("--", "—", "–"):
                continue
            last = dash
            if last > 2 and self.small[last - 2] == "," and self._gazetteer.lookup(self.tokens[last - 1].text):
                last -= 2
            for first in range(max(0, last - LONGEST_PLACE), last):
                words = [one.text for one in self.tokens[first:last]]
                written = self.written((first, last))
                if all(word.isupper() for word in words) and len(written) > 3 and self._gazetteer.known(written):
                    self._take((first, last), "place")
                    break

    def _find_shared_names(self) -> None:
        """Take the bare names that several share: "the Taliban". One word for one actor may be a name of much else."""
        for run, ids in self._shared:
            kinds = {self._actors.get(actor_id).kind for actor_id in ids}
            is_sure = len(ids) > 1 and len(kinds) == 1
            if is_sure or run[1] - run[0] > 1 or self.tokens[run[0]].text.isupper():
                self._take(run, kinds.pop() if is_sure else "organisation")

    def _find_streets(self) -> None:
        starts = {token.start: index for index, token in enumerate(self.tokens)}
        ends = {token.end: index + 1 for index, token in enumerate(self.tokens)}
        for start, end in find_streets(as_parsed(self.text, self.tokens)):
            # "St." is one token, or the dot is one of its own.
            last = ends.get(end, ends.get(end - 1))
            if start in starts and last is not None:
                self._take((starts[start], last), "facility")

    def _find_by_head(self, run: Run) -> None:
        """Take what ends in, or is led by, a word that tells its kind: "Army Public School", "Ministry of Health"."""
        for first, last in self.free(run):
            if last < len(self.small) and not self.taken[last] and last not in self.starts:
                after = self.small[last]
                if after in self._words.media and self._take((first, last), "organisation"):
                    continue
                if (
                    self._words.kind_of_head.get(after) == "facility"
                    and not self._gazetteer.known(self.written((first, last)))
                    and not self._is_demonym(self.small[last - 1])
                ):
                    self._take((first, last + 1), "facility")
                    continue
            heads = [index for index in range(first, last) if self.small[index] in self._words.kind_of_head]
            if not heads:
                continue
            head = heads[-1]
            first = self._after_person(first, head)
            kind = self._words.kind_of_head[self.small[head]]
            written = self.written((first, last))
            if written.lower() not in self._words.no_places and (
                self._population(written) >= MIN_POPULATION or self._is_area(written)
            ):
                self._take((first, last), "place")
                continue
            if head + 1 < last and self.small[head + 1] in ("of", "for"):
                self._take(
                    (first, self.small.index("and", head, last) if "and" in self.small[head:last] else last), kind
                )
            elif head > first:
                self._take((first, head + 1), kind)

    def _after_person(self, first: int, head: int) -> int:
        """Return where a name starts that stands after a person: "Ana Ruiz of the Water Board"."""
        joints = [index for index in range(first, head) if self.small[index] in ("of", "and", "for")]
        if not joints or self.tokens[first].entity != "PERSON":
            return first
        start = joints[-1] + 1
        return start + 1 if self.small[start] == "the" else start

    def _find_titled(self, run: Run) -> None:
        """Take the name after a title: "Colonel Ruiz", "spokesman Omar Farah"."""
        for first, last in self.free(run):
            name = first
            while name < last and self._is_title(name):
                name += 1
            if name == first and not (first not in self.starts and self._is_title(first - 1)):
                continue
            end = name
            while end < last and self.small[end] not in JOINING - {"-"} and end - name < 5:
                end += 1
            if name < end and self._gazetteer.country_code(self.written((name, end))) is None:
                self._take_person((name, end))
                if end - name == 1 and self.small[name - 1].removesuffix(".") in _HONORIFICS:
                    self._surnames.add(self.small[name])

    def _find_aged(self, run: Run) -> None:
        """Take the names that an age stands beside, whatever spaCy calls them: "Ana Ruiz, 30, of Salem"."""
        for first, last in self.free(run):
            if self._ends_in_age(last):
                start = last
                while start > first and self.small[start - 1] not in JOINING - {"-", "'", "’"}:
                    start -= 1
                self._take_aged((start, last))
            elif self._follows_age(first):
                end = first
                while end < last and self.small[end] not in JOINING - {"-", "'", "’"}:
                    end += 1
                self._take_aged((first, end))

    def _ends_in_age(self, last: int) -> bool:
        after = self.small[last : last + 3]
        return (
            len(after) == 3
            and after[0] == ","
            and after[1].isdigit()
            and int(after[1]) < 110
            and after[2] in _AFTER_AGE
        )

    def _follows_age(self, first: int) -> bool:
        written = self.text[max(0, self.tokens[first].start - 16) : self.tokens[first].start]
        return first not in self.starts and _AGE_BEFORE.search(written) is not None

    def _take_aged(self, run: Run) -> None:
        """Take it if it has a given name and a surname, and no place has that name."""
        if 2 <= run[1] - run[0] <= 4 and not self._gazetteer.known(self.written(run)):
            self._take_person(run)

    def _is_title(self, index: int) -> bool:
        return self.small[index].removesuffix(".") in self._words.person_titles

    def _take_person(self, run: Run) -> None:
        if self._take(run, "person") and run[1] - run[0] > 1:
            self._surnames.add(self.small[run[1] - 1])
            self._given.add(self.small[run[0]])

    def _find_person(self, run: Run) -> None:
        """Take what spaCy calls a person, unless it stands where a place does and the gazetteer knows it."""
        first, last = run
        while first < last and self._is_title(first):
            first += 1
        if (
            first >= last
            or last - first > 5
            or not all(
                self.is_capital(index) or self.small[index] in PARTICLES | {"-", "'", "’"}
                for index in range(first, last)
            )
        ):
            return
        if last - first == 1 or self._gazetteer.country_code(self.tokens[last - 1].text) is not None:
            return
        name = self.written((first, last))
        if self.before(first) in PLACE_PREPOSITIONS and self._gazetteer.known(name):
            return
        if self._population(name) >= BIG_POPULATION:
            return
        self._take_person((first, last))

    def _find_surname(self, run: Run) -> None:
        """Take a surname alone, unless it stands where only a place does, and a full name without its middle one."""
        first, last = run
        if (
            last - first == 2
            and self.small[first + 1] in self._surnames
            and not self._gazetteer.known(self.written(run))
        ):
            is_org = self.tokens[first].entity == "ORG" and self._population(self.tokens[first].text) < MIN_POPULATION
            if self.small[first] in self._given or is_org:
                self._take(run, "person")
        elif last - first == 1 and self.small[first] in self._surnames:
            stands_as_place = self.before(first) in PLACE_PREPOSITIONS - {"from", "to"}
            if not (stands_as_place and self.tokens[first].entity in PLACE_LABELS):
                self._take(run, "person")
        elif last - first == 1 and self.small[first] in self._given and self._may_stand_for_person(first):
            self._take(run, "person")

    def _find_landform(self, run: Run) -> None:
        """Take a name of several words that ends in "Sea", "River" or the like: gazetteers of towns lack them."""
        first, last = run
        while first < last and not self.is_capital(first):
            first += 1
        if last - first > 1 and "," not in self.small[first:last]:
            self._take((first, last), "place")

    def _find_places(self, run: Run) -> None:
        """Take the longest names that the gazetteer knows and that stand as places do."""
        first, last = run
        while first < last:
            for end in range(min(last, first + LONGEST_PLACE), first, -1):
                if self.is_capital(end - 1) and self._is_place((first, end), run):
                    self._take((first, end), "place")
                    first = end - 1
                    break
            first += 1

    def _find_demonym_pairs(self) -> None:
        for index in range(len(self.tokens) - 1):
            pair = (index, index + 2)
            words = [token.text for token in self.tokens[index : index + 2]]
            is_name = words[0][0].isupper() and words[0].lower() != "the" and all(word.isalpha() for word in words)
            if is_name and self._is_demonym(self.written(pair)):
                self._take(pair, "demonym")

    def _find_demonyms(self) -> None:
        for index, token in enumerate(self.tokens):
            if not self.taken[index] and token.text[0].isupper() and self._is_demonym(token.text):
                self._take((index, index + 1), "demonym")

    def _find_entity(self, label: str, run: Run) -> None:
        """Take what spaCy names and nobody else took."""
        first, last = run
        while first < last and not self.is_capital(first):
            first += 1
        if first >= last or label in NO_NAME or any(self.taken[first:last]):
            return
        words = self.small[first:last]
        if last - first == 1 and (words[0] in lower_case_words() or len(words[0]) < 2):
            return
        if "," in words and self._words.kind_of(words) is None:
            return
        is_street = self._is_street((first, last)) or (last - first > 1 and words[-1] in self._words.streets)
        if label in PLACE_LABELS and is_street:
            self._take((first, last), "facility")
        elif label in PLACE_LABELS and self._splits_phrase((first, last)):
            self._take((first, last), "other")
        elif last - first == 1 and self._is_called_place(first):
            self._take((first, last), "place")
        elif label == "PERSON":
            self._take_person((first, last))
        else:
            self._take((first, last), self._words.kind_of(words) or _KIND_OF_LABEL.get(label, "other"))

    def _find_common(self) -> None:
        """Take the nouns that are mentions without being names: forces ("the army") and weapons."""
        for index, word in enumerate(self.small):
            if self.taken[index]:
                continue
            two = self._words.forces.get(" ".join(self.small[index : index + 2]))
            if two is not None and word not in self._words.forces:
                self._take((index, index + 2), force_kind(two))
            elif (force := self._words.forces.get(word)) is not None and self.tokens[index].pos in ("NOUN", "PROPN"):
                self._take((index, index + 1), force_kind(force))
            elif (weapon := self._lexicon.weapons.at(self.small, index)) is not None:
                self._take((index, index + weapon[0]), "weapon")
