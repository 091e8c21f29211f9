"""Compares two accounts: each feature is a function that gives a score in log odds and a sentence for the reviewer."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dateline.knowledge.place_names import distance_km
from dateline.link.profile import Days, Person, Profile, family_of, harmed
from dateline.link.weights import WEIGHTS
from dateline.model import Account, Feature, PlaceValue

#: Two cities nearer than this are neighbours: a suburb and its city, two names of one place.
NEAR_KM = 20.0
#: Farther apart than this they are different places, whatever the reports' care with names.
FAR_KM = 60.0
_FINE = ("exact", "city")
#: The type of an attack of which nothing more is told.
_ANY_KIND = "armed_attack"
#: Two accounts of copies that correspond share this much of their telling words: a copy is edited.
_COPIED_WORDS = 0.5
#: Revisions of one story keep at least this much.
_KEPT_WORDS = 0.2
_PUBLISHED_TOGETHER_DAYS = 3
_DAYS_APART_MOST = 5
#: Grounds of place, the best agreement first.
_PLACE_GROUNDS = ("same place", "near place", "same place name", "place within", "other place", "other country")
_COMPARED_TOLLS = ("killed", "injured", "abducted")
#: Tolls double while a story runs without being another story's.
_USUAL_RISE = 2.0
#: Names rarer than this (sum of their words' log rarities) are hardly ever those of a town, a force or an office.
TELLING_NAME = 10.0
#: Reports written apart are hardly more similar than this; what is beyond says that a text was copied.
FULL_SIMILARITY = 0.6


def compare(left: Profile, right: Profile) -> tuple[Feature, ...]:
    """Return the grounds for and against taking two accounts for one incident; their scores add up.

    The order of the two does not matter to names and scores. The first ground is always the prior.
    """
    if _precedes(right, left):
        left, right = right, left
    # Within one text, or copies of it, words in common say nothing of two events.
    features = CLAIM_FEATURES if left.copy_group == right.copy_group else FEATURES
    grounds = [ground for feature in features if (ground := feature(left, right)) is not None]
    return (_ground("prior", 1.0, "two accounts taken from the news are seldom of one incident"), *grounds)


def total(features: Sequence[Feature]) -> float:
    """Return the evidence of several grounds together, in log odds."""
    return math.fsum(feature.score for feature in features)


def copied_text(left: Profile, right: Profile) -> Feature | None:
    """Copies of one text, or revisions of one document, tell each event once: the same account, or another one."""
    if left.copy_group != right.copy_group or left.article_id == right.article_id:
        return None
    if corresponding(left, right):
        return _ground("copy", 1.0, "the two stand at the same place of copies of one text")
    return _ground("other part of a copy", 1.0, "the two stand at different places of copies of one text")


def one_article(left: Profile, right: Profile) -> Feature | None:
    """An article tells an event once, but for the denial of what it tells."""
    if left.article_id != right.article_id:
        return None
    if is_denial(left, right):
        return _ground("denial", 1.0, "one article tells of it and of somebody's denial")
    return _ground("one article", 1.0, "one article tells both, and an article tells an event once")


def is_denial(left: Profile | Account, right: Profile | Account) -> bool:
    """Tell whether one of two accounts of an article is the denial of what the other tells."""
    if left.article_id != right.article_id or (left.stance == "denied") == (right.stance == "denied"):
        return False
    denied = left.type if left.stance == "denied" else right.type
    # "It denied that 40 people were killed" names no kind.
    is_of_family = denied == _ANY_KIND and family_of(left.type) == family_of(right.type)
    return left.type == right.type or is_of_family


def dates(left: Profile, right: Profile) -> Feature | None:
    """The days on which the two put their event, or that one was told before the other's event happened."""
    one, other = left.days, right.days
    if one is None or other is None:
        dated, undated = (left, right) if other is None else (right, left)
        if dated.days is None or undated.published is None or undated.stance == "planned":
            return None
        if dated.days.earliest > undated.published + 1:
            when = _date(undated.published)
            return _ground("told before", 1.0, f"one was published on {when}, before the other's {_days(dated.days)}")
        return None
    gap = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    if gap > 1:
        # Beyond some days the number says no more: a weekday taken for that of another week is as wrong as a year.
        amount = math.log(min(gap, _DAYS_APART_MOST))
        return _ground("days apart", amount, f"they put it {gap} days apart: {_days(one)} and {_days(other)}")
    if not (one.exact and other.exact):
        return _ground(
            "overlapping dates", 1.0, f"their dates agree as far as they go: {_days(one)} and {_days(other)}"
        )
    if gap == 1:
        return _ground("next day", 1.0, f"they put it on neighbouring days: {_days(one)} and {_days(other)}")
    when = _days(one) if one == other else f"{_days(one)} and {_days(other)}"
    return _ground("same day", 1.0, f"they put it on the same day: {when}")


