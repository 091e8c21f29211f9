"""Tells whether an event word says that it happened: asserted, hedged, denied, planned, predicted or hypothetical."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import load_lexicon, word_set
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


_DENYING = word_set(
    "deny refute reject disprove prevent avoid avert foil thwart stop abort cancel refuse fail decline rule halt scrap "
    "postpone disrupt repel intercept forestall dismiss preempt miss neglect forbid ban"
)
_PLANNING = word_set(
    "plan intend want threaten vow prepare aim seek hope promise pledge schedule decide order urge demand call plot "
    "propose agree consider contemplate encourage incite authorize authorise approve wish mean offer ask request "
    "conspire resolve need instruct advocate warn signal announce ready mull look"
)
_PREDICTING = word_set("expect predict forecast foresee anticipate project")
_HEDGING = word_set(
    "allege suspect believe think claim accuse appear seem suggest fear assume suppose presume speculate estimate "
    "rumour "
    "rumor imply insist charge blame indicate hint doubt consider implicate"
)
_ATTEMPTING = word_set("try attempt")
_HEDGING_ADVERBS = word_set(
    "allegedly reportedly apparently possibly probably perhaps purportedly presumably supposedly seemingly maybe "
    "ostensibly unconfirmed"
)
_HEDGING_ADJECTIVES = word_set(
    "alleged suspected apparent possible purported presumed supposed reported rumoured rumored probable unconfirmed "
    "believed"
)
_PLANNING_ADJECTIVES = word_set(
    "planned future threatened imminent impending upcoming scheduled intended proposed looming forthcoming potential "
    "would-be prospective pending"
)
_DENYING_ADJECTIVES = word_set("foiled thwarted aborted averted cancelled canceled fake simulated mock prevented hoax")
# Exercises: the words tell of an attack that is only played.
_PLAYED = word_set(
    "drill drills exercise exercises simulation simulations training rehearsal film movie novel game games video-game"
)
_HYPOTHETICAL_MARKS = word_set("if unless whether lest")
_MODALS = word_set("may might could would can should must 'd ca")
_WILL = word_set("will shall 'll wo")
# A noun as the object or subject of these shares the verb's modality; of another verb ("probe the attack") it does not.
_LIGHT = word_set(
    "launch carry stage mount conduct commit make hold execute perform wage undertake perpetrate lead start begin "
    "occur "
    "happen take follow come continue resume erupt break trigger spark provoke cause suffer face stage open see "
    "be have "
    "order organize organise end turn lead result include involve fire set plant attempt avoid "
    "sign reach do impose declare"
)
_THROUGH = word_set("dobj obj pobj prep nsubj nsubjpass attr conj pcomp xcomp ccomp advcl acl oprd agent acomp dative")
_NOUN_RELATIONS = word_set("dobj obj pobj prep nsubj nsubjpass attr conj agent compound dative")
# Nouns that govern as the verbs of planning do: "a plan to attack", "threat of an attack".
_PLANNING_NOUNS = word_set(
    "plan plot threat intention order permission call readiness proposal preparation wish risk danger fear "
    "possibility prospect conspiracy bid likelihood vow authority"
)
# "an operation to capture a leader" tells what it is for, not whether it was done.
_PURPOSEFUL_NOUNS = word_set("operation mission raid search sweep effort")
_HEDGING_NOUNS = word_set("allegation claim suspicion accusation rumor rumour belief charge")
_DENYING_NOUNS = word_set("denial absence lack")
_TELLING = word_set("say tell report add state claim allege believe think know learn announce confirm deny")
_SERIES = word_set(
    "report claim allegation rumour rumor news talk word series wave spate string number round act campaign kind type "
    "form spree sort wave threat risk"
)
_PLAYING = word_set(
    "simulate rehearse depict portray reenact re-enact practise practice imagine commemorate fictionalize"
)
_BODIES = word_set(
    "government forces group authorities coalition organization organisation union party ministry council side "
    "sides command"
)
_UNTRUE = word_set("untrue false baseless unfounded fabricated incorrect bogus fictitious imaginary hoax rumours lies")
_LIKELY = word_set("likely unlikely possible imminent inevitable probable conceivable unavoidable")
_SPEECH = word_set("say tell vow pledge promise warn signal announce swear declare add state threaten")


_DENYING_CUES = frozenset(("deny", "refute", "dismiss", "reject"))
#: Clauses after these hold whatever is said of the rest.
_GIVEN_MARKS = frozenset(("when", "after", "before", "while", "since"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The stance of one event word, and its factuality between -3 and 3."""

    stance: Stance
    factuality: float


def judge(syntax: Syntax, token: int, *, cues: Iterable[str] = ()) -> Standing:
    """Return the stance of the event word at a token; `cues` are lemmas of those who are said to say it."""
    stance = _by_syntax(syntax, token)
    if stance == "asserted":
        for cue in cues:
            if cue in _DENYING_CUES:
                if not _is_given(syntax, token):
                    return Standing("denied", -2.0)
                continue
            if cue in _HEDGING or cue in _HEDGING_NOUNS:
                return Standing("hedged", 1.5)
    if stance == "asserted" and _is_attempt(syntax, token):
        return Standing("asserted", 0.8)
    return Standing(stance, FACTUALITY[stance])


