"""The layers that annotating adds to an article: syntax, mentions, and who says what."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.article import Span
from dateline.model.values import PlaceValue, SpeakerKind, TimeValue


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark with its syntax, in spaCy's tag sets. `head` indexes the same parse; a root heads itself."""

    start: int
    end: int
    #: As parsed: recased where the text was all upper or all lower case. Same length as the written form.
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    #: Index of its sentence in the parse.
    sentence: int
    #: Entity label by spaCy ("PERSON", "GPE", ...), or "".
    entity: str
    #: "B", "I" or "O": where in the entity.
    entity_iob: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens, syntax and sentences of one part. Sentences are (start, end) in code points; tokens are in text order."""

    part: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    #: Token indices (first, one past last) of every sentence.
    sentence_tokens: tuple[tuple[int, int], ...]
    #: For each token, the indices of its direct syntactic children, in order.
    children: tuple[tuple[int, ...], ...]

    def subtree(self, index: int) -> list[int]:
        """Indices of a token and all below it, in text order."""
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(self.children[current])
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or description of a person, group, place or thing."""

    span: Span
    #: person, organisation, armed_group, state_force, police, government, place, demonym, facility, weapon, other
    kind: str
    #: Id of a known actor, or None.
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. `span` is where the article names them; None where only the outlet or nobody is named."""

    name: str | None
    role: str | None
    kind: SpeakerKind
    actor: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one act of saying. A relayed statement is two, one's content holding the other's."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker
    #: "email", "statement", "twitter", "television" and the like, or None.
    channel: str | None = None
    #: All who pass it on, nearest to the event first, where the speaker is not the only one: "told Reuters".
    chain: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """What the trained reader takes a stretch of text for: one head's label, with its probability."""

    span: Span
    head: str
    label: str
    score: float
    #: Of event words: how certainly it happened, -3 to 3. Of fillers of roles: None, see `types`.
    factuality: float | None = None
    #: Of fillers of roles: (type of incident, probability) for each that it may fill a role of.
    types: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression of an article and what it resolves to."""

    span: Span
    value: TimeValue


@dataclass(frozen=True, slots=True)
class Place:
    """A place name of an article and what it resolves to."""

    span: Span
    value: PlaceValue