def told_apart(left: Profile, right: Profile) -> Feature | None:
    """One report tells an event of this kind on its own day, and beside it another on the day of the other account."""
    for one, other in ((left, right), (right, left)):
        if one.days is None or other.days is None or not (one.days.exact and other.days.exact):
            continue
        if not _overlap(one.days, other.days) and other.days in one.days_beside:
            return _ground("told apart", 1.0, f"a report of one tells beside it another event, on {_days(other.days)}")
    return None


def publication(left: Profile, right: Profile) -> Feature | None:
    """Days between the two publications: reports of one event come close together, unless one looks back."""
    if left.published is None or right.published is None:
        return None
    gap = abs(left.published - right.published)
    if gap <= _PUBLISHED_TOGETHER_DAYS:
        return _ground("published together", 1.0, f"published within {_PUBLISHED_TOGETHER_DAYS} days of each other")
    amount = math.log(gap / _PUBLISHED_TOGETHER_DAYS)
    return _ground("published apart", amount, f"published {gap} days apart")


def outlets(left: Profile, right: Profile) -> Feature | None:
    """Two reports of one outlet have set phrases and names in common, whatever they tell."""
    if left.outlet is None or left.outlet != right.outlet:
        return None
    return _ground("same outlet", 1.0, f"both come from {left.outlet}, whose reports share set phrases")


def places(left: Profile, right: Profile) -> Feature | None:
    """The best agreement between any two places of the accounts: the same, near, one within the other, or other."""
    found = [ground for one in left.places for other in right.places if (ground := _place_pair(one, other))]
    return min(found, key=lambda ground: (_PLACE_GROUNDS.index(ground.name), ground.why), default=None)


def types(left: Profile, right: Profile) -> Feature | None:
    """The kinds of the two events. An account that looks back may be of any kind (a trial, an arrest)."""
    if left.type == right.type:
        return _ground("same type", 1.0, f"both tell of: {left.type.replace('_', ' ')}")
    kinds = " and ".join(sorted(kind.replace("_", " ") for kind in (left.type, right.type)))
    if left.family == right.family:
        return _ground("same family", 1.0, f"they tell of kinds that are often one: {kinds}")
    if left.looks_back or right.looks_back:
        return None
    return _ground("other family", 1.0, f"they tell of different kinds: {kinds}")


def people(left: Profile, right: Profile) -> Feature | None:
    """Named people: the same one in both, or different ones who were killed or hurt."""
    best = [key for one in left.people for other in right.people if (key := _same_person(one, other))]
    names = sorted({_name(one) for one in left.people if any(_same_person(one, other) for other in right.people)})
    if "same person" in best:
        return _ground("same person", 1.0 if len(names) == 1 else 1.5, f"both name {_list(names)}")
    if best:
        return _ground("same surname", 1.0, f"both name someone called {_list(names)}")
    one_side, other_side = harmed(left.people), harmed(right.people)
    if one_side and other_side:
        return _ground(
            "other people", 1.0, f"they name different victims: {_name(one_side[0])} and {_name(other_side[0])}"
        )
    return None


def same_tolls(left: Profile, right: Profile) -> Feature | None:
    """Numbers of killed, injured or abducted that both give: the greater, the less they agree by chance."""
    same = [field for field in _COMPARED_TOLLS if field in left.tolls and left.tolls[field] == right.tolls.get(field)]
    told = [(field, low) for field in same if (low := left.tolls[field][0])]
    if not told:
        return None
    amount = math.fsum(math.log1p(low) for _, low in told)
    return _ground("same toll", amount, f"both count {_list([f'{low} {field}' for field, low in told])}")


