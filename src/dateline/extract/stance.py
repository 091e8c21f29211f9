"""Tells whether an event word says that it happened: asserted, hedged, denied, planned, predicted or hypothetical."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.extract import stance_words as words
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Stance

#: Factuality of a stance where nothing finer is known.
FACTUALITY: Mapping[Stance, float] = {
    "asserted": 3.0,
    "hedged": 1.5,
    "denied": -3.0,
    "planned": 0.8,
    "predicted": 1.0,
    "hypothetical": 0.3,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The stance of one event word, and its factuality between -3 and 3."""

    stance: Stance
    factuality: float
    #: Whether the words at the event word itself say so ("did not attack"), or words of denying above it: not a
    #: negation or the like that may be of another word ("The attack was not the first").
    is_plain: bool = True


def judge(syntax: Syntax, token: int, *, cues: Iterable[str] = ()) -> Standing:
    """Return the stance of the event word at a token; `cues` are lemmas of those who are said to say it."""
    own = _own_words(syntax, token)
    stance = own or _by_governors(syntax, token)
    if stance == "asserted":
        for cue in cues:
            if cue in words.DENYING_CUES:
                if not _is_given(syntax, token):
                    return Standing("denied", -2.0)
                continue
            if cue in words.HEDGING or cue in words.HEDGING_NOUNS:
                return Standing("hedged", 1.5)
    if stance == "asserted" and _is_attempt(syntax, token):
        return Standing("asserted", 0.8)
    return Standing(stance, FACTUALITY[stance], is_plain=own is not None or _is_denied(syntax, token))


def _is_denied(syntax: Syntax, token: int) -> bool:
    """Tell whether a word of denying is above: "denied that", "foiled", "reports of it were untrue"."""
    return any(
        syntax.tokens[above].lemma.lower() in words.DENYING | words.DENYING_NOUNS
        or _is_calling_off(syntax, above)
        or any(syntax.words[child] in words.UNTRUE for child in syntax.children(above, "acomp", "attr", "oprd"))
        for above in syntax.ancestors(token)
    )


def _is_given(syntax: Syntax, token: int) -> bool:
    """Tell whether a denial leaves it standing: "denied that men fired from the hall when a bomb destroyed it"."""
    for index in (token, *syntax.ancestors(token)):
        lemma = syntax.tokens[index].lemma.lower()
        if lemma in words.DENYING_CUES:
            return False
        if lemma in words.INVOLVEMENT:
            return True
        if syntax.tokens[index].dep == "advcl" and _has_mark(syntax, index, words.GIVEN_MARKS):
            return True
    return False


def _by_syntax(syntax: Syntax, token: int) -> Stance:
    return _own_words(syntax, token) or _by_governors(syntax, token)


