"""Who: people named as killed, hurt or doing it, their ages, and groups, forces and bodies."""

from __future__ import annotations

import math

from rapidfuzz.distance import Levenshtein

from dateline.link.features.ground import Ground, list_text
from dateline.link.profile import Person, Profile, harmed

#: Given names that differ by so many letters, and are long enough, are spellings of one.
_SPELLING_EDITS = 2
_SPELLING_LENGTH = 5


def people(left: Profile, right: Profile) -> Ground | None:
    """Named people: the same one in both, or different ones who were killed or hurt."""
    best = [key for one in left.people for other in right.people if (key := _same_person(one, other))]
    names = sorted({_name(one) for one in left.people if any(_same_person(one, other) for other in right.people)})
    if "same person" in best:
        return Ground("same person", 1.0 if len(names) == 1 else 1.5, f"both name {list_text(names)}")
    if best:
        return Ground("same surname", 1.0, f"both name someone called {list_text(names)}")
    one_side, other_side = harmed(left.people), harmed(right.people)
    if one_side and other_side:
        return Ground(
            "other people", 1.0, f"they name different victims: {_name(one_side[0])} and {_name(other_side[0])}"
        )
    return None


def ages(left: Profile, right: Profile) -> Ground | None:
    """Ages of people that both texts give, or that they give without one in common."""
    if shared := sorted(left.ages & right.ages):
        amount = len(shared) / math.sqrt(len(left.ages) * len(right.ages))
        return Ground("ages", amount, f"both texts give the age {list_text([str(age) for age in shared])}")
    if left.ages and right.ages:
        return Ground("other ages", 1.0, f"they give different ages: {min(left.ages)} and {min(right.ages)}")
    return None


def actors(left: Profile, right: Profile) -> Ground | None:
    """Groups, forces and bodies that both name, or that each names alone."""
    if shared := sorted(left.actors & right.actors):
        return Ground("same actor", 1.0, f"both name {list_text(shared)}")
    if left.actors and right.actors:
        return Ground("other actor", 1.0, f"they name others: {min(left.actors)} and {min(right.actors)}")
    return None


def _same_person(one: Person, other: Person) -> str | None:
    if one.surname != other.surname:
        return None
    if one.given and other.given:
        return "same person" if _same_given(one.given, other.given) else None
    same_age = one.age is not None and one.age == other.age
    return "same person" if same_age else "same surname"


def _same_given(one: str, other: str) -> bool:
    if one.startswith(other) or other.startswith(one):
        return True
    long = min(len(one), len(other)) >= _SPELLING_LENGTH
    return long and Levenshtein.distance(one, other, score_cutoff=_SPELLING_EDITS) <= _SPELLING_EDITS


def _name(person: Person) -> str:
    return f"{person.given} {person.surname}".strip().title()
