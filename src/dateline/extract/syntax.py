"""Reads who does what to whom off one parse: subjects, objects, voice, noun phrases, what governs a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.lexicon import word_set
from dateline.model import Mention, Parse, Span, Token

# Left children that belong to a noun phrase.
_PREMODIFIERS = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "predet", "neg", "case", "punct")
)
#: Nouns and numerals that count what follows "of".
_QUANTITIES = word_set(
    "dozen dozens scores score hundred hundreds thousand thousands million millions number group couple pair "
    "handful most many some one two three four five six seven eight nine ten several majority total body bodies "
    "lot tens all none both half third thirds quarter quarters fifth members crowd band gang team trio remains"
)
_RELATIVE = frozenset(("who", "which", "that", "whom"))
#: Verbs that nobody can do without an object: "killed" with a subject alone is a passive with its auxiliary left out.
_ALWAYS_TRANSITIVE = word_set(
    "kill injure wound hurt murder assassinate kidnap abduct arrest detain apprehend capture slay behead hospitalize "
    "hospitalise shoot gun execute displace massacre stab"
)
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Syntax:
    """A parse with its words in lower case and the token that starts at each code point."""

    parse: Parse
    words: tuple[str, ...]
    starts: Mapping[int, int]
    #: For each token of a person's name, the first and last token of it.
    names: Mapping[int, tuple[int, int]]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parse.tokens

    @property
    def is_headline(self) -> bool:
        return self.parse.part != "text"

    def children(self, index: int, *deps: str) -> list[int]:
        """Return the direct children with one of these relations, in text order."""
        tokens = self.parse.tokens
        return [child for child in self.parse.children[index] if tokens[child].dep in deps]

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def conjuncts(self, index: int) -> list[int]:
        """Return the token and all that is joined to it by "and", "or" and commas."""
        found = [index]
        for child in self.children(index, "conj"):
            found += self.conjuncts(child)
        return found

    def is_verb(self, index: int) -> bool:
        token = self.parse.tokens[index]
        return token.pos in ("VERB", "AUX") or token.tag.startswith("VB")

    def sentence(self, index: int) -> range:
        """Return the indices of the tokens of its sentence."""
        return range(*self.parse.sentence_tokens[self.tokens[index].sentence])

    def token_at(self, span: Span) -> int | None:
        """Return the token that starts where the span does, else the first one inside it."""
        if (found := self.starts.get(span.start)) is not None:
            return found
        return next((self.starts[at] for at in range(span.start, span.end) if at in self.starts), None)

    def head_of(self, span: Span) -> int | None:
        """Return the token inside the span whose head lies outside it."""
        first = self.token_at(span)
        if first is None:
            return None
        last = first
        while last + 1 < len(self.tokens) and self.tokens[last + 1].start < span.end:
            last += 1
        for index in range(first, last + 1):
            head = self.tokens[index].head
            if head == index or not first <= head <= last:
                return index
        return first

    def span(self, first: int, last: int) -> Span:
        return Span(self.parse.part, self.tokens[first].start, self.tokens[last].end)

    def is_passive(self, verb: int) -> bool:
        """Tell whether the subject of a verb, or the noun that it modifies, is what it is done to."""
        token = self.tokens[verb]
        if self.children(verb, "nsubjpass", "auxpass", "agent"):
            return True
        if self.children(verb, "dobj", "obj"):
            return False
        if token.dep == "acl":
            return token.tag in ("VBN", "VBD")
        if token.dep == "conj" and not self.children(verb, "nsubj") and self.is_verb(token.head):
            return token.tag in ("VBN", "VBD") and self.is_passive(token.head)
        if token.lemma in _ALWAYS_TRANSITIVE and token.tag in ("VBN", "VBD"):
            if any(self.children(each, "nummod") for each in self.children(verb, "npadvmod")):
                return False
            if self.children(verb, "prep") and token.lemma == "shoot" and self._shot_at(verb):
                return False
            if token.dep == "relcl" and any(
                self.words[child] not in _RELATIVE for child in self.children(verb, "nsubj")
            ):
                return False
            return token.lemma != "shoot" or self.is_headline or token.tag == "VBN"
        return False

    def _shot_at(self, verb: int) -> bool:
        return any(self.words[child] == "at" for child in self.children(verb, "prep"))

    def subject(self, verb: int, *, depth: int = 0) -> int | None:
        """Return the head of the subject of a verb, looked for in the clauses above where it has none of its own."""
        if depth > 4:
            return None
        token = self.tokens[verb]
        own = self.children(verb, *_SUBJECTS)
        if own:
            if self.words[own[0]] in _RELATIVE:
                return self._antecedent(verb)
            return own[0]
        # "also killed were two guards"
        inverted = [noun for be in self.children(verb, "auxpass") if be > verb for noun in self.children(be, "attr")]
        if inverted:
            return inverted[0]
        if token.dep == "acl" and token.tag in ("VBG", "VBN", "VBD"):
            return token.head
        if token.dep == "relcl":
            return token.head
        if token.dep == "pcomp":
            governor = self.tokens[token.head].head
            if not self.is_verb(governor):
                return None
            # "shot his wife before killing himself", but "kept him from leaving"
            if self.words[token.head] in ("before", "after", "while", "then"):
                return self.subject(governor, depth=depth + 1)
            return self._controller(governor, depth)
        if token.dep == "conj" and (joined := self._noun_joined_to_verb(verb)) is not None:
            return joined
        if token.dep in ("xcomp", "advcl", "conj", "ccomp") and token.head != verb and self.is_verb(token.head):
            if token.dep == "ccomp" and not (token.tag == "VBG" or self.is_headline):
                return None
            if token.dep == "advcl" and token.tag not in ("VBG", "VBN", "VB"):
                return None
            return (
                self._controller(token.head, depth)
                if token.dep == "xcomp"
                else self.subject(token.head, depth=depth + 1)
            )
        return None

    def _noun_joined_to_verb(self, verb: int) -> int | None:
        """Return what the parser joins to the verb before, though it is a subject: "died and her husband was hurt"."""
        head = self.tokens[verb].head
        between = [child for child in self.children(head, "conj") if head < child < verb]
        nouns = [child for child in between if self.tokens[child].pos in ("NOUN", "PROPN", "PRON")]
        return nouns[-1] if nouns and self.is_verb(head) and between == nouns else None

    def _controller(self, governor: int, depth: int) -> int | None:
        objects = self.children(governor, "dobj")
        return objects[0] if objects else self.subject(governor, depth=depth + 1)

    def _antecedent(self, verb: int) -> int | None:
        """Return the noun that "who" or "that" stands for: up through joined verbs to the relative clause."""
        for index in (verb, *self.ancestors(verb)):
            if self.tokens[index].dep == "relcl":
                return self.tokens[index].head
            if self.tokens[index].dep not in ("conj", "ccomp", "xcomp"):
                return None
        return None

    def patients(self, verb: int) -> list[int]:
        """Return the heads of those to whom the verb is done, joined ones each."""
        if self.is_passive(verb):
            subject = self.subject(verb)
            found = [] if subject is None else [subject]
        else:
            found = [self._past_hyphen(each) for each in self.children(verb, "dobj", "obj", "dative")[:1]]
            if not found and self.tokens[verb].lemma in _ALWAYS_TRANSITIVE:
                # The parser takes some counted objects for adverbs: "displaced 10,000 people".
                found = [each for each in self.children(verb, "npadvmod") if self.children(each, "nummod")][:1]
            if not found and self.tokens[verb].dep == "relcl":
                subjects = self.children(verb, "nsubj")
                if subjects and self.words[subjects[0]] not in _RELATIVE:
                    found = [self.tokens[verb].head]
            if not found:
                # "shot and killed two men": the object stands at the last of the joined verbs.
                joined = [child for child in self.children(verb, "conj") if self.is_verb(child)]
                if joined and not self.children(joined[0], *_SUBJECTS) and not self.children(verb, "prep"):
                    return self.patients(joined[0])
        return [each for head in found for each in self.conjuncts(head)]

    def _past_hyphen(self, noun: int) -> int:
        """Return the last noun of "sub-commander", of which the parser makes two objects."""
        is_split = self.words[noun + 1 : noun + 2] == ("-",) and self.tokens[noun + 1].head == self.tokens[noun].head
        return noun + 2 if is_split and self.tokens[noun + 2].head == self.tokens[noun].head else noun

    def agents(self, verb: int) -> list[int]:
        """Return the heads of those who do it: the subject, or what follows "by" in the passive."""
        if self.is_passive(verb):
            found = [
                noun for by in (*self.children(verb, "agent"), *self._by(verb)) for noun in self.children(by, "pobj")
            ][:1]
            if not found and self.tokens[verb].dep == "conj" and self.is_verb(self.tokens[verb].head):
                return []
            if not found:
                found = [
                    noun
                    for child in self.children(verb, "conj")
                    for by in self.children(child, "agent")
                    for noun in self.children(by, "pobj")
                ][:1]
        else:
            subject = self.subject(verb)
            found = [] if subject is None else [subject]
        return [each for head in found for each in self.conjuncts(head)]

    def _by(self, index: int) -> list[int]:
        return [child for child in self.children(index, "prep") if self.words[child] == "by"]

    def prepositions(self, index: int, *words: str) -> list[int]:
        """Return the heads of what follows one of these prepositions below a word."""
        return [
            noun
            for child in self.children(index, "prep", "agent", "dative")
            if self.words[child] in words
            for head in self.children(child, "pobj")
            for noun in self.conjuncts(head)
        ]

    def noun_phrase(self, head: int) -> tuple[int, int]:
        """Return the first and last token of a noun with what stands before it; "dozens of men" to its end."""
        first = head
        for child in reversed(self.parse.children[head]):
            if child < head and self.tokens[child].dep in _PREMODIFIERS and not self._is_date(child):
                leftmost = min(self.parse.subtree(child))
                if self.tokens[leftmost].dep == "punct" and self.words[leftmost] not in ("-", "–"):
                    continue
                first = min(first, leftmost)
        last = head
        if self.words[head] in _QUANTITIES:
            for of in self.children(head, "prep"):
                if self.words[of] == "of" and of == last + 1:
                    for noun in self.children(of, "pobj")[:1]:
                        last = max(last, self.noun_phrase(noun)[1])
        return first, last

    def _is_date(self, index: int) -> bool:
        """Tell whether a word before a noun is a day or a year; the parser takes some counts of people for one."""
        token = self.tokens[index]
        is_count = token.dep == "nummod" and not (len(token.text) == 4 and token.text.isdigit())
        return token.entity == "DATE" and not is_count

    def counted_noun(self, head: int) -> int:
        """Return what a quantity counts ("men" in "two of the men"), or the word itself."""
        if self.words[head] in _QUANTITIES or self.tokens[head].pos == "NUM":
            for of in self.children(head, "prep"):
                if self.words[of] == "of":
                    for noun in self.children(of, "pobj")[:1]:
                        return self.counted_noun(noun)
        return head

    def is_negated(self, index: int) -> bool:
        """Tell whether "not", "never" or "no" stands at a word itself."""
        return bool(self.children(index, "neg")) or any(
            self.words[child] in ("no", "never", "neither", "nobody", "none") for child in self.parse.children[index]
        )


def read_syntax(parse: Parse, mentions: Iterable[Mention] = ()) -> Syntax:
    """Return the view of a parse that the rules of this stage ask. Mentions of persons win over the parser's names."""
    starts = {token.start: index for index, token in enumerate(parse.tokens)}
    return Syntax(
        parse,
        tuple(token.text.lower().replace("’", "'") for token in parse.tokens),
        starts,
        _names(parse, starts, [mention for mention in mentions if mention.span.part == parse.part]),
    )


def _names(parse: Parse, starts: Mapping[int, int], mentions: Sequence[Mention]) -> dict[int, tuple[int, int]]:
    names: dict[int, tuple[int, int]] = {}
    first = 0
    for index, token in enumerate(parse.tokens):
        if token.entity != "PERSON":
            continue
        if token.entity_iob == "B" or index == 0 or index - 1 not in names:
            first = index
        names |= dict.fromkeys(range(first, index + 1), (first, index))
    for mention in mentions:
        start = starts.get(mention.span.start)
        if start is None:
            continue
        end = start
        while end < len(parse.tokens) and parse.tokens[end].start < mention.span.end:
            if mention.kind != "person":
                names.pop(end, None)
            end += 1
        if mention.kind == "person":
            names |= dict.fromkeys(range(start, end), (start, end - 1))
    return names