def _by_governors(syntax: Syntax, token: int) -> Stance:
    current, is_noun = token, not syntax.is_verb(token)
    hedged = False
    if is_noun and _is_told_as_fact(syntax, token):
        return "asserted"
    if is_noun and syntax.is_headline and syntax.words[max(0, token - 1) : token] in (("plan",), ("plans",)):
        return "planned"
    for governor in syntax.ancestors(token):
        dep = syntax.tokens[current].dep
        lemma = syntax.tokens[governor].lemma.lower()
        if dep in ("acl", "relcl") and lemma in words.PURPOSEFUL_NOUNS and _is_infinitive(syntax, current):
            return "planned"
        if dep == "csubj" or (dep == "conj" and syntax.tokens[current].tag == "VB"):
            return _by_neighbour(syntax, current, governor) or "asserted"
        if dep not in words.THROUGH and dep != "compound":
            break
        if dep == "compound":
            # "the bombing suspect", "attack drill"
            if syntax.words[governor] in words.PLAYED:
                return "hypothetical"
            break
        if dep == "advcl":
            if _has_mark(syntax, current, words.HYPOTHETICAL_MARKS):
                return "hypothetical"
            if not _is_infinitive(syntax, current):
                break
            return "hypothetical" if syntax.is_negated(governor) else "planned"
        if dep == "ccomp" and _has_mark(syntax, current, words.HYPOTHETICAL_MARKS):
            return "hypothetical"
        if dep == "acl" and not _is_infinitive(syntax, current) and lemma not in words.HEDGING_NOUNS:
            break
        if syntax.is_verb(governor):
            if is_noun and dep in ("nsubj", "nsubjpass") and (judged := _by_predicate(syntax, governor)):
                return judged
            found = _by_verb(syntax, governor, current, lemma, is_noun=is_noun)
            if found == "hedged":
                hedged = True
            elif found is not None:
                return found
            # "asked to come for what they call the biggest march": the noun stands in the place of "what".
            is_named = lemma == "call" and dep == "oprd" and syntax.tokens[governor].dep == "pcomp"
            if is_noun and lemma not in words.LIGHT and not is_named:
                break
            if dep == "ccomp" and lemma in words.TELLING:
                # What is told is not planned because the telling is: "called to say that he had shot a man".
                break
            is_noun = False
        else:
            noun = _by_noun(syntax, governor, current, lemma)
            if noun is not None:
                return noun
            if not is_noun and dep not in ("prep", "pcomp", "conj"):
                break
            if is_noun and dep not in words.NOUN_RELATIONS:
                break
            if (
                is_noun
                and dep == "pobj"
                and syntax.words[governor] not in ("of", "for", "to", "against", "in", "by", "from")
            ):
                outer = syntax.tokens[syntax.tokens[governor].head].lemma
                if syntax.words[governor] not in ("with", "into") or outer not in ("end", "turn"):
                    # "after the attack", "during the raid": given
                    break
            if (
                is_noun
                and dep == "prep"
                and syntax.tokens[governor].pos in ("NOUN", "PROPN")
                and lemma not in words.SERIES
            ):
                # "denied a role in the attack", "could see victims of the attack": given
                break
        current = governor
    if syntax.tokens[token].dep == "ROOT" and _is_infinitive(syntax, token):
        # "Ministers to meet on Monday"
        return "planned"
    return "hedged" if hedged else "asserted"


def _by_neighbour(syntax: Syntax, verb: int, governor: int) -> Stance | None:
    """Read a clause that is a subject, or a bare verb joined to others: "is likely to anger them and spur attacks"."""
    if syntax.tokens[verb].dep == "csubj":
        return _by_auxiliaries(syntax, governor)
    if syntax.tokens[governor].tag == "VB":
        return _by_auxiliaries(syntax, verb) or _by_syntax(syntax, governor)
    infinitives = [
        index
        for index in syntax.parse.subtree(governor)
        if index < verb and syntax.tokens[index].tag == "VB" and _is_infinitive(syntax, index)
    ]
    return _by_syntax(syntax, infinitives[-1]) if infinitives else None


def _by_predicate(syntax: Syntax, governor: int) -> Stance | None:
    """Read what is said of the event: "reports of a raid were untrue", "an attack is likely"."""
    told = {syntax.words[child] for child in syntax.children(governor, "acomp", "attr", "oprd")}
    if told & words.UNTRUE:
        return "denied"
    return "hypothetical" if told & words.LIKELY else None


def _is_told_as_fact(syntax: Syntax, noun: int) -> bool:
    """Tell whether a clause at the noun says that it happened: "the raid that killed nine", "a siege it began"."""
    return any(
        syntax.tokens[clause].tag in ("VBD", "VBN")
        and syntax.tokens[clause].lemma.lower() not in words.PLANNING
        and not any(syntax.words[child] in words.MODALS | words.WILL for child in syntax.children(clause, "aux"))
        and not syntax.is_negated(clause)
        for clause in syntax.children(noun, "relcl")
    )


def _own_words(syntax: Syntax, token: int) -> Stance | None:
    """Read what stands at the word itself: negation, auxiliaries, adverbs, adjectives."""
    lemmas = {syntax.words[child] for child in syntax.parse.children[token]}
    if lemmas & words.DENYING_ADJECTIVES:
        return "denied"
    if lemmas & words.PLANNING_ADJECTIVES and not _is_well_planned(syntax, token):
        return "planned"
    if "next" in lemmas or _own_played(syntax, token):
        return "hypothetical"
    if syntax.is_verb(token):
        found = _by_auxiliaries(syntax, token)
        if found is not None:
            return found
        if _has_mark(syntax, token, words.HYPOTHETICAL_MARKS):
            return "hypothetical"
    elif "no" in lemmas or "without" in lemmas or _after_without(syntax, token):
        return "denied"
    if lemmas & (words.HEDGING_ADVERBS | words.HEDGING_ADJECTIVES):
        return "hedged"
    return None


