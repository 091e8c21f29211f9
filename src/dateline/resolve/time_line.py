"""The time line of a history: tells the year that each of its dates without one lies in.

Of all ways to give years the cheapest is taken: a history goes on in small steps, goes back now and then, and names
years that it does not tell of ("the constitution of 1791", "since 1902").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log1p

from dateline.resolve.time_readings import Expression

#: What it costs to go on, and to go back, by so many months (times the logarithm of their number, and one).
FORWARD, BACK, FURTHER_BACK = 0.8, 0.3, 1.3
#: What it costs more to go on to a month without a year past the next one of that name.
SKIPPED = 1.5
#: What it costs to pass by a year, or a date with its year; less where the words around it put it beside the story.
BESIDE_YEAR, BESIDE_DATE, BESIDE_LESS = 2.2, 6.0, 0.45
#: Ways that are kept at each date.
_WAYS = 16
_MONTH_OF_SEASON = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_LOOSE_BEFORE = re.compile(r"(?:\(|\b(?:since|of|than|from|until|for|the|a|against)[ \n])$", re.IGNORECASE)
_LOOSE_AFTER = re.compile(
    r"[ \n](?!(?:and|but|to|or|in|at|by|with|when|after|before|on|as|of|the|an?|it|he|she|they|his|her|its|their|this|"
    r"that|was|were|had|is|has)\b)[a-zA-Z]"
)

#: First and last month that are meant, counted from the year nought.
_Position = tuple[float, float]
#: What a way has cost, and the years it has given, last first: (index of the expression, year, those before). A date
#: that it has passed by has the year None.
_Way = tuple[float, "tuple[int, int | None, object] | None"]


def with_years(expressions: Sequence[Expression], text: str) -> tuple[list[Expression], frozenset[int]]:
    """Return the expressions of one text in order, those that name a month or a season without a year with a year.

    The second value tells which of them lie beside the story.
    """
    first = next((year for each in expressions if (year := told_year(each)) is not None), None)
    if first is None:
        return list(expressions), frozenset()
    ways: Mapping[_Position, _Way] = {(12 * first, 12 * first + 11): (0.0, None)}
    for index, each in enumerate(expressions):
        if each.kind != "date" or each.which is not None:
            continue
        year = told_year(each)
        if year is not None:
            ways = _past_told(ways, each, index, year, _cost_beside(each, text))
        elif each.year is None and (each.month or each.season):
            ways = _past_open(ways, each, index)
    years = dict(_years_of(min(ways.values(), key=lambda way: way[0])))
    given = [
        replace(each, year=year) if (year := years.get(index)) is not None else each
        for index, each in enumerate(expressions)
    ]
    return given, frozenset(index for index, year in years.items() if year is None)


def told_year(expression: Expression) -> int | None:
    """Return the year of four digits that is told, negative before our era."""
    if expression.value is None:
        return expression.year if expression.year is not None and expression.year > 99 else None
    if expression.value.startswith("BC") and len(expression.value) == 6:
        return -int(expression.value[2:])
    return int(expression.value[:4]) if re.match(r"\d{4}", expression.value) else None


def _cost_beside(expression: Expression, text: str) -> float:
    loose = _LOOSE_BEFORE.search(text, max(0, expression.start - 8), expression.start) or _LOOSE_AFTER.match(
        text, expression.end
    )
    return (BESIDE_DATE if expression.month else BESIDE_YEAR) * (BESIDE_LESS if loose else 1.0)


def _past_told(
    ways: Mapping[_Position, _Way], expression: Expression, index: int, year: int, beside: float
) -> Mapping[_Position, _Way]:
    """Go to a date with its year, or pass it by."""
    there = _position(expression, year)
    moves = []
    for here, way in ways.items():
        if expression.month is None and here[0] // 12 == year:
            moves.append((here, way))
            continue
        moves.append((there, (way[0] + _cost(here, there), way[1])))
        moves.append((here, (way[0] + beside, (index, None, way[1]))))
    return _cheapest(moves)


def _past_open(ways: Mapping[_Position, _Way], expression: Expression, index: int) -> Mapping[_Position, _Way]:
    """Go to a date without a year: in the year before, the same or the next."""
    moves: list[tuple[_Position, _Way]] = []
    for here, way in ways.items():
        same = int(here[0] // 12)
        for year in (same - 1, same, same + 1):
            there = _position(expression, year)
            skipped = SKIPPED if there[0] - here[1] >= 12 else 0.0
            moves.append((there, (way[0] + _cost(here, there) + skipped, (index, year, way[1]))))
    return _cheapest(moves)


def _cheapest(moves: Iterable[tuple[_Position, _Way]]) -> Mapping[_Position, _Way]:
    best: dict[_Position, _Way] = {}
    for position, way in sorted(moves, key=lambda move: move[1][0]):
        best.setdefault(position, way)
        if len(best) == _WAYS:
            break
    return best


def _position(expression: Expression, year: int) -> _Position:
    month = expression.month or _MONTH_OF_SEASON.get(expression.season or "")
    if month is None:
        return 12 * year, 12 * year + 11
    first = 12 * year + month - 1
    if expression.day:
        return first + expression.day / 32, first + expression.day / 32
    return first, first + (2 if expression.season else 1)


def _cost(here: _Position, there: _Position) -> float:
    back = here[0] - there[1]
    return BACK + FURTHER_BACK * log1p(back) if back > 0 else FORWARD * log1p(max(there[0] - here[1], 0.0))


def _years_of(way: _Way) -> Iterator[tuple[int, int | None]]:
    given = way[1]
    while given is not None:
        index, year, before = given
        yield index, year
        given = before  # type: ignore[assignment]
