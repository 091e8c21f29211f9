"""Finds who was killed, injured, abducted, arrested, missing or displaced, and how many, by syntax and by pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.extract.counting import Counted, count_people, person_of, read_number
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon, word_set
from dateline.model import TollScope


@dataclass(frozen=True, slots=True)
class Harm:
    """What was done to some people, as one place in the text tells it."""

    field: str
    people: Counted
    #: The word that says it: "killed", "dead", "toll".
    anchor: int
    #: The rule that found it: a key of SCORES in claims.
    rule: str
    scope: TollScope = "whole"
    #: Shot, stabbed or in hospital: injured unless the text says elsewhere that they died.
    soft: bool = False


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
_STATES = {"dead": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured", "missing": "missing"}
_AFTER_NUMBER = _STATES | {
    "killed": "killed", "shot": "injured", "arrested": "arrested", "detained": "arrested", "abducted": "abducted",
    "kidnapped": "abducted", "displaced": "displaced", "slain": "killed", "stabbed": "injured",
}  # fmt: skip
_COUNT_NOUNS = {
    "death": ("killed",), "fatality": ("killed",), "injury": ("injured",), "casualty": ("killed", "injured"),
    "arrest": ("arrested",), "abduction": ("abducted",),
}  # fmt: skip
_OF_NOUNS = {
    "death": "killed", "killing": "killed", "murder": "killed", "slaying": "killed", "assassination": "killed",
    "massacre": "killed", "execution": "killed", "beheading": "killed", "homicide": "killed", "slaughter": "killed",
    "shooting": "soft", "stabbing": "soft", "abduction": "abducted", "kidnapping": "abducted", "arrest": "arrested",
    "disappearance": "missing", "lynching": "killed", "wounding": "injured",
}  # fmt: skip
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_FATAL = word_set("fatally mortally dead")
_NATURAL = word_set(
    "cancer disease illness causes pneumonia covid virus overdose aids stroke leukemia age peacefully starvation "
    "malaria cholera"
)
_SUSPECTS = word_set("suspect suspects gunman shooter attacker attackers gunmen driver suspects accused killer")
_BE = word_set("be remain lie become")
_NO_TOLL_STARTS = word_set("age aged chapter section page")


def find_harms(syntax: Syntax, lexicon: Lexicon) -> list[Harm]:
    """Return the harms that one part tells, in text order; conjoined people are one whole and its parts."""
    found: list[Harm] = []
    for index, token in enumerate(syntax.tokens):
        lemma = token.lemma.lower()
        if syntax.is_verb(index) or (syntax.words[index] == "shot" and syntax.is_headline):
            found += _of_verb(syntax, lexicon, index, lemma)
        elif token.pos in ("NOUN", "PROPN"):
            found += _of_noun(syntax, lexicon, index, lemma)
        elif syntax.words[index] in _STATES:
            found += _of_state(syntax, lexicon, index)
    found += _patterns(syntax, found)
    found += _of_them(syntax, lexicon, found)
    return sorted(_without_twins(found), key=lambda harm: (harm.people.span.start, harm.anchor))


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
            yield from _harms(syntax, lexicon, "killed", syntax.agents(index)[:1], index, "verb")
        yield from _harms(
            syntax, lexicon, "killed", [each for each in syntax.patients(index) if each not in reflexive], index, "verb"
        )
    elif lemma in _DIE:
        subject = syntax.subject(index)
        words = {syntax.words[each] for each in syntax.parse.subtree(index)}
        if subject is not None and not words & _NATURAL:
            yield from _harms(syntax, lexicon, "killed", syntax.conjuncts(subject), index, "verb")
    elif lemma in _INJURE:
        fatal = any(syntax.words[child] in _FATAL for child in syntax.parse.children[index])
        if fatal:
            yield from _harms(syntax, lexicon, "killed", syntax.patients(index), index, "verb")
            return
        yield from _harms(syntax, lexicon, "injured", syntax.patients(index), index, "verb")
    elif lemma in _STRUCK or syntax.words[index] == "shot":
        yield from _of_shot(syntax, lexicon, index)
    elif lemma in _ABDUCT:
        yield from _harms(syntax, lexicon, "abducted", syntax.patients(index), index, "verb")
    elif lemma in _ARREST:
        yield from _harms(syntax, lexicon, "arrested", syntax.patients(index), index, "verb")
    elif lemma in _DISPLACE:
        yield from _harms(syntax, lexicon, "displaced", syntax.patients(index), index, "verb")
    else:
        yield from _of_other_verb(syntax, lexicon, index, lemma)


def _of_shot(syntax: Syntax, lexicon: Lexicon, index: int) -> Iterator[Harm]:
    below = {syntax.words[child] for child in syntax.parse.children[index]}
    patients = syntax.patients(index)
    if any(syntax.words[each] in ("himself", "herself") for each in patients):
        yield from _harms(syntax, lexicon, "injured", syntax.agents(index)[:1], index, "shot", soft=True)
        return
    kills = bool(below & _FATAL) or any(syntax.words[each] == "death" for each in syntax.prepositions(index, "to"))
    joined = [child for child in syntax.children(index, "conj") if syntax.is_verb(child)]
    kills = kills or any(
        syntax.tokens[child].lemma in ("kill", "die") and not syntax.children(child, "nsubj", "nsubjpass")
        for child in joined
    )
    if kills:
        yield from _harms(syntax, lexicon, "killed", patients, index, "verb")
    else:
        yield from _harms(syntax, lexicon, "injured", patients, index, "shot", soft=True)
    # "two people were shot, one fatally"
    for child in syntax.parse.children[index]:
        if syntax.words[child] in ("fatally", "fatal") and child > 0 and syntax.tokens[child - 1].pos == "NUM":
            yield from _harms(syntax, lexicon, "killed", [child - 1], index, "verb", scope="part")


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
        yield from _harms(syntax, lexicon, "killed", people, index, "verb")
    elif lemma == "find" and {"shot", "wounded", "stabbed"} & below:
        yield from _harms(syntax, lexicon, "injured", syntax.patients(index), index, "shot", soft=True)
    elif lemma == "lose" and object_words & {"life", "lives"}:
        yield from _harms(syntax, lexicon, "killed", subjects, index, "verb")
    elif lemma in ("take", "end") and object_words & {"life", "lives"} and "own" in subtree:
        yield from _harms(syntax, lexicon, "killed", subjects[:1], index, "verb")
    elif lemma in ("claim", "take", "cost") and "lives" in object_words:
        yield from _harms(syntax, lexicon, "killed", objects, index, "verb")
    elif lemma in ("suffer", "sustain", "receive", "have") and object_words & _WOUNDS:
        yield from _harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in _CARRY and syntax.is_passive(index) and subtree & _HOSPITAL:
        yield from _harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in ("strike", "hit", "graze") and syntax.is_passive(index) and _by_bullet(syntax, index):
        yield from _harms(syntax, lexicon, "injured", subjects, index, "shot", soft=True)
    elif lemma in _BE or lemma in ("list", "recover"):
        if any(syntax.words[each] == "condition" for each in syntax.prepositions(index, "in")) or (
            lemma == "list" and "condition" in subtree
        ):
            yield from _harms(syntax, lexicon, "injured", subjects, index, "hospital", soft=True)
    elif lemma in ("identify", "name") and (names := syntax.prepositions(index, "as")):
        for named in (count_people(syntax, lexicon, each) for each in names):
            if named is not None and named.kind == "name":
                who = syntax.patients(index)
                suspected = any(syntax.words[each] in _SUSPECTS for each in who)
                yield Harm("identified", named, index, "suspect" if suspected else "identified")
    elif lemma == "go" and "missing" in below:
        yield from _harms(syntax, lexicon, "missing", subjects, index, "verb")
    elif lemma == "flee" and object_words & {"home", "homes", "houses", "villages"}:
        yield from _harms(syntax, lexicon, "displaced", subjects, index, "verb")
    elif (lemma == "hold" and "hostage" in below) or (lemma == "take" and below & {"hostage", "captive"}):
        yield from _harms(syntax, lexicon, "abducted", syntax.patients(index), index, "verb")
    elif lemma == "take" and any(syntax.words[each] == "custody" for each in syntax.prepositions(index, "into")):
        yield from _harms(syntax, lexicon, "arrested", syntax.patients(index), index, "verb")
    elif lemma in ("find", "recover", "discover", "retrieve"):
        bodies = [
            each for each in syntax.patients(index) if syntax.words[each] in ("body", "bodies", "corpse", "corpses")
        ]
        yield from _harms(syntax, lexicon, "killed", bodies, index, "verb")


def _by_bullet(syntax: Syntax, index: int) -> bool:
    words = {syntax.words[each] for each in syntax.prepositions(index, "by", "in")}
    return bool(
        words
        & word_set(
            "bullet bullets gunfire round leg arm head chest back shoulder stomach foot hand neck face shots "
            "abdomen thigh torso"
        )
    )


def _of_noun(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str) -> Iterator[Harm]:
    fields = _COUNT_NOUNS.get(lemma)
    if fields:
        first = syntax.noun_phrase(index)[0]
        words = [*syntax.words[first : index + 1]]
        if words[0] == "no" or (first > 0 and syntax.words[first - 1] == "without"):
            for field in fields:
                yield Harm(field, Counted(index, syntax.span(first, index), "none", 0, 0), index, "none")
            return
        number = read_number([word for word in words if not word.endswith("-year-old")])
        if number is not None and syntax.children(index, "nummod") and len(fields) == 1:
            yield Harm(fields[0], Counted(index, syntax.span(first, index), "number", number, number), index, "noun")
            return
    if lemma == "toll":
        yield from _of_toll(syntax, index)
        return
    if lemma not in _OF_NOUNS:
        return
    modifiers = {syntax.words[child] for child in syntax.parse.children[index]}
    field = _OF_NOUNS[lemma]
    soft = field == "soft" and not modifiers & {"fatal", "deadly"}
    if field == "soft":
        field = "injured" if soft else "killed"
    for word, number in _MULTIPLES.items():
        if word in modifiers and lemma in ("homicide", "murder", "killing", "slaying", "shooting", "stabbing"):
            first = syntax.noun_phrase(index)[0]
            counted = Counted(index, syntax.span(first, index), "number", number, number)
            yield Harm(field, counted, index, "noun", soft=soft)
            return
    people = [
        *(
            noun
            for child in syntax.children(index, "prep")
            if syntax.words[child] == "of"
            for noun in syntax.children(child, "pobj")
        ),
        *syntax.children(index, "poss"),
    ]
    rule = "shot" if soft else "noun"
    if people and lemma == "shooting" and syntax.words[people[0]] in ("police", "officer") and not soft:
        return
    # "His arrest" and "Monday's killing" count nobody.
    heads = [each for head in people[:1] for each in syntax.conjuncts(head) if syntax.tokens[each].pos != "PRON"]
    yield from _harms(syntax, lexicon, field, heads, index, rule, soft=soft)


def _of_toll(syntax: Syntax, index: int) -> Iterator[Harm]:
    """Read "the death toll rose to 12", "a toll of 12"."""
    modifiers = {syntax.words[child] for child in syntax.parse.children[index]}
    if modifiers & {"injury", "injured", "bridge", "road"}:
        return
    sentence = syntax.sentence(index)
    governor = syntax.tokens[index].head
    for at in range(index + 1, min(index + 14, sentence.stop)):
        token = syntax.tokens[at]
        if token.pos != "NUM" or token.entity in ("DATE", "TIME", "PERCENT", "MONEY"):
            continue
        if syntax.words[at - 1] == "from" or not (
            syntax.is_verb(governor) or syntax.words[index + 1] in ("of", "at", "to")
        ):
            continue
        number = read_number([syntax.words[at]])
        if number is None:
            continue
        first, last = syntax.noun_phrase(at)
        low_only = {"least", "fewer"} & set(syntax.words[first : at + 1])
        above = "than" in syntax.words[first : at + 1] and "more" in syntax.words[first : at + 1]
        low = number + 1 if above else number
        counted = Counted(at, syntax.span(first, last), "number", low, None if low_only or above else number)
        yield Harm("killed", counted, index, "toll")
        return


def _of_state(syntax: Syntax, lexicon: Lexicon, index: int) -> Iterator[Harm]:
    """Read "three were dead", "one dead man", "the missing men"."""
    field = _STATES[syntax.words[index]]
    token = syntax.tokens[index]
    if token.dep in ("acomp", "attr", "oprd") and syntax.tokens[token.head].lemma in _BE:
        if syntax.is_negated(token.head):
            return
        subject = syntax.subject(token.head)
        if subject is not None:
            yield from _harms(syntax, lexicon, field, syntax.conjuncts(subject), index, "state")
    elif token.dep == "amod" and syntax.children(token.head, "nummod", "det"):
        counted = count_people(syntax, lexicon, token.head)
        if counted and counted.kind in ("number", "single") and not counted.is_definite:
            yield Harm(field, counted, index, "state")


def _harms(
    syntax: Syntax,
    lexicon: Lexicon,
    field: str,
    heads: Iterable[int],
    anchor: int,
    rule: str,
    *,
    scope: TollScope = "whole",
    soft: bool = False,
) -> Iterator[Harm]:
    """Yield the harm of each head with its "including" parts; of several joined heads their whole and the parts."""
    counted = [(head, people) for head in heads if (people := count_people(syntax, lexicon, head)) is not None]
    for head, people in counted:
        yield from _including(syntax, lexicon, field, head, people, anchor)
    if len(counted) < 2:
        for _, people in counted:
            yield Harm(field, people, anchor, rule, scope=_scope(people, scope), soft=soft)
        return
    lows = [people.low for _, people in counted]
    highs = [people.high for _, people in counted]
    parts = [people for _, people in counted]
    if all(low is not None for low in lows):
        span = replace(parts[0].span, end=max(people.span.end for people in parts))
        low = sum(low for low in lows if low is not None)
        high = sum(high or 0 for high in highs) if all(high is not None for high in highs) else None
        whole = Counted(parts[0].head, span, "number", low, high)
        if not any(people.is_added for people in parts):
            yield Harm(field, whole, anchor, rule, scope=scope, soft=soft)
            scope = "part"
    for people in parts:
        yield Harm(field, people, anchor, rule, scope=scope if scope == "part" else _scope(people, scope), soft=soft)


def _scope(people: Counted, scope: TollScope) -> TollScope:
    return "added" if people.is_added and scope == "whole" else scope


def _including(syntax: Syntax, lexicon: Lexicon, field: str, head: int, people: Counted, anchor: int) -> Iterator[Harm]:
    for child in (*syntax.children(head, "prep"), *syntax.children(people.head, "prep")):
        if syntax.words[child] in ("including", "among"):
            for noun in syntax.children(child, "pobj"):
                for each in syntax.conjuncts(noun):
                    part = count_people(syntax, lexicon, each)
                    if part is not None and part.kind != "pronoun" and not people.span.overlaps(part.span):
                        yield Harm(field, part, anchor, "part", scope="part")


def _of_them(syntax: Syntax, lexicon: Lexicon, found: Sequence[Harm]) -> Iterator[Harm]:
    """Read "three of them children": a part of the toll that is told nearest before it in the sentence."""
    for index in range(2, len(syntax.words) - 1):
        if syntax.words[index] not in ("them", "whom") or syntax.words[index - 1] != "of":
            continue
        number = read_number([syntax.words[index - 2]])
        noun = next(
            (at for at in range(index + 1, min(index + 4, len(syntax.words))) if person_of(syntax, lexicon, at)), None
        )
        sentence = syntax.sentence(index)
        wholes = [harm for harm in found if harm.people.head in sentence and harm.scope == "whole"]
        if number is None or noun is None or not wholes:
            continue
        whole = min(wholes, key=lambda harm: abs(harm.people.head - index))
        person = person_of(syntax, lexicon, noun)
        of = person.of if person else None
        counted = Counted(noun, syntax.span(index - 2, noun), "number", number, number, of=of, party="civilians")
        yield Harm(whole.field, counted, whole.anchor, "part", scope="part")


def _patterns(syntax: Syntax, found: Iterable[Harm]) -> Iterator[Harm]:
    """Read "12 dead", "three people injured" where syntax has found nothing: headlines and broken parses."""
    told = [(harm.field, harm.people.span) for harm in found]
    for index, word in enumerate(syntax.words):
        field = _AFTER_NUMBER.get(word)
        if field is None:
            continue
        at = index - 1
        first_of_sentence = syntax.sentence(index).start
        while (
            at >= first_of_sentence
            and index - at <= 5
            and syntax.tokens[at].pos in ("NOUN", "ADJ", "ADV", "AUX", "PROPN")
        ):
            at -= 1
        if (
            at < first_of_sentence
            or syntax.tokens[at].pos != "NUM"
            or syntax.tokens[at].entity in ("DATE", "TIME", "PERCENT", "MONEY")
        ):
            continue
        if syntax.is_verb(index) and syntax.children(index, "dobj") and not syntax.is_passive(index):
            # "four men killed nine people"
            continue
        number = read_number([syntax.words[at]])
        if number is None or syntax.words[at - 1] in _NO_TOLL_STARTS:
            continue
        last = at
        while last + 1 < index and syntax.tokens[last + 1].pos in ("NOUN", "ADJ"):
            last += 1
        span = syntax.span(at, last)
        if any(other == field and span.overlaps(held) for other, held in told):
            continue
        if any(syntax.words[between] in ("not", "n't") for between in range(at, index)):
            continue
        soft = word in ("shot", "stabbed")
        yield Harm(field, Counted(at, span, "number", number, number), index, "pattern", soft=soft)
