"""Finds who did it and to whom: the parties that syntax ties to an event word, with their kind and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from dateline.extract.counting import Counted, count_people, name_at, person_of
from dateline.extract.nouns import target_at, weapon_at
from dateline.extract.stance_words import DENYING_CUES, INVOLVEMENT
from dateline.extract.syntax import Syntax
from dateline.extract.taking import is_led_away, takers
from dateline.knowledge.lexicon import Lexicon, Person, word_set
from dateline.model import Mention, PartyKind, PartyValue, PersonStatus, Span


@dataclass(frozen=True, slots=True)
class Party:
    """One party of an event as one place tells it; `rule` is a key of SCORES in claims."""

    field: str
    span: Span
    value: PartyValue
    rule: str


MENTION_KINDS: dict[str, PartyKind] = {
    "person": "person",
    "armed_group": "armed_group",
    "state_force": "state_force",
    "police": "police",
    "government": "government",
    "organisation": "organisation",
}
_ENTITY_KINDS: dict[str, PartyKind] = {"PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "government"}
_DOING = word_set(
    "carry launch stage commit conduct mount perpetrate execute perform undertake wage lead open make plan order "
    "orchestrate start fire fight"
)
_OF_STATE = word_set("army military forces troops navy soldiers jets warplanes")
_JUSTIFYING = word_set("justify avenge revenge retaliate")
_SAYING = word_set("say claim announce declare state admit boast confirm")
_SPEAKERS_OWN = word_set("it they we its their our")
#: What may stand before those who are counted: "more than a dozen other people".
_NOT_NAMING = frozenset(("NUM", "DET", "ADP", "PRON", "SCONJ", "PUNCT"))
_COUNTING = word_set(
    "at least more most many few some several dozens dozen scores hundreds thousands hundred thousand million tens "
    "other others another additional further nearly almost about around over under up approximately only just all "
    "both fewer less than as no not couple pair number one"
)
_FIGHTING = word_set("militants attackers soldiers police security_forces")
_REASONS = word_set("revenge retaliation response avenge justified reprisal")


def perpetrators(
    syntax: Syntax, lexicon: Lexicon, token: int, mentions: Sequence[Mention], *, field: str
) -> list[Party]:
    """Return those who, by syntax, did what an event word tells."""
    heads: list[tuple[int, str]] = []
    if syntax.is_verb(token):
        is_taking = is_led_away(syntax, lexicon, token, syntax.patients(token))
        doers = takers(syntax, lexicon, token) if is_taking else syntax.agents(token)
        heads += [(head, "agent") for head in doers]
    else:
        heads += [(head, "agent") for head in syntax.prepositions(token, "by")]
        heads += [(head, "poss") for head in syntax.children(token, "poss")]
        heads += [(head, "modifier") for head in syntax.children(token, "compound", "amod", "nmod")]
        governor = syntax.tokens[token].head
        is_done = syntax.tokens[governor].lemma in _DOING and syntax.tokens[token].dep in ("dobj", "nsubjpass")
        if is_done and syntax.is_verb(governor):
            heads += [(head, "agent") for head in syntax.agents(governor)]
    found = []
    for head, rule in heads:
        party = read_party(syntax, lexicon, head, mentions, field=field, rule=rule)
        if party is None or (rule == "modifier" and not _is_actor(syntax, head, party)):
            continue
        if rule == "poss" and party.value.kind in ("civilians", "person"):
            continue
        if party.value.kind == "civilians":
            party = replace(party, value=replace(party.value, kind="group"))
        found.append(party)
    return found


def _is_actor(syntax: Syntax, head: int, party: Party) -> bool:
    if party.value.kind in ("armed_group", "state_force", "police"):
        return True
    return syntax.tokens[head].entity == "NORP"


def victims(syntax: Syntax, lexicon: Lexicon, token: int, mentions: Sequence[Mention], *, field: str) -> list[Party]:
    """Return those whom the event word itself is done to, whatever became of them."""
    if syntax.is_verb(token):
        heads = syntax.patients(token)
    else:
        heads = [
            head
            for head in syntax.prepositions(token, "on", "against", "of")
            if person_of(syntax, lexicon, syntax.counted_noun(head)) or head in syntax.names
        ]
    found = []
    for head in heads:
        if target_at(syntax, lexicon, head) or weapon_at(syntax, lexicon, head):
            continue
        party = read_party(syntax, lexicon, head, mentions, field=field, rule="patient")
        if party is not None and party.value.kind != "government":
            found.append(party)
    return found


def sides(syntax: Syntax, lexicon: Lexicon, token: int, mentions: Sequence[Mention]) -> list[Party]:
    """Return the two sides of a clash: "between A and B", "A clashed with B"."""
    between = syntax.prepositions(token, "between", "among")
    if len(between) == 1 and "and" in syntax.words[slice(*syntax.noun_phrase(between[0]))]:
        # The parser takes "the army and Taliban fighters" for one.
        return []
    if between:
        pairs = zip(between[:2], ("side_a", "side_b"), strict=False)
        return [
            party
            for head, field in pairs
            if (party := read_party(syntax, lexicon, head, mentions, field=field, rule="agent"))
        ]
    found = perpetrators(syntax, lexicon, token, mentions, field="side_a")
    governor = syntax.tokens[token].head
    for index in (token, governor):
        if index == governor and not syntax.is_verb(governor):
            break
        for head in syntax.prepositions(index, "with", "against"):
            party = read_party(syntax, lexicon, head, mentions, field="side_b", rule="agent")
            if party is not None:
                return [*found, party]
    # Those whom "a clash killed" are of either side, or bystanders.
    if syntax.is_verb(token) and found:
        struck = victims(syntax, lexicon, token, mentions, field="side_b")
        found += [party for party in struck if _may_fight(party.value, lexicon)]
    return found


def _may_fight(party: PartyValue, lexicon: Lexicon) -> bool:
    """Tell whether those struck may be a side: not bystanders, of whom only their number or trade is told."""
    if party.kind == "person" and party.name is None:
        person = lexicon.people.get(party.role or "")
        return person is not None and person.of in _FIGHTING
    return party.kind not in ("civilians", "crowd")


def read_party(
    syntax: Syntax, lexicon: Lexicon, head: int, mentions: Iterable[Mention], *, field: str, rule: str
) -> Party | None:
    """Return the party that a noun names, or None where it names no people and no body."""
    noun = syntax.counted_noun(head)
    token = syntax.tokens[noun]
    if token.pos in ("PRON", "DET", "NUM", "ADP") or weapon_at(syntax, lexicon, noun):
        return None
    mention = _mention_at(syntax, noun, mentions)
    person = person_of(syntax, lexicon, noun)
    if mention is not None and mention.kind in MENTION_KINDS and (mention.actor or person is None):
        kind: PartyKind = MENTION_KINDS[mention.kind]
        return Party(field, mention.span, PartyValue(text_of(syntax, mention.span), mention.actor, kind), rule)
    name = name_at(syntax, noun)
    if name is not None and (person is None or token.pos == "PROPN"):
        counted = count_people(syntax, lexicon, noun)
        return Party(
            field, name, PartyValue(text_of(syntax, name), None, "person", age=counted.age if counted else None), rule
        )
    if person is not None:
        return _of_noun(syntax, lexicon, noun, person, field, rule)
    return _of_entity(syntax, noun, field, rule)


def _of_noun(syntax: Syntax, lexicon: Lexicon, noun: int, person: Person, field: str, rule: str) -> Party:
    span = syntax.span(*syntax.noun_phrase(noun))
    counted = count_people(syntax, lexicon, noun)
    if counted is not None and counted.is_single:
        return Party(field, span, _unnamed(counted, syntax.words[noun]), rule)
    return Party(field, span, PartyValue(_without_number(syntax, span), None, person.kind), rule)


def _unnamed(counted: Counted, noun: str, status: PersonStatus | None = None) -> PartyValue:
    """Return one person without a name: what is said of them is their role."""
    kind: PartyKind = "person" if counted.party in ("civilians", "group", "crowd", "government") else counted.party
    return PartyValue(None, None, kind, status, counted.age, None if noun in _COUNTING else noun)


def _of_entity(syntax: Syntax, noun: int, field: str, rule: str) -> Party | None:
    token = syntax.tokens[noun]
    entity = _ENTITY_KINDS.get(token.entity)
    if entity is None:
        if syntax.words[noun] in _OF_STATE or syntax.tokens[noun].lemma.lower() in _OF_STATE:
            span = syntax.span(*syntax.noun_phrase(noun))
            return Party(field, span, PartyValue(text_of(syntax, span), None, "state_force"), rule)
        return None
    first = last = noun
    while first > 0 and syntax.tokens[first].entity_iob == "I":
        first -= 1
    while last + 1 < len(syntax.tokens) and syntax.tokens[last + 1].entity_iob == "I":
        last += 1
    span = syntax.span(first, last)
    return Party(field, span, PartyValue(text_of(syntax, span), None, entity), rule)


def _mention_at(syntax: Syntax, index: int, mentions: Iterable[Mention]) -> Mention | None:
    at = Span(syntax.parse.part, syntax.tokens[index].start, syntax.tokens[index].end)
    return next((mention for mention in mentions if mention.span.covers(at)), None)


def text_of(syntax: Syntax, span: Span) -> str:
    first = syntax.starts.get(span.start)
    if first is None:
        return ""
    pieces: list[str] = []
    end = span.start
    for token in syntax.tokens[first:]:
        if token.start >= span.end:
            break
        pieces += [" "] * (token.start > end and bool(pieces)) + [token.text]
        end = token.end
    return "".join(pieces).removeprefix("the ").removeprefix("The ")


def _without_number(syntax: Syntax, span: Span) -> str | None:
    """Return whom a noun phrase names ("Kurdish farmers" in "at least 16 Kurdish farmers"), or None: a number alone."""
    inside = [token for token in syntax.tokens if span.start <= token.start and token.end <= span.end]
    kept = list(dropwhile(lambda token: token.pos in _NOT_NAMING or token.text.lower() in _COUNTING, inside))
    return text_of(syntax, Span(span.part, kept[0].start, span.end)) if kept else None


def victim_of(syntax: Syntax, counted: Counted, *, status: PersonStatus) -> Party | None:
    """Return the people of a toll as a victim, with what became of them; None where only a number is told of them."""
    if counted.name is None and counted.is_single:
        return Party("victim", counted.span, _unnamed(counted, syntax.words[counted.head], status), "harm")
    name = counted.name or _without_number(syntax, counted.span)
    if name is None:
        return None
    return Party("victim", counted.span, PartyValue(name, None, counted.party, status, counted.age), "harm")


def responsibility(syntax: Syntax, lexicon: Lexicon, mentions: Sequence[Mention]) -> Iterator[tuple[int, Party]]:
    """Yield (token, party) for whoever claims an act, is blamed for one, or justifies one for a group."""
    for index, token in enumerate(syntax.tokens):
        lemma = token.lemma.lower()
        if not syntax.is_verb(index):
            continue
        objects = syntax.children(index, "dobj")
        words = {syntax.words[each] for each in objects}
        claims_act = lemma == "claim" and any(_is_violent(syntax, lexicon, each) for each in objects)
        takes_it = lemma in ("claim", "take", "accept", "assume") and "responsibility" in words
        if (claims_act or takes_it) and not syntax.is_negated(index):
            for head in syntax.agents(index)[:2]:
                if party := _speaking_group(syntax, lexicon, head, mentions):
                    yield index, party
        elif lemma in DENYING_CUES and words & INVOLVEMENT:
            for head in syntax.agents(index)[:1]:
                if party := _speaking_group(syntax, lexicon, head, mentions):
                    yield index, Party("responsibility_blamed_on", party.span, party.value, "denies")
        elif (lemma in _DOING or lemma == "be") and _is_of_attack(syntax, lexicon, index):
            sayings = [each for each in syntax.ancestors(index) if syntax.tokens[each].lemma in _SAYING]
            for head in syntax.agents(sayings[0])[:1] if sayings else []:
                if party := _speaking_group(syntax, lexicon, head, mentions):
                    yield index, party
        elif lemma == "blame":
            heads = [*syntax.patients(index), *syntax.prepositions(index, "on")]
            yield from _blamed(syntax, lexicon, index, heads, mentions)
        elif lemma in ("accuse", "suspect") and syntax.children(index, "prep"):
            yield from _blamed(syntax, lexicon, index, syntax.patients(index), mentions)
        elif lemma in ("attribute", "pin"):
            yield from _blamed(syntax, lexicon, index, syntax.prepositions(index, "to", "on"), mentions)
        elif token.dep == "ccomp" and (
            lemma in _JUSTIFYING or _REASONS & {syntax.words[c] for c in syntax.parse.subtree(index)}
        ):
            for head in syntax.agents(token.head)[:1] if syntax.is_verb(token.head) else []:
                party = _speaking_group(syntax, lexicon, head, mentions, armed_only=True)
                if party is not None:
                    yield index, Party(party.field, party.span, party.value, "justified")


def _is_of_attack(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    """Tell whether speakers say of themselves that they did it: "said it had carried out the attack"."""
    subjects = [below for each in syntax.children(index, "nsubj") for below in syntax.parse.subtree(each)]
    if not any(syntax.words[each] in _SPEAKERS_OWN for each in subjects) or syntax.is_negated(index):
        return False
    done = [*syntax.children(index, "dobj"), *syntax.prepositions(index, "behind")]
    return any(syntax.words[each] == "operation" or _is_violent(syntax, lexicon, each) for each in done)


def _is_violent(syntax: Syntax, lexicon: Lexicon, index: int) -> bool:
    names = lexicon.nouns.get(syntax.tokens[index].lemma.lower(), ())
    return any(lexicon.types[name].violent for name in names)


def _blamed(
    syntax: Syntax, lexicon: Lexicon, index: int, heads: Iterable[int], mentions: Sequence[Mention]
) -> Iterator[tuple[int, Party]]:
    for head in heads:
        party = read_party(syntax, lexicon, head, mentions, field="responsibility_blamed_on", rule="blamed")
        if party is not None and party.value.kind not in ("civilians",):
            yield index, party


def attackers(syntax: Syntax, lexicon: Lexicon, mentions: Sequence[Mention]) -> Iterator[tuple[int, Party]]:
    """Yield (token, party) for "the attackers", "the gunmen": nouns that say by themselves what was done."""
    for index, token in enumerate(syntax.tokens):
        if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            continue
        person = person_of(syntax, lexicon, index)
        if person is None or person.of != "attackers" or token.lemma.lower() in ("individual", "criminal"):
            continue
        if any(syntax.words[child] in ("the", "these", "those") for child in syntax.children(index, "det")):
            party = read_party(syntax, lexicon, index, mentions, field="perpetrator", rule="agentive")
            if party is not None:
                yield index, party


def _speaking_group(
    syntax: Syntax, lexicon: Lexicon, head: int, mentions: Sequence[Mention], *, armed_only: bool = False
) -> Party | None:
    """Return the group itself where its spokesman speaks: "the group's spokesman claimed responsibility"."""
    own = set(syntax.parse.subtree(head))
    groups = [
        mention
        for mention in mentions
        if mention.kind == "armed_group"
        and syntax.token_at(mention.span) in own
        and mention.span.part == syntax.parse.part
    ]
    if groups:
        mention = groups[0]
        value = PartyValue(text_of(syntax, mention.span), mention.actor, "armed_group")
        return Party("responsibility_claimed_by", mention.span, value, "claimed")
    if armed_only:
        return None
    return read_party(syntax, lexicon, head, mentions, field="responsibility_claimed_by", rule="claimed")
