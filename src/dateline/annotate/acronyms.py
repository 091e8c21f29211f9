"""Acronyms that an article introduces: "Red River Front (RRF)", "the Red River Front, known as the RRF"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.knowledge.actor_names import Words, name_words
from dateline.knowledge.actors import Actors
from dateline.model import Article, Mention, Span

#: Kinds whose mentions may name one thing in several forms.
GROUPS = frozenset({"organisation", "armed_group", "state_force", "police", "government"})

_ACRONYM = r"([A-Z][A-Za-z0-9]*(?:-[A-Z0-9]+)?)"
_INTRODUCED = re.compile(
    rf"\s?\((?:the |or )?{_ACRONYM}[),;]"
    rf"|,? \(?(?:or|(?:(?:also|better|commonly|widely) )?(?:known|called)(?: as)?|abbreviated(?: as)?) "
    rf"(?:the )?{_ACRONYM}\b"
)
_LENGTHS = range(2, 11)
_SMALL = frozenset({"the", "of", "and", "for", "in", "de", "la", "del", "y", "s"})
# Part of the words of a known name from which a written name is taken for a form of it.
_MIN_SHARED_WORDS = 0.5


def introduced(article: Article, mentions: Sequence[Mention]) -> Mapping[str, int]:
    """Return each acronym that stands right after the name it is short for, with the index of that name."""
    found: dict[str, int] = {}
    for index, mention in enumerate(mentions):
        if mention.kind not in GROUPS:
            continue
        match = _INTRODUCED.match(article.part(mention.span.part), mention.span.end)
        if match is None:
            continue
        acronym = match[1] or match[2]
        if sum(letter.isupper() for letter in acronym) > 1 and len(acronym) in _LENGTHS:
            found.setdefault(acronym, index)
    return found


def name_acronyms(article: Article, mentions: Sequence[Mention], *, actors: Actors) -> list[Mention]:
    """Return the mentions with the acronyms that the article introduces under the name that it gives them.

    They stand for that name wherever they are, even where a known actor is called so: "Alaska Teachers' Forum (ATF)".
    """
    given = introduced(article, mentions)
    if not given:
        return list(mentions)
    changed = list(mentions)
    for acronym, index in given.items():
        name = changed[index]
        known = actors.resolve(acronym)
        if known is not None and name.actor is None:
            words = name_words(article.written(name.span))
            if acronym.lower() not in initials(words):
                continue
            if _is_form_of(words, (known.name, *known.aliases)):
                name = changed[index] = replace(name, actor=known.id, kind=known.kind)
        for span in _occurrences(article, acronym):
            _put(changed, replace(name, span=span))
    parts = {part: number for number, part in enumerate(article.parts())}
    return sorted(changed, key=lambda mention: (parts[mention.span.part], mention.span.start, mention.span.end))


def _put(mentions: list[Mention], new: Mention) -> None:
    met = [at for at, mention in enumerate(mentions) if mention.span.overlaps(new.span)]
    if not met:
        mentions.append(new)
    elif len(met) == 1 and mentions[met[0]].span == new.span:
        mentions[met[0]] = new


def _occurrences(article: Article, acronym: str) -> Iterator[Span]:
    whole = re.compile(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])")
    for part in article.parts():
        for match in whole.finditer(article.part(part)):
            yield Span(part, match.start(), match.end())


def _is_form_of(words: Words, names: Sequence[str]) -> bool:
    own = set(words) - _SMALL
    known = [set(name_words(name)) - _SMALL for name in names]
    return any(len(own & other) >= _MIN_SHARED_WORDS * max(len(own), len(other), 1) for other in known)


def initials(words: Words) -> set[str]:
    """Return the acronyms that the words of a name can make, in small letters."""
    kept = (words, tuple(word for word in words if word != "s"), tuple(word for word in words if word not in _SMALL))
    return {"".join(word[0] for word in each) for each in kept if len(each) in _LENGTHS}
