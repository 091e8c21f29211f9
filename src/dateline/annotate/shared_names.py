"""Decides which actor a bare name ("the Taliban", "the army") means, from what else the article names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.name_words import load_name_words
from dateline.knowledge.actors import Actors
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Article, Mention

# Mentions of places and peoples that one country needs to be what an article is about, and its share of them.
_MIN_MENTIONS = 2
_MIN_SHARE = 0.65


def resolve_shared_names(
    article: Article, mentions: Sequence[Mention], *, actors: Actors, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions with an actor for the bare names that can mean only one.

    That is the one candidate that the article names in full; where it names none of them, the one of the country that
    the article is about. Where it names two, the bare name stays open. Police without a name stay open too: they are
    those of a town more often than those of a country.
    """
    named = {mention.actor for mention in mentions if mention.actor is not None}
    country = country_focus(article, mentions, gazetteer=gazetteer)
    forces = load_name_words().forces
    resolved = []
    for mention in mentions:
        actor = None
        if mention.actor is None:
            written = article.written(mention.span)
            force = forces.get(written.lower())
            if candidates := actors.sharing(written):
                actor = _only(
                    [one for one in candidates if one in named],
                    [one for one in candidates if actors.get(one).country == country],
                )
            elif force in ("army", "government"):
                of_country = actors.of_country(country, force) if country is not None else None
                actor = _only(
                    sorted(one for one in named if one.partition(".")[2] == force),
                    [] if of_country is None else [of_country.id],
                )
        resolved.append(mention if actor is None else replace(mention, actor=actor))
    return resolved


def country_focus(article: Article, mentions: Sequence[Mention], *, gazetteer: Gazetteer) -> str | None:
    """Return the country (alpha-2) that most places and peoples of an article's own text belong to, or None."""
    countries: Counter[str] = Counter()
    for mention in mentions:
        if mention.span.part not in ("text", "title") or mention.kind not in ("place", "demonym"):
            continue
        written = article.written(mention.span)
        code = gazetteer.demonym(written) if mention.kind == "demonym" else gazetteer.country_code(written)
        if code:
            countries[code] += 1
    ranked = sorted(countries.items(), key=_by_count)
    if not ranked or ranked[0][1] < _MIN_MENTIONS or ranked[0][1] < _MIN_SHARE * countries.total():
        return None
    return ranked[0][0]


def _by_count(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _only(named: Sequence[str], in_focus: Sequence[str]) -> str | None:
    if named:
        return named[0] if len(named) == 1 else None
    return in_focus[0] if len(in_focus) == 1 else None
