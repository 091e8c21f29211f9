"""One harm to people, as one place in the text tells it, and how conjoined people make a whole and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.extract.counting import Counted, count_people
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon
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
    #: How many of the injured are told to have died of it: they are killed, and not counted twice.
    died: int = 0
    #: The trained reader sees it too: it happened to somebody in what the article is about.
    seen: bool = False
    #: What likely became of the person whom it names, by all that the article tells of them: "killed", "injured" or
    #: "neither". None where nobody is named, or nothing weighed.
    fate: str | None = None


def make_harms(
    syntax: Syntax,
    lexicon: Lexicon,
    field: str,
    heads: Iterable[int],
    anchor: int,
    rule: str,
    *,
    scope: TollScope = "whole",
    soft: bool = False,
    held: bool = False,
) -> Iterator[Harm]:
    """Yield the harm of each head with its "including" parts; of several joined heads their whole and the parts."""
    counted = [
        (head, people) for head in heads if (people := count_people(syntax, lexicon, head, held=held)) is not None
    ]
    for head, people in counted:
        yield from _including(syntax, lexicon, field, head, people, anchor)
    if len(counted) < 2:
        for _, people in counted:
            yield Harm(field, people, anchor, rule, scope=_scope(people, scope), soft=soft)
        return
    lows = [people.low for _, people in counted]
    highs = [people.high for _, people in counted]
    parts = [people for _, people in counted]
    if parts[0].low == len(parts) - 1 > 1 and all(people.kind == "name" for people in parts[1:]):
        # "two men, Ansel Roe and Tobin Vale": the names are theirs.
        yield Harm(field, parts[0], anchor, rule, scope=_scope(parts[0], scope), soft=soft)
        yield from (Harm(field, people, anchor, rule, scope="part", soft=soft) for people in parts[1:])
        return
    if all(low is not None for low in lows):
        span = replace(parts[0].span, end=max(people.span.end for people in parts))
        low = sum(low for low in lows if low is not None)
        high = sum(high or 0 for high in highs) if all(high is not None for high in highs) else None
        whole = Counted(parts[0].head, span, "number", low, high)
        # "A man and two others": the others are so many beside him. Those who come first are beside others told before.
        if not parts[0].is_added:
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
