"""The gate inside an article: which of its paragraphs the reader reads, by words that tell of incidents."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from dateline.extract.nets.gate import words_of
from dateline.knowledge.lexicon import load_lexicon, word_set
from dateline.model import Doc, Span

#: Families of incident types; statements, diplomacy and trials are left out, their words are those of any politics.
FAMILIES = frozenset(("attack", "abduction", "disaster", "unrest", "abuse", "property", "policing", "crime"))
_IRREGULAR = {"shoot": ("shot", "shots")}
#: Victims, attackers, rescuers, weapons and damage: no incident by themselves, but what reports of incidents speak of.
AROUND = word_set(
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
#: What reports of crime speak of between the words that tell of it: a stretch with one of these is no stretch of
#: another subject.
CRIME = word_set(
    "police suspect suspects victim victims gun guns gunman weapon weapons officer officers sheriff charged murder "
    "dead died death hospital wound wounds wounded bullet homicide crime criminal injured injuries custody jail "
    "detectives court army soldiers guerrillas rebels terrorist terrorists military"
)
_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve dozen dozens several scores hundreds thousands"
)


@cache
def trigger_words() -> frozenset[str]:
    """Return the words of the lexicon that tell of an incident, in all forms that they may have."""
    lexicon = load_lexicon()
    found: set[str] = set()
    for verb, types in lexicon.verbs.items():
        if lexicon.family(types[0]) in FAMILIES:
            found |= _verb_forms(verb)
    for noun, types in lexicon.nouns.items():
        if lexicon.family(types[0]) in FAMILIES:
            found |= {noun, noun + "s", noun + "es"}
    return frozenset(word for word in found if words_of(word) == [word])


def passages(doc: Doc) -> list[Span]:
    """Return the title, and of the text the paragraphs that have a sign: a word that tells of an incident or of
    crime, a number, or a person. All of them where the text is one paragraph."""
    article = doc.article
    title = [Span("title", 0, len(article.title))] if article.title else []
    if len(article.paragraphs) < 2:
        return [*title, Span("text", 0, len(article.text))]
    people = sorted(each.span.start for each in doc.mentions if each.span.part == "text" and each.kind == "person")
    return title + [
        Span("text", start, end)
        for start, end in ((paragraph.start, paragraph.end) for paragraph in article.paragraphs)
        if has_sign(article.text[start:end]) or bisect_left(people, start) < bisect_left(people, end)
    ]


def has_sign(text: str) -> bool:
    words = set(words_of(text))
    return any(not words.isdisjoint(signs) for signs in (trigger_words(), AROUND, CRIME, _NUMBERS)) or any(
        map(str.isdigit, text)
    )


def _verb_forms(verb: str) -> set[str]:
    """Return more forms than a verb has ("kiled"): those that no text holds do no harm."""
    forms = {verb + ending for ending in ("", "s", "es", "ed", "ing", verb[-1] + "ed", verb[-1] + "ing")}
    if verb.endswith("e"):
        forms |= {verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y"):
        forms |= {verb[:-1] + "ied", verb[:-1] + "ies"}
    return forms.union(_IRREGULAR.get(verb, ()))
