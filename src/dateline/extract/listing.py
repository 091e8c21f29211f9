"""Finds all of a list of people that a parse cuts up, and those who killed themselves with others."""

from __future__ import annotations

from dateline.extract.syntax import Syntax

_SELVES = frozenset(("himself", "herself", "themselves"))
_THEIR = ("his", "her", "their")
_SUBJECTS = ("nsubjpass", "nsubj")


def listed(syntax: Syntax, verb: int, heads: list[int]) -> list[int]:
    """Return the heads of people with those whom the parser does not join to them, in text order.

    "Mark Dunn, Ella Frost and a third man": an apposition; "Mark Dunn, 34, and two others were killed": a subject of
    its own; "12 soldiers, five of them officers, and 20 rebels": joined to the part; "her husband Ivan Petty and three
    sons": joined to the name.
    """
    found = list(heads)
    for head in heads:
        for other in syntax.children(head, "appos"):
            if _is_another(syntax, head, other) and _is_closed(syntax, head, other):
                found += syntax.conjuncts(other)
            elif other in syntax.names and head not in syntax.names and syntax.tokens[head].tag == "NN":
                found += syntax.conjuncts(other)[1:]
            elif any(syntax.words[noun] == "them" for noun in syntax.prepositions(other, "of")):
                found += _counted_after(syntax, other)
        for aged in syntax.children(head, "acl"):
            if syntax.words[aged] == "aged":
                found += [
                    noun for age in syntax.prepositions(aged, "between", "from") for noun in _counted_after(syntax, age)
                ]
    if heads and not syntax.is_passive(verb):
        found += _joined_to_verb(syntax, verb, max(heads))
    elif heads:
        for subject in syntax.children(verb, *_SUBJECTS)[1:]:
            first = syntax.noun_phrase(subject)[0]
            if first > 0 and syntax.words[first - 1] == "and" and subject > max(heads):
                found += syntax.conjuncts(subject)
    return sorted(dict.fromkeys(found))


def _joined_to_verb(syntax: Syntax, verb: int, last: int) -> list[int]:
    """Return the noun right after a list that the parser joins to its verb: "killed a chief and his driver"."""
    after = syntax.noun_phrase(last)[1] + 1
    joined = [child for child in syntax.children(verb, "conj") if child > last]
    if any(syntax.tokens[child].pos not in ("NOUN", "PROPN") for child in joined):
        return []
    return [noun for noun in joined if syntax.words[after : syntax.noun_phrase(noun)[0]] in (("and",), (",", "and"))]


def _counted_after(syntax: Syntax, index: int) -> list[int]:
    return [noun for noun in syntax.conjuncts(index)[1:] if syntax.children(noun, "nummod")]


def _is_another(syntax: Syntax, head: int, other: int) -> bool:
    """Tell whether an apposition is of somebody else: another name, or "his driver"."""
    if any(syntax.words[child] in _THEIR for child in syntax.children(other, "poss")):
        return True
    return head in syntax.names and other in syntax.names and syntax.names[head] != syntax.names[other]


def _is_closed(syntax: Syntax, head: int, other: int) -> bool:
    """Tell whether "and" ends the list: what stands after one comma alone may be the same man's other name."""
    return any(syntax.words[child] == "and" for index in (head, other) for child in syntax.children(index, "cc"))


def selves(syntax: Syntax, verb: int, patients: list[int]) -> list[int]:
    """Return where a verb says that it was done to the doer too: "killed three people, then himself"."""
    found = [each for each in patients if syntax.words[each] in _SELVES]
    return found + [each for each in syntax.children(verb, "npadvmod", "conj") if syntax.words[each] in _SELVES]
