"""Adds the events: what words tell of an incident, of which type, with which stance, in which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from dateline.extract.roles import clause_head, role_of
from dateline.extract.stance import FACTUALITY, Standing, judge
from dateline.extract.syntax import Syntax, read_syntax
from dateline.extract.triggers import Trigger, find_triggers, is_sports_report
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Doc, Event, Span, Time
from dateline.settings import Settings

#: Probability from which a word that tells no incident is an event word all the same.
EVENT = 0.05
#: Weight of the stance by rule in the factuality of a word that the trained reader has seen; and of one that is no
#: plain assertion: the rules err little where a word says so ("allegedly").
BY_RULE, BY_WORD = 0.1, 0.35
#: Factuality of what is plainly asserted.
_ASSERTED = 2.9
#: A headline with one of these tells of an exercise: what the text then tells is played.
_DRILL = frozenset(("drill", "drills", "exercise", "exercises", "simulation", "rehearsal", "wargame"))


class Events:
    """Adds `events`, part by part in text order."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "tags", "attributions", "times")
    writes: ClassVar[tuple[str, ...]] = ("events",)

    def __init__(self, settings: Settings) -> None:  # noqa: ARG002 - every step takes the settings
        self._lexicon = load_lexicon()

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(events=self._events(doc)) for doc in docs]

    def _events(self, doc: Doc) -> tuple[Event, ...]:
        syntaxes = {parse.part: read_syntax(parse, doc.mentions) for parse in doc.parses}
        found = []
        sport = is_sports_report(syntaxes["text"])
        played = "title" in syntaxes and not _DRILL.isdisjoint(syntaxes["title"].words)
        for syntax in syntaxes.values():
            for trigger in find_triggers(syntax, self._lexicon, sport=sport):
                standing = judge(syntax, trigger.token, cues=cues_over(doc, trigger.span, syntaxes))
                role = role_of(
                    syntax,
                    trigger.token,
                    trigger.type,
                    stance=standing.stance,
                    times=times_of_clause(syntax, trigger.token, doc.times),
                    published=doc.article.published,
                )
                if (
                    played
                    and role == "other"
                    and standing.stance in ("asserted", "hedged")
                    and not _is_dated(syntax, trigger, doc)
                ):
                    standing = Standing("hypothetical", FACTUALITY["hypothetical"])
                found.append(Event(trigger.span, trigger.type, standing.stance, standing.factuality, role))
        return tuple(_with_tagged(doc, syntaxes, found, played=played))


def _with_tagged(doc: Doc, syntaxes: Mapping[str, Syntax], found: Sequence[Event], *, played: bool) -> list[Event]:
    """Give events the factuality that the trained reader sees, and add the other words that it takes for events."""
    tagged = doc.tagged("event")
    if not tagged:
        return list(found)
    # By where a tag starts: a trigger of several words ("opened fire") takes the likeliest of its words.
    events = []
    for event in found:
        own = [tag for tag in tagged if tag.span.overlaps(event.span)]
        seen = max(own, key=lambda tag: tag.score).factuality if own else None
        events.append(event if seen is None else replace(event, factuality=weighed(event.factuality, seen)))
    for tag in tagged:
        if tag.score < EVENT or tag.factuality is None or any(tag.span.overlaps(event.span) for event in found):
            continue
        syntax = syntaxes[tag.span.part]
        token = syntax.head_of(tag.span)
        if token is not None:
            standing = judge(syntax, token, cues=cues_over(doc, tag.span, syntaxes))
            if played and standing.stance in ("asserted", "hedged"):
                standing = Standing("hypothetical", FACTUALITY["hypothetical"])
            factuality = weighed(standing.factuality, tag.factuality)
            events.append(Event(tag.span, None, standing.stance, factuality, "other"))
    parts = list(syntaxes)
    return sorted(events, key=lambda event: (parts.index(event.span.part), event.span.start))


def weighed(by_rule: float, seen: float) -> float:
    """Return one factuality of that of a stance by rule and the one that the trained reader sees."""
    weight = BY_RULE if by_rule >= _ASSERTED else BY_WORD
    return round(weight * by_rule + (1.0 - weight) * seen, 2)


def _is_dated(syntax: Syntax, trigger: Trigger, doc: Doc) -> bool:
    """Tell whether the sentence has a day before that of publication: then it is no part of what is played."""
    sentence = syntax.sentence(trigger.token)
    first, last = syntax.tokens[sentence.start].start, syntax.tokens[sentence.stop - 1].end
    day = (doc.article.published or "")[:10]
    return any(
        time.value.latest is not None and time.value.latest < day
        for time in doc.times
        if time.span.part == syntax.parse.part and first <= time.span.start < last
    )


def cues_over(doc: Doc, span: Span, syntaxes: Mapping[str, Syntax]) -> list[str]:
    """Return the lemmas of the cues of all attributions whose content covers a span."""
    found = []
    for attribution in doc.attributions:
        if any(content.covers(span) for content in attribution.content):
            for cue in attribution.cue:
                syntax = syntaxes.get(cue.part)
                head = None if syntax is None else syntax.head_of(cue)
                if syntax is not None and head is not None:
                    found.append(syntax.tokens[head].lemma.lower())
    return found


def times_of_clause(syntax: Syntax, token: int, times: Sequence[Time]) -> list[Time]:
    """Return the times that stand in the clause of a token, not those of the clauses above or below."""
    tops = {clause_head(syntax, token)}
    if not syntax.is_verb(token):
        # "an offensive that it launched last year"
        tops = set(syntax.children(token, "relcl")) or tops
    found = []
    sentence = syntax.sentence(token)
    first, last = syntax.tokens[sentence.start].start, syntax.tokens[sentence.stop - 1].end
    for time in times:
        if time.span.part != syntax.parse.part or not first <= time.span.start < last:
            continue
        at = syntax.head_of(time.span)
        if at is not None and clause_head(syntax, at) in tops:
            found.append(time)
    return found
