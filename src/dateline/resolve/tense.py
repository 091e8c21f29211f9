"""Tells whether the words around a time expression speak of the past or of what is to come."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from dateline.model import Parse, Token

Tense = Literal["past", "present", "future"]

_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
#: Words that put what depends on them into the future: "scheduled for Friday", "expected on Monday", "due Tuesday".
_EXPECTING = frozenset(
    {"schedule", "expect", "due", "plan", "set", "slate", "upcoming", "vow", "intend", "hope", "await"}
)
_SAYING = frozenset(
    {
        "say",
        "tell",
        "announce",
        "report",
        "state",
        "confirm",
        "declare",
        "add",
        "write",
        "note",
        "release",
        "recall",
        "explain",
        "testify",
        "claim",
        "tweet",
        "warn",
        "describe",
    }
)


def tense_at(parse: Parse | None, start: int, end: int) -> Tense | None:
    """Return the tense of the nearest verb that governs the span, or None where there is none (a headline, a list).

    Walks up the syntax from the last word of the span: the first finite verb decides, "will" and "scheduled for" and a
    purpose ("to meet on Friday") before it.
    """
    index = _last_token(parse, start, end)
    seen: set[int] = set()
    of_noun = False
    while parse is not None and index is not None and index not in seen:
        if len(seen) == 1 and parse.tokens[index].pos in {"NOUN", "PROPN"}:
            of_noun = True
        seen.add(index)
        if (tense := _tense_of(parse, index, of_noun=of_noun)) is not None:
            return tense
        index = parse.tokens[index].head
    return None


def is_of_saying(parse: Parse | None, start: int, end: int) -> bool:
    """Tell whether a verb of saying stands just before the span: "police said on Tuesday"."""
    index = _last_token(parse, start, end)
    if parse is None or index is None:
        return False
    while index > 0 and parse.tokens[index].start >= start:
        index -= 1
    before = parse.tokens[max(index - 1, 0) : index + 1]
    return any(token.lemma.lower() in _SAYING and token.pos == "VERB" for token in before)


def _last_token(parse: Parse | None, start: int, end: int) -> int | None:
    if parse is None or not parse.tokens:
        return None
    index = bisect_right(parse.tokens, end - 1, key=lambda token: token.start) - 1
    return None if index < 0 or parse.tokens[index].end <= start else index


def _tense_of(parse: Parse, index: int, *, of_noun: bool) -> Tense | None:
    token = parse.tokens[index]
    if token.lemma.lower() in _EXPECTING and token.pos in {"VERB", "ADJ"} and token.tag in {"VBN", "JJ"}:
        return "future"
    if token.pos not in {"VERB", "AUX"}:
        return None
    helpers = [parse.tokens[child] for child in parse.children[index] if parse.tokens[child].dep in {"aux", "auxpass"}]
    if any(helper.tag == "MD" and helper.text.lower() in _FUTURE_MODALS for helper in helpers):
        return "future"
    if any(helper.tag == "TO" for helper in helpers) and token.dep != "ROOT":
        return _tense_of_purpose(parse, token, of_noun=of_noun)
    for finite in (*helpers, token):
        if finite.tag == "VBD":
            return "past"
        if finite.tag in {"VBZ", "VBP"}:
            # "has been killed" tells of the past.
            return "past" if finite.lemma.lower() == "have" and finite is not token else "present"
    return "past" if token.tag == "VBN" and not helpers else None


def _tense_of_purpose(parse: Parse, token: Token, *, of_noun: bool) -> Tense | None:
    """A verb with "to" looks ahead after an intention ("plans to march on Friday"); else its head decides.

    What a noun has beside it is told, not intended: "police want to find the car of Friday's shooting".
    """
    head = parse.tokens[token.head]
    if head.lemma.lower() in _EXPECTING:
        return "future"
    return "future" if head.tag in {"VBZ", "VBP"} and not of_noun else None
