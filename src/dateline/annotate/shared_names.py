"""Decides which actor a bare name ("the Taliban", "the army") means, from what else the article names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.name_words import load_name_words
from dateline.knowledge.actors import Actors
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Actor, Article, Mention

# Mentions of places, peoples and actors that one country needs to be what an article is about, and its share of them.
_MIN_MENTIONS = 2
_MIN_SHARE = 0.65
# A town that names its country by itself: "in Benghazi".
_WELL_KNOWN = 300_000
_ORGANISED = frozenset({"organisation", "armed_group", "state_force", "police", "government", "other"})


def resolve_shared_names(
    article: Article, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions with an actor for the bare names that can mean only one.

    That is the one candidate that the article names in full; where it names none of them, the one of the country that
    the article is about, else of the only candidate's country that it names at all. Where it names two candidates, the
    bare name stays open. Police without a name stay open too: they are those of a town more often than of a country.
    """
    evidence = _Evidence(article, mentions, actors=actors, gazetteer=gazetteer)
    forces = load_name_words().forces
    resolved = []
    for mention in mentions:
        actor: Actor | None = None
        if mention.actor is None and mention.kind in _ORGANISED:
            written = article.written(mention.span)
            force = forces.get(written.lower())
            if candidates := actors.sharing(written):
                actor = evidence.choose([actors.get(one) for one in candidates])
            elif force in ("army", "government"):
                actor = evidence.force(force)
            elif mention.kind == "government":
                actor = _government_of(written, actors=actors, gazetteer=gazetteer)
        resolved.append(mention if actor is None else replace(mention, actor=actor.id, kind=actor.kind))
    return resolved


class _Evidence:
    """What an article names beside a bare name: actors in full, and countries."""

    def __init__(
        self, article: Article, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
    ) -> None:
        self._actors = actors
        self._named = {mention.actor for mention in mentions if mention.actor is not None}
        self._countries = countries_named(article, mentions, actors=actors, gazetteer=gazetteer)
        self._focus = country_focus(self._countries)
        self._year = year_of(article)

    def choose(self, candidates: Sequence[Actor]) -> Actor | None:
        named = [actor for actor in candidates if actor.id in self._named]
        if named:
            return named[0] if len(named) == 1 else None
        there = [actor for actor in candidates if actor.country is not None and actor.country == self._focus]
        if not there:
            there = [actor for actor in candidates if actor.country in self._countries]
        if len(there) > 1 and self._year is not None:
            there = [actor for actor in there if actor.end is None or actor.end >= self._year]
        return there[0] if len(there) == 1 else None

    def force(self, force: str) -> Actor | None:
        """Return the army or government that is meant where a report says no more than that."""
        named = sorted(one for one in self._named if one.partition(".")[2] == force)
        if named:
            return self._actors.get(named[0]) if len(named) == 1 else None
        return self._actors.of_country(self._focus, force) if self._focus is not None else None


def year_of(article: Article) -> int | None:
    """Return the year in which an article came out, where it is known."""
    year = (article.published or "")[:4]
    return int(year) if year.isdecimal() else None


def countries_named(
    article: Article, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
) -> Counter[str]:
    """Return how often an article's own text names each country (alpha-2): its people, large towns and actors too."""
    countries: Counter[str] = Counter()
    for mention in mentions:
        if mention.span.part not in ("text", "title"):
            continue
        code: str | None = None
        if mention.kind == "demonym":
            code = gazetteer.demonym(article.written(mention.span))
        elif mention.kind == "place":
            written = article.written(mention.span)
            code = gazetteer.country_code(written) or _country_of_town(written, gazetteer)
        elif mention.actor is not None:
            code = actors.get(mention.actor).country
        if code:
            countries[code] += 1
    return countries


def country_focus(countries: Counter[str]) -> str | None:
    """Return the country that most of what an article names belongs to, or None."""
    ranked = sorted(countries.items(), key=_by_count)
    if not ranked or ranked[0][1] < _MIN_MENTIONS or ranked[0][1] < _MIN_SHARE * countries.total():
        return None
    return ranked[0][0]


def _country_of_town(name: str, gazetteer: Gazetteer) -> str | None:
    places = gazetteer.lookup(name)
    return places[0].country if places and places[0].population >= _WELL_KNOWN else None


def _government_of(name: str, *, actors: Actors, gazetteer: Gazetteer) -> Actor | None:
    """Return the government that a capital stands for: "Islamabad denied it"."""
    capital = next((place for place in gazetteer.lookup(name) if place.capital), None)
    return actors.of_country(capital.country, "government") if capital is not None else None


def _by_count(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]
