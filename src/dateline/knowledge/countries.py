"""Names of countries, regions and areas that the packaged extract lacks, and words for their people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from dateline.knowledge.place_names import Feature, name_key

#: Countries whose news is in English: a bare name is rather one of theirs.
ENGLISH_SPEAKING: Final = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})


@dataclass(frozen=True, slots=True)
class CountryRow:
    """What data/countries.tsv adds to a country: a point in degrees, further names, words for its people."""

    code: str
    latitude: float
    longitude: float
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of data/regions.tsv. `country` is empty where it spans several."""

    name: str
    country: str
    feature: Feature
    geonameid: int | None
    latitude: float
    longitude: float
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A second-level area of data/districts.tsv; the point is that of one which the packaged extract lacks."""

    country: str
    admin1: str
    name: str
    latitude: float | None
    longitude: float | None
    names: tuple[str, ...]


def rows(file_name: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file in the data folder; lines that begin with # are comments."""
    text = resources.files("dateline.knowledge").joinpath("data", file_name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def split_names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("|") if name)


@cache
def country_rows() -> Mapping[str, CountryRow]:
    """Return the rows of data/countries.tsv by ISO 3166-1 alpha-2 code."""
    return {
        code: CountryRow(code, float(latitude), float(longitude), split_names(names), split_names(demonyms))
        for code, latitude, longitude, names, demonyms in rows("countries.tsv")
    }


@cache
def region_rows() -> tuple[RegionRow, ...]:
    """Return the rows of data/regions.tsv."""
    return tuple(
        RegionRow(
            name,
            country,
            "province" if feature == "province" else "region",
            int(geonameid) if geonameid else None,
            float(latitude),
            float(longitude),
            split_names(names),
            split_names(demonyms),
        )
        for name, country, feature, geonameid, latitude, longitude, names, demonyms in rows("regions.tsv")
    )


@cache
def district_rows() -> tuple[DistrictRow, ...]:
    """Return the rows of data/districts.tsv."""
    return tuple(
        DistrictRow(
            country,
            admin1,
            name,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            split_names(names),
        )
        for country, admin1, name, latitude, longitude, names in rows("districts.tsv")
    )


@cache
def area_abbreviations() -> Mapping[str, tuple[str, str]]:
    """Return (country, first-level area) by every abbreviation as written: "PA", "Pa.", "Calif.", "Ont."."""
    return {
        short: (country, area)
        for country, area, abbreviations, _ in rows("abbreviations.tsv")
        for short in split_names(abbreviations)
    }


@cache
def government_seats() -> Mapping[str, str]:
    """Return the ISO code of the country, or "", by the key of every name that stands for a government: "kremlin"."""
    return {name_key(name): code for code, names in rows("governments.tsv") for name in split_names(names)}


@cache
def telephone_areas() -> Mapping[str, tuple[str, str]]:
    """Return (country, first-level area) by the area code of a telephone number: "808"."""
    return {code: (country, area) for country, area, codes in rows("area_codes.tsv") for code in split_names(codes)}


@cache
def outlet_homes() -> Mapping[str, tuple[str, str, str]]:
    """Return (country, first-level area, city) by the host of an outlet; the last two are empty for a whole country."""
    return {
        host: (country, area.strip("-"), city.strip("-"))
        for country, area, city, hosts in rows("outlets.tsv")
        for host in split_names(hosts)
    }


@cache
def demonyms() -> Mapping[str, tuple[str, str]]:
    """Return (ISO code or "", name of the region or area or "") by the key of every word for a people, plurals too."""
    found: dict[str, tuple[str, str]] = {}
    for code, area, _, people in rows("abbreviations.tsv"):
        for word in split_names(people):
            found.update(dict.fromkeys(_forms(word), (code, area)))
    for region in region_rows():
        for word in region.demonyms:
            found.update(dict.fromkeys(_forms(word), (region.country, region.name)))
    for country in country_rows().values():
        for word in country.demonyms:
            found.update(dict.fromkeys(_forms(word), (country.code, "")))
    return found


def _forms(word: str) -> tuple[str, ...]:
    key = name_key(word)
    if key.endswith(("s", "sh", "ese", "men", "x")):
        return (key,)
    return key, f"{key}s"
