"""The words that two accounts are told in, and who passes them on."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.link.features.ground import Ground, list_text
from dateline.link.profile import Profile

#: Names rarer than this (sum of their words' log rarities) are hardly ever those of a town, a force or an office.
TELLING_NAME = 10.0
#: Reports written apart are hardly more similar than this; what is beyond says that a text was copied.
FULL_SIMILARITY = 0.6


def text(left: Profile, right: Profile) -> Ground | None:
    """How much the words are the same, rare ones counting most (cosine of TF-IDF with frozen frequencies)."""
    words = (left.words.keys() & right.words.keys()) - left.place_words - right.place_words
    similarity = math.fsum(left.words[word] * right.words[word] for word in words)
    shared = sorted(words, key=lambda word: (-left.words[word], word))
    if not shared:
        return None
    why = f"their words agree by {similarity:.2f}: {list_text(shared[:4])}"
    # The root: from none to some similarity tells more than from some to much.
    return Ground("text", math.sqrt(min(similarity, FULL_SIMILARITY)), why)


def headline(left: Profile, right: Profile) -> Ground | None:
    """How much the headlines are the same. Only a report's main account is what its headline is about."""
    if left.role != "main" or right.role != "main":
        return None
    similarity = cosine(left.headline, right.headline)
    return Ground("headline", similarity, f"their headlines agree by {similarity:.2f}") if similarity else None


def names(left: Profile, right: Profile) -> Ground | None:
    """Rare names that both texts hold, of people, schools, streets or firms: two capitalised words in a row."""
    there = left.place_words | right.place_words
    shared = [name for name in left.names if name in right.names and not there.issuperset(name.split())]
    shared.sort(key=lambda name: (-left.names[name], name))
    if shared:
        amount = math.log1p(math.fsum(max(0.0, left.names[name] - TELLING_NAME) for name in shared))
        return Ground("names", amount, f"both texts hold the names {list_text([name.title() for name in shared[:3]])}")
    if left.names and right.names:
        return Ground("other names", 1.0, "their texts have no rare name in common but for places")
    return None


def outlets(left: Profile, right: Profile) -> Ground | None:
    """Two reports of one outlet have set phrases and names in common, whatever they tell."""
    if left.outlet is None or left.outlet != right.outlet:
        return None
    if left.published == right.published:
        return Ground("same outlet, same day", 1.0, f"{left.outlet} published both on one day, and tells an event once")
    return Ground("same outlet", 1.0, f"both come from {left.outlet}, whose reports share set phrases")


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the similarity of two weightings of length 1 or less, from 0 to 1."""
    if len(right) < len(left):
        left, right = right, left
    return math.fsum(weight * right[word] for word, weight in left.items() if word in right)
