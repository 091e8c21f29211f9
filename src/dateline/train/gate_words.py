"""Words that tell of incidents, for training the gate: those of the lexicon in all forms, and some beside them."""

from __future__ import annotations

from functools import cache

from dateline.extract.nets.gate import words_of
from dateline.knowledge.lexicon import load_lexicon, word_set

#: Families of incident types; statements, diplomacy and trials are left out, their words are those of any politics.
_FAMILIES = frozenset(("attack", "abduction", "disaster", "unrest", "abuse", "property", "policing", "crime"))
_IRREGULAR = {"shoot": ("shot", "shots")}
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
#: What reports of crime speak of between the words that tell of it: a stretch with one of these is no stretch of
#: another subject.
CRIME = word_set(
    "police suspect suspects victim victims gun guns gunman weapon weapons officer officers sheriff charged murder "
    "dead died death hospital wound wounds wounded bullet homicide crime criminal injured injuries custody jail "
    "detectives court army soldiers guerrillas rebels terrorist terrorists military"
)


@cache
def trigger_words() -> frozenset[str]:
    """Return the words of the lexicon that tell of an incident, in all forms that they may have."""
    lexicon = load_lexicon()
    found: set[str] = set()
    for verb, types in lexicon.verbs.items():
        if lexicon.family(types[0]) in _FAMILIES:
            found |= _verb_forms(verb)
    for noun, types in lexicon.nouns.items():
        if lexicon.family(types[0]) in _FAMILIES:
            found |= {noun, noun + "s", noun + "es"}
    return frozenset(word for word in found if words_of(word) == [word])


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
        if lexicon.family(type_name) in _FAMILIES
    )
    return frozenset((word,) for word in trigger_words() | _AROUND) | {pair for pair in phrases if len(pair) == 2}


def _verb_forms(verb: str) -> set[str]:
    """Return more forms than a verb has ("kiled"): those that no text holds do no harm."""
    forms = {verb + ending for ending in ("", "s", "es", "ed", "ing", verb[-1] + "ed", verb[-1] + "ing")}
    if verb.endswith("e"):
        forms |= {verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y"):
        forms |= {verb[:-1] + "ied", verb[:-1] + "ies"}
    return forms.union(_IRREGULAR.get(verb, ()))
