"""What an article says of where it is set without naming it: institutions, actors, telephone numbers, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dateline.knowledge.actors import load_actors
from dateline.knowledge.countries import area_abbreviations, outlet_homes, rows, split_names, telephone_areas
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace
from dateline.knowledge.letter_case import lower_case_words
from dateline.knowledge.place_names import name_key
from dateline.model import Article, Mention
from dateline.resolve.place_features import Name

# A word counts less than a name of a place, and many of them no more than two names.
_WORD_WEIGHT = 0.7
_ACTOR_WEIGHT = 0.5
_MOST = 2.0
_TELEPHONE_WEIGHT = 0.7
_ADDRESS_WEIGHT = 0.5

#: "(808) 555-0100", "808-555-0100".
_TELEPHONE = re.compile(r"(?<![\d-])\(?([2-9]\d\d)\)?[-. ]{1,2}\d{3}[-. ]\d{4}(?!\d)")
#: The host and the path of an address; of an archived one, those of the original.
_ADDRESS = re.compile(r"^(?:.*/)?https?://(?:www\.)?([^/:?#]+)[^/?#]*([^?#]*)", re.IGNORECASE)
#: A city of fewer people is seldom told by the name of a host, and fewer letters stand for much else.
_LARGE_CITY = 100_000
_LETTERS = 5
_LONGEST_ADDRESS = 2000
#: What stands after the name of a city in that of its newspaper or station.
_PRESS = re.compile(r"(?:daily)?(?:news|times|post|tribune|herald|journal|gazette|star|press|chronicle|sun|online)$")
#: Endings of hosts that belong to a country and are used all over the world.
_WORLDWIDE = frozenset({"tv", "me", "co", "io", "ly", "fm", "ai", "cc", "to", "am", "ag", "ws", "la", "ac", "gg", "vc"})
_COUNTRY_OF_ENDING = {"uk": "GB"}
_COUNTY = re.compile(r"(?<![a-z])[a-z]{3,}-county(?![a-z])")


def country_evidence(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Name]:
    """Return names that stand for what speaks for a country, or for one of several, beside the places named."""
    weights: dict[tuple[str, ...], float] = {}
    for countries, weight in (*_of_words(article), *_of_actors(mentions)):
        weights[countries] = min(_MOST, weights.get(countries, 0.0) + weight)
    return [
        # No name of a place has a key with a bar.
        Name(f"|{'|'.join(countries)}", tuple(map(gazetteer.country, countries)), weight)
        for countries, weight in sorted(weights.items())
    ] + [
        Name("|" + name_key(places[0].name), places, weight)
        for places, weight in (*_of_telephones(article, gazetteer), *_of_address(article, gazetteer))
    ]


def _of_telephones(article: Article, gazetteer: Gazetteer) -> Iterable[tuple[tuple[GazetteerPlace, ...], float]]:
    """Yield the states whose telephone numbers the text gives: the police take calls from near by."""
    areas = telephone_areas()
    for country, area in sorted({areas[code] for code in _TELEPHONE.findall(article.text) if code in areas}):
        if place := _area(area, country, gazetteer):
            yield (place,), _TELEPHONE_WEIGHT


def _of_address(article: Article, gazetteer: Gazetteer) -> Iterable[tuple[tuple[GazetteerPlace, ...], float]]:
    """Yield the city, states and counties that an address names: "springportnews.example/local/dee-county/"."""
    found = _ADDRESS.match((article.url or "")[:_LONGEST_ADDRESS])
    if found is None:
        return
    told: dict[tuple[GazetteerPlace, ...], None] = {}
    host = found[1].lower()
    if home := _home(host, gazetteer):
        told[(home,)] = None
    *labels, ending = host.split(".")
    if ending not in _WORLDWIDE and (country := gazetteer.find_country(_COUNTRY_OF_ENDING.get(ending, ending.upper()))):
        told[(country,)] = None
    for label in labels:
        city = _PRESS.sub("", label)
        if len(city) >= _LETTERS and city not in lower_case_words():
            told |= {(place,): None for place in gazetteer.lookup(city)[:1] if place.population >= _LARGE_CITY}
        told |= {(state,): None for state in _states_in(label, gazetteer)}
    for folder in found[2].lower().split("/"):
        told |= {(state,): None for state in _states_in(folder.replace("_", "-"), gazetteer)}
        for county in _COUNTY.findall(folder):
            told |= {places: None for places in [gazetteer.lookup(county.replace("-", " "))] if places}
    for places in told:
        yield places, _ADDRESS_WEIGHT


def _home(host: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    """Return the city that an outlet has its home in, or its country."""
    homes, labels = outlet_homes(), host.split(".")
    names = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    home = next((homes[name] for name in names if name in homes), None)
    if home is None:
        return None
    country, area, city = home
    if not city:
        return gazetteer.find_country(country)
    places = (place for place in gazetteer.lookup(city) if (place.country, place.admin1) == (country, area))
    return next((place for place in places if place.feature == "city"), None)


def _states_in(text: str, gazetteer: Gazetteer) -> Iterable[GazetteerPlace]:
    """Yield the states of the United States in a part of an address, the longest names alone: no Kansas in Arkansas."""
    rest = text
    for country, area in sorted(set(area_abbreviations().values()), key=lambda entry: (-len(entry[1]), entry)):
        if country != "US" or len(area) < _LETTERS:
            continue
        for form in (area.lower().replace(" ", "-"), area.lower().replace(" ", "")):
            if form in rest:
                rest = rest.replace(form, " ")
                if place := _area(area, country, gazetteer):
                    yield place


def _area(name: str, country: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    places = (p for p in gazetteer.lookup(name) if p.country == country and p.feature == "province" and p.name == name)
    return next(places, None)


def _of_words(article: Article) -> Iterable[tuple[tuple[str, ...], float]]:
    pattern, table = _words()
    text = f"{article.title or ''}\n{article.text}".lower()
    # One line of the table counts once, however often its words stand in the text.
    lines = {table[found] for found in pattern.findall(text)}
    return [(countries, _WORD_WEIGHT) for _, countries in sorted(lines)]


def _of_actors(mentions: Sequence[Mention]) -> Iterable[tuple[tuple[str, ...], float]]:
    actors = load_actors()
    known = {mention.actor for mention in mentions if mention.actor is not None}
    countries = [actor.country for name in sorted(known) if (actor := actors.get(name)) is not None]
    return [((country,), _ACTOR_WEIGHT) for country in countries if country]


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, tuple[int, tuple[str, ...]]]]:
    """Return a pattern of all words and phrases, and (line, countries) of each."""
    table = {
        word: (line, split_names(countries))
        for line, (words, countries) in enumerate(rows("country_words.tsv"))
        for word in split_names(words)
    }
    longest_first = sorted(table, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), table
