"""Finds who passes on what somebody says: the outlet told, or that carries a statement; and whom an outlet cites."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.cues import Cues
from dateline.extract.sayings import Saying
from dateline.knowledge.lexicon import word_set
from dateline.model import Parse

_CITING = frozenset(("cite", "quote"))
_TOLD = frozenset(("tell", "inform", "assure"))
_CARRYING = word_set("carry publish post air broadcast release distribute run issue print obtain see quote cite report")
_TO_OUTLET = frozenset(("by", "on", "to", "with", "in", "through", "via"))


def is_outlet(parse: Parse, token: int, cues: Cues) -> bool:
    """Tell whether a noun is an outlet: by its kind ("newspaper"), or by its name."""
    noun = parse.tokens[token]
    phrase = [parse.tokens[index].text for index in parse.subtree(token) if index <= token]
    names = {" ".join(phrase[first:]).lower() for first in range(len(phrase))}
    if noun.lemma.lower() in cues.outlet or not names.isdisjoint(cues.agencies):
        return True
    return noun.lemma.lower() in ("agency", "channel", "station") and (
        noun.lemma != "agency" or not {"news", "press"}.isdisjoint(word.lower() for word in phrase)
    )


def passed_on_by(saying: Saying, cues: Cues) -> int | None:
    """Return the outlet that hands on what the source says: "told Reuters", "in a statement carried by state media"."""
    tokens = saying.parse.tokens
    for token in _outer_nouns(saying):
        own = any(tokens[child].tag == "PRP$" for child in saying.parse.children[token])
        if token != saying.source and not own and is_outlet(saying.parse, token, cues):
            return token
    return None


def cited(saying: Saying, cues: Cues) -> int | None:
    """Return whom the source cites: "Reuters reported, citing police", "state media quoted the governor as saying"."""
    parse = saying.parse
    tokens = parse.tokens
    verbs = {*saying.cue, *(child for verb in saying.cue for child in parse.children[verb])}
    for verb in sorted(verbs):
        is_active = not any(tokens[child].dep in ("nsubjpass", "auxpass") for child in parse.children[verb])
        if tokens[verb].lemma.lower() in _CITING and tokens[verb].pos == "VERB" and is_active:
            for child in parse.children[verb]:
                speaks = tokens[child].pos == "PROPN" or cues.may_speak(tokens[child].lemma.lower())
                if tokens[child].dep == "dobj" and child > verb and speaks:
                    return child
    return None


def _outer_nouns(saying: Saying) -> Iterator[int]:
    parse, tokens = saying.parse, saying.parse.tokens
    for verb in saying.cue:
        lemma = tokens[verb].lemma.lower()
        for child in parse.children[verb]:
            if lemma in _TOLD and tokens[child].dep in ("dobj", "dative"):
                yield child
            if tokens[child].dep == "prep":
                yield from _nouns_after(parse, child)
    if saying.source is not None:
        yield from _carriers(parse, saying.source)


def _nouns_after(parse: Parse, preposition: int) -> Iterator[int]:
    """Yield the noun of a preposition ("to Reuters", "on state television"), and who carries it ("in a letter to")."""
    tokens = parse.tokens
    for noun in parse.children[preposition]:
        if tokens[noun].dep == "pobj":
            if tokens[preposition].text.lower() in _TO_OUTLET:
                yield noun
            yield from _carriers(parse, noun)


def _carriers(parse: Parse, document: int) -> Iterator[int]:
    tokens = parse.tokens
    for child in parse.children[document]:
        if tokens[child].dep == "prep" and tokens[child].text.lower() in _TO_OUTLET:
            yield from (noun for noun in parse.children[child] if tokens[noun].dep == "pobj")
        if tokens[child].dep == "acl" and tokens[child].tag == "VBN" and tokens[child].lemma.lower() in _CARRYING:
            for below in parse.children[child]:
                if tokens[below].dep in ("agent", "prep"):
                    yield from (noun for noun in parse.children[below] if tokens[noun].dep == "pobj")
