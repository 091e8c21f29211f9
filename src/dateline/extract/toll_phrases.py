"""Finds tolls in nouns, adjectives and fixed patterns: "the death of", "a toll of 12", "12 dead", "no casualties"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.extract.counting import Counted, count_people, person_of, read_number
from dateline.extract.harms import Harm, make_harms
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon, word_set
from dateline.knowledge.numbers import count_in

STATES = {"dead": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured", "missing": "missing"}
_AFTER_NUMBER = STATES | {
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
    "disappearance": "missing", "lynching": "killed", "wounding": "injured", "capture": "arrested",
    "apprehension": "arrested", "detention": "arrested",
}  # fmt: skip
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_DEAD = word_set("dead bodies deaths fatalities killed victims")
_NO_TOLL_STARTS = word_set("age aged chapter section page")
_FIND, _ARRIVE = word_set("find discover locate leave treat hospitalize"), word_set("arrive show walk appear")
_WOUNDED_WITH = word_set("wound wounds injury injuries")
_NO_PEOPLE = ("DATE", "TIME", "PERCENT", "MONEY")
_FATALLY = word_set("fatally mortally")
_FATAL_VERBS = (("shot",), ("wounded",), ("injured",), ("stabbed",), ("hurt",), ("struck",), ("shooting",))
_OF_THEM = (("of", "them"), ("of", "whom"))
_THE_HURT = word_set("whom them wounded injured hurt")
BE = word_set("be remain lie become")


def of_noun(syntax: Syntax, lexicon: Lexicon, index: int, lemma: str) -> Iterator[Harm]:
    fields = _COUNT_NOUNS.get(lemma)
    if fields:
        first = syntax.noun_phrase(index)[0]
        words = [*syntax.words[first : index + 1]]
        if words[0] == "no" or (first > 0 and syntax.words[first - 1] == "without"):
            # "no civilian casualties"
            persons = [found for child in syntax.parse.children[index] if (found := person_of(syntax, lexicon, child))]
            of = persons[0].of if persons else None
            for field in fields:
                yield Harm(field, Counted(index, syntax.span(first, index), "none", 0, 0, of=of), index, "none")
            return
        count = count_in(" ".join(word for word in words if not word.endswith("-year-old")))
        if count is not None and syntax.children(index, "nummod") and len(fields) == 1:
            counted = Counted(index, syntax.span(first, index), "number", count.low, count.high, word=count.word)
            yield Harm(fields[0], counted, index, "noun")
            return
    if lemma == "toll" or (lemma in ("count", "tally", "number") and _is_of_dead(syntax, index)):
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
    yield from make_harms(syntax, lexicon, field, heads, index, rule, soft=soft)


def _is_of_dead(syntax: Syntax, index: int) -> bool:
    """Tell whether a number is that of the dead: "the number of dead", "the number of people killed"."""
    nouns = syntax.prepositions(index, "of")
    killed = [
        verb for noun in (index, *nouns) for verb in syntax.children(noun, "acl") if syntax.words[verb] == "killed"
    ]
    return bool(killed) or any(syntax.words[noun] in _DEAD for noun in nouns)


def _of_toll(syntax: Syntax, index: int) -> Iterator[Harm]:
    """Read "the death toll rose to 12", "a toll of 12"."""
    modifiers = {syntax.words[child] for child in syntax.parse.children[index]}
    if modifiers & {"injury", "injured", "bridge", "road"}:
        return
    sentence = syntax.sentence(index)
    governor = syntax.tokens[index].head
    for at in range(index + 1, min(index + 16, sentence.stop)):
        token = syntax.tokens[at]
        if token.pos != "NUM" or (token.entity in _NO_PEOPLE and not _is_reached(syntax, at)):
            continue
        if syntax.words[at - 1] == "from" or not (
            syntax.is_verb(governor) or syntax.words[index + 1] in ("of", "at", "to")
        ):
            continue
        first, last = syntax.noun_phrase(at)
        count = count_in(" ".join(syntax.words[first : last + 1]))
        if count is None or read_number(" ".join(syntax.words[at : last + 1])) is None:
            continue
        counted = Counted(at, syntax.span(first, last), "number", count.low, count.high, word=count.word)
        yield Harm("killed", counted, index, "toll")
        return


def _is_reached(syntax: Syntax, number: int) -> bool:
    """Tell whether a number ends what a toll has come to: "the toll of the bombing in Jos to 31", not "to 31 May"."""
    is_last = number + 1 == len(syntax.words) or syntax.tokens[number + 1].pos in ("PUNCT", "CCONJ")
    return syntax.words[number - 1] == "to" and is_last


def of_state(syntax: Syntax, lexicon: Lexicon, index: int) -> Iterator[Harm]:
    """Read "three were dead", "one dead man", "the missing men"."""
    field = STATES[syntax.words[index]]
    token = syntax.tokens[index]
    if token.dep in ("acomp", "attr", "oprd") and syntax.tokens[token.head].lemma in BE:
        if syntax.is_negated(token.head):
            return
        subject = syntax.subject(token.head)
        if subject is not None:
            yield from make_harms(syntax, lexicon, field, syntax.conjuncts(subject), index, "state")
    elif token.dep == "amod" and syntax.children(token.head, "nummod", "det"):
        counted = count_people(syntax, lexicon, token.head)
        if counted and counted.kind in ("number", "single") and not counted.is_definite:
            yield Harm(field, counted, index, "state")


def of_them(syntax: Syntax, lexicon: Lexicon, found: Sequence[Harm]) -> Iterator[Harm]:
    """Read "three of them children": a part of the toll that is told nearest before it in the sentence."""
    for index in range(2, len(syntax.words) - 1):
        if syntax.words[index] not in ("them", "whom") or syntax.words[index - 1] != "of":
            continue
        number = read_number(syntax.words[index - 2])
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


def fatally(syntax: Syntax, found: Sequence[Harm]) -> Iterator[Harm]:
    """Read "seven people were shot, two fatally", "two of them fatally": they are dead, and all of the dead."""
    for index, word in enumerate(syntax.words):
        if word not in _FATALLY or syntax.words[index + 1 : index + 2] in _FATAL_VERBS:
            continue
        last = index - 1
        at = last - 2 if syntax.words[max(last - 1, 0) : last + 1] in _OF_THEM else last
        number = read_number(syntax.words[at]) if at >= 0 else None
        hurt = [harm for harm in found if harm.field == "injured" and harm.people.head in syntax.sentence(index)]
        if number is not None and hurt:
            counted = Counted(at, syntax.span(at, last), "number", number, number)
            yield Harm("killed", counted, hurt[-1].anchor, "verb")


def with_died(syntax: Syntax, found: Sequence[Harm]) -> list[Harm]:
    """Return the harms, the wounded with how many of them are told to have died: "two of whom later died"."""
    kept = list(found)
    for dead in found:
        people = dead.people
        at = syntax.token_at(people.span)
        inside = {syntax.words[noun] for noun in syntax.prepositions(at, "of")} if at is not None else set()
        if dead.field != "killed" or at is None or not inside & _THE_HURT or people.low is None:
            continue
        sentence = syntax.tokens[at].sentence
        before = [
            index
            for index, harm in enumerate(kept)
            if harm.field == "injured" and not harm.soft and harm.scope == "whole"
            if (harm.people.low or 0) > people.low
            if harm.people.head < at and sentence - syntax.tokens[harm.people.head].sentence in (0, 1)
        ]
        if before:
            kept[before[-1]] = replace(kept[before[-1]], died=people.low)
    return kept


def with_wounds(syntax: Syntax, lexicon: Lexicon, found: Sequence[Harm]) -> Iterator[Harm]:
    """Read "a man with a gunshot wound", "a boy in critical condition": of whom no verb tells it."""
    told = [harm.people.span for harm in found if harm.field in ("injured", "killed")]
    for index, token in enumerate(syntax.tokens):
        preposition = syntax.words[token.head]
        is_wound = syntax.words[index] in _WOUNDED_WITH and preposition == "with"
        if token.dep != "pobj" or not (is_wound or (syntax.words[index] == "condition" and preposition == "in")):
            continue
        governor = syntax.tokens[token.head].head
        if not syntax.is_verb(governor):
            nouns = [governor] if person_of(syntax, lexicon, syntax.counted_noun(governor)) else []
        elif syntax.tokens[governor].lemma in _FIND:
            nouns = syntax.patients(governor)
        elif syntax.tokens[governor].lemma in _ARRIVE:
            nouns = syntax.agents(governor)
        else:
            nouns = []
        for harm in make_harms(syntax, lexicon, "injured", nouns, index, "hospital", soft=True):
            if not any(harm.people.span.overlaps(span) for span in told):
                yield harm


def _is_of_age(syntax: Syntax, number: int) -> bool:
    return any(syntax.words[index] in ("aged", "age", "ages") for index in syntax.ancestors(number))


def patterns(syntax: Syntax, lexicon: Lexicon, found: Iterable[Harm]) -> Iterator[Harm]:
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
            or syntax.tokens[at].entity in _NO_PEOPLE
            or _is_of_age(syntax, at)
        ):
            continue
        if syntax.is_verb(index) and syntax.children(index, "dobj") and not syntax.is_passive(index):
            # "four men killed nine people"
            continue
        number = read_number(syntax.words[at])
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
        person = person_of(syntax, lexicon, last)
        of = person.of if person else None
        yield Harm(field, Counted(last, span, "number", number, number, of=of), index, "pattern", soft=soft)
