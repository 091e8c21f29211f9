"""Settles the stance of an event word: that by rule, and how certainly the trained reader sees that it happened."""

from __future__ import annotations

from dateline.extract.stance import FACTUALITY, Standing
from dateline.extract.syntax import Syntax

#: Weights of the stance by rule in the factuality of a word that the trained reader has seen: of a plain assertion, of
#: what a word at the event itself says ("allegedly"), where rules err little, and of what a word above it does.
_ASSERTION, _PLAIN, _GOVERNED = 0.1, 0.35, 0.2
#: Factuality of what is plainly asserted.
_ASSERTED = 2.9
#: What rules assert is denied where the reader sees less than this; is planned, if an infinitive; is no fact, if a
#: word of no incident; or of one, for of crimes ("a double homicide") the reader has learned little. What rules take
#: for denied through another word is a fact above the last. Fitted on the held-out sentences of UW, the even documents
#: of MEANTIME (evaluate/stance.py) and held-out incident reports.
_DENIED, _PLANNED, _DOUBTED, _DOUBTED_INCIDENT, _SURE = -1.0, 2.3, 1.5, 1.2, 2.5
#: After these an infinitive tells what was done: "began to fire", "the gun used to kill him".
_DOING = frozenset(("continue", "begin", "start", "manage", "go", "help", "use", "turn", "come"))


def settle(standing: Standing, seen: float, syntax: Syntax, token: int, *, is_incident: bool) -> Standing:
    """Return the standing of an event word that the reader gives the factuality `seen`."""
    factuality = weighed(standing, seen)
    if standing.stance == "denied" and seen > _SURE and not standing.is_plain:
        # "His injuries were not life-threatening": what is denied is another word.
        return Standing("asserted", weighed(Standing("asserted", FACTUALITY["asserted"]), seen))
    if standing.stance != "asserted" or standing.factuality < _ASSERTED:
        # Not what is asserted; or an attempt, which was made.
        return Standing(standing.stance, factuality)
    if seen < _DENIED:
        return Standing("denied", factuality)
    if seen < _PLANNED and _is_unfulfilled(syntax, token):
        return Standing("planned", factuality)
    is_doubted = seen < (_DOUBTED_INCIDENT if is_incident else _DOUBTED)
    return Standing("hypothetical" if is_doubted else "asserted", factuality)


def _is_unfulfilled(syntax: Syntax, token: int) -> bool:
    """Tell whether the word is an infinitive that hangs on no verb of doing."""
    auxiliaries = {syntax.words[child] for child in syntax.children(token, "aux")}
    is_infinitive = syntax.tokens[token].tag == "VB" and "to" in auxiliaries
    return is_infinitive and syntax.tokens[syntax.tokens[token].head].lemma not in _DOING


def weighed(standing: Standing, seen: float) -> float:
    """Return one factuality of that of a stance by rule and the one that the trained reader sees."""
    weight = _ASSERTION if standing.factuality >= _ASSERTED else _PLAIN if standing.is_plain else _GOVERNED
    return round(weight * standing.factuality + (1.0 - weight) * seen, 2)
