"""Finds the accounts that are worth comparing with one another: those that share block keys, never all pairs.

Whether two accounts are compared depends on these two alone: so a store can find the candidates of a new account by
its keys, and comes to the same pairs in whatever order reports arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dateline.link.keys import key_number
from dateline.link.profile import Profile, harmed
from dateline.link.text_profile import rarity
from dateline.model import PlaceValue

Account = TypeVar("Account", bound=Hashable)

#: Two accounts are compared when the keys that they share weigh this much: one key that tells, or two that hint. The
#: weight of a word or name is its rarity (log), others are set beside it.
LEAST_SHARED = 5.0
_TELLS = LEAST_SHARED
_DAY_IN_AREA, _PUBLISHED_IN_TOWN, _ACTOR_IN_TOWN, _HINT = 4.0, 4.0, 3.0, 2.0
#: Of the rarity of two capitalised words in a row: any two of them are rare together.
_NAME_SHARE = 0.6
#: Most telling words and names of an account that are keys.
KEY_WORDS = 15
KEY_NAMES = 20
#: A word that is no rarer than this says nothing of which event is told.
MIN_KEY_RARITY = 3.0
#: Longer date intervals than this are no key: the account would fall into too many blocks.
MAX_KEY_DAYS = 7
#: Days in a bucket: keys meet in one bucket, or in two beside one another.
_WEEK, _MONTH, _YEAR = 7, 90, 365


@dataclass(frozen=True, slots=True)
class BlockKey:
    """Something that an account tells, in a bucket of time where it is news for a time only."""

    name: tuple[str | int, ...]
    weight: float
    bucket: int | None = None

    def stored(self) -> int:
        """Return the number that the key is found by."""
        return key_number(self.name, self.bucket)

    def sought(self) -> tuple[int, ...]:
        """Return the numbers of the keys that meet it."""
        if self.bucket is None:
            return (self.stored(),)
        return tuple(key_number(self.name, near) for near in (self.bucket - 1, self.bucket, self.bucket + 1))


def candidate_pairs(profiles: Iterable[Profile]) -> list[tuple[str, str]]:
    """Return the pairs of account ids (lesser first, sorted) worth comparing. Order of input does not matter."""
    keys = {profile.account_id: block_keys(profile) for profile in profiles}
    blocks: dict[int, list[str]] = defaultdict(list)
    for account_id, held in keys.items():
        for number in stored_keys(held):
            blocks[number].append(account_id)
    pairs = set()
    for account_id, held in keys.items():
        others = worth_comparing(held, blocks)
        pairs |= {(min(account_id, other), max(account_id, other)) for other in others if other != account_id}
    return sorted(pairs)


def worth_comparing(keys: Iterable[BlockKey], blocks: Mapping[int, Iterable[Account]]) -> set[Account]:
    """Return the accounts that share enough with one of these keys; `blocks` holds accounts by number of key."""
    shared: dict[Account, dict[tuple[str | int, ...], float]] = defaultdict(dict)
    for key in keys:
        for number in key.sought():
            for account in blocks.get(number, ()):
                shared[account][key.name] = key.weight
    return {account for account, held in shared.items() if sum(held.values()) >= LEAST_SHARED}


def stored_keys(keys: Iterable[BlockKey]) -> list[int]:
    """Return the numbers that an account is found by, each once."""
    return sorted({key.stored() for key in keys})


def block_keys(profile: Profile) -> list[BlockKey]:
    """Return the keys of an account. What is no incident (a statement, a forecast) is only looked for in copies."""
    keys = [BlockKey(("copy", profile.copy_group, profile.family), _TELLS)]
    if profile.role == "main":
        keys.append(BlockKey(("copy", profile.copy_group, "main"), _TELLS))
    if profile.tells_incident:
        keys += [*_people_keys(profile), *_place_keys(profile), *_word_keys(profile)]
    return keys


def _people_keys(profile: Profile) -> Iterator[BlockKey]:
    day = profile.published if profile.days is None else profile.days.earliest
    for person in profile.people:
        if person.given:
            yield BlockKey(("person", person.given, person.surname), _TELLS, _bucket(day, _YEAR))
    for person in harmed(profile.people):
        if person.age is not None:
            yield BlockKey(("harmed", person.surname, person.age), _TELLS, _bucket(day, _YEAR))


def _place_keys(profile: Profile) -> Iterator[BlockKey]:
    published, days = profile.published, profile.days
    for area, is_town in sorted({found for place in profile.places if (found := _area(place))}):
        if published is not None:
            for actor in sorted(profile.actors):
                weight = _ACTOR_IN_TOWN if is_town else _HINT
                yield BlockKey(("actor", actor, area), weight, _bucket(published, _MONTH))
            weight = _PUBLISHED_IN_TOWN if is_town else _HINT
            yield BlockKey(("published", profile.family, area), weight, _bucket(published, _WEEK))
        if days is not None and days.latest - days.earliest < MAX_KEY_DAYS:
            for day in range(days.earliest, days.latest + 1):
                yield BlockKey(("day", profile.family, area), _TELLS if is_town else _DAY_IN_AREA, day)


def _word_keys(profile: Profile) -> Iterator[BlockKey]:
    if profile.published is None:
        return
    for name in sorted(profile.names, key=lambda name: (-profile.names[name], name))[:KEY_NAMES]:
        weight = _NAME_SHARE * profile.names[name]
        yield BlockKey(("name", name), weight, _bucket(profile.published, _MONTH))
    telling = [word for word in profile.words if rarity(word) >= MIN_KEY_RARITY]
    for word in sorted(telling, key=lambda word: (-profile.words[word], word))[:KEY_WORDS]:
        yield BlockKey(("word", word), rarity(word), _bucket(profile.published, _WEEK))


def _area(place: PlaceValue) -> tuple[str, bool] | None:
    """Return the name of the area that a place lies in, and whether it is a town or district and no larger one."""
    if place.geonameid is not None and place.precision in ("exact", "city"):
        return str(place.geonameid), True
    if place.country is None:
        return None
    return f"{place.country}/{place.admin1 or ''}/{place.admin2 or ''}", bool(place.admin2)


def _bucket(day: int | None, length: int) -> int | None:
    return None if day is None else day // length
