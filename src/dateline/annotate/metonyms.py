"""Tells cities and palaces that stand for governments ("ties between Islamabad and Kabul") from places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.annotate.name_words import NameWords
from dateline.knowledge.actors import Actors
from dateline.knowledge.countries import government_seats
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.place_names import name_key
from dateline.model import Article, Mention, Parse, Token

#: Kinds of mention that the seat of a government is found as.
_KINDS = frozenset({"place", "facility", "organisation", "other"})
_BACKED = frozenset({"backed", "funded", "sponsored", "supported", "allied", "aligned", "armed", "brokered"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})


def mark_governments(
    parse: Parse, written: Sequence[str], mentions: Sequence[Mention], *, gazetteer: Gazetteer, words: NameWords
) -> list[Mention]:
    """Return the mentions of one part, cities and palaces that stand for governments with the kind "government".

    `written` is the text of each mention. Names of countries stay places: a report is about them as such, too.
    """
    at = {token.start: index for index, token in enumerate(parse.tokens)}
    ends = {token.end: index for index, token in enumerate(parse.tokens)}
    marked = []
    for name, mention in zip(written, mentions, strict=True):
        is_government = (
            mention.kind in _KINDS
            and mention.actor is None
            and mention.span.start in at
            and mention.span.end in ends
            and gazetteer.country_code(name) is None
            and _stands_for_government(parse, ends[mention.span.end], words, is_seat=_is_seat(name, gazetteer))
            and (mention.kind == "place" or name_key(name) in government_seats())
        )
        marked.append(replace(mention, kind="government") if is_government else mention)
    return marked


def name_governments(
    article: Article, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions, each seat that stands for a government with that government as its actor."""
    named = []
    for mention in mentions:
        actor = None
        if mention.kind == "government" and mention.actor is None:
            code = _seat_of(article.written(mention.span), gazetteer)
            actor = actors.of_country(code, "government") if code else None
        named.append(replace(mention, actor=actor.id) if actor else mention)
    return named


def _seat_of(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the country (alpha-2) whose government sits at a capital or palace, else None."""
    if code := government_seats().get(name_key(name)):
        return code
    return next((place.country for place in gazetteer.lookup(name)[:3] if place.capital), None)


def _is_seat(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a government sits there: it is a capital, or stands for one in data/governments.tsv."""
    return name_key(name) in government_seats() or any(place.capital for place in gazetteer.lookup(name)[:3])


def _stands_for_government(parse: Parse, index: int, words: NameWords, *, is_seat: bool) -> bool:
    """Whether a name that ends at a token has a government's part. Of cities without one, only some verbs tell that."""
    tokens, lemmas = parse.tokens, words.of_governments
    token = tokens[index]
    while token.dep == "conj" and tokens[token.head] is not token:
        token = tokens[token.head]
    head = tokens[token.head]
    if token.dep == "nsubj" and head.pos == "VERB" and head.lemma.lower() in lemmas["subject"]:
        return True
    if token.dep == "pobj" and head.text.lower() == "between":
        return tokens[head.head].lemma.lower() in lemmas["between"]
    return is_seat and (_is_partner(tokens, token, lemmas) or _is_backer(tokens, index))


def _is_partner(tokens: Sequence[Token], token: Token, lemmas: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name owns, gets or does what only a government does: "envoy to Washington", "backed by Tehran"."""
    head = tokens[token.head]
    if token.dep == "poss":
        owned = tokens[tokens.index(token) + 1 : token.head + 1]
        return any(one.lemma.lower() in lemmas["owned"] for one in owned)
    if token.dep == "dobj":
        return head.lemma.lower() in lemmas["object"]
    if token.dep == "nsubj":
        if head.pos == "VERB" and head.lemma.lower() in lemmas["seat"]:
            return True
        # "They urged Tehran to stop".
        return head.dep in ("ccomp", "xcomp") and tokens[head.head].lemma.lower() in lemmas["object"]
    joint = head.text.lower()
    if token.dep != "pobj" or joint not in lemmas:
        return False
    told = tokens[head.head]
    beside = [told, *(one for one in tokens if one.dep == "dobj" and tokens[one.head] is told)]
    return any(one.lemma.lower() in lemmas[joint] for one in beside)


def _is_backer(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name is the first part of "Tehran-backed"."""
    after = tokens[index + 1 : index + 3]
    return len(after) == 2 and after[0].text in _HYPHENS and after[1].text.lower() in _BACKED
