"""Tells whether two names, roles or pronouns of an article stand for the same actor."""

from __future__ import annotations

import re

from dateline.knowledge.actor_names import name_words
from dateline.model import Doc, Mention, Span

_NO_ACTORS = frozenset({"demonym", "weapon", "facility"})
_ARTICLES = frozenset({"the", "these", "those", "a", "an", "some"})


def same_actor(doc: Doc, one: Span, other: Span) -> bool:
    """Tell whether two stretches of an annotated article stand for the same actor.

    Known actors are the same by their id, others by their chain; who is described ("the gunmen") goes with those
    described so last, and is nobody known. What cannot be told apart from two is not the same as either.
    """
    first, second = identity(doc, one), identity(doc, other)
    return first is not None and first == second


def identity(doc: Doc, span: Span) -> tuple[str, ...] | None:
    """Return what tells the actor of a span from all others of the article; None where it tells nobody."""
    for reference, index in doc.references:
        if reference == span:
            return _of_mention(doc, index)
    met = _mention_at(doc, span)
    if met is not None:
        return _of_mention(doc, met)
    return _of_description(doc, span)


def _mention_at(doc: Doc, span: Span) -> int | None:
    """Return the mention that ends where a span does, the longest of them, or that covers it."""
    met = [
        (index, mention)
        for index, mention in enumerate(doc.mentions)
        if mention.kind not in _NO_ACTORS and (mention.span.covers(span) or _ends_in(mention, span))
    ]
    return max(met, key=_length)[0] if met else None


def _ends_in(mention: Mention, span: Span) -> bool:
    return span.covers(mention.span) and span.end == mention.span.end


def _length(met: tuple[int, Mention]) -> tuple[bool, int]:
    return met[1].actor is not None, met[1].span.end - met[1].span.start


def _of_mention(doc: Doc, index: int) -> tuple[str, ...]:
    mention = doc.mentions[index]
    if mention.actor is not None:
        return "actor", mention.actor
    chain = next((chain for chain in doc.chains if index in chain), (index,))
    known = next((doc.mentions[each].actor for each in chain if doc.mentions[each].actor is not None), None)
    return ("actor", known) if known is not None else ("chain", str(chain[0]))


def _of_description(doc: Doc, span: Span) -> tuple[str, ...] | None:
    """Return the words of those described, and where they were so first: "the gunmen" goes on with the last gunmen."""
    words = [word for word in name_words(doc.article.written(span)) if word not in _ARTICLES]
    if not words:
        return None
    phrase = r"[\W_]+".join(map(re.escape, words))
    told = re.compile(rf"(\b(?:the|these|those)\s+)?\b{phrase}\b", re.IGNORECASE)
    first = None
    for match in told.finditer(doc.article.part(span.part)):
        if match.start() >= span.end:
            break
        if match[1] is None or first is None:
            first = match.start()
    return "described", *words, str(first)