def _is_given(syntax: Syntax, token: int) -> bool:
    """Tell whether a denial leaves it standing: "denied that men fired from the hall when a bomb destroyed it"."""
    for index in (token, *syntax.ancestors(token)):
        if syntax.tokens[index].lemma.lower() in _DENYING_CUES:
            return False
        if syntax.tokens[index].dep == "advcl" and _has_mark(syntax, index, _GIVEN_MARKS):
            return True
    return False


def _by_syntax(syntax: Syntax, token: int) -> Stance:
    own = _own_words(syntax, token)
    if own is not None:
        return own
    current, is_noun = token, not syntax.is_verb(token)
    hedged = False
    if is_noun and _is_told_as_fact(syntax, token):
        return "asserted"
    for governor in syntax.ancestors(token):
        dep = syntax.tokens[current].dep
        lemma = syntax.tokens[governor].lemma.lower()
        if dep in ("acl", "relcl") and lemma in _PURPOSEFUL_NOUNS and _is_infinitive(syntax, current):
            return "planned"
        if dep == "csubj" or (dep == "conj" and syntax.tokens[current].tag == "VB"):
            return _by_neighbour(syntax, current, governor) or "asserted"
        if dep not in _THROUGH and dep != "compound":
            break
        if dep == "compound":
            # "the bombing suspect", "attack drill"
            if syntax.words[governor] in _PLAYED:
                return "hypothetical"
            break
        if dep == "advcl":
            if _has_mark(syntax, current, _HYPOTHETICAL_MARKS):
                return "hypothetical"
            if not _is_infinitive(syntax, current):
                break
            return "hypothetical" if syntax.is_negated(governor) else "planned"
        if dep == "ccomp" and _has_mark(syntax, current, _HYPOTHETICAL_MARKS):
            return "hypothetical"
        if dep == "acl" and not _is_infinitive(syntax, current) and lemma not in _HEDGING_NOUNS:
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
            if is_noun and lemma not in _LIGHT and not is_named:
                break
            if dep == "ccomp" and lemma in _TELLING:
                # What is told is not planned because the telling is: "called to say that he had shot a man".
                break
            is_noun = False
        else:
            noun = _by_noun(syntax, governor, current, lemma)
            if noun is not None:
                return noun
            if not is_noun and dep not in ("prep", "pcomp", "conj"):
                break
            if is_noun and dep not in _NOUN_RELATIONS:
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
            if is_noun and dep == "prep" and syntax.tokens[governor].pos in ("NOUN", "PROPN") and lemma not in _SERIES:
                # "denied a role in the attack", "could see victims of the attack": given
                break
        current = governor
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
    words = {syntax.words[child] for child in syntax.children(governor, "acomp", "attr", "oprd")}
    if words & _UNTRUE:
        return "denied"
    return "hypothetical" if words & _LIKELY else None


def _is_told_as_fact(syntax: Syntax, noun: int) -> bool:
    """Tell whether a clause at the noun says that it happened: "the raid that killed nine", "a siege it began"."""
    return any(
        syntax.tokens[clause].tag in ("VBD", "VBN")
        and not any(syntax.words[child] in _MODALS | _WILL for child in syntax.children(clause, "aux"))
        and not syntax.is_negated(clause)
        for clause in syntax.children(noun, "relcl")
    )


def _own_words(syntax: Syntax, token: int) -> Stance | None:
    """Read what stands at the word itself: negation, auxiliaries, adverbs, adjectives."""
    lemmas = {syntax.words[child] for child in syntax.parse.children[token]}
    if lemmas & _DENYING_ADJECTIVES:
        return "denied"
    if lemmas & _PLANNING_ADJECTIVES:
        return "planned"
    if "next" in lemmas or _own_played(syntax, token):
        return "hypothetical"
    if syntax.is_verb(token):
        found = _by_auxiliaries(syntax, token)
        if found is not None:
            return found
        if _has_mark(syntax, token, _HYPOTHETICAL_MARKS):
            return "hypothetical"
    elif "no" in lemmas or "without" in lemmas or _after_without(syntax, token):
        return "denied"
    if lemmas & (_HEDGING_ADVERBS | _HEDGING_ADJECTIVES):
        return "hedged"
    return None


def _own_played(syntax: Syntax, token: int) -> bool:
    following = syntax.words[token + 1 : token + 2]
    return bool(following) and following[0] in _PLAYED and syntax.tokens[token].dep == "compound"


def _after_without(syntax: Syntax, token: int) -> bool:
    head = syntax.tokens[token].head
    return syntax.tokens[token].dep == "pobj" and syntax.words[head] == "without"


