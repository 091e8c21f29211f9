"""Finds who was killed, injured, abducted, arrested, missing or displaced, and how many, by syntax and by pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.extract.counting import count_people, person_of
from dateline.extract.harms import Harm, make_harms
from dateline.extract.listing import listed, selves
from dateline.extract.nouns import target_at
from dateline.extract.syntax import Syntax
from dateline.extract.toll_phrases import (
    BE,
    STATES,
    fatally,
    of_noun,
    of_state,
    of_them,
    patterns,
    with_died,
    with_wounds,
)
from dateline.knowledge.lexicon import Lexicon, word_set
from dateline.model import TollScope

_KILL = word_set("kill slay murder massacre assassinate behead execute slaughter lynch butcher decapitate electrocute")
_DIE = word_set("die perish succumb drown")
_INJURE = word_set("injure wound hurt maim hospitalize hospitalise cripple")
_STRUCK = word_set("shoot stab gun")
_ABDUCT = word_set("abduct kidnap hijack")
_ARREST = word_set("arrest detain apprehend nab jail imprison")
_SEIZE = word_set("seize snatch")
_DOERS = ("er", "or", "ist", "ant")
_DISPLACE = word_set("displace evacuate uproot")
_CARRY = word_set(
    "take rush transport airlift fly transfer bring admit treat hospitalize drive convey life-flight lifeflight"
)
_HOSPITAL = word_set(
    "hospital hospitals center centre clinic emergency wounds injuries surgery infirmary hospitalized wound injury"
)
_WOUNDS = word_set("wound wounds injury injuries gunshot burns burn shot graze")
_MISSILES = word_set(
    "bullet bullets gunfire round rounds shot shots gunshot gunshots buckshot shrapnel fragment fragments pellet "
    "pellets"
)
_LIMBS = word_set(
    "leg legs arm arms head chest back shoulder stomach foot feet hand hands neck face abdomen thigh torso ankle knee "
    "hip groin side buttocks calf wrist elbow forearm finger toe ear jaw cheek"
)
_CARRY_OFF, _WARDS = word_set("send put land"), word_set("hospital hospitals")
_GUNS = word_set("gun weapon rifle pistol shotgun handgun revolver firearm")
_FATAL = word_set("fatally mortally dead")
_NATURAL = word_set(
    "cancer disease illness causes pneumonia covid virus overdose aids stroke leukemia age peacefully starvation "
    "malaria cholera"
)
_SUSPECTS = word_set("suspect suspects gunman shooter attacker attackers gunmen driver suspects accused killer")
_COUNTS = word_set("two three four five six seven eight nine ten several")
#: Each of several is an incident of its own.
_OPERATIONS = word_set("operations raids sweeps searches")


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
    found += with_wounds(syntax, lexicon, found)
    found += of_them(syntax, lexicon, found)
    found += fatally(syntax, found)
    found = [harm for harm in found if not (_of_several_events(syntax, lexicon, harm) or _is_rank(syntax, harm))]
    found = with_died(syntax, _without_twins(found))
    return sorted(found, key=lambda harm: (harm.people.span.start, harm.anchor))


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
        if syntax.words[cause] in _OPERATIONS and not before.isdisjoint(_COUNTS):
            return True
    return False


def _is_rank(syntax: Syntax, harm: Harm) -> bool:
    """Tell whether one told before is given a place in a series: "he is the third leader captured this month"."""
    token = syntax.tokens[harm.anchor]
    if token.dep not in ("acl", "relcl") or syntax.tokens[token.head].dep != "attr":
        return False
    return any(syntax.tokens[child].entity == "ORDINAL" for child in syntax.children(token.head, "amod"))


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
    if syntax.is_negated(index) and not _is_of_nobody(syntax, index):
        return
    if lemma in _KILL:
        yield from _of_killing(syntax, lexicon, index)
    elif lemma in _DIE:
        subject = syntax.subject(index)
        words = {syntax.words[each] for each in syntax.parse.subtree(index)}
        if not words & _NATURAL:
            people = [] if subject is None else listed(syntax, index, syntax.conjuncts(subject))
            yield from make_harms(syntax, lexicon, "killed", _or_before(syntax, lexicon, index, people), index, "verb")
    elif lemma in _INJURE:
        fatal = any(syntax.words[child] in _FATAL for child in syntax.parse.children[index])
        if fatal:
            yield from make_harms(syntax, lexicon, "killed", syntax.patients(index), index, "verb")
            return
        people = listed(syntax, index, syntax.patients(index))
        yield from make_harms(syntax, lexicon, "injured", people, index, "verb")
    elif lemma in _STRUCK or syntax.words[index] == "shot":
        yield from _of_shot(syntax, lexicon, index)
    elif lemma in _ABDUCT:
        yield from _of_taking(syntax, lexicon, "abducted", index)
    elif lemma in _ARREST or lemma == "capture":
        yield from _of_taking(syntax, lexicon, "arrested", index)
    elif lemma in _DISPLACE:
        yield from make_harms(syntax, lexicon, "displaced", syntax.patients(index), index, "verb")
    else:
        yield from _of_other_verb(syntax, lexicon, index, lemma)


def _is_of_nobody(syntax: Syntax, verb: int) -> bool:
    """Tell whether a negated verb still tells a number: "nobody was killed", "not only killed"."""
    children = syntax.parse.children[verb]
    if syntax.is_passive(verb) and any(syntax.words[each] in ("nobody", "none") for each in children):
        return True
    return any(syntax.words[each] == "only" for each in children)


def _of_killing(syntax: Syntax, lexicon: Lexicon, verb: int) -> Iterator[Harm]:
    """Read who was killed: the killer with them, where the killer is among the dead."""
    patients = syntax.patients(verb)
    killed_too = selves(syntax, verb, patients)
    killers = syntax.agents(verb)[:1] if killed_too else []
    patients = listed(syntax, verb, _read_through(syntax, lexicon, verb, patients))
    people = [each for each in _with_companions(syntax, verb, patients) if each not in killed_too]
    people = _or_before(syntax, lexicon, verb, people)
    # "killed the gunmen" is of at least two; "kills people" is of anybody.
    held = all(_is_definite_person(syntax, lexicon, each) for each in people)
    for harm in make_harms(syntax, lexicon, "killed", [*killers, *people], verb, "verb", held=held and not killers):
        is_killer = harm.people.head in killers and (harm.scope == "part" or not people)
        yield replace(harm, rule="self") if is_killer else harm


def _of_taking(syntax: Syntax, lexicon: Lexicon, field: str, verb: int) -> Iterator[Harm]:
    """Read who was taken or held: those beside them too, and on top of those told before where "also" says so."""
    # Where the parser gives two subjects, the second may be the one: "In Sendo province, a man was held".
    patients = _read_through(syntax, lexicon, verb, [*syntax.patients(verb), *syntax.children(verb, "nsubjpass")])
    taken = [each for each in dict.fromkeys(patients) if _may_be_held(syntax, lexicon, verb, each)]
    people = _with_companions(syntax, verb, taken)
    scope: TollScope = "added" if _is_further(syntax, verb) else "whole"
    for harm in make_harms(syntax, lexicon, field, people, verb, "verb", scope=scope, held=True):
        # "also held the leader" may be the one told before
        yield replace(harm, scope="whole") if harm.scope == "added" and harm.people.is_definite else harm


def _read_through(syntax: Syntax, lexicon: Lexicon, verb: int, heads: list[int]) -> list[int]:
    """Return the heads with people in place of what the parser takes for them.

    "In Gao, Sendo province, a man was held": the province; "a Movement of the North leader": the movement; "two men
    fitting the description were held": the clause.
    """
    clauses = syntax.children(verb, "csubjpass")
    found = [noun for clause in clauses for noun in syntax.children(clause, "nsubj")]
    for head in heads:
        found.append(head)
        is_name = syntax.tokens[head].entity in ("ORG", "GPE", "LOC", "FAC") and head not in syntax.names
        if is_name and not person_of(syntax, lexicon, head):
            behind = [*syntax.children(head, "appos"), *syntax.prepositions(head, "of")]
            found += [noun for noun in behind if person_of(syntax, lexicon, noun)]
    return found


def _may_be_held(syntax: Syntax, lexicon: Lexicon, verb: int, noun: int) -> bool:
    """Tell whether a noun is of people: what is arrested is, if it is called a doer ("a forger")."""
    counted = syntax.counted_noun(noun)
    token = syntax.tokens[counted]
    if person_of(syntax, lexicon, counted) or counted in syntax.names or token.pos == "NUM" or token.tag == "PRP":
        return True
    if syntax.words[counted] in ("another", "others"):
        return True
    is_doer = token.pos == "NOUN" and token.lemma.lower().endswith(_DOERS)
    return is_doer and syntax.tokens[verb].lemma.lower() in _ARREST and not target_at(syntax, lexicon, counted)


def _with_companions(syntax: Syntax, verb: int, people: list[int]) -> list[int]:
    """Return people and those told beside them: "a leader along with two guards"."""
    found = list(people)
    for index in (verb, *people):
        for child in syntax.parse.children[index]:
            if syntax.words[child] in ("along", "together"):
                found += [each for each in syntax.prepositions(child, "with") if each not in found]
    return found


def _is_further(syntax: Syntax, verb: int) -> bool:
    """Tell whether a verb goes on with what was told before: "also detained", "arrested two men as well"."""
    return any(
        syntax.words[child] in ("also", "additionally")
        or (syntax.words[child] == "well" and syntax.words[child - 1] == "as" and syntax.words[child + 1] != "as")
        for child in syntax.children(verb, "advmod")
    )


def _is_definite_person(syntax: Syntax, lexicon: Lexicon, noun: int) -> bool:
    is_definite = any(syntax.words[child] in ("the", "these", "those") for child in syntax.children(noun, "det"))
    return is_definite and person_of(syntax, lexicon, syntax.counted_noun(noun)) is not None


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
    patients = listed(syntax, index, syntax.patients(index))
    if any(syntax.words[each] in ("himself", "herself", "self") for each in patients):
        if below & _FATAL:
            yield from make_harms(syntax, lexicon, "killed", syntax.agents(index)[:1], index, "self")
        else:
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
        if any(syntax.words[child] == "fatal" for each in objects for child in syntax.parse.children[each]):
            yield from make_harms(syntax, lexicon, "killed", subjects, index, "verb")
        else:
            yield from make_harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in _CARRY and syntax.is_passive(index) and subtree & _HOSPITAL:
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in _CARRY_OFF and objects and subtree & _WARDS:
        # "a shooting that sent four people to the hospital"
        yield from make_harms(syntax, lexicon, "injured", objects, index, "hospital", soft=True)
    elif lemma in ("strike", "hit", "graze") and syntax.is_passive(index) and _by_bullet(syntax, index):
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in ("strike", "hit", "graze") and any(syntax.words[each] in _MISSILES for each in subjects):
        yield from make_harms(syntax, lexicon, "injured", objects, index, "shot", soft=True)
    elif lemma == "recover" and any(syntax.words[each] in _WOUNDS for each in syntax.prepositions(index, "from")):
        yield from make_harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in BE or lemma == "list" or (lemma == "recover" and not objects and not syntax.is_passive(index)):
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
    elif lemma in _SEIZE and any(person_of(syntax, lexicon, syntax.counted_noun(each)) for each in objects):
        by_state = any(_is_of_state(syntax, lexicon, each) for each in subjects)
        yield from _of_taking(syntax, lexicon, "arrested" if by_state else "abducted", index)
    elif (lemma == "hold" and "hostage" in below) or (lemma == "take" and below & {"hostage", "captive"}):
        yield from _of_taking(syntax, lexicon, "abducted", index)
    elif (lemma == "take" and any(syntax.words[each] == "custody" for each in syntax.prepositions(index, "into"))) or (
        lemma == "round" and "up" in below
    ):
        yield from _of_taking(syntax, lexicon, "arrested", index)
    elif lemma == "turn" and "in" in below and object_words & {"himself", "herself", "themselves"}:
        yield from make_harms(syntax, lexicon, "arrested", subjects, index, "verb")
    elif lemma in ("find", "recover", "discover", "retrieve"):
        bodies = [
            each for each in syntax.patients(index) if syntax.words[each] in ("body", "bodies", "corpse", "corpses")
        ]
        yield from make_harms(syntax, lexicon, "killed", bodies, index, "verb")


def _is_of_state(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    person = person_of(syntax, lexicon, index)
    return person is not None and person.kind in ("police", "state_force")


def _on_self(syntax: Syntax, index: int) -> bool:
    return any(syntax.words[each] in ("himself", "herself") for each in syntax.prepositions(index, "on"))


def _by_bullet(syntax: Syntax, index: int) -> bool:
    words = {syntax.words[each] for each in syntax.prepositions(index, "by", "in")}
    return bool(words & (_MISSILES | _LIMBS))
