"""Where: places with their precision, and streets."""

from __future__ import annotations

from dateline.knowledge.place_names import distance_km
from dateline.knowledge.words import words_of
from dateline.link.features.ground import Ground, list_text
from dateline.link.profile import Profile
from dateline.link.text_profile import rarity
from dateline.model import PlaceValue

#: Two cities nearer than this are neighbours: a suburb and its city, two names of one place.
NEAR_KM = 20.0
#: Farther apart than this they are different places, whatever the reports' care with names.
FAR_KM = 60.0
#: No report names a city as far away as this for the place: one of the two is of another event, or misread.
ELSEWHERE_KM = 300.0
#: The log rarity of the name of a city that is often in the news.
USUAL_RARITY = 3.0
#: A place tells no more than this: the words counted are of one country's news, where foreign capitals are rare too.
MOST_TELLING = 3.0
_FINE = ("exact", "city")
#: How much of the ground two countries are where a place is known as an area only: its country is often a guess.
_COARSE = 0.5
#: Grounds of place, the best agreement first.
_GROUNDS = ("same place", "near place", "same place name", "place within", "other place", "far place", "other country")


def places(left: Profile, right: Profile) -> Ground | None:
    """The best agreement between any two places of the accounts: the same, near, one within the other, or other."""
    found = [ground for one in left.places for other in right.places if (ground := _place_pair(one, other))]
    return min(found, key=lambda ground: (_GROUNDS.index(ground.name), -ground.amount, ground.why), default=None)


def streets(left: Profile, right: Profile) -> Ground | None:
    """Streets that both texts name."""
    if shared := sorted(left.streets & right.streets):
        return Ground(
            "street", min(2.0, len(shared)), f"both texts name {list_text([name.title() for name in shared])}"
        )
    if left.streets and right.streets:
        one, other = min(left.streets).title(), min(right.streets).title()
        return Ground("other streets", 1.0, f"their texts name different streets: {one} and {other}")
    return None


def _telling(place: PlaceValue) -> float:
    """How much a place tells: in a capital, which is in the news every day, much more happens in a week."""
    found = max((rarity(word) for word in words_of(place.name or "")), default=0.0) - USUAL_RARITY
    return min(max(1.0, found), MOST_TELLING)


def _place_pair(one: PlaceValue, other: PlaceValue) -> Ground | None:
    names = f"{one.name} and {other.name}"
    fine = one.precision in _FINE and other.precision in _FINE
    if one.name and one.name == other.name and _identity(one) != _identity(other):
        return Ground("same place name", 1.0, f"both put it in {one.name}, taken for different places of that name")
    if one.country and other.country and one.country != other.country:
        return Ground("other country", 1.0 if fine else _COARSE, f"they put it in different countries: {names}")
    if one.country is None or other.country is None:
        return None
    if _identity(one) != _identity(other) and (_is_somewhere(one) or _is_somewhere(other)):
        return None
    if _identity(one) == _identity(other):
        why = f"both put it in {one.name}"
        return Ground("same place", _telling(one), why) if fine else Ground("place within", 1.0, why)
    distance = distance_km(one, other)
    if fine and distance is not None:
        if distance <= NEAR_KM:
            return Ground("near place", 1.0, f"they put it {distance:.0f} km apart: {names}")
        # Between near and far nothing is said: reports name the next big city for a village.
        if distance <= FAR_KM:
            return None
        name = "other place" if distance <= ELSEWHERE_KM else "far place"
        return Ground(name, 1.0, f"they put it {distance:.0f} km apart: {names}")
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return Ground("other place", 1.0, f"they put it in different provinces: {names}")
    if one.precision != other.precision and (
        one.admin1 == other.admin1 or "country" in (one.precision, other.precision)
    ):
        return Ground("place within", 1.0, f"one place holds the other: {names}")
    return None


def _is_somewhere(place: PlaceValue) -> bool:
    """Whether only the country of a named place is known: it holds no other."""
    return place.geonameid is None and place.precision == "country"


def _identity(place: PlaceValue) -> tuple[object, ...]:
    """What makes a known place the same; some areas have no id of their own."""
    return (place.geonameid,) if place.geonameid is not None else (place.country, place.admin1, place.name)
