"""Groups the mentions of an article that name the same person, group or place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from dateline.annotate.acronyms import GROUPS, initials, introduced
from dateline.annotate.name_words import load_name_words
from dateline.annotate.person_chains import Someone, persons_of
from dateline.annotate.references import find_references
from dateline.knowledge.actor_names import Words, name_words
from dateline.knowledge.actors import load_actors
from dateline.model import Article, Doc, Mention
from dateline.settings import Settings

_OF_POLICE = frozenset({"department", "service", "force", "officers", "dept"})
_PLACE_AFTER = re.compile(r"\s+(?:in|of|for)\s+(?:the\s+)?$")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w.'’-]*\s)+)$")
_LONGEST_NAME = 40
_PLACE_BEFORE = re.compile(r",?\s+$")

#: What a chain is known under: an actor, a name or an acronym.
Key = tuple[str, ...]


class Chains:
    """Adds `chains`: indices into `mentions`, each chain in text order, chains by their first mention; `references`."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "mentions")
    writes: ClassVar[tuple[str, ...]] = ("chains", "references")

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [_chained(doc) for doc in docs]


def _chained(doc: Doc) -> Doc:
    persons = persons_of(doc.article, doc.mentions)
    chains = chain_mentions(doc.article, doc.mentions, persons)
    return doc.add(chains=chains, references=find_references(doc, persons))


def chain_mentions(
    article: Article, mentions: Sequence[Mention], persons: Sequence[Someone]
) -> tuple[tuple[int, ...], ...]:
    """Return groups of indices of mentions that name the same thing; a mention on its own is a group of one.

    A known actor is its own chain, so two actors never meet in one. An acronym joins the name that the article
    introduces it with, else the one group whose initials it is; "the Eagles" joins the one group that is called so
    at the end. Police without a name are those of the place told with them, else those named last.
    """
    full: dict[Key, list[int]] = {}
    waiting: list[tuple[int, str]] = []
    police: Key | None = None
    for index, mention in enumerate(mentions):
        if mention.actor is None and mention.kind == "person":
            continue
        written = article.written(mention.span)
        words = name_words(written)
        key: Key = (_family(mention.kind), *words)
        if mention.actor is not None:
            key = ("actor", mention.actor)
        elif mention.kind in GROUPS and len(words) == 1 and written[0].isupper() and words != ("police",):
            waiting.append((index, written))
            continue
        elif "police" in words and mention.kind in GROUPS:
            place = _place_of_police(article, mentions, index) if words == ("police",) else ()
            key = ("group", *place, *(word for word in words if word not in _OF_POLICE))
            if key == ("group", "police") and police is not None:
                key = police
            police = key
        full.setdefault(key, []).append(index)
    names = introduced(article, mentions)
    owner_of = {index: key for key, indices in full.items() for index in indices}
    for index, short in waiting:
        key = _owner_of_short(article, mentions, index, short, names, owner_of)
        full.setdefault(key, []).append(index)
    chains = [*full.values(), *(person.mentions for person in persons)]
    return tuple(sorted(tuple(sorted(indices)) for indices in chains))


def _owner_of_short(
    article: Article,
    mentions: Sequence[Mention],
    index: int,
    short: str,
    names: Mapping[str, int],
    owner_of: Mapping[int, Key],
) -> Key:
    """Return the key of the one group that an acronym, or the last word of a name ("the Eagles"), is short for."""
    family = _family(mentions[index].kind)
    if names.get(short) in owner_of:
        return owner_of[names[short]]
    # "RSF" and "Taliban" are as good as any other's where several are called so.
    if load_actors().sharing(short):
        return family, *name_words(short)
    owners = {
        key
        for other, key in owner_of.items()
        if _family(mentions[other].kind) == family
        and _is_short_for(short, name_words(article.written(mentions[other].span)))
    }
    return owners.pop() if len(owners) == 1 else (family, *name_words(short))


def _is_short_for(short: str, words: Words) -> bool:
    if short.isupper():
        return short.lower() in initials(words)
    return len(words) > 1 and name_words(short) == words[-1:] and short.lower() not in load_name_words().forces


def _place_of_police(article: Article, mentions: Sequence[Mention], index: int) -> Key:
    """Return the words of the place whose police are meant: "Kara police", "police in Kara", "In Kara, police"."""
    span = mentions[index].span
    text = article.part(span.part)
    for other in mentions:
        if other.kind != "place" or other.span.part != span.part:
            continue
        if other.span.start > span.end and _PLACE_AFTER.fullmatch(text[span.end : other.span.start]):
            return name_words(article.written(other.span))
        if other.span.end <= span.start and _PLACE_BEFORE.fullmatch(text[other.span.end : span.start]):
            return name_words(article.written(other.span))
    # "Salem police" at the start of a sentence, where no place was seen: one named elsewhere will do.
    before = _NAME_BEFORE.search(text[max(0, span.start - _LONGEST_NAME) : span.start])
    told = name_words(before[1]) if before is not None else ()
    named = {words for each in mentions if (words := name_words(article.written(each.span)))}
    is_named = any(words[: len(told)] == told for words in named)
    return told if told and is_named else ()


def _family(kind: str) -> str:
    return "group" if kind in GROUPS else kind
