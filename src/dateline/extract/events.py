"""Adds the events: what words tell of an incident, of which type, with which stance, in which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from dateline.extract.roles import clause_head, role_of
from dateline.extract.stance import FACTUALITY, Standing, judge
from dateline.extract.syntax import Syntax, read_syntax
from dateline.extract.triggers import Trigger, find_triggers, is_sports_report
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Doc, Event, Span, Time
from dateline.settings import Settings

#: A headline with one of these tells of an exercise: what the text then tells is played.
_DRILL = frozenset(("drill", "drills", "exercise", "exercises", "simulation", "rehearsal", "wargame"))


class Events:
    """Adds `events`, part by part in text order."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "attributions", "times")
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
        return tuple(found)


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
