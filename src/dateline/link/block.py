"""Finds the accounts that are worth comparing with one another: those that share block keys, never all pairs.

Whether two accounts are compared depends on these two alone: so a store can find the candidates of a new account by
its keys, and comes to the same pairs in whatever order reports arrive.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from dateline.link.keys import dated_key_number, key_number
from dateline.link.profile import Profile, harmed
from dateline.link.text_profile import rarity
from dateline.model import PlaceValue

Account = TypeVar("Account", bound=Hashable)

#: Two accounts are compared when the keys that they share weigh this much: one key that tells, or two that hint. The
#: weight of a word or name is its rarity (log), others are set beside it.
LEAST_SHARED = 5.0
#: So much more for each of day and place that they put apart: chance words of other events would be most of all pairs.
_MORE_APART = 3.0
_TELLS = LEAST_SHARED
#: Is compared whatever day and place say: copies, and people by their full names.
_ALWAYS = LEAST_SHARED + 2 * _MORE_APART
_DAY_IN_AREA, _PUBLISHED_IN_TOWN, _ACTOR_IN_TOWN, _HINT = 4.0, 4.0, 3.0, 2.0
#: Of the rarity of two capitalised words in a row: any two of them are rare together. It counts no more than what
#: tells: the names of officials stand in hundreds of reports of other events.
_NAME_SHARE = 0.6
#: Most telling words and names of an account that are keys.
KEY_WORDS = 15
KEY_NAMES = 20
#: Of accounts that nothing dates, any two of so many words: one word alone would lead to ever more as a store grows.
UNDATED_WORDS = 8
#: A word that is no rarer than this says nothing of which event is told.
MIN_KEY_RARITY = 3.0
#: Longer date intervals than this are no key: the account would fall into too many blocks.
MAX_KEY_DAYS = 7
#: Days in a bucket: keys meet in one bucket, or in two beside one another.
_DAY, _WEEK, _MONTH, _YEAR = 1, 7, 90, 365
_FINE = ("exact", "city", "district")


@dataclass(frozen=True, slots=True)
class BlockKey:
    """Something that an account tells, in a bucket of days where it is news for a time only."""

    name: tuple[str | int, ...]
    weight: float
    #: The first day of the bucket (proleptic ordinal), and its length.
    start: int | None = None
    length: int = _DAY

    def stored(self) -> int:
        """Return the number that the key is found by."""
        return key_number(self.name) if self.start is None else dated_key_number(self.start, self.name)

    def sought(self) -> tuple[int, ...]:
        """Return the numbers of the keys that meet it."""
        if self.start is None:
            return (self.stored(),)
        near = (self.start - self.length, self.start, self.start + self.length)
        return tuple(dated_key_number(start, self.name) for start in near)


@dataclass(frozen=True, slots=True)
class DayAndPlace:
    """When and where an account puts its event, as far as it takes to see that another is put elsewhere."""

    #: Days (proleptic ordinals, both inclusive).
    earliest: int | None
    latest: int | None
    #: Country and province ("IN/Bihar"), or the country alone ("IN/") where no more is known; none where that is not.
    regions: frozenset[str]

    def contradictions(self, other: DayAndPlace) -> int:
        """Return of how many, day and place, the two say what cannot both be."""
        return self._is_another_day(other) + self._is_elsewhere(other)

    def _is_another_day(self, other: DayAndPlace) -> bool:
        if self.earliest is None or self.latest is None or other.earliest is None or other.latest is None:
            return False
        return max(self.earliest, other.earliest) - min(self.latest, other.latest) > 1

    def _is_elsewhere(self, other: DayAndPlace) -> bool:
        if not self.regions or not other.regions:
            return False
        if {one[:2] for one in self.regions}.isdisjoint(one[:2] for one in other.regions):
            return True
        known = self.regions | other.regions
        return not any(one.endswith("/") for one in known) and self.regions.isdisjoint(other.regions)


def day_and_place(profile: Profile) -> DayAndPlace:
    days, places = profile.days, profile.places
    known = all(place.country for place in places)
    return DayAndPlace(
        None if days is None else days.earliest,
        None if days is None else days.latest,
        frozenset(
            f"{place.country}/{place.admin1 if place.admin1 and place.precision in _FINE else ''}" for place in places
        )
        if known
        else frozenset(),
    )


def candidate_pairs(profiles: Iterable[Profile]) -> list[tuple[str, str]]:
    """Return the pairs of account ids (lesser first, sorted) worth comparing. Order of input does not matter."""
    by_id = {profile.account_id: profile for profile in profiles}
    keys = {account_id: block_keys(profile) for account_id, profile in by_id.items()}
    told = {account_id: day_and_place(profile) for account_id, profile in by_id.items()}
    blocks: dict[int, list[str]] = defaultdict(list)
    for account_id, held in keys.items():
        for number in stored_keys(held):
            blocks[number].append(account_id)
    pairs = set()
    for account_id, held in keys.items():
        others = worth_comparing(told[account_id], sharing(held, blocks), told)
        pairs |= {(min(account_id, other), max(account_id, other)) for other in others if other != account_id}
    return sorted(pairs)


def sharing(keys: Iterable[BlockKey], blocks: Mapping[int, Iterable[Account]]) -> dict[Account, float]:
    """Return the accounts that share enough with one of these keys, and how much; `blocks` holds accounts by number."""
    shared: dict[Account, dict[tuple[str | int, ...], float]] = defaultdict(dict)
    for key in keys:
        for number in key.sought():
            for account in blocks.get(number, ()):
                shared[account][key.name] = key.weight
    weights = {account: math.fsum(held.values()) for account, held in shared.items()}
    return {account: weight for account, weight in weights.items() if weight >= LEAST_SHARED}


def worth_comparing(
    own: DayAndPlace, shared: Mapping[Account, float], told: Mapping[Account, DayAndPlace]
) -> set[Account]:
    """Return those of the accounts in `shared` that share enough for two that put day or place so far apart."""
    return {
        account
        for account, weight in shared.items()
        if weight >= LEAST_SHARED + _MORE_APART * own.contradictions(told[account])
    }


def stored_keys(keys: Iterable[BlockKey]) -> list[int]:
    """Return the numbers that an account is found by, each once."""
    return sorted({key.stored() for key in keys})


def block_keys(profile: Profile) -> list[BlockKey]:
    """Return the keys of an account. What is no incident (a statement, a forecast) is only looked for in copies."""
    keys = [BlockKey(("copy", profile.copy_group, profile.family), _ALWAYS)]
    if profile.role == "main":
        keys.append(BlockKey(("copy", profile.copy_group, "main"), _ALWAYS))
    if profile.tells_incident:
        keys += [*_people_keys(profile), *_place_keys(profile), *_word_keys(profile)]
    return keys


def _people_keys(profile: Profile) -> Iterator[BlockKey]:
    day = profile.published if profile.days is None else profile.days.earliest
    for person in profile.people:
        if person.given:
            yield _in_bucket(("person", person.given, person.surname), _ALWAYS, day, _YEAR)
    for person in harmed(profile.people):
        if person.age is not None:
            yield _in_bucket(("harmed", person.surname, person.age), _ALWAYS, day, _YEAR)


def _place_keys(profile: Profile) -> Iterator[BlockKey]:
    published, days = profile.published, profile.days
    for area, is_town in sorted({found for place in profile.places if (found := _area(place))}):
        if published is not None:
            for actor in sorted(profile.actors):
                weight = _ACTOR_IN_TOWN if is_town else _HINT
                yield _in_bucket(("actor", actor, area), weight, published, _MONTH)
            weight = _PUBLISHED_IN_TOWN if is_town else _HINT
            yield _in_bucket(("published", profile.family, area), weight, published, _WEEK)
        if days is not None and days.latest - days.earliest < MAX_KEY_DAYS:
            for day in range(days.earliest, days.latest + 1):
                yield BlockKey(("day", profile.family, area), _TELLS if is_town else _DAY_IN_AREA, day)


def _word_keys(profile: Profile) -> Iterator[BlockKey]:
    telling = [word for word in profile.words if rarity(word) >= MIN_KEY_RARITY]
    telling.sort(key=lambda word: (-profile.words[word], word))
    day = profile.published
    if day is None and profile.days is not None:
        day = profile.days.earliest
    if day is None:
        for pair in combinations(sorted(telling[:UNDATED_WORDS]), 2):
            yield BlockKey(("words", *pair), _TELLS)
        return
    for name in sorted(profile.names, key=lambda name: (-profile.names[name], name))[:KEY_NAMES]:
        yield _in_bucket(("name", name), min(_NAME_SHARE * profile.names[name], _TELLS), day, _MONTH)
    for word in telling[:KEY_WORDS]:
        yield _in_bucket(("word", word), rarity(word), day, _WEEK)


def _area(place: PlaceValue) -> tuple[str, bool] | None:
    """Return the name of the area that a place lies in, and whether it is a town or district and no larger one."""
    if place.geonameid is not None and place.precision in ("exact", "city"):
        return str(place.geonameid), True
    if place.country is None:
        return None
    return f"{place.country}/{place.admin1 or ''}/{place.admin2 or ''}", bool(place.admin2)


def _in_bucket(name: tuple[str | int, ...], weight: float, day: int | None, length: int) -> BlockKey:
    return BlockKey(name, weight, None if day is None else day - day % length, length)
