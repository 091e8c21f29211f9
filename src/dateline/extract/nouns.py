"""Tells what a noun names: a weapon, a target, people, the capture of a thing, what is done again and again."""

from __future__ import annotations

from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon, Phrases, Thing, word_set

_AIRCRAFT = Thing("aircraft", "air_strike")
_FLYING = word_set("aircraft jets helicopters bombers")
_TAKING = word_set("capture apprehension")
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


def is_capture_of_thing(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    """Tell whether a noun tells that something else than people was taken: "the capture of the town"."""
    if syntax.tokens[index].lemma.lower() not in _TAKING:
        return False
    heads = [*syntax.prepositions(index, "of"), *syntax.children(index, "poss")]
    return not any(syntax.tokens[head].pos == "PRON" or is_person(syntax, lexicon, head) for head in heads)


def is_habit(syntax: Syntax, index: int) -> bool:
    """Tell whether a noun is of no one event: "he leads attacks on convoys", in the plural and the present."""
    if syntax.is_headline or syntax.tokens[index].tag != "NNS" or syntax.children(index, "det", "nummod", "poss"):
        return False
    for governor in syntax.ancestors(index):
        if syntax.is_verb(governor):
            if syntax.tokens[governor].tag in ("VBZ", "VBP"):
                return True
            if syntax.tokens[governor].tag != "VBG" or syntax.children(governor, "aux", "nsubj"):
                return False
    return False
