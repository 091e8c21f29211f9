"""Decides which actor a bare name ("the Taliban", "the army") means, from what else the article names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.annotate.name_words import load_name_words
from dateline.knowledge.actors import Actors, existed_by
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Actor, Article, Doc, Mention

# Mentions of places, peoples and actors that one country needs to be what an article is about, and its share of them.
_MIN_MENTIONS = 2
_MIN_SHARE = 0.65
# A town that names its country by itself: "in Benghazi".
_WELL_KNOWN = 300_000
_ORGANISED = frozenset({"organisation", "armed_group", "state_force", "police", "government", "other"})
_RIGHT_BEFORE = re.compile(r"(?:['’]s?)?\s+")
_RIGHT_AFTER = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?")


def resolve_shared_names(
    doc: Doc, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions with an actor for the bare names that can mean only one.

    That is the one of the country beside it ("China's PLA", "the Taliban in Kabul"), else the one candidate that the
    article names in full, else the one of the country that the article is about, else of the only candidate's country
    that it names. Where these differ, or the sentence tells otherwise, the bare name stays open. Police without a name
    stay open, too: they are those of a town more often than of a country.
    """
    evidence = _Evidence(doc, mentions, actors=actors, gazetteer=gazetteer)
    forces = load_name_words().forces
    resolved = []
    for mention in mentions:
        actor: Actor | None = None
        if mention.actor is None and mention.kind in _ORGANISED:
            written = doc.article.written(mention.span)
            if candidates := actors.sharing(written):
                actor = evidence.choose(mention, candidates)
            elif (force := forces.get(written.lower())) in ("army", "government"):
                actor = evidence.force(force)
        resolved.append(mention if actor is None else replace(mention, actor=actor.id, kind=actor.kind))
    return resolved


class _Evidence:
    """What an article names beside a bare name: actors in full, and countries."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._actors = actors
        self._year = year_of(doc.article)
        self._named = {mention.actor for mention in mentions if mention.actor is not None}
        #: Mentions with the country that each names.
        self._told = [
            (mention, code)
            for mention in mentions
            if mention.span.part in ("text", "title")
            and (code := _country_of(doc.article, mention, actors=actors, gazetteer=gazetteer))
        ]
        self._focus = country_focus(Counter(code for _, code in self._told))

    def choose(self, mention: Mention, candidates: Sequence[str]) -> Actor | None:
        known = [actor for one in candidates if existed_by(actor := self._actors.get(one), self._year)]
        beside, around = self._countries_near(mention)
        if len(own := self._of_countries(known, beside)) == 1:
            return own[0]
        named = [actor for actor in known if actor.id in self._named]
        about = self._of_countries(known, {self._focus})
        said = self._of_countries(known, around)
        if len(named) > 1 or (named and about and named != about):
            fitting = [actor for actor in about if said == [actor]]
        else:
            fitting = named or about or self._of_countries(known, {code for _, code in self._told})
            fitting = [actor for actor in fitting if not said or said == [actor] or (named == about and actor in said)]
        return fitting[0] if len(fitting) == 1 else None

    def force(self, force: str) -> Actor | None:
        """Return the army or government that is meant where a report says no more than that."""
        named = sorted(one for one in self._named if one.partition(".")[2] == force)
        if named:
            return self._actors.get(named[0]) if len(named) == 1 else None
        return self._actors.of_country(self._focus, force) if self._focus is not None else None

    def _of_countries(self, candidates: Sequence[Actor], countries: Collection[str | None]) -> list[Actor]:
        """Return the candidates of these countries; of several, those that still were in the year of the article."""
        found = [actor for actor in candidates if actor.country is not None and actor.country in countries]
        if len(found) > 1 and self._year is not None:
            found = [actor for actor in found if actor.end is None or actor.end >= self._year]
        return found

    def _countries_near(self, mention: Mention) -> tuple[set[str], set[str]]:
        """Return the countries right before a name or right after it, and those that its sentence names."""
        text = self._doc.article.part(mention.span.part)
        parse = self._doc.parse(mention.span.part)
        start, end = next(
            (
                sentence
                for sentence in (parse.sentences if parse is not None else ())
                if sentence[0] <= mention.span.start < sentence[1]
            ),
            (mention.span.start, mention.span.end),
        )
        near = [
            (other, code)
            for other, code in self._told
            if other is not mention and other.span.part == mention.span.part and start <= other.span.start < end
        ]
        beside = {
            code
            for other, code in near
            if _RIGHT_BEFORE.fullmatch(text, other.span.end, mention.span.start)
            or _RIGHT_AFTER.fullmatch(text, mention.span.end, other.span.start)
        }
        return beside, {code for _, code in near}


def year_of(article: Article) -> int | None:
    """Return the year in which an article came out, where it is known."""
    year = (article.published or "")[:4]
    return int(year) if year.isdecimal() else None


def country_focus(countries: Counter[str]) -> str | None:
    """Return the country that most of what an article names belongs to, or None."""
    ranked = sorted(countries.items(), key=_by_count)
    if not ranked or ranked[0][1] < _MIN_MENTIONS or ranked[0][1] < _MIN_SHARE * countries.total():
        return None
    return ranked[0][0]


def _country_of(article: Article, mention: Mention, *, actors: Actors, gazetteer: Gazetteer) -> str | None:
    """Return the country (alpha-2) that a people, a country, a well-known town or an actor names."""
    if mention.actor is not None:
        return actors.get(mention.actor).country
    written = article.written(mention.span)
    if mention.kind == "demonym":
        return gazetteer.demonym(written)
    if mention.kind != "place":
        return None
    places = gazetteer.lookup(written)
    is_known = bool(places) and (places[0].feature == "country" or places[0].population >= _WELL_KNOWN)
    return gazetteer.country_code(written) or (places[0].country if is_known else None)


def _by_count(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]
