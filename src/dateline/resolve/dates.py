"""The Times step: finds the time expressions of an article and resolves them to TIMEX3 values with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from dateline.model import Article, Doc, Parse, Span, Time, TimeValue
from dateline.resolve.calendar_dates import resolve_date, resolve_named, resolve_numeric
from dateline.resolve.relative_times import resolve_relative
from dateline.resolve.tense import tense_at
from dateline.resolve.time_context import Context, Told, find_dateline_date, make_context
from dateline.resolve.time_expressions import find_expressions
from dateline.resolve.time_line import with_years
from dateline.resolve.time_readings import Expression
from dateline.settings import Settings

DATELINE_DATE = "the date of the dateline"


class Times:
    """Adds the layer `times`: text first, then title, links and related headlines, each in text order."""

    reads: ClassVar[tuple[str, ...]] = ("parses",)
    writes: ClassVar[tuple[str, ...]] = ("times",)

    def __init__(self, settings: Settings) -> None:
        self._date_order = settings.date_order

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(times=tuple(self._times(doc))) for doc in docs]

    def _times(self, doc: Doc) -> Iterator[Time]:
        article = doc.article
        found = {part: list(_expressions(article, part, doc.parse(part))) for part in article.parts()}
        everywhere = [expression for expressions in found.values() for expression in expressions]
        dateline = find_dateline_date(article.text, found["text"])
        context = make_context(
            everywhere, published=article.published, dateline=_day_of(dateline), date_order=self._date_order
        )
        for part, expressions in found.items():
            for expression, value in _resolve_part(article, part, expressions, doc.parse(part), context):
                if expression is dateline:
                    # Not the day of any event: whoever looks for one passes it by.
                    value = replace(value, reason=DATELINE_DATE)
                yield Time(Span(part, expression.start, expression.end), value)


def _expressions(article: Article, part: str, parse: Parse | None) -> Iterator[Expression]:
    return (each for each in find_expressions(article.part(part)) if not _is_other_word(each, parse))


def _resolve_part(
    article: Article, part: str, expressions: list[Expression], parse: Parse | None, context: Context
) -> Iterator[tuple[Expression, TimeValue]]:
    told = Told()
    with_year = with_years(expressions, article.part(part)) if context.history else expressions
    for as_told, expression in zip(expressions, with_year, strict=True):
        tense = tense_at(parse, expression.start, expression.end)
        if part != "text" and tense == "present":
            # Headlines tell what happened in the present tense.
            tense = None
        if expression.kind == "date":
            value = resolve_date(expression, context, told, tense)
        elif expression.kind == "named":
            value = resolve_named(expression, context, told, tense)
        elif expression.kind == "numeric":
            value = resolve_numeric(expression, context, tense)
        else:
            value = resolve_relative(expression, context, told, tense)
        if context.tells_on(value):
            told = told.after(value)
        yield as_told, value


def _day_of(dateline: Expression | None) -> date | None:
    """Return the day of a dateline, where it is one."""
    if dateline is None:
        return None
    nothing_told = Context(None, history=False, order=None)
    earliest = resolve_date(dateline, nothing_told, Told(), None).earliest
    return date.fromisoformat(earliest) if earliest else None


def _is_other_word(expression: Expression, parse: Parse | None) -> bool:
    """Whether a month by itself is a verb ("may", "march") or a person's name ("April", "June")."""
    bare = expression.month and not (expression.day or expression.year or expression.which or expression.part)
    if not bare or expression.value or parse is None:
        return False
    token = next((each for each in parse.tokens if each.start == expression.start), None)
    return token is not None and (token.tag in {"MD", "VB", "VBP"} or token.entity == "PERSON")
