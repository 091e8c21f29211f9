"""Tells where a city is told more finely: at a street or a building of it that the words beside the event name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import TOLD, Account, Claim, Doc, Mention, PlaceValue, Span, Value

#: "Monroe Street in Toledo", "the Red Mosque, Islamabad": from the end of the one to the start of the other.
_OF_CITY = re.compile(r"(?:,|,? (?:in|of)(?: (?:north|south|east|west|central|downtown)(?:ern)?)?) ", re.IGNORECASE)
#: What stands before the site that something happened at. "Near" it is not at it.
_AT_SITE = re.compile(r"\b(?:at|in|on|inside|of|along) (?:the )?(?:\d+[\w-]* )?$", re.IGNORECASE)
_LONGEST_BEFORE = 24
#: A city that is likelier than not to be that of the event.
_LIKELY = 0.5


def with_exact_places(account: Account, doc: Doc) -> Account:
    """Return the account, its surest city `exact` where the text tells a site of it in which the event happened.

    The point stays that of the city, as the gazetteer knows no sites; the reason names the site.
    """
    cities = [claim for claim in account.claims if _is_city(claim)]
    if account.stance not in TOLD or not cities:
        return account
    surest = max(cities, key=lambda claim: (claim.score, claim.span.part == "text", -claim.span.start))
    beside = [(one, site) for one in cities if one.value == surest.value for site in _sites_before(one.span, doc)]
    told = [(claim, site) for claim, site in beside if claim.score >= _LIKELY]
    if not told and surest.score >= _LIKELY:
        told = [(surest, site) for site in _sites_of_event(account, doc)]
    if not told:
        return account
    city, site = told[0]
    exact = replace(city, value=_exact(city.value, doc.article.written(site.span)))
    return replace(account, claims=tuple(exact if claim is city else claim for claim in account.claims))


def _exact(city: Value, site: str) -> PlaceValue:
    assert isinstance(city, PlaceValue), "chosen among places"
    return replace(city, precision="exact", reason=f"at {site}; the point is that of {city.name}")


def _is_city(claim: Claim) -> bool:
    is_known = isinstance(claim.value, PlaceValue) and claim.value.precision == "city"
    return claim.field == "place" and is_known and claim.stance in TOLD


def _sites(doc: Doc, part: str) -> Sequence[Mention]:
    return [mention for mention in doc.mentions if mention.kind == "facility" and mention.span.part == part]


def _sites_before(city: Span, doc: Doc) -> list[Mention]:
    """Return the sites that the words tell to be in the city named at a span."""
    text = doc.article.part(city.part)
    return [
        site
        for site in _sites(doc, city.part)
        if _OF_CITY.fullmatch(text, site.span.end, city.start) and _is_at(text, site.span)
    ]


def _sites_of_event(account: Account, doc: Doc) -> list[Mention]:
    """Return the sites that the sentence of the event's own word puts it at."""
    trigger = account.trigger
    parse = doc.parse(trigger.part) if trigger else None
    if trigger is None or parse is None:
        return []
    text = doc.article.part(trigger.part)
    start, end = next((one for one in parse.sentences if one[0] <= trigger.start < one[1]), (0, 0))
    return [
        site
        for site in _sites(doc, trigger.part)
        if trigger.end <= site.span.start and start <= site.span.start < end and _is_at(text, site.span)
    ]


def _is_at(text: str, site: Span) -> bool:
    return _AT_SITE.search(text[max(0, site.start - _LONGEST_BEFORE) : site.start]) is not None
