"""Tells where armed people take somebody with them by verbs that mean much else: "drove him away"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.nouns import is_person
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon

_LEADING = frozenset({"drive", "take", "march", "drag", "lead", "bundle"})
_SOMEBODY = frozenset({"him", "her", "them"})
_ARMED = ("attackers", "militants")


def is_led_away(syntax: Syntax, lexicon: Lexicon, verb: int, patients: Sequence[int]) -> bool:
    """Tell whether armed people took somebody with them: "gunmen went up to his floor and drove him away"."""
    if syntax.tokens[verb].lemma.lower() not in _LEADING:
        return False
    away = any(syntax.words[child] in ("away", "off") for child in syntax.children(verb, "prt", "advmod"))
    somebody = any(is_person(syntax, lexicon, one) or syntax.words[one] in _SOMEBODY for one in patients)
    return away and somebody and bool(takers(syntax, lexicon, verb))


def takers(syntax: Syntax, lexicon: Lexicon, verb: int) -> list[int]:
    """Return the armed people of the sentence.

    Before such a verb the parser seldom finds the subject again: "gunmen went to where he lived and drove him away".
    """
    doers = [each for each in syntax.sentence(verb) if syntax.tokens[each].dep in ("nsubj", "agent", "pobj")]
    people = [(each, lexicon.people.get(syntax.words[each])) for each in doers]
    return [each for each, person in people if person is not None and person.of in _ARMED][:1]
