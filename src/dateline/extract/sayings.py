"""Finds acts of saying by syntax: cue verb with its subject and clause, "according to", and headlines with a colon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.extract.cues import Cues
from dateline.extract.subjects import (
    agent_of,
    auxiliaries_of,
    neighbour_of,
    outer_subject,
    subject_of,
    subject_outside,
)
from dateline.model import Parse, Span, Token

_CLAUSES = ("ccomp",)
_SPEAKER_OF_QUOTE = frozenset({"i", "we", "you", "it", "this", "that", "what"})
_TRIMMED = frozenset({",", "--", "-", "–", "—", ":", ";", ".", "...", "…"})
# Children of a cue verb that are no part of what is said.
_NOT_SAID = frozenset(
    {
        "punct",
        "advmod",
        "aux",
        "auxpass",
        "neg",
        "nsubj",
        "nsubjpass",
        "cc",
        "conj",
        "advcl",
        "mark",
        "npadvmod",
        "parataxis",
        "agent",
        "csubj",
        "prt",
        "expl",
    }
)
_TIME_OR_PLACE = frozenset(
    {"in", "on", "at", "during", "after", "before", "since", "by", "from", "via", "through", "over"}
)


_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
# Words that the source of a headline has at most.
_HEADLINE_SOURCE = 5


@dataclass(slots=True)
class Saying:
    """One act of saying while it is put together; indices are tokens of the parse."""

    parse: Parse
    #: The verb, or the last word of "according to".
    cue: tuple[int, ...]
    #: The head of the source, or None where nobody is named.
    source: int | None
    source_tokens: tuple[int, ...]
    #: What is said: runs of tokens, first and one past the last.
    content: list[tuple[int, int]] = field(default_factory=list)
    #: Quotations that belong to it, as spans.
    quotes: list[Span] = field(default_factory=list)
    #: Whether a quotation may follow the cue.
    takes_quotes: bool = True

    @property
    def sentence(self) -> int:
        return self.parse.tokens[self.cue[-1]].sentence


def find_sayings(parse: Parse, in_quote: Sequence[bool], cues: Cues) -> list[Saying]:
    """Return the acts of saying of one part, in order of their cues; some wait for a quotation and have no content.

    `in_quote` tells for each token whether it stands in a quotation: there, "we believe" is no act of its own.
    """
    found = []
    for index, token in enumerate(parse.tokens):
        lemma, saying = token.lemma.lower(), None
        if token.pos in ("VERB", "AUX") and cues.is_verb(lemma):
            saying = _by_verb(parse, index, lemma, in_quote, cues)
            if saying is not None and in_quote[index] and _is_first_person(parse, saying):
                saying = None
        elif lemma in ("accord", "according"):
            saying = _according_to(parse, index)
        elif token.pos == "NOUN" and lemma in cues.clause_nouns:
            saying = _by_noun(parse, index)
        if saying is not None:
            found.append(saying)
    return found


def _is_first_person(parse: Parse, saying: Saying) -> bool:
    return saying.source is None or parse.tokens[saying.source].text.lower() in _SPEAKER_OF_QUOTE


def _by_verb(parse: Parse, index: int, lemma: str, in_quote: Sequence[bool], cues: Cues) -> Saying | None:
    tokens = parse.tokens
    kinds = {child: tokens[child].dep for child in parse.children[index]}
    passive = any(dep in ("nsubjpass", "auxpass") for dep in kinds.values())
    if tokens[index].dep == "xcomp" and tokens[tokens[index].head].lemma in cues.unsaid:
        return None
    if lemma == "ask" and any(tokens[child].lemma in ("name", "identify") for child in kinds):
        # "who asked not to be named" tells of the source, not of what it says.
        return None
    if tokens[index].dep == "amod" or (
        tokens[index].dep == "acl" and tokens[index].tag == "VBN" and "agent" not in kinds.values()
    ):
        return None
    if passive:
        source = agent_of(parse, index)
        if source is None and (lemma not in cues.passive and lemma != "quote"):
            return None
    else:
        source = subject_of(parse, index)
        if source is not None and in_quote[source] and not in_quote[index]:
            # A participle after a quotation hangs on a verb inside it: its subject is that of the cue before.
            source = subject_outside(parse, index, in_quote, cues)
        if source is not None and parse.tokens[source].head != index:
            source = outer_subject(parse, index, source, cues)
        if source is None:
            source = neighbour_of(parse, index, in_quote)
    content = _content(parse, index, lemma, cues)
    if passive and source is None and not content:
        return None
    if source is not None and is_nobody(parse, source):
        return None
    if source is not None and tokens[source].text.lower() in ("which", "that") and tokens[index].dep == "relcl":
        told_of = tokens[tokens[index].head]
        if told_of.pos == "NOUN" and not cues.may_speak(told_of.lemma.lower()):
            return None
    quoted = _quoted_source(parse, index) if lemma in ("quote", "cite") else None
    if lemma == "quote" and passive:
        # "was quoted as saying": the one quoted is the source.
        source = next((child for child, dep in kinds.items() if dep == "nsubjpass"), source)
    elif quoted is not None and not (content and _ends_with_saying(parse, index)):
        content = runs_of(parse, range(quoted, max(parse.subtree(index)) + 1))
    if source is None and not content:
        return None
    if lemma in cues.finding and lemma not in cues.clause and not content:
        return None
    cue = tuple(sorted({index, *auxiliaries_of(parse, index)}))
    return Saying(
        parse,
        cue,
        source,
        tokens_of_source(parse, source, {index}),
        content,
        takes_quotes=lemma in cues.clause or lemma == "call",
    )


def is_nobody(parse: Parse, source: int) -> bool:
    """Whether the subject says that nobody says it: "no group has claimed responsibility"."""
    words = {source, *parse.children[source]}
    return any(parse.tokens[one].text.lower() in _NOBODY for one in words)


def _quoted_source(parse: Parse, index: int) -> int | None:
    """Return the first token of what is quoted in "quoted a source as saying that", else None."""
    tokens = parse.tokens
    objects = [child for child in parse.children[index] if tokens[child].dep == "dobj" and child > index]
    said = any(
        tokens[below].lemma == "say" and below > index
        for child in parse.children[index]
        for below in parse.subtree(child)
        if tokens[child].dep != "ccomp"
    )
    return min(parse.subtree(objects[0])) if objects and said else None


def _ends_with_saying(parse: Parse, index: int) -> bool:
    """Tell whether nothing follows in "..., the paper quoted him as saying": it stands before."""
    last = [one for one in parse.subtree(index) if parse.tokens[one].pos != "PUNCT"][-1]
    return parse.tokens[last].lemma == "say"


def _content(parse: Parse, index: int, lemma: str, cues: Cues) -> list[tuple[int, int]]:
    tokens = parse.tokens
    children = parse.children[index]
    clauses = [
        child
        for child in children
        if tokens[child].dep in _CLAUSES
        and tokens[child].pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "ADV", "NUM", "ADP")
    ]
    infinitives = [child for child in children if tokens[child].dep == "xcomp"]
    if clauses and (lemma in cues.clause or lemma in cues.finding or lemma in cues.infinitive):
        return [run for child in clauses for run in runs_of(parse, parse.subtree(child))]
    if infinitives and lemma in cues.infinitive:
        return [run for child in infinitives for run in runs_of(parse, parse.subtree(child))]
    if (
        tokens[index].dep in ("parataxis", "advcl", "ccomp", "conj")
        and lemma in cues.clause
        and _is_inserted(parse, index)
    ):
        above = set(parse.subtree(tokens[index].head)) - set(parse.subtree(index))
        return runs_of(parse, above)
    if (
        tokens[index].dep == "advcl"
        and lemma in cues.clause
        and any(tokens[child].text.lower() == "as" and tokens[child].dep == "mark" for child in children)
    ):
        return runs_of(parse, set(parse.subtree(tokens[index].head)) - set(parse.subtree(index)))
    if lemma in cues.clause and (late := _late_clause(parse, index)) is not None:
        return runs_of(parse, parse.subtree(late))
    if lemma in cues.preposition:
        wanted = cues.preposition[lemma]
        said = [
            child for child in children if tokens[child].dep in ("prep", "prt") and tokens[child].text.lower() in wanted
        ]
        if said:
            below = [one for child in said for one in parse.subtree(child) if one != child]
            return runs_of(parse, below)
    objects = [child for child in children if tokens[child].dep in ("dobj", "oprd") and child > index]
    if objects and lemma in cues.object:
        said = [
            child
            for child in children
            if child > index
            and tokens[child].dep not in _NOT_SAID
            and not (tokens[child].dep == "prep" and tokens[child].text.lower() in _TIME_OR_PLACE)
        ]
        return runs_of(parse, [one for child in said for one in parse.subtree(child)])
    return []


def _late_clause(parse: Parse, index: int) -> int | None:
    """Return the "that" clause that the parser hung on a word after the verb: "said in a statement that"."""
    tokens = parse.tokens
    for child in parse.children[index]:
        if child > index and tokens[child].dep in ("prep", "dobj", "dative", "npadvmod"):
            for below in parse.subtree(child):
                if tokens[below].dep in ("acl", "ccomp", "relcl") and any(
                    tokens[mark].text.lower() == "that" and tokens[mark].dep == "mark" for mark in parse.children[below]
                ):
                    return below
    return None


def _is_inserted(parse: Parse, index: int) -> bool:
    """Whether a short finite clause stands between commas in what it reports: "..., police said, ..."."""
    own = parse.subtree(index)
    before = parse.tokens[own[0] - 1].text if own[0] else ""
    finite = parse.tokens[index].tag in ("VBD", "VBZ", "VBP")
    return finite and (before in (",", "--", "–", "—") or parse.tokens[own[0]].text == ",") and len(own) <= 12


def _according_to(parse: Parse, index: int) -> Saying | None:
    tokens = parse.tokens
    to = next((child for child in parse.children[index] if tokens[child].text.lower() == "to"), None)
    if to is None:
        return None
    source = next((child for child in parse.children[to] if tokens[child].dep == "pobj"), None)
    if source is None:
        return None
    phrase = set(parse.subtree(index)) | {index}
    first, last = parse.sentence_tokens[tokens[index].sentence]
    rest = [one for one in range(first, last) if one not in phrase]
    return Saying(parse, (index, to), source, tuple(parse.subtree(source)), runs_of(parse, rest), takes_quotes=False)


def _by_noun(parse: Parse, index: int) -> Saying | None:
    """Take "his claim that ...", "a warning from the mayor that ..."."""
    tokens = parse.tokens
    clauses = [
        child
        for child in parse.children[index]
        if tokens[child].dep in ("acl", "ccomp")
        and any(tokens[mark].dep == "mark" and tokens[mark].text.lower() == "that" for mark in parse.children[child])
    ]
    owners = [child for child in parse.children[index] if tokens[child].dep == "poss"]
    owners += [
        below
        for child in parse.children[index]
        if tokens[child].dep == "prep" and tokens[child].text.lower() in ("by", "from")
        for below in parse.children[child]
        if tokens[below].dep == "pobj"
    ]
    if not clauses or not owners:
        return None
    runs = [run for child in clauses for run in runs_of(parse, parse.subtree(child))]
    return Saying(parse, (index,), owners[0], tokens_of_source(parse, owners[0], {index}), runs, takes_quotes=False)


def find_headline_saying(parse: Parse, is_speaker: Sequence[bool], cues: Cues) -> Saying | None:
    """Return what a headline says by a colon: "Troops left the town: minister", "Police: two held".

    `is_speaker` tells for each token whether it belongs to a mention that can speak.
    """
    colons = [index for index, token in enumerate(parse.tokens) if token.text == ":"]
    if len(colons) != 1:
        return None
    colon, last = colons[0], len(parse.tokens)
    for source, content in (((colon + 1, last), (0, colon)), ((0, colon), (colon + 1, last))):
        words = range(*source)
        if not 0 < len(words) <= _HEADLINE_SOURCE or content[1] - content[0] < 2:
            continue
        # The last word tells who it is: not "notebook: two towns, one port".
        head = words[-1]
        lemma = parse.tokens[head].lemma.lower()
        speaks = is_speaker[head] or (cues.may_speak(lemma) and lemma not in cues.document)
        if speaks and not any(parse.tokens[one].pos == "VERB" for one in words):
            return Saying(parse, (colon,), head, tuple(words), runs_of(parse, range(*content)), takes_quotes=False)
    return None


def tokens_of_source(parse: Parse, source: int | None, excluded: Iterable[int]) -> tuple[int, ...]:
    if source is None:
        return ()
    left_out = set(excluded)
    for child in parse.children[source]:
        # A clause that hangs on the source by mistake of the parser, or holds the cue itself, is none of its name.
        if left_out & set(parse.subtree(child)) or (
            parse.tokens[child].dep in ("relcl", "case", "acl", "punct") and _is_edge(parse, child, source)
        ):
            left_out |= set(parse.subtree(child))
    return tuple(one for one in parse.subtree(source) if one not in left_out)


def _is_edge(parse: Parse, child: int, source: int) -> bool:
    token: Token = parse.tokens[child]
    return token.dep == "case" or (token.dep == "punct" and child == parse.subtree(source)[-1])


def runs_of(parse: Parse, indices: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive tokens, without marks at either end; runs of marks alone are left out."""
    runs: list[tuple[int, int]] = []
    for index in sorted(set(indices)):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    trimmed = []
    for first, last in runs:
        while first < last and parse.tokens[first].text in _TRIMMED:
            first += 1
        while last > first and parse.tokens[last - 1].text in _TRIMMED:
            last -= 1
        if any(any(map(str.isalnum, token.text)) for token in parse.tokens[first:last]):
            trimmed.append((first, last))
    return trimmed
