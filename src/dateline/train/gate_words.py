"""Words that tell of incidents, for training the gate: those of the lexicon in all forms, and some beside them."""

from __future__ import annotations

from functools import cache

from dateline.extract.nets.gate import words_of
from dateline.extract.nets.signs import AROUND, FAMILIES, trigger_words
from dateline.knowledge.lexicon import load_lexicon, word_set

#: Told of games, markets and weather as well.
_FIGURATIVE = word_set(
    "battle battles combat offensive shell shells clash rally march marches marched marching plunge plunged plunges "
    "storm storms knife knives hack hacks hacked bury detention round torch torches raid threat threats execute "
    "executes executed executing drought demonstrate demonstrates demonstrated picket defect defects trafficking "
    "flood floods flooding flooded avalanche lynch crash crashes crashed collision shoot shoots shooting shot shots "
    "attack attacks attacking attacked protest assault retaliation demolition sabotage drown battles wreck capsize"
)


@cache
def plain_words() -> frozenset[str]:
    """Return words that hardly ever stand in news without an incident."""
    people = word_set("wounded gunman gunmen militants dead injured protesters demonstrators")
    return (trigger_words() - _FIGURATIVE) | people


@cache
def incident_phrases() -> frozenset[tuple[str, ...]]:
    """Return words and pairs of words that speak for an incident: they share one weight, for what training lacks."""
    lexicon = load_lexicon()
    phrases = (
        tuple(words_of(" ".join(pieces)))
        for longest in lexicon.phrases.by_first.values()
        for pieces, type_name in longest
        if lexicon.family(type_name) in FAMILIES
    )
    return frozenset((word,) for word in trigger_words() | AROUND) | {pair for pair in phrases if len(pair) == 2}
