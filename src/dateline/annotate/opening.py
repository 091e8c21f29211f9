"""Finds the dateline that opens a report: "PESHAWAR, Pakistan (Agency) --"."""

from __future__ import annotations

import re

from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Article, Span

# How far a dateline may reach, in code points, and how far into the text the line may start that it opens.
_REACH = 160
_HEADER = 600
# People of a city that needs nothing but a dash after it.
_LARGE = 50_000
_LINE_END = re.compile(r"\n")
_NAME = r"[^\W\d_][^\W\d_.'’-]*(?:[ '’.-]{1,2}[^\W\d_][^\W\d_.'’-]*){0,4}\.?"
_DATE = (
    r"(?:(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2})?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:,?\s+\d{2,4})?"
)
_DATED = re.compile(_DATE, re.IGNORECASE)
_OPENING = re.compile(
    rf"\s*(?:\[TEXT\]\s*)?(?P<places>(?P<city>{_NAME})(?:,\s+(?!{_DATE}\b)(?P<area>{_NAME}))?)"
    rf"(?P<date>,?\s+{_DATE})?(?P<agency>\s*\([^)\n]{{2,60}}\))?"
    r"(?P<dash>\s*(?:--+|[—–])\s*|\s+-\s+|:\s+|(?<=\))\s+)(?:\[[^\]]{2,80}\]\s*)*(?P<first>\S)",
    re.IGNORECASE,
)


def find_dateline(article: Article, gazetteer: Gazetteer) -> Span | None:
    """Return the place part ("PESHAWAR, Pakistan") of the dateline that opens the text, or None.

    The city stands in capitals, or the gazetteer knows it and a date or an agency follows, so that no sentence that
    starts with a place and a dash is taken for one. Below a header ("For immediate release", a title, a byline) it
    stands in capitals.
    """
    text = article.text
    if span := _dateline_at(article, 0, gazetteer):
        return span
    for line_end in _LINE_END.finditer(text, 0, _HEADER):
        span = _dateline_at(article, line_end.end(), gazetteer)
        if span is not None and text[span.start : span.end].partition(",")[0].isupper():
            return span
    return None


def _dateline_at(article: Article, start: int, gazetteer: Gazetteer) -> Span | None:
    found = _OPENING.match(article.text, start, min(len(article.text), start + _REACH))
    if found is None:
        return None
    city, dash = found["city"], found["dash"].strip()
    is_dated = bool(found["date"]) or _DATED.search(found["agency"] or "") is not None
    if not dash and not (is_dated and found["agency"] and (found["date"] or found["area"])):
        return None
    known = gazetteer.known(city)
    one_case = article.text[: 2 * _REACH].isupper() or article.text[: 2 * _REACH].islower()
    marked = bool(found["date"] or found["agency"]) or (found["area"] is not None and dash != ":")
    # A long dash and a capital after a city that everybody knows: "Nairobi — A grenade".
    plain = dash not in (":", "-", "") and found["first"].isupper() and _is_large(city, gazetteer)
    if city.isupper() and not one_case:
        sure = known or (marked and len(city) > 3)
    else:
        sure = known and (one_case or city[0].isupper()) and (marked or (plain and not one_case))
    return Span("text", found.start("places"), found.end("places")) if sure else None


def _is_large(city: str, gazetteer: Gazetteer) -> bool:
    return any(place.population >= _LARGE for place in gazetteer.lookup(city)[:1])
