"""What speaks for each place and each day of an article as those of its main event."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.extract.choosing import Features
from dateline.extract.fields import is_dated
from dateline.extract.nets.calibration import log_odds
from dateline.extract.roles import day_of
from dateline.knowledge.place_names import distance_km
from dateline.model import TOLD, Account, Claim, Doc, Place, PlaceValue, Span, Time

_PARTS = ("text", "title")
_PRECISIONS = ("exact", "city", "district", "unknown")
#: Probability that stands for a place or day that the reader does not mark at all.
_UNMARKED = 0.02
#: Sentences within which what is told still opens the text.
_OPENING = 4.0
#: Cities so near may be one, or a quarter and its city.
_NEAR_KM = 30.0
#: A name that these words follow is of somebody, or of a body, from there: it speaks for the place, but less.
_OF_A_BODY = re.compile(
    r"\s+(?:(?:city|county|metro|metropolitan|township|parish)\s+)?(?:police|pd|sheriff|fire|hospital|high|school|"
    r"university|college|medical|department|court|jail|mayor|detectives?|officers?|authorities|residents?|man|woman|"
    r"native|news|times|area|regional|memorial|district|state)",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(\w+|,)\s+(?:(?:the|downtown|nearby)\s+)?$")
_STATE_AFTER = re.compile(r"\s*,\s*(?:[A-Z][a-z]+\.?|[A-Z]{2}\b|[A-Z]\.[A-Z]\.)")
_BODIES = ("organisation", "facility", "police", "person", "state_force")
_LONGEST_BEFORE = 30
#: What the sentence of a day tells of.
_TELLS = {
    "shot": r"\bshot|shooting|gunfire|gunshots?|stabb|opened fire|fired",
    "died": r"\bdied|pronounced dead|succumb",
    "court": r"\bcourt|judge|trial|arraign|plead|hearing|sentenc|indict|jury",
    "vigil": r"\bvigil|funeral|memorial service|remember",
    "said": r"\bsaid|announced|told|according|release|report(?:s|ed)\b",
    "happen": r"\bhappened|occurred|took place|incident",
    "condition": r"\bcondition|stable|critical|recover",
}
_TELLING = {name: re.compile(words) for name, words in _TELLS.items()}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place or a day, with all mentions of it."""

    entries: tuple[Place | Time, ...]
    features: Features


def place_candidates(doc: Doc, main: Account) -> dict[Hashable, Candidate]:
    """Return the places of the rank of a city or a district, and names that the gazetteer lacks."""
    groups: dict[Hashable, list[Place]] = defaultdict(list)
    for place in doc.places:
        if place.span.part in _PARTS and is_settled(place.value):
            groups[place_key(place.value)].append(place)
    found = _Found(doc, main, "place", "city", groups)
    bodies = [mention.span for mention in doc.mentions if mention.kind in _BODIES]
    values = {key: entries[0].value for key, entries in groups.items()}
    features = {
        key: found.common(key)
        | _written_features(doc, entries, bodies)
        | {
            "district": float(values[key].precision == "district"),
            "unresolved": float(values[key].precision == "unknown"),
            "title": float(any(entry.span.part == "title" for entry in entries)),
            "order": math.log1p(found.order[key]),
            "only": float(len(groups) == 1),
        }
        for key, entries in groups.items()
    }
    for key, value in values.items():
        features[key] |= _features_beside(key, value, values, features)
    return {key: Candidate(tuple(groups[key]), features[key]) for key in groups}


def is_settled(value: PlaceValue) -> bool:
    return not value.demonym and value.precision in _PRECISIONS and value.name is not None


def place_key(value: PlaceValue) -> Hashable:
    return value.geonameid or ((value.name or "").lower(), value.admin1, value.country)


def _written_features(doc: Doc, entries: Sequence[Place], bodies: Sequence[Span]) -> Features:
    """What the words around the mentions of a place say: shares of the mentions, but for a state after one of them."""
    of_body = within = after_in = after_of = after_near = 0
    with_state = False
    for entry in entries:
        text, span = doc.article.part(entry.span.part), entry.span
        is_of_body = _OF_A_BODY.match(text, span.end) is not None
        before = _WORD_BEFORE.search(text[max(0, span.start - _LONGEST_BEFORE) : span.start])
        word = before[1].lower() if before else ""
        of_body += is_of_body
        within += any(body.covers(span) and body != span for body in bodies)
        after_in += word in ("in", "at") and not is_of_body
        after_of += word == "of"
        after_near += word in ("near", "outside")
        with_state = with_state or _STATE_AFTER.match(text, span.end) is not None
    return {
        "of_body": of_body / len(entries),
        "within_name": within / len(entries),
        "in": after_in / len(entries),
        "of": float(after_of > 0),
        "near": float(after_near > 0),
        "state": float(with_state),
    }


