"""What an article says of its country without naming it: institutions ("sheriff", "Lok Sabha") and known actors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dateline.knowledge.actors import load_actors
from dateline.knowledge.countries import rows, split_names
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Article, Mention
from dateline.resolve.place_choice import Name

# A word counts less than a name of a place, and many of them no more than two names.
_WORD_WEIGHT = 0.7
_ACTOR_WEIGHT = 0.5
_MOST = 2.0


def country_evidence(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Name]:
    """Return names that stand for what speaks for a country, or for one of several, beside the places named."""
    weights: dict[tuple[str, ...], float] = {}
    for countries, weight in (*_of_words(article), *_of_actors(mentions)):
        weights[countries] = min(_MOST, weights.get(countries, 0.0) + weight)
    return [
        # No name of a place has a key with a bar.
        Name(
            f"|{'|'.join(countries)}", tuple(map(gazetteer.country, countries)), (0.0,) * len(countries), weight=weight
        )
        for countries, weight in sorted(weights.items())
    ]


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
