"""Finds by syntax who does what a verb tells: its own subject, or that of the verb it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.cues import Cues
from dateline.model import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def subject_of(parse: Parse, index: int) -> int | None:
    """Return the head of the one who does what the verb tells, through conjunctions, participles and infinitives."""
    tokens = parse.tokens
    for _ in range(len(tokens)):
        own = [child for child in parse.children[index] if tokens[child].dep in _SUBJECTS]
        if own:
            # Where the parser gives two, the nearer one is the subject: "Moments later the mayor said".
            nearest = min(own, key=_Nearness(index))
            return nearest if tokens[nearest].dep != "nsubjpass" else agent_of(parse, index)
        head, dep = tokens[index].head, tokens[index].dep
        if head == index:
            return None
        if dep == "acl":
            return head if tokens[head].pos in ("NOUN", "PROPN", "PRON") and tokens[index].tag == "VBG" else None
        if dep == "pcomp":
            # "quoted a source as saying": the object of the verb above says it.
            above = tokens[head].head
            objects = [child for child in parse.children[above] if tokens[child].dep in ("dobj", "nsubjpass")]
            if tokens[head].text.lower() == "as" and objects:
                return objects[0]
            return subject_of(parse, above) if tokens[above].pos in ("VERB", "AUX") else None
        if dep not in ("conj", "advcl", "xcomp") or tokens[head].pos not in ("VERB", "AUX", "ADJ"):
            return None
        if tokens[head].pos == "ADJ":
            # "were likely to say": the adjective hangs on the verb that has the subject.
            head = tokens[head].head
        if dep == "xcomp":
            objects = [child for child in parse.children[head] if tokens[child].dep == "dobj"]
            if objects and tokens[head].lemma in ("ask", "tell", "urge", "order", "cause", "lead"):
                return objects[0]
        index = head
    return None


def agent_of(parse: Parse, index: int) -> int | None:
    for child in parse.children[index]:
        if parse.tokens[child].dep == "agent":
            return next((one for one in parse.children[child] if parse.tokens[one].dep == "pobj"), None)
    return None


def outer_subject(parse: Parse, index: int, source: int, cues: Cues) -> int:
    """Return the subject of the cue verb above where the nearer one is no speaker.

    In "he said that the dead were children and blamed the rebels" the parser takes the dead to blame.
    """
    tokens = parse.tokens
    is_noun = tokens[source].pos == "NOUN" and tokens[index].dep != "acl"
    is_number = tokens[source].pos in ("ADJ", "NUM") and tokens[index].dep == "conj"
    if not is_number and (not is_noun or cues.may_speak(tokens[source].lemma.lower())):
        return source
    at = tokens[index].head
    while tokens[at].head != at:
        at = tokens[at].head
        if tokens[at].pos == "VERB" and cues.is_verb(tokens[at].lemma.lower()):
            above = subject_of(parse, at)
            if above is not None and above != source:
                return above
    return source


def subject_outside(parse: Parse, index: int, in_quote: Sequence[bool], cues: Cues) -> int | None:
    """Return the subject, outside quotations, of the last cue verb before a token in its sentence."""
    tokens = parse.tokens
    first, _ = parse.sentence_tokens[tokens[index].sentence]
    for verb in range(index - 1, first - 1, -1):
        if tokens[verb].pos in ("VERB", "AUX") and not in_quote[verb]:
            own = [one for one in parse.children[verb] if tokens[one].dep == "nsubj" and not in_quote[one]]
            if own and (cues.is_verb(tokens[verb].lemma) or tokens[verb].dep == "ROOT"):
                return own[0]
    return None


def neighbour_of(parse: Parse, index: int, in_quote: Sequence[bool]) -> int | None:
    """Return the noun right before, or right after, a finite verb to which the parser gave no subject."""
    tokens = parse.tokens
    if tokens[index].tag not in ("VBD", "VBZ", "VBP") or tokens[index].dep in ("xcomp", "acl"):
        return None
    before = min((index, *auxiliaries_of(parse, index))) - 1
    for at in (before, index + 1):
        if not 0 <= at < len(tokens) or in_quote[at] or tokens[at].sentence != tokens[index].sentence:
            continue
        if tokens[at].pos in ("NOUN", "PROPN", "PRON") and not set(parse.subtree(at)) & {index}:
            return at
    return None


class _Nearness:
    """How many tokens away from a given one: a sort key."""

    def __init__(self, index: int) -> None:
        self._index = index

    def __call__(self, other: int) -> int:
        return abs(other - self._index)


def auxiliaries_of(parse: Parse, index: int) -> Iterator[int]:
    """Yield "has", "did not" and the like that stand right before the verb."""
    at = index - 1
    while at >= 0 and parse.tokens[at].head == index and parse.tokens[at].dep in ("aux", "auxpass", "neg", "advmod"):
        if parse.tokens[at].dep == "advmod" and parse.tokens[at].pos != "ADV":
            return
        yield at
        at -= 1