def _by_auxiliaries(syntax: Syntax, verb: int) -> Stance | None:
    auxiliaries = [syntax.words[child] for child in syntax.children(verb, "aux", "auxpass")]
    adverbs = {syntax.words[child] for child in syntax.children(verb, "advmod")}
    if syntax.is_negated(verb) and not {"only", "just"} & adverbs:
        return "denied"
    if any(_is_none(syntax, child) for child in syntax.children(verb, "nsubj", "nsubjpass", "dobj")):
        return "denied"
    if any(word in _WILL for word in auxiliaries):
        return "planned" if _has_person_subject(syntax, verb) and not syntax.is_passive(verb) else "predicted"
    if any(word in _MODALS for word in auxiliaries):
        if {"may", "might", "could", "must"} & set(auxiliaries) and "have" in auxiliaries:
            return "hedged"
        if {"would", "'d"} & set(auxiliaries) and _under_speech(syntax, verb):
            return "planned"
        return "hypothetical"
    if not auxiliaries and syntax.tokens[verb].dep == "conj" and not syntax.children(verb, "nsubj", "nsubjpass"):
        head = syntax.tokens[verb].head
        if syntax.is_verb(head) and syntax.tokens[verb].tag == "VB":
            return _by_auxiliaries(syntax, head)
    if adverbs & _HEDGING_ADVERBS:
        return "hedged"
    return None


def _is_none(syntax: Syntax, noun: int) -> bool:
    """Tell whether a noun is "nobody" or has "no" before it: "no shots were fired"."""
    return syntax.words[noun] in ("nobody", "none") or any(
        syntax.words[child] == "no" for child in syntax.children(noun, "det", "neg")
    )


def _under_speech(syntax: Syntax, verb: int) -> bool:
    head = syntax.tokens[verb].head
    return syntax.tokens[verb].dep == "ccomp" and syntax.tokens[head].lemma in _SPEECH


def _has_person_subject(syntax: Syntax, verb: int) -> bool:
    """Tell whether the subject can mean to do something: people and bodies, not "pressure" or "retaliation"."""
    subject = syntax.subject(verb)
    if subject is None:
        return False
    token = syntax.tokens[subject]
    people = load_lexicon().people
    return token.pos in ("PROPN", "PRON") or token.lemma.lower() in people or syntax.words[subject] in _BODIES


def _has_mark(syntax: Syntax, clause: int, marks: frozenset[str]) -> bool:
    return any(syntax.words[child] in marks for child in syntax.children(clause, "mark", "advmod", "prep"))


def _is_infinitive(syntax: Syntax, verb: int) -> bool:
    return any(syntax.words[child] == "to" for child in syntax.children(verb, "aux"))


def _by_verb(syntax: Syntax, governor: int, current: int, lemma: str, *, is_noun: bool) -> Stance | None:
    """Read what a governing verb makes of the event below it."""
    dep = syntax.tokens[current].dep
    direct = dep in ("dobj", "obj", "xcomp", "ccomp", "nsubjpass", "advcl", "oprd", "acomp")
    through_preposition = dep == "prep"
    if lemma in _DENYING and (direct or (through_preposition and syntax.words[current] in ("from", "out"))):
        if lemma == "rule" and not any(syntax.words[child] == "out" for child in syntax.parse.children[governor]):
            return None
        return None if syntax.is_negated(governor) else "denied"
    if (lemma == "want" and through_preposition) or (lemma == "call" and not through_preposition):
        # "wanted for the killing", "called the attack cowardly"
        return None
    if lemma in _PLANNING and (direct or (through_preposition and syntax.words[current] in ("for", "of", "to"))):
        is_wish = is_noun or _is_infinitive(syntax, current) or dep in ("dobj", "nsubjpass", "prep")
        if is_wish and (dep != "ccomp" or lemma in ("demand", "propose", "order")):
            return "planned"
    if lemma in _PLAYING and is_noun and direct:
        return "hypothetical"
    if lemma in _PREDICTING and (direct or dep == "nsubjpass"):
        return "predicted"
    if dep in ("xcomp", "ccomp", "dobj") and lemma == "go" and _is_infinitive(syntax, current):
        return "planned"
    if dep == "xcomp" and lemma == "be" and _is_infinitive(syntax, current):
        # "is to be"
        return "predicted"
    if lemma in _HEDGING and (
        dep in ("ccomp", "xcomp") or (through_preposition and syntax.words[current] in ("of", "with"))
    ):
        return "hedged"
    if not is_noun and dep in ("xcomp", "conj"):
        return _by_auxiliaries(syntax, governor) if dep == "xcomp" else None
    if is_noun and lemma in _LIGHT:
        return _by_auxiliaries(syntax, governor) or _by_form(syntax, governor)
    return None


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
    if lemma in _PLANNING_NOUNS and not (dep == "prep" and syntax.words[current] == "against"):
        return "planned"
    if lemma in _HEDGING_NOUNS and not (dep == "prep" and syntax.words[current] in ("for", "against", "to")):
        return "hedged"
    if lemma in _DENYING_NOUNS:
        return "denied"
    return "hypothetical" if lemma in _PLAYED else None


def _is_attempt(syntax: Syntax, token: int) -> bool:
    if any(syntax.words[child] in ("attempted", "failed", "unsuccessful") for child in syntax.children(token, "amod")):
        return True
    head = syntax.tokens[token].head
    return syntax.tokens[head].lemma in _ATTEMPTING and syntax.tokens[token].dep == "xcomp"