def _features_beside(
    key: Hashable,
    value: PlaceValue,
    values: Mapping[Hashable, PlaceValue],
    features: Mapping[Hashable, Features],
) -> Features:
    """What the other places say: the district that a city lies in, the city that a quarter lies by."""
    cities = [other for other, place in values.items() if _is_in_district(place, value)]
    near = [other for other, place in values.items() if other != key and _are_near(value, place)]
    return {
        "holds": float(bool(cities)),
        "holds_marked": max((features[other]["marked"] for other in cities), default=log_odds(_UNMARKED)),
        "in_district": float(any(_is_in_district(value, place) for place in values.values())),
        "near_city": float(bool(near)),
        "rarer": float(any(features[other]["count"] > features[key]["count"] for other in near)),
    }


def _is_in_district(city: PlaceValue, district: PlaceValue) -> bool:
    return (
        district.precision == "district"
        and city.precision in ("exact", "city")
        and (city.country, city.admin1, city.admin2) == (district.country, district.admin1, district.admin2)
    )


def _are_near(one: PlaceValue, other: PlaceValue) -> bool:
    distance = distance_km(one, other)
    return one.precision == other.precision == "city" and distance is not None and distance < _NEAR_KM


def day_candidates(doc: Doc, main: Account) -> dict[Hashable, Candidate]:
    """Return the single days that are told, but those after publication."""
    published = day_of(doc.article.published)
    groups: dict[Hashable, list[Time]] = defaultdict(list)
    for time in doc.times:
        day: date | None = single_day(time)
        # One day more: publication is told in another time zone than the event.
        if day is not None and time.span.part in _PARTS and not (published and day > published + _DAY):
            groups[day].append(time)
    found = _Found(doc, main, "date", "date", groups)
    days = sorted(groups, key=str)
    candidates: dict[Hashable, Candidate] = {}
    for key, times in groups.items():
        assert isinstance(key, date), "the keys are days"
        features = found.common(key) | {
            "first": float(found.order[key] == 0),
            "earliest": float(key == days[0]),
            "latest": float(key == days[-1]),
            "hour": float(any(time.value.type == "TIME" for time in times)),
        }
        if published is not None:
            features |= _gap_features((published - key).days)
        features |= found.shares_told(times)
        candidates[key] = Candidate(tuple(times), features)
    return candidates


def single_day(time: Time) -> date | None:
    value = time.value
    if not is_dated(time) or value.earliest is None or value.earliest != value.latest:
        return None
    return day_of(value.earliest)


def _gap_features(days: int) -> Features:
    return {
        "today": float(days <= 0),
        "two": float(days == 2),
        "week": float(3 <= days <= 7),
        "month": float(7 < days <= 31),
        "old": float(days > 31),
        "very_old": float(days > 365),
    }


class _Found:
    """What is asked of every candidate: what the reader marks, what the rules found, and where it is told."""

    def __init__(
        self,
        doc: Doc,
        main: Account,
        field: str,
        label: str,
        groups: Mapping[Hashable, Sequence[Place]] | Mapping[Hashable, Sequence[Time]],
    ) -> None:
        self._doc = doc
        self._groups = groups
        self._tags = [tag for tag in doc.tagged("setting") if tag.label == label]
        self._claims = [claim for claim in main.claims if claim.field == field and is_chosen_from(claim)]
        self._starts = {parse.part: [start for start, _ in parse.sentences] for parse in doc.parses}
        self._harmed = {
            self._sentence(claim.span)
            for claim in main.claims
            if claim.field in ("killed", "injured") and claim.span.part == "text"
        }
        first = {key: min((e.span.part == "text", e.span.start) for e in each) for key, each in groups.items()}
        told = sorted(first, key=lambda key: first[key])
        self.order = {key: number for number, key in enumerate(told)}

    def _sentence(self, span: Span) -> tuple[str, int]:
        return span.part, max(bisect_right(self._starts[span.part], span.start) - 1, 0)

    def common(self, key: Hashable) -> Features:
        spans = [entry.span for entry in self._groups[key]]
        marks = [tag.score for tag in self._tags if any(tag.span.overlaps(span) for span in spans)]
        rules = [claim.score for claim in self._claims if any(claim.span.overlaps(span) for span in spans)]
        sentences = [self._sentence(span) for span in spans]
        return {
            "marked": log_odds(max([*marks, _UNMARKED])),
            "marks": math.log1p(len(marks)),
            "rule": max(rules, default=0.0),
            "count": math.log(len(spans)),
            "early": max(math.exp(-number / _OPENING) for _, number in sentences),
            "beside": float(any(sentence in self._harmed for sentence in sentences)),
        }

    def shares_told(self, times: Sequence[Time]) -> Features:
        """Of the sentences that name a day, which share tells of what."""
        told = [self._sentence_text(time.span).lower() for time in times]
        return {
            f"tells_{name}": sum(1 for text in told if words.search(text)) / len(told)
            for name, words in _TELLING.items()
        }

    def _sentence_text(self, span: Span) -> str:
        part, number = self._sentence(span)
        parse = self._doc.parse(part)
        assert parse is not None, "a time is found in a parse"
        start, end = parse.sentences[number]
        return self._doc.article.part(part)[start:end]


def is_chosen_from(claim: Claim) -> bool:
    """Tell whether a claim is one that the choice weighs: told as having happened, in the text or the title."""
    return claim.stance in TOLD and claim.span.part in _PARTS
