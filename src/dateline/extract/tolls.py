"""Finds who was killed, injured, abducted, arrested, missing or displaced, and how many, by syntax and by pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.extract.counting import count_people, person_of
from dateline.extract.harms import Harm, make_harms
from dateline.extract.syntax import Syntax
from dateline.extract.toll_phrases import BE, STATES, of_noun, of_state, of_them, patterns
from dateline.knowledge.lexicon import Lexicon, word_set

_KILL = word_set("kill slay murder massacre assassinate behead execute slaughter lynch butcher decapitate electrocute")
_DIE = word_set("die perish succumb drown")
_INJURE = word_set("injure wound hurt maim hospitalize hospitalise cripple")
_STRUCK = word_set("shoot stab gun")
_ABDUCT = word_set("abduct kidnap hijack")
_ARREST = word_set("arrest detain apprehend nab jail imprison")
_DISPLACE = word_set("displace evacuate uproot")
_CARRY = word_set(
    "take rush transport airlift fly transfer bring admit treat hospitalize drive convey life-flight lifeflight"
)
_HOSPITAL = word_set(
    "hospital hospitals center centre clinic emergency wounds injuries surgery infirmary hospitalized wound injury"
)
_WOUNDS = word_set("wound wounds injury injuries gunshot burns burn shot graze")
_GUNS = word_set("gun weapon rifle pistol shotgun handgun revolver firearm")
_FATAL = word_set("fatally mortally dead")
_NATURAL = word_set(
    "cancer disease illness causes pneumonia covid virus overdose aids stroke leukemia age peacefully starvation "
    "malaria cholera"
)
_SUSPECTS = word_set("suspect suspects gunman shooter attacker attackers gunmen driver suspects accused killer")
_COUNTS = word_set("two three four five six seven eight nine ten several")


def find_harms(syntax: Syntax, lexicon: Lexicon) -> list[Harm]:
    """Return the harms that one part tells, in text order; conjoined people are one whole and its parts."""
    found: list[Harm] = []
    for index, token in enumerate(syntax.tokens):
        lemma = token.lemma.lower()
        if syntax.is_verb(index) or (syntax.words[index] == "shot" and syntax.is_headline):
            found += _of_verb(syntax, lexicon, index, lemma)
        elif token.pos in ("NOUN", "PROPN"):
            found += of_noun(syntax, lexicon, index, lemma)
        elif syntax.words[index] in STATES:
            found += of_state(syntax, lexicon, index)
    found += patterns(syntax, lexicon, found)
    found += of_them(syntax, lexicon, found)
    found = [harm for harm in found if not _of_several_events(syntax, lexicon, harm)]
    return sorted(_without_twins(found), key=lambda harm: (harm.people.span.start, harm.anchor))


def _of_several_events(syntax: Syntax, lexicon: Lexicon, harm: Harm) -> bool:
    """Tell whether people are counted over events told apart: "34 died in the two blasts" is the toll of neither.

    "Two blasts killed 34" is told as one: the same people's acts in one place on one day are one incident.
    """
    verb = next((each for each in (harm.anchor, *syntax.ancestors(harm.anchor)) if syntax.is_verb(each)), harm.anchor)
    causes = {
        *syntax.prepositions(verb, "in", "by", "during", "from", "after"),
        *syntax.prepositions(harm.anchor, "in", "by", "during", "from", "after", "of"),
        *(syntax.agents(verb) if syntax.is_verb(verb) else ()),
    }
    for cause in causes:
        before = {syntax.words[child] for child in syntax.parse.children[cause]}
        told_apart = "both" in before or ("the" in before and not before.isdisjoint(_COUNTS))
        if told_apart and syntax.tokens[cause].lemma.lower() in lexicon.nouns:
            return True
    return False


def _without_twins(harms: Iterable[Harm]) -> list[Harm]:
    kept: list[Harm] = []
    for harm in harms:
        twin = next(
            (
                at
                for at, other in enumerate(kept)
                if other.field == harm.field
                and other.people.span.overlaps(harm.people.span)
                and (other.scope == harm.scope or other.people.span == harm.people.span)
            ),
            None,
        )
        if twin is None:
            kept.append(harm)
        elif kept[twin].soft and not harm.soft:
            kept[twin] = harm
    # One who was shot and killed in one breath is not injured too.
    dead = {harm.people.span for harm in kept if harm.field == "killed"}
    return [harm for harm in kept if not (harm.soft and harm.people.span in dead)]


def _of_verb(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str) -> Iterator[Harm]:
    if syntax.is_negated(index) and not any(syntax.words[c] == "only" for c in syntax.parse.children[index]):
        return
    if lemma in _KILL:
        reflexive = [each for each in syntax.patients(index) if syntax.words[each] in ("himself", "herself")]
        if reflexive:
            yield from make_harms(syntax, lexicon, "killed", syntax.agents(index)[:1], index, "self")
        people = [each for each in syntax.patients(index) if each not in reflexive]
        yield from make_harms(syntax, lexicon, "killed", _or_before(syntax, lexicon, index, people), index, "verb")
    elif lemma in _DIE:
        subject = syntax.subject(index)
        words = {syntax.words[each] for each in syntax.parse.subtree(index)}
        if not words & _NATURAL:
            people = [] if subject is None else syntax.conjuncts(subject)
            yield from make_harms(syntax, lexicon, "killed", _or_before(syntax, lexicon, index, people), index, "verb")
    elif lemma in _INJURE:
        fatal = any(syntax.words[child] in _FATAL for child in syntax.parse.children[index])
        if fatal:
            yield from make_harms(syntax, lexicon, "killed", syntax.patients(index), index, "verb")
            return
        yield from make_harms(syntax, lexicon, "injured", syntax.patients(index), index, "verb")
    elif lemma in _STRUCK or syntax.words[index] == "shot":
        yield from _of_shot(syntax, lexicon, index)
    elif lemma in _ABDUCT:
        yield from make_harms(syntax, lexicon, "abducted", syntax.patients(index), index, "verb")
    elif lemma in _ARREST:
        yield from make_harms(syntax, lexicon, "arrested", syntax.patients(index), index, "verb")
    elif lemma in _DISPLACE:
        yield from make_harms(syntax, lexicon, "displaced", syntax.patients(index), index, "verb")
    else:
        yield from _of_other_verb(syntax, lexicon, index, lemma)


def _or_before(syntax: Syntax, lexicon: Lexicon, verb: int, people: list[int]) -> list[int]:
    """Return the people, or where none of them counts any, those told before the verb: a dateline breaks parses."""
    if any(count_people(syntax, lexicon, each) for each in people) or syntax.children(verb, "dobj"):
        return people
    if not (syntax.is_passive(verb) or syntax.tokens[verb].lemma in _DIE):
        return people
    for index in reversed(range(max(syntax.sentence(verb).start, verb - 14), verb)):
        if syntax.tokens[index].dep in ("pobj", "compound") or not person_of(syntax, lexicon, index):
            continue
        counted = count_people(syntax, lexicon, index)
        if counted is not None and counted.kind == "number" and "of" not in syntax.words[index - 2 : index]:
            return [index]
    return people


def _of_shot(syntax: Syntax, lexicon: Lexicon, index: int) -> Iterator[Harm]:
    below = {syntax.words[child] for child in syntax.parse.children[index]}
    patients = syntax.patients(index)
    if any(syntax.words[each] in ("himself", "herself") for each in patients):
        yield from make_harms(syntax, lexicon, "injured", syntax.agents(index)[:1], index, "shot", soft=True)
        return
    kills = bool(below & _FATAL) or any(syntax.words[each] == "death" for each in syntax.prepositions(index, "to"))
    joined = [child for child in syntax.children(index, "conj") if syntax.is_verb(child)]
    kills = kills or any(
        syntax.tokens[child].lemma in ("kill", "die") and not syntax.children(child, "nsubj", "nsubjpass")
        for child in joined
    )
    if kills:
        yield from make_harms(syntax, lexicon, "killed", patients, index, "verb")
    else:
        yield from make_harms(syntax, lexicon, "injured", patients, index, "shot", soft=True)
    # "two people were shot, one fatally"
    for child in syntax.parse.children[index]:
        if syntax.words[child] in ("fatally", "fatal") and child > 0 and syntax.tokens[child - 1].pos == "NUM":
            yield from make_harms(syntax, lexicon, "killed", [child - 1], index, "verb", scope="part")


def _of_other_verb(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str) -> Iterator[Harm]:
    subject = syntax.subject(index)
    subjects = [] if subject is None else syntax.conjuncts(subject)
    objects = syntax.children(index, "dobj")
    below = {syntax.words[child] for child in syntax.parse.children[index]}
    subtree = {syntax.words[each] for each in syntax.parse.subtree(index)}
    object_words = {syntax.words[each] for each in objects}
    if (
        lemma in ("pronounce", "declare", "find", "confirm", "presume", "fear", "report", "leave", "gun")
        and "dead" in subtree
    ):
        people = syntax.patients(index) or subjects
        if lemma == "gun":
            return
        yield from make_harms(syntax, lexicon, "killed", people, index, "verb")
    elif lemma == "find" and {"shot", "wounded", "stabbed"} & below:
        yield from make_harms(syntax, lexicon, "injured", syntax.patients(index), index, "shot", soft=True)
    elif lemma == "lose" and object_words & {"life", "lives"}:
        yield from make_harms(syntax, lexicon, "killed", subjects, index, "verb")
    elif lemma in ("take", "end") and object_words & {"life", "lives"} and "own" in subtree:
        yield from make_harms(syntax, lexicon, "killed", subjects[:1], index, "self")
    elif lemma == "turn" and object_words & _GUNS and _on_self(syntax, index):
        yield from make_harms(syntax, lexicon, "killed", syntax.agents(index)[:1], index, "self")
    elif lemma in ("claim", "take", "cost") and "lives" in object_words:
        people = [noun for each in objects for noun in syntax.prepositions(each, "of")]
        yield from make_harms(syntax, lexicon, "killed", people or objects, index, "verb")
    elif lemma in ("suffer", "sustain", "receive", "have") and object_words & _WOUNDS:
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in _CARRY and syntax.is_passive(index) and subtree & _HOSPITAL:
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in ("strike", "hit", "graze") and syntax.is_passive(index) and _by_bullet(syntax, index):
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in BE or lemma in ("list", "recover"):
        if any(syntax.words[each] == "condition" for each in syntax.prepositions(index, "in")) or (
            lemma == "list" and "condition" in subtree
        ):
            yield from make_harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in ("identify", "name") and (names := syntax.prepositions(index, "as")):
        for named in (count_people(syntax, lexicon, each) for each in names):
            if named is not None and named.kind == "name":
                who = syntax.patients(index)
                suspected = any(syntax.words[each] in _SUSPECTS for each in who)
                yield Harm("identified", named, index, "suspect" if suspected else "identified")
    elif lemma == "go" and "missing" in below:
        yield from make_harms(syntax, lexicon, "missing", subjects, index, "verb")
    elif lemma == "flee" and object_words & {"home", "homes", "houses", "villages"}:
        yield from make_harms(syntax, lexicon, "displaced", subjects, index, "verb")
    elif (lemma == "hold" and "hostage" in below) or (lemma == "take" and below & {"hostage", "captive"}):
        yield from make_harms(syntax, lexicon, "abducted", syntax.patients(index), index, "verb")
    elif lemma == "take" and any(syntax.words[each] == "custody" for each in syntax.prepositions(index, "into")):
        yield from make_harms(syntax, lexicon, "arrested", syntax.patients(index), index, "verb")
    elif lemma in ("find", "recover", "discover", "retrieve"):
        bodies = [
            each for each in syntax.patients(index) if syntax.words[each] in ("body", "bodies", "corpse", "corpses")
        ]
        yield from make_harms(syntax, lexicon, "killed", bodies, index, "verb")


def _on_self(syntax: Syntax, index: int) -> bool:
    return any(syntax.words[each] in ("himself", "herself") for each in syntax.prepositions(index, "on"))


def _by_bullet(syntax: Syntax, index: int) -> bool:
    words = {syntax.words[each] for each in syntax.prepositions(index, "by", "in")}
    return bool(
        words
        & word_set(
            "bullet bullets gunfire round leg arm head chest back shoulder stomach foot hand neck face shots "
            "abdomen thigh torso"
        )
    )
