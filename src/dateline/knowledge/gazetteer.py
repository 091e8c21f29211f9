"""Looks up places by name in the gazetteer file; builds the file at first need."""

from __future__ import annotations

import math
import os
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.knowledge.countries import area_abbreviations, demonyms
from dateline.knowledge.place_names import Feature, area_word, name_key
from dateline.knowledge.spelling import Spellings

if TYPE_CHECKING:
    from dateline.settings import Settings

#: Part of the file's name: a package that builds it otherwise does not meet an older file.
SCHEMA_VERSION = 9

#: Acronyms that are words when not in capitals: only the form as written is found, under a key that begins with "=".
EXACT_ONLY = frozenset({"US", "DMZ", "SNNPR", "CAR", "ROC", "KP", "DC", "EU", "ACT", "ROK", "ARMM", "PRC", "PNG"})

#: No place has a longer name; what is longer comes from a damaged or hostile text.
_LONGEST_NAME = 200

#: More than the file has: all of it is mapped into memory, and processes share the pages.
_MAPPED = 1 << 28
#: What a factor of ten in people adds to the similarity of a spelling: of two names as like, the larger place is meant.
_PEOPLE = 0.008
_MOST_FOR_PEOPLE = 9 * _PEOPLE
#: Spellings that are less like a name are other names.
_LEAST_SIMILARITY = 0.6

