"""The form in which place names are compared, and the words that name a kind of area ("province", "County")."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, Protocol

Feature = Literal["city", "district", "province", "country", "region"]

#: Letters that decomposition leaves as they are.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e", "ŋ": "n", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘ʻʼʿʾ`´]")
_NOT_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ABBREVIATED: Mapping[str, str] = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_ABBREVIATED_LAST: Mapping[str, str] = {"co": "county", "twp": "township", "dist": "district", "prov": "province"}

#: Words beside a name that tell what kind of area it is. Districts are second-level areas and below.
AREA_WORDS: Mapping[str, tuple[Feature, ...]] = {
    "province": ("province", "district"),
    "provinces": ("province", "district"),
    "governorate": ("province",),
    "governorates": ("province",),
    "state": ("province",),
    "states": ("province",),
    "region": ("province", "region"),
    "oblast": ("province",),
    "krai": ("province",),
    "department": ("province", "district"),
    "departments": ("province", "district"),
    "prefecture": ("province", "district"),
    "canton": ("province", "district"),
    "county": ("district", "province"),
    "counties": ("district", "province"),
    "parish": ("district", "province"),
    "parishes": ("district", "province"),
    "district": ("district", "province"),
    "districts": ("district", "province"),
    "agency": ("district",),
    "division": ("district", "province"),
    "municipality": ("district", "city", "province"),
    "township": ("city", "district"),
    "borough": ("city", "district"),
    "city": ("city",),
    "town": ("city",),
    "village": ("city",),
    "suburb": ("city",),
    "capital": ("city",),
    "neighborhood": ("city",),
    "neighbourhood": ("city",),
}

_GENERIC = (
    r"province|governorate|region|district|oblast|county|parish|municipality|state|department|prefecture|"
    r"kra[iy]|republic|division|agency|borough|raion|rayon|canton|voivodeship|local government area|city|census area|"
    r"planning region|regional state|metropolitan city"
)
_GENERIC_LAST = re.compile(rf"^(.{{2,}}?) (?:{_GENERIC})$")
_GENERIC_FIRST = re.compile(
    r"^(?:muhafazat|provincia (?:de|di)|departamento (?:de|del)|municipio (?:de|del)|estado de|state of|republic of|"
    r"gemeente|landkreis|kreis|powiat|(?:arrondissement|departement) (?:de|du|des)|city of|distrito (?:de|do)|"
    r"province of|county of|district of|comarca de|municipality of|al|an|ar|as|ash|ad|at|az) (.{2,})$"
)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the form of a name that look-ups compare: lower case without accents, marks and a leading "the"."""
    text = _POSSESSIVE.sub("", name).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    last = [_ABBREVIATED_LAST.get(word, word) for word in words[-1:]] if len(words) > 1 else words
    return " ".join([*(_ABBREVIATED.get(word, word) for word in words[:-1]), *last])


def bare_area_key(key: str) -> str | None:
    """Return the key of an area's name without the word for its kind, or None where it has none."""
    found = _GENERIC_LAST.match(key) or _GENERIC_FIRST.match(key)
    return found.group(1) if found else None


def area_word(key: str) -> tuple[str, tuple[Feature, ...]] | None:
    """Split a key such as "baghlan province" or "state of borno" into the name and the features it can have."""
    first, _, rest = key.partition(" of ")
    if rest and first in AREA_WORDS:
        return rest, AREA_WORDS[first]
    name, _, last = key.rpartition(" ")
    return (name, AREA_WORDS[last]) if name and last in AREA_WORDS else None


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance of two points along the earth's surface; all four are in degrees."""
    first, second = math.radians(latitude), math.radians(other_latitude)
    across = math.sin(math.radians(other_longitude - longitude) / 2) ** 2 * math.cos(first) * math.cos(second)
    return 12742.0 * math.asin(min(1.0, math.sqrt(math.sin((second - first) / 2) ** 2 + across)))


class HasPoint(Protocol):
    """What may have a point on the map, in degrees."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


def distance_km(one: HasPoint, other: HasPoint) -> float | None:
    """Return the kilometres between two places, or None where a point is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)
