"""Tells how something was said: by e-mail, in a statement, on television and the like."""

from __future__ import annotations

from dateline.extract.cues import Cues
from dateline.extract.sayings import Saying
from dateline.model import Parse

_PREPOSITIONS = frozenset({"in", "on", "by", "from", "via", "through", "over", "at"})


def channel_of(saying: Saying, cues: Cues) -> str | None:
    """Return how it was said: "email", "statement", "twitter" and the like, or None where the text does not tell."""
    parse, verb = saying.parse, saying.cue[-1]
    lemma = parse.tokens[verb].lemma.lower()
    if lemma in ("tweet", "email"):
        return cues.channels.get(lemma)
    heads = [verb, *([parse.tokens[verb].head] if parse.tokens[verb].dep in ("xcomp", "conj", "advcl") else [])]
    heads += [child for child in parse.children[verb] if parse.tokens[child].dep == "dobj"]
    heads += [
        noun
        for child in parse.children[heads[-1]]
        if heads[-1] != verb and parse.tokens[child].dep == "prep"
        for noun in parse.children[child]
    ]
    for head in heads:
        for child in parse.children[head]:
            token = parse.tokens[child]
            if token.dep in ("prep", "agent") and token.text.lower() in _PREPOSITIONS:
                for noun in parse.children[child]:
                    if parse.tokens[noun].dep == "pobj" and (channel := _channel(parse, noun, cues)):
                        return channel
            elif token.dep in ("dobj", "dative") and lemma == "tell" and (channel := _channel(parse, child, cues)):
                return channel
    if saying.source is not None and parse.tokens[saying.source].lemma.lower() in cues.document:
        return _channel(parse, saying.source, cues)
    return None


def _channel(parse: Parse, noun: int, cues: Cues) -> str | None:
    word = parse.tokens[noun].text.lower()
    lemma = parse.tokens[noun].lemma.lower()
    before = parse.tokens[noun - 1].text.lower() if noun else ""
    return cues.channels.get(f"{before} {word}") or cues.channels.get(word) or cues.channels.get(lemma)
