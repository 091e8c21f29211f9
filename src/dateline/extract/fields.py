"""Finds when, where, with what and at what an event happened: times, places, weapons and targets near its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.extract.events import times_of_clause
from dateline.extract.nouns import target_at, weapon_at
from dateline.extract.roles import clause_head
from dateline.extract.syntax import Syntax
from dateline.extract.villages import is_village_of
from dateline.knowledge.lexicon import Lexicon, word_set
from dateline.model import OF_PUBLICATION, Doc, Place, PlaceValue, Span, ThingValue, Time, TimeValue


@dataclass(frozen=True, slots=True)
class Found:
    """A value for a field with the rule that found it: a key of SCORES in claims."""

    field: str
    span: Span
    value: TimeValue | PlaceValue | ThingValue
    rule: str


_OCCURRING = word_set(
    "occur happen take begin start erupt break launch carry stage commit conduct mount kill leave wound injure "
    "hit strike rock shake rip claim open unfold be come die report respond hold attend mark suffer stage see"
)
_STRICTLY_WHERE = word_set("in at near outside inside around along off across within")
_OF_OTHER_TIME = word_set("before after since until")
_AT_BORDER = word_set("along across at on near over")
#: The line that opens a paragraph with its place: at most so many characters, and so many blanks.
_OPENING = 60
_OPENING_WORDS = 5
#: Characters back within which "there" finds its town.
_REFERRING = 600
#: Sentences at the head of a text that tell what its title names.
_LEAD = 4
_PRECISION_ORDER = ("exact", "city", "district", "province", "region", "country", "unknown")


def dates(syntax: Syntax, token: int, times: Sequence[Time]) -> Iterator[Found]:
    """Yield the day or days of an event: times of its clause, those of its noun, then those of its sentence."""
    own = [time for time in times_of_clause(syntax, token, times) if is_dated(time)]
    near = own if _shares_clause(syntax, token) else [time for time in own if _is_below(syntax, token, time)]
    if near:
        yield Found("date", near[0].span, near[0].value, "clause")
        return
    below = [time for time in _of_sentence(syntax, token, times) if _is_below(syntax, token, time)]
    if below:
        yield Found("date", below[0].span, below[0].value, "clause")
        return
    rest = [time for time in _of_sentence(syntax, token, times) if not _is_of_saying(syntax, time)]
    if rest:
        # "One of those hurt on Sunday died overnight": the day of the event is that of the wound.
        nearest = min(
            rest,
            key=lambda time: (not _is_of_wound(syntax, time), _distance(syntax, token, time.span), time.span.start),
        )
        yield Found("date", nearest.span, nearest.value, "sentence")


def is_dated(time: Time) -> bool:
    """Tell whether a time may be that of an event: it has days, and they are not those of publication."""
    value = time.value
    is_point = value.type in ("DATE", "TIME") and value.earliest is not None and value.latest is not None
    return is_point and value.reason not in OF_PUBLICATION


def _shares_clause(syntax: Syntax, token: int) -> bool:
    """Tell whether the time of the clause is that of the event: not in "police probed the attack on Monday"."""
    if syntax.is_verb(token):
        return True
    for index in syntax.ancestors(token):
        if syntax.is_verb(index):
            return syntax.tokens[index].lemma in _OCCURRING
    return True


def _is_below(syntax: Syntax, token: int, time: Time) -> bool:
    at = syntax.head_of(time.span)
    if at is None:
        return False
    if token in syntax.ancestors(at):
        return True
    last = max((each for each in syntax.parse.subtree(token) if each - token < 12), default=token)
    return 0 < at - token <= 3 or 0 < at - last <= 2


def _of_sentence(syntax: Syntax, token: int, times: Sequence[Time]) -> list[Time]:
    sentence = syntax.sentence(token)
    first, last = syntax.tokens[sentence.start].start, syntax.tokens[sentence.stop - 1].end
    return [
        time
        for time in times
        if time.span.part == syntax.parse.part and first <= time.span.start < last and is_dated(time)
    ]


def _is_of_saying(syntax: Syntax, time: Time) -> bool:
    at = syntax.head_of(time.span)
    if at is None:
        return False
    verb = clause_head(syntax, at)
    return syntax.tokens[verb].lemma in _SAYING


def _is_of_wound(syntax: Syntax, time: Time) -> bool:
    at = syntax.head_of(time.span)
    return at is not None and any(
        syntax.tokens[index].dep == "acl" and syntax.tokens[index].lemma in _WOUNDING for index in syntax.ancestors(at)
    )


_WOUNDING = word_set("hurt wound injure shoot stab burn maim")
_SAYING = word_set(
    "say tell announce report state add claim confirm declare note condemn write release warn identify charge "
    "arraign sentence plead appear convict indict bury investigate ask urge vow remember honor"
)


_SPEAKING = word_set("say tell announce state claim insist deny warn add declare write argue believe estimate demand")
_JUDGING = word_set("want ask urge call request order look investigate probe examine judge condemn discuss mourn")
_INCIDENT = word_set(
    "it this incident shooting attack assault explosion blast clash killing bombing raid robbery murder"
)
_HAPPENING = word_set("happen occur unfold begin start erupt report")
_RESPONDING = word_set("respond call dispatch summon rush arrive alert notify")
_RESPONDERS = word_set(
    "police officer officers deputies authorities emergency firefighters paramedics crews sheriff troopers"
)


def happenings(syntax: Syntax) -> Iterator[tuple[int, str]]:
    """Yield (verb, rule) of sentences that tell when and where without an event word: "it happened at noon"."""
    for index, token in enumerate(syntax.tokens):
        if not syntax.is_verb(index):
            continue
        lemma = token.lemma.lower()
        is_taking_place = lemma == "take" and any(
            syntax.words[child] == "place" for child in syntax.children(index, "dobj")
        )
        if lemma in _HAPPENING or is_taking_place:
            subject = syntax.subject(index)
            if subject is not None and syntax.words[subject] in _INCIDENT:
                yield index, "happening"
        elif lemma in _RESPONDING:
            subject = syntax.subject(index)
            if subject is not None and {syntax.words[each] for each in syntax.parse.subtree(subject)} & _RESPONDERS:
                yield index, "response"


def _distance(syntax: Syntax, token: int, span: Span) -> int:
    return abs(span.start - syntax.tokens[token].start)


def places(syntax: Syntax, token: int, found: Sequence[Place]) -> Iterator[Found]:
    """Yield where an event happened: places that hang on its word or clause, else others of its sentence."""
    sentence = syntax.sentence(token)
    first, last = syntax.tokens[sentence.start].start, syntax.tokens[sentence.stop - 1].end
    here = [
        place
        for place in found
        if place.span.part == syntax.parse.part and first <= place.span.start < last and not place.value.demonym
    ]
    top = clause_head(syntax, token)
    ranked = []
    for place in here:
        at = syntax.head_of(place.span)
        if at is None:
            continue
        rule = _place_rule(syntax, token, top, at)
        if rule is not None:
            order = ("below", "clause", "sentence", "loose").index(rule)
            ranked.append(
                (
                    order,
                    _PRECISION_ORDER.index(place.value.precision),
                    _distance(syntax, token, place.span),
                    place,
                    rule,
                )
            )
    if ranked:
        *_, best, rule = min(ranked, key=lambda entry: entry[:3])
        best = next((place for *_, place, _ in ranked if is_village_of(place, best)), best)
        yield Found("place", best.span, best.value, f"place_{rule}")


def place_referred_to(syntax: Syntax, token: int, found: Sequence[Place]) -> Found | None:
    """Return the town that "there" or "in the same city" in the clause of an event word means: the one told last."""
    top = clause_head(syntax, token)
    for index in syntax.sentence(token):
        is_there = syntax.words[index] == "there" and syntax.tokens[index].dep == "advmod"
        if not (is_there or _is_definite_town(syntax, index)):
            continue
        if clause_head(syntax, index) != top and token not in syntax.ancestors(index):
            continue
        start = syntax.tokens[index].start
        before = [
            place
            for place in found
            if place.span.part == syntax.parse.part
            and start - _REFERRING <= place.span.start < start
            and place.value.precision in ("city", "exact")
            and not place.value.demonym
        ]
        if before:
            nearest = max(before, key=lambda place: place.span.start)
            first, last = syntax.noun_phrase(index)
            return Found("place", syntax.span(first, last), nearest.value, "place_referred")
    return None


def _is_definite_town(syntax: Syntax, index: int) -> bool:
    return (
        syntax.words[index] in ("city", "town", "village")
        and any(syntax.words[child] in ("the", "this", "that") for child in syntax.children(index, "det"))
        and _where_word(syntax, index) is not None
        and not syntax.children(index, "prep", "compound", "relcl")
    )


def paragraph_place(doc: Doc, at: int) -> Found | None:
    """Return the place that opens the paragraph of an offset as a line of its own: "Tripoli, Lebanon. A court ..."."""
    text = doc.article.text
    paragraph = next((each for each in doc.article.paragraphs if each.start <= at < each.end), None)
    if paragraph is None:
        return None
    opening = text[paragraph.start : paragraph.start + _OPENING]
    line = opening.partition(". ")[0]
    if line == opening or line.count(" ") > _OPENING_WORDS:
        return None
    own = [
        place
        for place in doc.places
        if place.span.part == "text" and paragraph.start <= place.span.start < paragraph.start + len(line)
    ]
    if not own or own[0].span.start != paragraph.start or not own[0].value.country:
        return None
    return Found("place", own[0].span, own[0].value, "place_paragraph")


def borders(syntax: Syntax, token: int) -> Iterator[Found]:
    """Yield a border that an event happened at: a place that no gazetteer has, kept as it is written."""
    top = clause_head(syntax, token)
    for index in syntax.sentence(token):
        if syntax.words[index] not in ("border", "frontier") or syntax.tokens[index].dep != "pobj":
            continue
        preposition = syntax.tokens[index].head
        if syntax.words[preposition] not in _AT_BORDER:
            continue
        above = list(syntax.ancestors(index))
        if token in above or clause_head(syntax, index) == top:
            first, last = syntax.noun_phrase(index)
            value = PlaceValue(None, None, None, None, None, None, None, "region", reason="a border is not one place")
            yield Found("place", syntax.span(first, last), value, "place_clause" if token in above else "place_loose")


def _place_rule(syntax: Syntax, token: int, top: int, at: int) -> str | None:
    preposition = _where_word(syntax, at)
    above = list(syntax.ancestors(at))
    if any(syntax.words[each] in _OF_OTHER_TIME for each in above[: above.index(top) if top in above else None]):
        # "six weeks before the Games open in Sochi"
        return None
    if preposition is None:
        # "the Peshawar school attack": the name modifies the word or its target.
        if syntax.tokens[at].dep in ("compound", "nmod", "poss") and token in above[:2]:
            return "clause"
        if syntax.is_headline:
            return "loose"
        return None
    if syntax.words[preposition] not in _STRICTLY_WHERE:
        return None if syntax.words[preposition] in ("between", "to", "by", "against", "with", "over") else "loose"
    if token in above and not any(syntax.children(each, "nsubj", "nsubjpass") for each in above[: above.index(token)]):
        return "below"
    if _is_of_bystander(syntax, token, preposition):
        return None
    return "clause" if clause_head(syntax, at) == top else "sentence"


def _is_of_bystander(syntax: Syntax, token: int, preposition: int) -> bool:
    """Tell whether a place is that of somebody who speaks or is asked: "a court in Sendo is to judge the attack".

    Police and rescuers speak where it happened.
    """
    hook = syntax.tokens[preposition].head
    if syntax.tokens[hook].pos not in ("NOUN", "PROPN") or hook == token or hook in syntax.ancestors(token):
        return False
    governor = next((index for index in syntax.ancestors(hook) if syntax.is_verb(index)), None)
    if governor is None or governor == token or _RESPONDERS & {syntax.words[each] for each in _phrase(syntax, hook)}:
        return False
    speaks = syntax.tokens[governor].lemma in _SPEAKING and hook < governor
    return speaks or (not syntax.is_verb(token) and syntax.tokens[governor].lemma in _JUDGING)


def _phrase(syntax: Syntax, noun: int) -> range:
    first, last = syntax.noun_phrase(noun)
    return range(first, last + 1)


def lead_sentences(syntax: Syntax) -> list[int]:
    """Return the numbers of the sentences that a text opens with: headers and bylines have no verb."""
    verbal = (
        number
        for number, (first, last) in enumerate(syntax.parse.sentence_tokens)
        if any(syntax.is_verb(index) for index in range(first, last))
    )
    return list(islice(verbal, _LEAD))


def is_where(syntax: Syntax, place: Place) -> bool:
    """Tell whether a place stands under "in" or "near": "in Dee province"."""
    at = syntax.head_of(place.span)
    word = None if at is None else _where_word(syntax, at)
    return word is not None and syntax.words[word] in _STRICTLY_WHERE


def _where_word(syntax: Syntax, at: int) -> int | None:
    """Return the preposition that a place name stands under, up through joined and heading nouns."""
    current = at
    for index in syntax.ancestors(at):
        dep = syntax.tokens[current].dep
        if dep == "pobj" and syntax.tokens[index].pos == "ADP":
            if syntax.words[index] == "of" and syntax.tokens[syntax.tokens[index].head].dep in (
                "pobj",
                "attr",
                "appos",
            ):
                current = syntax.tokens[index].head
                outer = syntax.tokens[current].head
                return outer if syntax.tokens[outer].pos == "ADP" else index
            return index
        if dep not in ("conj", "appos", "compound", "nmod", "nummod", "npadvmod"):
            return None
        current = index
    return None


def targets(syntax: Syntax, lexicon: Lexicon, token: int) -> Iterator[Found]:
    """Yield the things that were struck."""
    if syntax.is_verb(token):
        direct = syntax.patients(token)
        around = syntax.prepositions(token, "at", "on", "into", "outside", "near", "against", "inside")
    else:
        direct = syntax.prepositions(token, "on", "against", "of", "at")
        around = syntax.prepositions(token, "near", "outside", "inside", "in")
        direct += [child for child in syntax.children(token, "compound") if target_at(syntax, lexicon, child)]
    for heads, rule in ((direct, "target"), (around, "target_near")):
        for head in heads:
            thing = target_at(syntax, lexicon, head)
            if thing is not None:
                first, last = syntax.noun_phrase(head)
                span = syntax.span(first, last)
                yield Found("target", span, ThingValue(_name(syntax, first, last), thing.kind), rule)


def weapons(syntax: Syntax, lexicon: Lexicon, token: int) -> Iterator[Found]:
    """Yield what it was done with: "with a rifle", a weapon as the subject, and others of the sentence."""
    tied = set(syntax.prepositions(token, "with", "by", "using", "from"))
    if syntax.is_verb(token):
        tied |= {*syntax.agents(token), *syntax.patients(token)}
    tied |= set(syntax.children(token, "compound", "nmod"))
    for index in syntax.sentence(token):
        if syntax.tokens[index].pos not in ("NOUN", "PROPN", "NUM", "ADJ"):
            continue
        thing = weapon_at(syntax, lexicon, index)
        if thing is None or (index + 1 < len(syntax.words) and weapon_at(syntax, lexicon, index + 1)):
            continue
        rule = "weapon" if index in tied else "weapon_sentence"
        first, last = _weapon_phrase(syntax, index)
        yield Found("weapon", syntax.span(first, last), ThingValue(_name(syntax, first, last), thing.kind), rule)


def _weapon_phrase(syntax: Syntax, index: int) -> tuple[int, int]:
    first = index
    while (
        first > 0
        and syntax.tokens[first - 1].head in (index, first)
        and syntax.tokens[first - 1].dep in ("compound", "amod", "punct", "nmod")
    ):
        first -= 1
    return first, index


def _name(syntax: Syntax, first: int, last: int) -> str:
    words = list(syntax.words[first : last + 1])
    while len(words) > 1 and words[0] in ("the", "a", "an", "this", "that", "his", "her", "its", "their", "another"):
        words = words[1:]
    return " ".join(words).replace(" - ", "-")