_COLUMNS = (
    "p.geonameid, p.name, p.country, p.admin1, p.admin2, p.latitude, p.longitude, p.feature, p.population, p.capital"
)


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer. Degrees are WGS84; a district without a point has neither."""

    #: None for areas whose id the packaged extract does not give.
    geonameid: int | None
    name: str
    #: ISO 3166-1 alpha-2; empty for a region that spans several countries.
    country: str
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    feature: Feature
    #: Of an area: of the places in it.
    population: int
    #: Whether it is the capital of its country.
    capital: bool = False


class Gazetteer:
    """Look-ups in one gazetteer file, which is opened read-only at the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections: dict[int, sqlite3.Connection] = {}
        # Bound to the object: a cache on the method would keep every gazetteer alive.
        self._by_key = lru_cache(maxsize=1 << 16)(self._read_key)
        self._has_key = lru_cache(maxsize=1 << 17)(self._read_has_key)
        self._keys_like = lru_cache(maxsize=1 << 12)(self._read_keys_like)

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places of that name, () for none: regions (Africa, Darfur) first, then the most populous.

        Case, accents and punctuation do not count; alternate names in Latin script do. "Baghlan province" and "state
        of Borno" give only areas of that kind. Abbreviated states are found as written ("PA", "Calif.").
        """
        if len(name) > _LONGEST_NAME:
            return ()
        if name in EXACT_ONLY:
            return self._by_key(f"={name}")
        if (area := area_abbreviations().get(name)) is not None:
            country, full = area
            return tuple(p for p in self._by_key(name_key(full)) if p.country == country and p.feature == "province")
        key = name_key(name)
        if found := self._by_key(key):
            return found
        if split := area_word(key):
            rest, features = split
            return tuple(place for place in self._by_key(rest) if place.feature in features)
        return ()

    def known(self, name: str) -> bool:
        """Whether `lookup` finds anything, two-letter postal codes apart: "IN", "OR" and "ME" are words too."""
        if len(name) > _LONGEST_NAME:
            return False
        if name in EXACT_ONLY or (len(name) > 2 and name in area_abbreviations()):
            return True
        key = name_key(name)
        return self._has_key(key) or (area_word(key) is not None and bool(self.lookup(name)))

    def fuzzy(
        self, name: str, *, country: str | None = None, limit: int = 5
    ) -> tuple[tuple[GazetteerPlace, float], ...]:
        """Return the places whose names are spelt most like one, with their similarity (1.0: the same), best first.

        Towns of fewer than a thousand people are left out. Only those of one country (alpha-2), if it is given.
        """
        key = name_key(name) if len(name) <= _LONGEST_NAME else ""
        found: dict[GazetteerPlace, float] = {}
        for similarity, other in self._keys_like(key):
            if similarity < _LEAST_SIMILARITY:
                break
            if len(found) >= limit:
                least = sorted(map(_likelihood, found.items()), reverse=True)[limit - 1]
                if similarity + _MOST_FOR_PEOPLE < least:
                    break
            for place in self._by_key(other):
                if country is None or place.country == country:
                    found.setdefault(place, similarity)
        return tuple(sorted(found.items(), key=_likelihood, reverse=True)[:limit])

    def demonym(self, word: str) -> str | None:
        """Return the ISO code of the country of a people ("Pakistani", "Chechens"), else None."""
        found = demonyms().get(name_key(word))
        return found[0] or None if found else None

    def demonym_place(self, word: str) -> GazetteerPlace | None:
        """Return the country, province or region of a people ("Pakistani", "Chechens", "European"), else None."""
        found = demonyms().get(name_key(word))
        if found is None:
            return None
        code, region = found
        if not region:
            return self.country(code)
        return next((place for place in self.lookup(region) if place.country == code and place.name == region), None)

    def abbreviated_area(self, word: str) -> str | None:
        """Return the name of a first-level area abbreviated as "PA", "Pa." or "Ont.", case as written; else None."""
        found = area_abbreviations().get(word)
        return found[1] if found else None

    def country(self, code: str) -> GazetteerPlace:
        """Return a country by its ISO 3166-1 alpha-2 code. Raises KeyError for a code there is none for."""
        return self._countries[code]

    def find_country(self, code: str) -> GazetteerPlace | None:
        """Return a country by its ISO 3166-1 alpha-2 code, else None."""
        return self._countries.get(code)

    def country_code(self, name: str) -> str | None:
        """Return the ISO code of a country by any of its names, else None ("Congo" is the larger one)."""
        return next((place.country for place in self.lookup(name) if place.feature == "country"), None)

    def places(self) -> tuple[GazetteerPlace, ...]:
        """Return all places: regions first, then the most populous."""
        return tuple(_place(row) for row in self._execute(f"SELECT {_COLUMNS} FROM place p ORDER BY p.id", ()))

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self._execute)

    @cached_property
    def _countries(self) -> Mapping[str, GazetteerPlace]:
        rows = self._execute(f"SELECT {_COLUMNS} FROM place p WHERE p.feature = 'country'", ())
        return {place.country: place for place in (_place(row) for row in rows)}

    def _read_key(self, key: str) -> tuple[GazetteerPlace, ...]:
        rows = self._execute(
            # Places are numbered by rank: regions first, then the most populous.
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.place",
            (key,),
        )
        return tuple(_place(row) for row in rows)

    def _read_has_key(self, key: str) -> bool:
        return bool(self._execute("SELECT 1 FROM name WHERE key = ? LIMIT 1", (key,)))

    def _read_keys_like(self, key: str) -> list[tuple[float, str]]:
        return self._spellings.like(key)

    def _execute(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        # A connection must not cross a fork: each process opens its own.
        process = os.getpid()
        try:
            if process not in self._connections:
                uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
                connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
                ((version,),) = connection.execute("SELECT version FROM meta").fetchall()
                if version != SCHEMA_VERSION:
                    raise self._unusable(f"it is of version {version}, not {SCHEMA_VERSION}")
                self._connections[process] = connection
            return self._connections[process].execute(query, values).fetchall()
        except (sqlite3.Error, ValueError) as error:
            raise self._unusable(str(error)) from error

    def _unusable(self, why: str) -> DatelineError:
        return DatelineError(
            f"gazetteer {str(self.path)!r} cannot be read ({why}); delete it, or set `gazetteer` to another file"
        )


def _likelihood(found: tuple[GazetteerPlace, float]) -> float:
    place, similarity = found
    return similarity + _PEOPLE * math.log10(place.population + 1)


def _place(row: tuple[Any, ...]) -> GazetteerPlace:
    columns = (*row[:-1], bool(row[-1]))
    return GazetteerPlace(*columns)


def default_path() -> Path:
    """Return where the gazetteer is kept where the setting is empty: the user's cache folder."""
    # XDG: a relative path in the variable is to be ignored.
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    except RuntimeError as error:
        raise DatelineError("there is no home folder for the gazetteer; set `gazetteer` to a file") from error
    return folder / "dateline" / f"gazetteer-{SCHEMA_VERSION}.sqlite"


def gazetteer_path(settings: Settings) -> Path:
    return Path(settings.gazetteer).expanduser() if settings.gazetteer else default_path()


def open_gazetteer(settings: Settings) -> Gazetteer:
    """Return the gazetteer that the settings name, building it first where it is not there.

    Raises DatelineError where it can be neither read nor built.
    """
    return _open(gazetteer_path(settings))


@lru_cache(maxsize=4)
def _open(path: Path) -> Gazetteer:
    try:
        there = path.is_file()
    except OSError as error:
        raise DatelineError(f"gazetteer {str(path)!r} cannot be read ({error}); set `gazetteer` to a file") from error
    if not there:
        from dateline.knowledge.build import build_gazetteer

        print(f"dateline: building the gazetteer {path} (about a minute, once)", file=sys.stderr)
        build_gazetteer(path)
    return Gazetteer(path)
