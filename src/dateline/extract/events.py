"""Adds the events: what words tell of an incident, of which type, with which stance, in which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from dateline.extract.roles import clause_head, role_of
from dateline.extract.settled_stance import settle
from dateline.extract.stance import FACTUALITY, Standing, judge
from dateline.extract.syntax import Syntax, read_syntax
from dateline.extract.triggers import Trigger, find_triggers, is_sports_report
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import TOLD, Doc, Event, Span, Tag, Time
from dateline.settings import Settings

#: Probability from which a word that tells no incident is an event word all the same.
EVENT = 0.05
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
        tagged = doc.tagged("event")
        found = []
        sport = is_sports_report(syntaxes["text"])
        played = "title" in syntaxes and not _DRILL.isdisjoint(syntaxes["title"].words)
        for syntax in syntaxes.values():
            for trigger in find_triggers(syntax, self._lexicon, sport=sport):
                standing = _judge(doc, syntaxes, trigger.span, trigger.token)
                if (seen := _seen(tagged, trigger.span)) is not None:
                    standing = settle(standing, seen, syntax, trigger.token, is_incident=True)
                role = role_of(
                    syntax,
                    trigger.token,
                    trigger.type,
                    stance=standing.stance,
                    times=times_of_clause(syntax, trigger.token, doc.times),
                    published=doc.article.published,
                )
                if played and role == "other" and not _is_dated(syntax, trigger, doc):
                    standing = _played(standing)
                found.append(Event(trigger.span, trigger.type, standing.stance, standing.factuality, role))
        others = _others(doc, syntaxes, [tag for tag in tagged if not _overlaps(tag, found)], played=played)
        parts = list(syntaxes)
        return tuple(sorted([*found, *others], key=lambda event: (parts.index(event.span.part), event.span.start)))


def _others(doc: Doc, syntaxes: Mapping[str, Syntax], tags: Sequence[Tag], *, played: bool) -> Iterator[Event]:
    """Yield the words that the trained reader alone takes for events."""
    for tag in tags:
        syntax = syntaxes[tag.span.part]
        token = syntax.head_of(tag.span)
        if tag.score >= EVENT and tag.factuality is not None and token is not None:
            standing = _judge(doc, syntaxes, tag.span, token)
            standing = settle(standing, tag.factuality, syntax, token, is_incident=False)
            standing = _played(standing) if played else standing
            yield Event(tag.span, None, standing.stance, standing.factuality, "other")


def _overlaps(tag: Tag, events: Sequence[Event]) -> bool:
    return any(tag.span.overlaps(event.span) for event in events)


def _seen(tagged: Sequence[Tag], span: Span) -> float | None:
    """Return the factuality that the reader sees; of several words ("opened fire") that of the likeliest."""
    own = [tag for tag in tagged if tag.span.overlaps(span)]
    return max(own, key=lambda tag: tag.score).factuality if own else None


def _judge(doc: Doc, syntaxes: Mapping[str, Syntax], span: Span, token: int) -> Standing:
    return judge(syntaxes[span.part], token, cues=cues_over(doc, span, syntaxes))


def _played(standing: Standing) -> Standing:
    """Return the standing of what an exercise tells."""
    if standing.stance not in TOLD:
        return standing
    return Standing("hypothetical", min(standing.factuality, FACTUALITY["hypothetical"]))


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
