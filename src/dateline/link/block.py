"""Finds the pairs of accounts that are worth comparing: those that share a block key, never all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.link.profile import Profile, harmed
from dateline.link.text_profile import rarity
from dateline.model import PlaceValue

Key = tuple[str | int, ...]

#: A block of more accounts than this pairs each only with its next neighbours in order of publication: a name that
#: everybody writes (a president's, a capital's) would otherwise cost the square of the whole store.
MAX_BLOCK = 60
NEIGHBOURS = 30
#: Most telling words and names of an account that are keys.
KEY_WORDS = 10
KEY_NAMES = 25
#: A word that is no rarer than this says nothing of which event is told.
MIN_KEY_RARITY = 4.0
#: Longer date intervals than this are no key: the account would fall into too many blocks.
MAX_KEY_DAYS = 7
_BUCKET_DAYS = 7


def candidate_pairs(profiles: Iterable[Profile]) -> list[tuple[str, str]]:
    """Return the pairs of account ids (lesser first, sorted) that share a block key. Order of input does not matter."""
    ordered = sorted({profile.account_id: profile for profile in profiles}.values(), key=_order)
    blocks: dict[Key, list[str]] = defaultdict(list)
    for profile in ordered:
        for key in dict.fromkeys(block_keys(profile)):
            blocks[key].append(profile.account_id)
    pairs = {pair for members in blocks.values() for pair in _pairs(members)}
    return sorted(pairs)


def block_keys(profile: Profile) -> Iterator[Key]:
    """Yield the keys of an account. What is no incident (a statement, a forecast) is only looked for in copies."""
    yield "copy", profile.copy_group, profile.family
    if profile.role == "main":
        yield "copy", profile.copy_group, "main"
    if not profile.tells_incident:
        return
    yield from _people_keys(profile)
    yield from _place_keys(profile)
    yield from _word_keys(profile)


def _people_keys(profile: Profile) -> Iterator[Key]:
    for person in profile.people:
        if person.given:
            yield "person", person.given, person.surname
    for person in harmed(profile.people):
        if person.age is not None:
            yield "harmed", person.surname, person.age


def _place_keys(profile: Profile) -> Iterator[Key]:
    areas = sorted({area for place in profile.places if (area := _area(place))})
    for area in areas:
        for actor in sorted(profile.actors):
            yield "actor", actor, area
        # Reports of one day share a block with those of the day before and after, however the week falls.
        for bucket in _buckets(profile):
            yield "published", profile.family, area, bucket
        if profile.days is not None and profile.days.latest - profile.days.earliest < MAX_KEY_DAYS:
            for day in range(profile.days.earliest, profile.days.latest + 2):
                yield "day", profile.family, area, day


def _word_keys(profile: Profile) -> Iterator[Key]:
    for name in sorted(profile.names, key=lambda name: (-profile.names[name], name))[:KEY_NAMES]:
        yield "name", name
    telling = [word for word in profile.words if rarity(word) >= MIN_KEY_RARITY]
    for word in sorted(telling, key=lambda word: (-profile.words[word], word))[:KEY_WORDS]:
        for bucket in _buckets(profile):
            yield "word", word, bucket


def _area(place: PlaceValue) -> str | None:
    if place.geonameid is not None and place.precision in ("exact", "city"):
        return str(place.geonameid)
    if place.country is None:
        return None
    return f"{place.country}/{place.admin1 or ''}/{place.admin2 or ''}"


def _buckets(profile: Profile) -> tuple[int, ...]:
    """Return two overlapping fortnights of publication, so that any two reports within a week share one."""
    if profile.published is None:
        return ()
    week = profile.published // _BUCKET_DAYS
    return week, week + 1


def _pairs(members: list[str]) -> Iterator[tuple[str, str]]:
    reach = len(members) if len(members) <= MAX_BLOCK else NEIGHBOURS
    for place, one in enumerate(members):
        for other in members[place + 1 : place + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _order(profile: Profile) -> tuple[float, str]:
    return math.inf if profile.published is None else profile.published, profile.account_id
