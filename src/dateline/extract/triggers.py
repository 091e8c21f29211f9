"""Finds the words that tell of an incident, and leaves out figures of speech, sport, films and bodies of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.extract.nouns import is_capture_of_thing, is_habit, is_person, target_at, weapon_at
from dateline.extract.syntax import Syntax
from dateline.extract.taking import is_led_away
from dateline.knowledge.lexicon import Lexicon, Thing, plural_base, word_set
from dateline.model import Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """One event word or phrase, the token that heads it, and the type of incident it tells of."""

    span: Span
    token: int
    type: str
    #: It refers to an event without telling one ("the bombing suspect", "attacks"): founds no account by itself.
    weak: bool = False
    #: It tells what another event of its sentence did ("a blast killed nine"): the two are one event.
    effect: bool = False


#: Verbs that tell what was done to people, whatever did it.
EFFECT_LEMMAS = word_set("kill wound murder slay execute killing slaying")
_WEAPON_VERBS = word_set(
    "hit strike target pound rip tear destroy explode land slam fall injure hurt wound kill damage rock rain devastate"
)
_SPORT = word_set(
    "goal goals league striker midfielder defender goalkeeper coach quarterback touchdown innings wicket batsman "
    "bowler "
    "playoff playoffs championship semifinal semi-final quarterfinal nba nfl nhl mlb fifa uefa football soccer cricket "
    "rugby basketball tennis hockey baseball tournament scoring scored rebounds assists pitcher inning half-time "
    "unbeaten midfield scorer forward substitute kick-off three-pointer box-office album movie film novel"
)
#: So many different words of sport make a sports report.
_SPORT_WORDS = 4
_SPORTY_TYPES = frozenset(
    ("armed_attack", "armed_clash", "shooting", "air_strike", "bombing", "accident", "robbery", "abduction")
)
_NOT_STRUCK = word_set(
    "bill policy plan proposal record decision deal idea budget law legislation reform motion measure amendment "
    "critics "
    "opponent rival rivals problem issue poverty inflation time weed weeds germ germs bacteria insect insects mosquito "
    "mosquitoes cancer virus cells tumor tumour dog dogs cat cats deer bear bears elephant elephants rhino lion "
    "wolf wolves "
    "cattle sheep pig pigs chicken chickens bird birds fish whale whales snake plant plants tree trees story project "
    "engine lights mood rumors rumours hope hopes chance chances momentum character integrity reputation remarks "
    "comments statement report speech verdict ruling media press"
)
_FILMED = word_set(
    "film video photo photos picture pictures scene scenes movie footage documentary glance look hoops basket baskets "
    "commercial series photograph photographs selfie episode pool percent"
)
_CAUSES_OF_NATURE = word_set(
    "cancer virus disease illness flu cholera ebola malaria aids covid coronavirus overdose smoking epidemic pandemic "
    "outbreak infection heat cold pneumonia stroke hunger starvation drug drugs fentanyl heroin tornado storm "
    "hurricane "
    "earthquake quake flood cyclone typhoon tsunami landslide mudslide avalanche lightning crash accident fire blaze"
)
_MARKETS = word_set(
    "stock stocks share shares price prices market markets oil currency rupee dollar euro pound yen website server "
    "computer sales profit profits index bitcoin revenue demand ratings temperature temperatures economy app "
    "system party"
)
_SHOTS = word_set("shot shots round rounds bullet bullets gun guns weapon weapons volley")
_PLACE_NOUNS = word_set(
    "town city village district province base outpost airport border capital territory area stronghold checkpoint "
    "hill bridge"
)
_BURNT = word_set(
    "house houses home homes vehicle vehicles car cars bus buses truck trucks shop shops church mosque school "
    "building buildings tyres tires village villages office offices"
)
# What is done to an operation under way is an event of its own: "the army widened its offensive".
_INTENSIFYING = word_set("intensify widen expand escalate extend broaden resume")
_STATE_KINDS = frozenset(("state_force", "police", "government"))
# "Fighters clash with the army almost daily" tells no one event.
_HABITUAL = word_set("daily often regularly frequently always usually sometimes routinely weekly rarely never")
_OCCURRENCE = word_set(
    "occur happen take erupt break begin start continue kill leave follow hit strike rock target shake"
)


def is_sports_report(syntax: Syntax) -> bool:
    """Tell whether a text is about a game: then its attacks, shots and massacres are figures of speech."""
    return len(_SPORT & set(syntax.words)) >= _SPORT_WORDS


def find_triggers(syntax: Syntax, lexicon: Lexicon, *, sport: bool = False) -> list[Trigger]:
    """Return the triggers of one part in text order; at most one for a token. `sport`: the article is about a game."""
    found: list[Trigger] = []
    taken: set[int] = set()
    index = 0
    while index < len(syntax.words):
        phrase = lexicon.phrases.at(syntax.words, index)
        longest = max((length for length, _ in lexicon.excluded.all_at(syntax.words, index)), default=0)
        if phrase and phrase[0] > longest:
            length, type_name = phrase
            head = _head_within(syntax, index, index + length)
            found.append(Trigger(syntax.span(index, index + length - 1), head, type_name, is_weak(syntax, head)))
            index += length
            continue
        taken.update(range(index, index + longest))
        if index not in taken and (single := _single(syntax, lexicon, index)):
            found.append(single)
        index += 1
    # What a heart attack does is no attack either.
    found = [each for each in found if not (syntax.is_verb(each.token) and set(syntax.agents(each.token)) & taken)]
    return _with_effects(syntax, lexicon, [each for each in found if not _is_sport(syntax, each, sport=sport)])


def _head_within(syntax: Syntax, first: int, end: int) -> int:
    """Return the token of a phrase whose head lies outside it; a verb wins ("opened fire")."""
    outside = [
        index
        for index in range(first, end)
        if syntax.tokens[index].head == index or not first <= syntax.tokens[index].head < end
    ]
    verbs = [index for index in outside if syntax.is_verb(index)]
    return (verbs or outside or [first])[0]


def _single(syntax: Syntax, lexicon: Lexicon, index: int) -> Trigger | None:
    token = syntax.tokens[index]
    word = syntax.words[index]
    lemma = token.lemma.lower()
    span = syntax.span(index, index)
    if syntax.is_verb(index) or (syntax.is_headline and word == "shot"):
        if token.dep in ("aux", "auxpass"):
            return None
        type_name = _verb_type(syntax, lexicon, index, "shoot" if word == "shot" else lemma)
        if type_name is not None:
            return Trigger(span, index, type_name, weak=token.dep in ("amod", "compound"))
        if token.tag != "VBG":
            return None
    if token.pos in ("NOUN", "PROPN") or token.tag == "VBG":
        if word == "march" and (token.pos == "PROPN" or token.entity == "DATE"):
            return None
        names = lexicon.nouns.get(word)
        if not names and token.tag != "VBG":
            names = lexicon.nouns.get(lemma) or lexicon.nouns.get(plural_base(word))
        if names and not is_capture_of_thing(syntax, lexicon, index) and not _names_something(syntax, index):
            type_name = _noun_type(syntax, lexicon, index, names[0])
            return Trigger(span, index, type_name, is_weak(syntax, index))
    return None


def _names_something(syntax: Syntax, index: int) -> bool:
    """Tell whether the noun is inside the name of a body or a person ("Homicide Unit", "Battle Creek")."""
    token = syntax.tokens[index]
    if token.pos != "PROPN" or token.entity not in ("ORG", "PERSON", "GPE", "FAC", "LOC", "WORK_OF_ART", "LAW"):
        return False
    return token.dep == "compound" or (token.entity_iob == "I" and not syntax.is_headline)


def _verb_type(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str) -> str | None:
    if _HABITUAL & {syntax.words[child] for child in syntax.children(index, "advmod", "npadvmod")}:
        return None
    patients = syntax.patients(index)
    if lemma in _WEAPON_VERBS and (weapon := _weapon_subject(syntax, lexicon, index)) and weapon.type:
        # An aircraft that lands or falls strikes nobody.
        return weapon.type if weapon.kind != "aircraft" or patients else None
    struck = {syntax.words[each] for each in patients}
    type_name = _by_object(syntax, lexicon, index, lemma, patients)
    if type_name is not None:
        return type_name
    names = lexicon.verbs.get(lemma)
    if not names:
        return None
    if struck & _NOT_STRUCK and names[0] in ("armed_attack", "shooting", "assassination", "government_takes_territory"):
        return None
    if lemma == "shoot":
        if struck & _FILMED or {syntax.words[each] for each in syntax.agents(index)} & _MARKETS:
            return None
        if any(syntax.words[child] == "up" for child in syntax.children(index, "prt")) and not patients:
            return None
    argued = any(syntax.prepositions(each, "over") for each in (index, *patients))
    if lemma == "attack" and (argued or _is_for_saying(syntax, index)):
        return None
    if lemma == "bury" and not any(is_person(syntax, lexicon, each) for each in patients):
        return None
    if lemma == "storm" and not syntax.children(index, "dobj") and not syntax.prepositions(index, "into"):
        return None
    if lemma in ("execute", "hack", "knife") and not any(is_person(syntax, lexicon, each) for each in patients):
        return None
    if lemma in EFFECT_LEMMAS or lemma in ("crash", "plunge", "collide"):
        subjects = {syntax.words[each] for each in syntax.agents(index)} | {
            syntax.words[each] for each in syntax.prepositions(index, "of", "from")
        }
        if lemma in EFFECT_LEMMAS and (subjects | _in_words(syntax, index)) & _CAUSES_OF_NATURE:
            return None
        if lemma not in EFFECT_LEMMAS and subjects & _MARKETS:
            return None
    if lemma == "demonstrate" and syntax.children(index, "dobj", "ccomp"):
        return None
    if lemma == "protest" and syntax.children(index, "ccomp"):
        return None
    if lemma == "disperse" and not patients:
        return None
    if (
        lemma in ("sentence", "threaten", "bury", "shell", "rob", "raid")
        and not patients
        and not syntax.children(index, "xcomp", "prep")
    ):
        return None
    return _refine(syntax, lexicon, index, names[0], lemma)


def _in_words(syntax: Syntax, index: int) -> set[str]:
    return {syntax.words[each] for each in syntax.prepositions(index, "in", "by", "during")}


def _is_for_saying(syntax: Syntax, index: int) -> bool:
    return any(
        syntax.words[child] == "for" and syntax.children(child, "pcomp") for child in syntax.children(index, "prep")
    )


def _by_object(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str, patients: Sequence[int]) -> str | None:
    """Return the type of verbs that tell of an incident by what they are done to."""
    if lemma in ("fire", "launch", "lob", "throw", "hurl", "plant", "detonate"):
        for patient in patients:
            if lemma == "fire" and syntax.words[patient] in _SHOTS:
                return "shooting"
            if (weapon := weapon_at(syntax, lexicon, patient)) and weapon.type and lemma != "plant":
                return weapon.type
    by_volcano = any(syntax.words[each] == "volcano" for each in syntax.agents(index))
    if by_volcano and lemma in ("smother", "bury", "engulf", "destroy", "spew", "hit", "blanket", "devastate"):
        return "natural_disaster"
    if lemma == "erupt" and "volcano" in {syntax.words[each] for each in syntax.sentence(index)}:
        return "natural_disaster"
    if lemma == "go" and any(syntax.words[child] == "off" for child in syntax.children(index, "prt", "advmod")):
        weapon = _weapon_subject(syntax, lexicon, index)
        return weapon.type if weapon else None
    if lemma in ("capture", "seize", "take"):
        for patient in patients:
            token = syntax.tokens[patient]
            if weapon_at(syntax, lexicon, patient) and lemma != "take":
                return "weapons_seized"
            if (token.entity in ("GPE", "LOC") or syntax.words[patient] in _PLACE_NOUNS) and lemma != "take":
                return "government_takes_territory" if _by_state(syntax, lexicon, index) else "group_takes_territory"
            if lemma != "take" and is_person(syntax, lexicon, patient):
                return "arrest" if lemma == "capture" or _by_state(syntax, lexicon, index) else "abduction"
    if is_led_away(syntax, lexicon, index, patients):
        return "abduction"
    if lemma in _INTENSIFYING and any(_is_operation(syntax, lexicon, patient) for patient in patients):
        return "military_operation"
    if lemma == "burn" and any(syntax.words[patient] in _BURNT for patient in patients):
        return "arson"
    hits_people = any(is_person(syntax, lexicon, patient) for patient in patients)
    by_people = any(is_person(syntax, lexicon, each) for each in syntax.agents(index))
    if lemma == "beat" and hits_people and (by_people or syntax.is_passive(index)):
        return "armed_attack"
    hits_target = any(target_at(syntax, lexicon, patient) for patient in patients)
    if lemma in ("destroy", "damage") and hits_target and by_people:
        return "property_destruction"
    hits_protesters = any(_is_protester(syntax, lexicon, patient) for patient in patients)
    if lemma in ("shoot", "kill") and hits_protesters and _by_state(syntax, lexicon, index):
        return "force_against_protesters"
    return None


def _is_operation(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    return "military_operation" in lexicon.nouns.get(syntax.tokens[index].lemma.lower(), ())


def _is_protester(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    person = lexicon.people.get(syntax.tokens[syntax.counted_noun(index)].lemma.lower())
    return person is not None and person.of == "protesters"


def _by_state(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    for agent in syntax.agents(index):
        person = lexicon.people.get(syntax.tokens[agent].lemma.lower()) or lexicon.people.get(syntax.words[agent])
        if (person and person.kind in _STATE_KINDS) or syntax.words[agent] in ("forces", "government", "authorities"):
            return True
    return False


def _weapon_subject(syntax: Syntax, lexicon: Lexicon, index: int) -> Thing | None:
    for agent in syntax.agents(index):
        if weapon := weapon_at(syntax, lexicon, agent):
            return weapon
        if syntax.words[agent] in ("bomber", "bombers"):
            before = syntax.words[max(agent - 1, 0)]
            return lexicon.weapons.by_first["suicide"][0][1] if before == "suicide" else Thing("explosive", "bombing")
    return None


def _noun_type(syntax: Syntax, lexicon: Lexicon, index: int, type_name: str) -> str:
    return _refine(syntax, lexicon, index, type_name, syntax.tokens[index].lemma.lower())


def _refine(syntax: Syntax, lexicon: Lexicon, index: int, type_name: str, lemma: str) -> str:
    """Make the general attack special by what it was done with: "killed by a bomb", "attacked with grenades"."""
    if type_name not in ("armed_attack", "assassination") or lemma in ("stab", "stabbing", "behead", "strangle"):
        return type_name
    if type_name == "assassination":
        return type_name
    for noun in syntax.prepositions(index, "with", "by", "in", "from", "using"):
        if (weapon := weapon_at(syntax, lexicon, noun)) and weapon.type:
            return weapon.type
    if lemma in EFFECT_LEMMAS:
        for clause in syntax.children(index, "advcl", "prep"):
            for noun in (*syntax.children(clause, "dobj", "pobj"),):
                if (weapon := weapon_at(syntax, lexicon, noun)) and weapon.type:
                    return weapon.type
    return type_name


def is_weak(syntax: Syntax, index: int) -> bool:
    """Tell whether a trigger only refers: "attack victims", "terrorist attacks like these", "killings"."""
    token = syntax.tokens[index]
    if is_habit(syntax, index) or (token.dep in ("compound", "amod", "nmod") and not syntax.is_verb(token.head)):
        return True
    if syntax.is_verb(index) and token.dep not in ("nsubj", "dobj", "pobj"):
        return False
    is_bare = not syntax.children(index, "det", "nummod", "poss")
    is_placed = bool(syntax.prepositions(index, "in", "on", "at", "near", "against", "between", "of", "by", "with"))
    if is_bare and not is_placed and not syntax.is_headline:
        if token.dep in ("nsubj", "nsubjpass") and syntax.tokens[token.head].lemma in _OCCURRENCE:
            return syntax.tokens[token.head].tag in ("VBP", "VBZ", "VB")
        return True
    return any(syntax.words[child] in ("such", "any", "similar", "like") for child in syntax.parse.children[index])


def _is_sport(syntax: Syntax, trigger: Trigger, *, sport: bool) -> bool:
    if trigger.type not in _SPORTY_TYPES:
        return False
    words = {syntax.words[index] for index in syntax.sentence(trigger.token)}
    return (sport or bool(words & _SPORT)) and not words & {
        "killed",
        "wounded",
        "dead",
        "police",
        "injured",
        "gunman",
        "gunmen",
    }


def _with_effects(syntax: Syntax, lexicon: Lexicon, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Give "killed" and "wounded" the type of the event of their sentence that did it."""
    found = []
    for trigger in triggers:
        lemma = syntax.tokens[trigger.token].lemma.lower()
        if lemma not in EFFECT_LEMMAS or trigger.type != "armed_attack":
            found.append(trigger)
            continue
        causes = [
            other
            for other in triggers
            if other is not trigger
            and syntax.tokens[other.token].sentence == syntax.tokens[trigger.token].sentence
            and syntax.tokens[other.token].lemma.lower() not in EFFECT_LEMMAS
            and lexicon.types[other.type].violent
            and other.type not in ("threat", "abduction", "robbery", "sexual_violence", "military_operation")
            and are_near(syntax, trigger.token, other.token, reach=4)
        ]
        if causes:
            cause = min(causes, key=lambda other: abs(other.token - trigger.token))
            found.append(replace(trigger, type=cause.type, effect=True))
        else:
            found.append(trigger)
    return found


# Clauses after these tell of something else; "when", "as" and "after" tell of the cause.
_APART_MARKS = word_set("because although though while since before whereas")


def _is_apart(syntax: Syntax, clause: int) -> bool:
    dep = syntax.tokens[clause].dep
    if not syntax.children(clause, "nsubj", "nsubjpass"):
        return False
    if dep == "advcl":
        return any(syntax.words[child] in _APART_MARKS for child in syntax.children(clause, "mark"))
    return dep in ("conj", "ccomp", "parataxis")


def are_near(syntax: Syntax, left: int, right: int, *, reach: int = 7) -> bool:
    """Tell whether one of two words governs the other, or both hang on one predicate."""
    up_left = [left, *syntax.ancestors(left)]
    up_right = [right, *syntax.ancestors(right)]
    common = next((index for index in up_left if index in up_right), None)
    if common is None:
        return False
    path = [*up_left[: up_left.index(common)], *up_right[: up_right.index(common)]]
    return not any(_is_apart(syntax, index) for index in path) and len(path) <= reach