def _is_well_planned(syntax: Syntax, token: int) -> bool:
    """Tell whether an adverb says how it was planned: "a carefully planned attack" took place."""
    return any(syntax.children(child, "advmod") for child in syntax.children(token, "amod"))


def _own_played(syntax: Syntax, token: int) -> bool:
    following = syntax.words[token + 1 : token + 2]
    return bool(following) and following[0] in words.PLAYED and syntax.tokens[token].dep == "compound"


def _after_without(syntax: Syntax, token: int) -> bool:
    head = syntax.tokens[token].head
    return syntax.tokens[token].dep == "pobj" and syntax.words[head] == "without"


def _by_auxiliaries(syntax: Syntax, verb: int) -> Stance | None:
    auxiliaries = [syntax.words[child] for child in syntax.children(verb, "aux", "auxpass")]
    adverbs = {syntax.words[child] for child in syntax.children(verb, "advmod")}
    if syntax.is_negated(verb) and not {"only", "just"} & adverbs:
        return "denied"
    if any(is_none(syntax, child) for child in syntax.children(verb, "nsubj", "nsubjpass", "dobj")):
        return "denied"
    if any(word in words.WILL for word in auxiliaries):
        return "planned" if _has_person_subject(syntax, verb) and not syntax.is_passive(verb) else "predicted"
    is_had = "'d" in auxiliaries and "be" not in auxiliaries and syntax.tokens[verb].tag in ("VBN", "VBD")
    if any(word in words.MODALS for word in auxiliaries) and not is_had:
        if {"may", "might", "could", "must"} & set(auxiliaries) and "have" in auxiliaries:
            return "hedged"
        if {"would", "'d"} & set(auxiliaries) and _under_speech(syntax, verb):
            return "planned"
        return "hypothetical"
    if not auxiliaries and syntax.tokens[verb].dep == "conj" and not syntax.children(verb, "nsubj", "nsubjpass"):
        head = syntax.tokens[verb].head
        if syntax.is_verb(head) and syntax.tokens[verb].tag == "VB":
            return _by_auxiliaries(syntax, head)
    if adverbs & words.HEDGING_ADVERBS:
        return "hedged"
    return None


def is_none(syntax: Syntax, noun: int) -> bool:
    """Tell whether a noun is "nobody" or has "no" before it: "no shots were fired"."""
    return syntax.words[noun] in ("nobody", "none") or any(
        syntax.words[child] == "no" for child in syntax.children(noun, "det", "neg")
    )


def _under_speech(syntax: Syntax, verb: int) -> bool:
    head = syntax.tokens[verb].head
    return syntax.tokens[verb].dep == "ccomp" and syntax.tokens[head].lemma in words.SPEECH


def _has_person_subject(syntax: Syntax, verb: int) -> bool:
    """Tell whether the subject can mean to do something: people and bodies, not "pressure" or "retaliation"."""
    subject = syntax.subject(verb)
    if subject is None:
        return False
    token = syntax.tokens[subject]
    people = load_lexicon().people
    return token.pos in ("PROPN", "PRON") or token.lemma.lower() in people or syntax.words[subject] in words.BODIES


def _has_mark(syntax: Syntax, clause: int, marks: frozenset[str]) -> bool:
    return any(syntax.words[child] in marks for child in syntax.children(clause, "mark", "advmod", "prep"))


def _is_infinitive(syntax: Syntax, verb: int) -> bool:
    return any(syntax.words[child] == "to" for child in syntax.children(verb, "aux"))


