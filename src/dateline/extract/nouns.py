"""Tells what a noun names: a weapon, a target, people."""

from __future__ import annotations

from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon, Phrases, Thing, word_set

_AIRCRAFT = Thing("aircraft", "air_strike")
_FLYING = word_set("aircraft jets helicopters bombers")
_FORCES = word_set("military army coalition government allied enemy combat attack nato")


def weapon_at(syntax: Syntax, lexicon: Lexicon, index: int) -> Thing | None:
    """Return what weapon the noun phrase that ends at a token names, or None. "bomb attack" names none."""
    return _thing_at(syntax, lexicon.weapons, index) or (_AIRCRAFT if _is_of_force(syntax, index) else None)


def _is_of_force(syntax: Syntax, index: int) -> bool:
    """Tell whether a noun names the aircraft of a force: "American aircraft", "government helicopters"."""
    return syntax.words[index] in _FLYING and any(
        syntax.words[child] in _FORCES or syntax.tokens[child].entity in ("NORP", "GPE")
        for child in syntax.children(index, "amod", "compound", "nmod", "poss")
    )


def target_at(syntax: Syntax, lexicon: Lexicon, index: int) -> Thing | None:
    """Return what kind of place or thing the noun phrase that ends at a token names, or None."""
    return _thing_at(syntax, lexicon.targets, index)


def _thing_at(syntax: Syntax, phrases: Phrases[Thing], index: int) -> Thing | None:
    for start in range(max(index - 4, 0), index + 1):
        found = phrases.at(syntax.words, start)
        if found and start + found[0] - 1 == index:
            return found[1]
    return None


def is_person(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    """Tell whether a noun names people, by name or by kind."""
    counted = syntax.counted_noun(index)
    token = syntax.tokens[counted]
    if counted in syntax.names or syntax.words[counted] in lexicon.people or token.lemma.lower() in lexicon.people:
        return True
    if syntax.words[counted] in (
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "who",
        "us",
        "we",
        "me",
        "others",
        "forces",
    ):
        return True
    return token.pos == "NUM" or token.entity in ("NORP", "ORG")