def other_tolls(left: Profile, right: Profile) -> Feature | None:
    """Numbers that cannot both be right. A toll that rises with the hours is usual; one that rises much is not."""
    amount, told = 0.0, []
    for field in _COMPARED_TOLLS:
        if field not in left.tolls or field not in right.tolls:
            continue
        (low, high), (later_low, later_high) = left.tolls[field], right.tolls[field]
        if later_high is not None and later_high < low:
            amount += math.log((low + 1) / (later_high + 1))
            told.append(f"{low} {field} in one, {later_high} in the later one")
        elif high is not None and high < later_low:
            amount += max(0.0, math.log((later_low + 1) / (high + 1)) - math.log(_USUAL_RISE))
            told.append(f"{high} {field} in one, {later_low} in the later one")
    return _ground("other toll", amount, "; ".join(told)) if told else None


def actors(left: Profile, right: Profile) -> Feature | None:
    """Groups, forces and bodies that both name, or that each names alone."""
    if shared := sorted(left.actors & right.actors):
        return _ground("same actor", 1.0, f"both name {_list(shared)}")
    if left.actors and right.actors:
        return _ground("other actor", 1.0, f"they name others: {min(left.actors)} and {min(right.actors)}")
    return None


def things(left: Profile, right: Profile) -> Feature | None:
    """Weapons and targets that both name."""
    if shared := sorted(left.things & right.things):
        return _ground("same thing", 1.0, f"both name as weapon or target: {_list(shared)}")
    return None


def stances(left: Profile, right: Profile) -> Feature | None:
    """A plan and what came of it are one incident only where day and place bear it out."""
    if (left.stance == "planned") == (right.stance == "planned"):
        return None
    found = {ground.name for ground in (dates(left, right), places(left, right)) if ground is not None}
    if found & {"days apart", "other place", "other country"}:
        return _ground("planned", 4.0, "one tells of a plan, the other of what happened, on another day or elsewhere")
    if found & {"same day", "overlapping dates"}:
        return None
    return _ground("planned", 1.0, "one tells of a plan, the other of what happened")


def text(left: Profile, right: Profile) -> Feature | None:
    """How much the words are the same, rare ones counting most (cosine of TF-IDF with frozen frequencies)."""
    similarity = cosine(left.words, right.words)
    shared = sorted(left.words.keys() & right.words.keys(), key=lambda word: (-left.words[word], word))
    if not shared:
        return None
    why = f"their words agree by {similarity:.2f}: {_list(shared[:4])}"
    # The root: from none to some similarity tells more than from some to much.
    return _ground("text", math.sqrt(min(similarity, FULL_SIMILARITY)), why)


def headline(left: Profile, right: Profile) -> Feature | None:
    """How much the headlines are the same. Only a report's main account is what its headline is about."""
    if left.role != "main" or right.role != "main":
        return None
    similarity = cosine(left.headline, right.headline)
    return _ground("headline", similarity, f"their headlines agree by {similarity:.2f}") if similarity else None


def names(left: Profile, right: Profile) -> Feature | None:
    """Rare names that both texts hold, of people, schools, streets or firms: two capitalised words in a row."""
    shared = sorted(left.names.keys() & right.names.keys(), key=lambda name: (-left.names[name], name))
    if shared:
        amount = math.log1p(math.fsum(max(0.0, left.names[name] - TELLING_NAME) for name in shared))
        return _ground("names", amount, f"both texts hold the names {_list([name.title() for name in shared[:3]])}")
    if left.names and right.names:
        return _ground("other names", 1.0, "their texts have no rare name in common")
    return None


def streets(left: Profile, right: Profile) -> Feature | None:
    """Streets that both texts name."""
    if shared := sorted(left.streets & right.streets):
        return _ground("street", min(2.0, len(shared)), f"both texts name {_list([name.title() for name in shared])}")
    return None


def ages(left: Profile, right: Profile) -> Feature | None:
    """Ages of people that both texts give, or that they give without one in common."""
    if shared := sorted(left.ages & right.ages):
        return _ground("ages", min(3.0, len(shared)), f"both texts give the age {_list([str(age) for age in shared])}")
    if left.ages and right.ages:
        return _ground("other ages", 1.0, f"they give different ages: {min(left.ages)} and {min(right.ages)}")
    return None


