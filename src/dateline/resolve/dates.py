"""The Times step: finds the time expressions of an article and resolves them to TIMEX3 values with intervals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from dateline.model import DATELINE_DATE, STAMP, Article, Doc, Mention, Parse, Span, Time, TimeValue
from dateline.resolve.calendar_dates import resolve_date, resolve_named, resolve_numeric
from dateline.resolve.relative_times import BEYOND, clock_by_publication, resolve_relative, start_before
from dateline.resolve.tense import Tense, is_of_saying, tense_at
from dateline.resolve.time_context import Context, Told, find_dateline_date, make_context
from dateline.resolve.time_expressions import find_expressions, tells_a_day
from dateline.resolve.time_line import with_years
from dateline.resolve.time_readings import Expression
from dateline.resolve.time_values import undated
from dateline.settings import Settings

_STAMP = re.compile(r"\b(?:posted|published|updated?|modified|created)(?: (?:on|at))?[:,]?\s{1,3}$", re.IGNORECASE)
_TO_ANCHOR = re.compile(r"\s(?:after|before|since|following|of)\s(?:[\w'’]+\s){0,5}")
_SENTENCE_END = re.compile(r"(?:[.!?][\"”’')]*\s|\n)\s*")
#: A clock time that opens its sentence stands at most so many characters into it: "Shortly after 11 p.m., ...".
OPENING = 16
#: Kinds of names that may begin with a weekday or a month.
_NAMED = frozenset({"person", "organisation"})
_NAME_GOES_ON = re.compile(r"\s[A-Z]")
_RANGE = re.compile(r"\s?(?:[-–]|to|through|until|into)\s?")


class Times:
    """Adds the layer `times`: text first, then title, links and related headlines, each in text order."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "mentions", "dateline")
    writes: ClassVar[tuple[str, ...]] = ("times",)

    def __init__(self, settings: Settings) -> None:
        self._date_order = settings.date_order

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(times=tuple(self._times(doc))) for doc in docs]

    def _times(self, doc: Doc) -> Iterator[Time]:
        article = doc.article
        found = {part: list(_expressions(doc, part)) for part in article.parts()}
        everywhere = [expression for expressions in found.values() for expression in expressions]
        dateline = find_dateline_date(article.text, found["text"], doc.dateline)
        context = make_context(
            everywhere,
            published=article.published,
            dateline=_day_of(dateline),
            date_order=self._date_order,
            url=article.url,
        )
        tells_day = any(tells_a_day(expression) for expression in everywhere)
        for part, expressions in found.items():
            for expression, value in _resolve_part(article, part, expressions, doc.parse(part), context):
                if expression is dateline:
                    # Not the day of any event: whoever looks for one passes it by.
                    value = replace(value, reason=DATELINE_DATE)
                elif expression.kind == "clock" and value.reason != STAMP and not (value.earliest or tells_day):
                    value = clock_by_publication(value, context)
                yield Time(Span(part, expression.start, expression.end), value)


def _expressions(doc: Doc, part: str) -> Iterator[Expression]:
    text, parse = doc.article.part(part), doc.parse(part)
    names = [mention for mention in doc.mentions if mention.span.part == part and mention.kind in _NAMED]
    return (
        each
        for each in find_expressions(text)
        if not _is_other_word(each, parse) and not any(_opens_name(each, name, text) for name in names)
    )