def _by_verb(syntax: Syntax, governor: int, current: int, lemma: str, *, is_noun: bool) -> Stance | None:
    """Read what a governing verb makes of the event below it."""
    dep = syntax.tokens[current].dep
    direct = dep in ("dobj", "obj", "xcomp", "ccomp", "nsubjpass", "advcl", "oprd", "acomp")
    through_preposition = dep == "prep"
    if lemma in words.DENYING and (direct or (through_preposition and syntax.words[current] in ("from", "out"))):
        if lemma == "rule" and not any(syntax.words[child] == "out" for child in syntax.parse.children[governor]):
            return None
        return None if syntax.is_negated(governor) else "denied"
    if direct and _is_calling_off(syntax, governor):
        return "denied"
    if (lemma == "want" and through_preposition) or (lemma == "call" and not through_preposition):
        # "wanted for the killing", "called the attack cowardly"
        return None
    if lemma == "call" and syntax.words[current] == "to" and _are_responders(syntax, governor):
        return None
    if lemma in words.PLANNING and (direct or (through_preposition and syntax.words[current] in ("for", "of", "to"))):
        if lemma == "plan" and dep == "nsubjpass" and _lasted(syntax, governor):
            # "The attack had been planned for weeks"
            return None
        is_wish = is_noun or _is_infinitive(syntax, current) or dep in ("dobj", "nsubjpass", "prep")
        if is_wish and (dep != "ccomp" or lemma in ("demand", "propose", "order")):
            return "planned"
    if lemma in words.PLAYING and is_noun and direct:
        return "hypothetical"
    if lemma in words.PREDICTING and (direct or dep == "nsubjpass"):
        return "predicted"
    if dep in ("xcomp", "ccomp", "dobj") and lemma == "go" and _is_infinitive(syntax, current):
        return "planned"
    if dep == "xcomp" and lemma == "be" and _is_infinitive(syntax, current):
        # "is to be"
        return "predicted"
    if lemma in words.HEDGING and (
        dep in ("ccomp", "xcomp") or (through_preposition and syntax.words[current] in ("of", "with"))
    ):
        return "hedged"
    if not is_noun and dep in ("xcomp", "conj"):
        return _by_auxiliaries(syntax, governor) if dep == "xcomp" else None
    if is_noun and lemma in words.LIGHT:
        return _by_auxiliaries(syntax, governor) or _by_form(syntax, governor)
    return None


def _is_calling_off(syntax: Syntax, verb: int) -> bool:
    is_off = any(syntax.words[child] == "off" for child in syntax.children(verb, "prt"))
    return is_off and syntax.tokens[verb].lemma.lower() == "call"


def _lasted(syntax: Syntax, verb: int) -> bool:
    """Tell whether a verb says how long it took: "for weeks", "over months"."""
    spans = {syntax.tokens[noun].lemma.lower() for noun in syntax.prepositions(verb, "for", "over", "in")}
    return bool(spans & {"week", "month", "year", "day", "time"})


def _are_responders(syntax: Syntax, verb: int) -> bool:
    """Tell whether the subject goes to what has happened: "deputies were called to a shooting"."""
    subject = syntax.subject(verb)
    return subject is not None and syntax.tokens[subject].lemma.lower() in words.RESPONDERS


def _by_form(syntax: Syntax, governor: int) -> Stance | None:
    """Read the form of a light verb: "to launch an attack" tells of none, unless someone did so."""
    if not _is_infinitive(syntax, governor):
        return None
    head = syntax.tokens[governor].head
    if syntax.tokens[head].lemma in ("continue", "begin", "start", "manage", "go", "help", "use"):
        return None
    if syntax.tokens[governor].dep in ("advcl", "acl", "relcl"):
        return "planned"
    return None


def _by_noun(syntax: Syntax, governor: int, current: int, lemma: str) -> Stance | None:
    dep = syntax.tokens[current].dep
    if dep == "acomp" or syntax.tokens[governor].pos == "ADJ":
        if lemma in ("bound", "set", "due", "poised", "expected"):
            return "predicted"
        if lemma in ("likely", "able", "ready", "willing", "possible", "capable", "impossible", "unable"):
            return "hypothetical"
        return None
    if dep not in ("prep", "acl", "ccomp", "relcl", "pcomp"):
        return None
    if dep == "prep" and syntax.words[current] not in ("of", "for", "to", "against"):
        return None
    # "a call of shots fired" tells of them, "a call for attacks" does not.
    told = ("against", "of") if lemma == "call" else ("against",)
    if lemma in words.PLANNING_NOUNS and not (dep == "prep" and syntax.words[current] in told):
        return "planned"
    if lemma in words.HEDGING_NOUNS and not (dep == "prep" and syntax.words[current] in ("for", "against", "to")):
        return "hedged"
    if lemma in words.DENYING_NOUNS:
        return "denied"
    return "hypothetical" if lemma in words.PLAYED else None


def _is_attempt(syntax: Syntax, token: int) -> bool:
    if any(syntax.words[child] in ("attempted", "failed", "unsuccessful") for child in syntax.children(token, "amod")):
        return True
    head = syntax.tokens[token].head
    return syntax.tokens[head].lemma in words.ATTEMPTING and syntax.tokens[token].dep == "xcomp"