#: Features of what two accounts claim, and of their articles.
CLAIM_FEATURES: tuple[Callable[[Profile, Profile], Feature | None], ...] = (
    copied_text,
    one_article,
    dates,
    told_apart,
    publication,
    places,
    types,
    people,
    same_tolls,
    other_tolls,
    actors,
    things,
    stances,
)
#: Features of the words they are told in.
TEXT_FEATURES: tuple[Callable[[Profile, Profile], Feature | None], ...] = (
    text,
    headline,
    names,
    streets,
    ages,
    outlets,
)
#: Every feature, in the order in which a reviewer sees them.
FEATURES = CLAIM_FEATURES + TEXT_FEATURES


def corresponding(left: Profile, right: Profile) -> bool:
    """Tell whether two accounts of copies of one text are the same account of it.

    The main ones are, unless the page was given another story; whatever kind an edit or a correction makes of it.
    """
    shared, told = left.words.keys() & right.words.keys(), left.words.keys() | right.words.keys()
    if left.role == right.role == "main":
        return len(shared) >= _KEPT_WORDS * len(told)
    return left.family == right.family and left.trigger == right.trigger and len(shared) >= _COPIED_WORDS * len(told)


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the similarity of two weightings of length 1 or less, from 0 to 1."""
    if len(right) < len(left):
        left, right = right, left
    return math.fsum(weight * right[word] for word, weight in left.items() if word in right)


def _ground(name: str, amount: float, why: str) -> Feature:
    return Feature(name, WEIGHTS[name] * amount, why)


def _precedes(left: Profile, right: Profile) -> bool:
    return _order(left) < _order(right)


def _order(profile: Profile) -> tuple[float, str]:
    return math.inf if profile.published is None else profile.published, profile.account_id


def _place_pair(one: PlaceValue, other: PlaceValue) -> Feature | None:
    names = f"{one.name} and {other.name}"
    if one.name and one.name == other.name and _identity(one) != _identity(other):
        return _ground("same place name", 1.0, f"both put it in {one.name}, taken for different places of that name")
    if one.country and other.country and one.country != other.country:
        return _ground("other country", 1.0, f"they put it in different countries: {names}")
    if one.country is None or other.country is None:
        return None
    if _identity(one) != _identity(other) and (_is_somewhere(one) or _is_somewhere(other)):
        return None
    fine = one.precision in _FINE and other.precision in _FINE
    if _identity(one) == _identity(other):
        return _ground("same place" if fine else "place within", 1.0, f"both put it in {one.name}")
    distance = distance_km(one, other)
    if fine and distance is not None:
        if distance <= NEAR_KM:
            return _ground("near place", 1.0, f"they put it {distance:.0f} km apart: {names}")
        # Between near and far nothing is said: reports name the next big city for a village.
        return (
            _ground("other place", 1.0, f"they put it {distance:.0f} km apart: {names}") if distance > FAR_KM else None
        )
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return _ground("other place", 1.0, f"they put it in different provinces: {names}")
    if one.precision != other.precision and (
        one.admin1 == other.admin1 or "country" in (one.precision, other.precision)
    ):
        return _ground("place within", 1.0, f"one place holds the other: {names}")
    return None


def _is_somewhere(place: PlaceValue) -> bool:
    """Whether only the country of a named place is known: it holds no other."""
    return place.geonameid is None and place.precision == "country"


def _identity(place: PlaceValue) -> tuple[object, ...]:
    """What makes a known place the same; some areas have no id of their own."""
    return (place.geonameid,) if place.geonameid is not None else (place.country, place.admin1, place.name)


def _same_person(one: Person, other: Person) -> str | None:
    if one.surname != other.surname:
        return None
    if one.given and other.given:
        return "same person" if one.given == other.given else None
    same_age = one.age is not None and one.age == other.age
    return "same person" if same_age else "same surname"


def _name(person: Person) -> str:
    return f"{person.given} {person.surname}".strip().title()


def _days(days: Days) -> str:
    first, last = _date(days.earliest), _date(days.latest)
    return first if first == last else f"{first} to {last}"


def _overlap(one: Days, other: Days) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _date(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