def _resolve_part(
    article: Article, part: str, expressions: list[Expression], parse: Parse | None, context: Context
) -> Iterator[tuple[Expression, TimeValue]]:
    told = Told()
    text = article.part(part)
    beside: Collection[int] = ()
    with_year = expressions
    if context.history:
        with_year, beside = with_years(expressions, text)
    told_at = 0
    resolved: list[tuple[Expression, TimeValue]] = []
    for index, expression in enumerate(with_year):
        tense = tense_at(parse, expression.start, expression.end)
        if part != "text" and tense == "present":
            # Headlines tell what happened in the present tense.
            tense = None
        base = _anchor_of(with_year, index, text, context, told) or told
        if expression.kind == "clock" and _goes_on(text, told_at, expression.start):
            base = replace(base, timed=None)
        value = _resolve(expression, context, base, tense)
        if resolved and _ends_range(with_year[index - 1], expression, text):
            resolved[-1] = (resolved[-1][0], start_before(resolved[-1][1], value))
        if _STAMP.search(text, max(0, expression.start - 24), expression.start):
            value = replace(value, reason=STAMP)
        elif index not in beside and not (told.day and is_of_saying(parse, expression.start, expression.end)):
            before, told = told, told.after(value, timed=expression.is_loose)
            told_at = expression.end if told.day != before.day or value.type == "DATE" else told_at
        resolved.append((expressions[index], value))
    yield from resolved


def _resolve(expression: Expression, context: Context, told: Told, tense: Tense | None) -> TimeValue:
    try:
        if expression.kind == "date":
            return resolve_date(expression, context, told, tense)
        if expression.kind == "named":
            return resolve_named(expression, context, told, tense)
        if expression.kind == "numeric":
            return resolve_numeric(expression, context, tense)
        return resolve_relative(expression, context, told, tense)
    except (OverflowError, ValueError):
        return undated(None, BEYOND)


def _anchor_of(expressions: Sequence[Expression], index: int, text: str, context: Context, told: Told) -> Told | None:
    """Return the day that "a year after the raid of 3 May" or "the anniversary of the 2008 attack" counts from."""
    expression = expressions[index]
    if expression.kind not in {"counted", "anniversary"} or index + 1 == len(expressions):
        return None
    anchor = expressions[index + 1]
    if anchor.kind not in {"date", "named", "numeric"} or not _TO_ANCHOR.fullmatch(text, expression.end, anchor.start):
        return None
    value = _resolve(anchor, context, told, "past")
    return Told(anchored=True).after(value) if value.earliest else None


def _goes_on(text: str, told_at: int, start: int) -> bool:
    """Whether a clock time is of the day told last: in one sentence with it, or at the head of the next."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, told_at, start)]
    return not ends or (len(ends) == 1 and start - ends[0] <= OPENING)


def _ends_range(first: Expression, second: Expression, text: str) -> bool:
    """Whether two weekdays are the ends of one range: "from Friday to Sunday"."""
    both = first.kind == second.kind == "weekday" and first.which is second.which is None
    return both and _RANGE.fullmatch(text, first.end, second.start) is not None


def _day_of(dateline: Expression | None) -> date | None:
    """Return the day of a dateline, where it is one."""
    if dateline is None:
        return None
    nothing_told = Context(None, history=False, order=None)
    earliest = resolve_date(dateline, nothing_told, Told(), None).earliest
    return date.fromisoformat(earliest) if earliest else None


def _opens_name(expression: Expression, name: Mention, text: str) -> bool:
    """Whether a bare weekday or month is the head of a name: "Sunday Adeoti", "the Friday Post", "April Lowe"."""
    if not _is_bare(expression) or not name.span.start <= expression.start < expression.end < name.span.end:
        return False
    head = text[name.span.start : expression.start].lower()
    return head in ("", "the ") and _NAME_GOES_ON.match(text, expression.end, name.span.end) is not None


def _is_bare(expression: Expression) -> bool:
    told = expression.day or expression.year or expression.which or expression.part or expression.clock
    return not told and (expression.kind == "weekday" or bool(expression.month))


def _is_other_word(expression: Expression, parse: Parse | None) -> bool:
    """Whether a month by itself is a verb ("may", "march") or a person's name ("April", "June")."""
    bare = expression.month and not (expression.day or expression.year or expression.which or expression.part)
    if not bare or expression.value or parse is None:
        return False
    token = next((each for each in parse.tokens if each.start == expression.start), None)
    return token is not None and (token.tag in {"MD", "VB", "VBP"} or token.entity == "PERSON")
