"""Groups the mentions of an article that name the same person, group or place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from dateline.knowledge.actor_names import name_words
from dateline.model import Article, Doc, Mention
from dateline.settings import Settings

# Kinds whose mentions may name one thing in several forms.
_GROUPS = frozenset({"organisation", "armed_group", "state_force", "police", "government"})
_ACRONYM_LENGTHS = range(2, 8)
_SMALL = frozenset({"the", "of", "and", "for", "in", "de", "la", "del", "y"})

#: What a chain is known under: an actor, a name, a surname or an acronym.
Key = tuple[str, ...]


class Chains:
    """Adds `chains`: indices into `mentions`, each chain in text order, chains by their first mention."""

    reads: ClassVar[tuple[str, ...]] = ("mentions",)
    writes: ClassVar[tuple[str, ...]] = ("chains",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(chains=chain_mentions(doc.article, doc.mentions)) for doc in docs]


def chain_mentions(article: Article, mentions: Sequence[Mention]) -> tuple[tuple[int, ...], ...]:
    """Return groups of indices of mentions that name the same thing; a mention on its own is a group of one.

    A known actor is its own chain, so two actors never meet in one. A surname alone joins the one person of that
    surname; where there are two, it stays on its own. An acronym joins the one group whose initials it is.
    """
    full: dict[Key, list[int]] = {}
    waiting: list[tuple[int, Key]] = []
    for index, mention in enumerate(mentions):
        words = name_words(article.written(mention.span))
        if mention.actor is not None:
            full.setdefault(("actor", mention.actor), []).append(index)
        elif (mention.kind == "person" and len(words) == 1) or (
            mention.kind in _GROUPS and len(words) == 1 and article.written(mention.span).isupper()
        ):
            waiting.append((index, words))
        else:
            full.setdefault((_family(mention.kind), *words), []).append(index)
    for index, words in waiting:
        kind = _family(mentions[index].kind)
        owners = [
            key
            for key in full
            if key[0] == kind
            and len(key) > 2
            and (words[0] == key[-1] if kind == "person" else words[0] in _initials(key[1:]))
        ]
        full.setdefault(owners[0] if len(owners) == 1 else (kind, *words), []).append(index)
    return tuple(sorted(tuple(sorted(indices)) for indices in full.values()))


def _family(kind: str) -> str:
    return "group" if kind in _GROUPS else kind


def _initials(words: Key) -> Iterator[str]:
    """Yield the acronyms that the words of a name can make, in small letters."""
    for kept in (words, tuple(word for word in words if word not in _SMALL)):
        if len(kept) in _ACRONYM_LENGTHS:
            yield "".join(word[0] for word in kept)
