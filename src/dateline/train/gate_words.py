"""Words that tell of incidents, for training the gate: those of the lexicon in all forms, and some beside them."""

from __future__ import annotations

from functools import cache

from dateline.extract.nets.gate import words_of
from dateline.extract.nets.signs import FAMILIES, trigger_words
from dateline.knowledge.lexicon import load_lexicon, word_set

#: Victims, attackers, rescuers, weapons and damage: no incident by themselves, but what reports of incidents speak of.
_AROUND = word_set(
    "injured injuries wounded wounds casualties fatalities corpses bodies deaths died dead dies perished killer "
    "victims survivors missing trapped protesters protestors demonstrators rioters activists militants gunman gunmen "
    "insurgents rebels guerrillas hostages hostage captors kidnappers hijackers pirates bomber bombers attacker "
    "attackers assailant assailants robbers thieves burglars arsonists terrorist terrorists suspect suspects "
    "paramilitaries militia militias troops soldiers rescuers rescue firefighters paramedics ambulance wreckage "
    "rubble debris magnitude epicentre epicenter aftershocks evacuated homeless fire blaze flames burned burnt gutted "
    "collapsed collapse overturned sank sunk drowned derailed capsized stricken crashed swept stabbed shot gunned "
    "bullet bullets gunfire bomb bombs explosives grenade mortar rocket rockets shrapnel robbed stolen looted smashed "
    "vandals mob crowd banners slogans curfew unrest clashes violence bloodshed warplanes"
)
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
    return frozenset((word,) for word in trigger_words() | _AROUND) | {pair for pair in phrases if len(pair) == 2}
