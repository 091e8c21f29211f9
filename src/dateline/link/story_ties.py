"""What ties two incidents into one story: people, reports that tell both, links, attacks of one actor on one day."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.knowledge.days import day_of
from dateline.knowledge.place_names import distance_km
from dateline.knowledge.words import words_of
from dateline.link.keys import key_number
from dateline.link.naming import address, report_text
from dateline.link.profile import Days, family_of
from dateline.link.text_profile import rarity
from dateline.model import Article, Feature, Incident, PartySummary, PlaceValue, TimeValue
from dateline.schema import PARTIES

Pair = tuple[str, str]

#: From one event of a story to the next, at most so many days pass, unless one report tells both.
HORIZON_DAYS = 56
#: A report that tells more incidents than this is a digest: that it tells two of them says little.
MAX_TOLD = 5
#: Incidents of one name or one actor are compared with so many of the next ones, in order of time.
NEIGHBOURS = 12
#: Given name and surname together are rarer than this (sum of log rarities) where they tell one person from others.
TELLING_NAME = 8.0
NEAR_KM = 30.0
FAR_KM = 150.0

#: Families of what follows from an act.
_CONSEQUENCES = frozenset({"policing", "justice", "politics"})

#: Set by judgement: no public data says which incidents are one story.
WEIGHTS: Mapping[str, float] = {
    "same person": 3.0,
    "told together": 1.5,
    "looks back": 0.7,
    "digest": -1.5,
    "link": 2.5,
    "same actor, same day": 2.5,
    "same place": 0.7,
    "other place": -1.2,
    "other country": -2.5,
    "far apart": -1.0,
    "another act": -1.2,
}
#: The evidence from which two incidents are of one story.
THRESHOLD = 2.0


@dataclass(frozen=True, slots=True)
class Told:
    """One article's telling of an incident."""

    article_id: str
    copy_group: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One incident, ready to be tied to others. All of it comes from the incident and its articles alone."""

    key: str
    type: str
    family: str
    days: Days | None
    #: First and last day of publication.
    seen: tuple[int, int] | None
    place: PlaceValue | None
    #: Given name and surname, in lower case, of those whom it names in full.
    people: frozenset[tuple[str, str]]
    actors: frozenset[str]
    told: tuple[Told, ...]

    @property
    def order(self) -> tuple[float, str]:
        first = self.days.earliest if self.days else self.seen[0] if self.seen else math.inf
        return first, self.key


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two incidents are of one story: the grounds, whose scores add up."""

    left: str
    right: str
    grounds: tuple[Feature, ...]

    @property
    def score(self) -> float:
        return math.fsum(ground.score for ground in self.grounds)


def make_card(incident: Incident, *, copies: Mapping[str, str]) -> Card | None:
    """Return what ties an incident to others, or None for one of which neither day, place nor person is known.

    What is only planned or possible is left out, but for a trial: a date in court is part of a story.
    """
    values = incident.values
    date, place = (values[name].value if name in values else None for name in ("date", "place"))
    parties = [
        party
        for field in PARTIES
        if field in values and isinstance(found := values[field].value, tuple)
        for party in found
    ]
    people = frozenset(name for party in parties if (name := _full_name(party)))
    days = _days(date) if isinstance(date, TimeValue) else None
    where = place if isinstance(place, PlaceValue) else None
    if incident.status in ("planned", "did_not_happen") and incident.type != "trial":
        return None
    if days is None and where is None and not people:
        return None
    first, last = day_of(incident.first_seen), day_of(incident.last_seen)
    roles: dict[str, set[str]] = defaultdict(set)
    for member in incident.members:
        roles[member.article_id].add(member.role)
    return Card(
        key=incident.members[0].account_id,
        type=incident.type,
        family=family_of(incident.type),
        days=days,
        seen=None if first is None or last is None else (first, last),
        place=where,
        people=people,
        actors=frozenset(party.actor for party in parties if party.actor),
        told=tuple(Told(one, copies.get(one, one), frozenset(found)) for one, found in sorted(roles.items())),
    )


def find_ties(cards: Mapping[str, Card], articles: Mapping[str, Article], linked: Iterable[Pair] = ()) -> list[Tie]:
    """Return the pairs of incidents that are of one story, lesser key first, sorted."""
    told_in: dict[str, list[str]] = defaultdict(list)
    for card in cards.values():
        for told in card.told:
            told_in[told.article_id].append(card.key)
    links = _links_between(cards, linked)
    digests = {article_id for article_id, keys in told_in.items() if len(keys) > MAX_TOLD}
    pairs = {*_told_pairs(cards, told_in), *_near_pairs(cards), *links}
    found = []
    for left, right in sorted(pairs):
        one, other = sorted((cards[left], cards[right]), key=lambda card: card.order)
        grounds = [ground for feature in FEATURES if (ground := feature(one, other)) is not None]
        grounds += _together(one, other, articles, digests)
        if (linking := links.get((left, right))) is not None:
            grounds.append(
                _ground(
                    "link", 1.0, f"{report_text(articles[linking[0]])} links to {report_text(articles[linking[1]])}"
                )
            )
        tie = Tie(left, right, tuple(grounds))
        if tie.score >= THRESHOLD:
            found.append(tie)
    return found


# --- Grounds -------------------------------------------------------------------------------------------------------


def same_person(one: Card, other: Card) -> Feature | None:
    """A person whom both name in full, by a name that is rare enough; within the horizon."""
    shared = sorted(one.people & other.people)
    if not shared or (_days_between(one, other) > HORIZON_DAYS and not _articles_of_both(one, other)):
        return None
    names = " and ".join(" ".join(name).title() for name in shared[:2])
    return _ground("same person", min(2.0, len(shared)), f"both name {names}")


def same_attackers(one: Card, other: Card) -> Feature | None:
    """Attacks of one kind, by one actor, on one day, in several places."""
    shared = sorted(one.actors & other.actors)
    if not shared or one.family != other.family or one.days is None or other.days is None:
        return None
    if not (one.days.exact and other.days.exact) or abs(one.days.earliest - other.days.earliest) > 1:
        return None
    return _ground("same actor, same day", 1.0, f"both are of the same day, and of {shared[0]}")


def where(one: Card, other: Card) -> Feature | None:
    """Whether they happened in one place, far from one another, or in two countries."""
    if one.place is None or other.place is None or not one.place.country or not other.place.country:
        return None
    if one.place.country != other.place.country:
        return _ground("other country", 1.0, f"one was in {one.place.name}, the other in {other.place.name}")
    kilometres = distance_km(one.place, other.place)
    if kilometres is None or "country" in (one.place.precision, other.place.precision):
        return None
    if kilometres <= NEAR_KM:
        return _ground("same place", 1.0, f"both happened in or near {one.place.name}")
    if kilometres > FAR_KM and "province" not in (one.place.precision, other.place.precision):
        return _ground("other place", 1.0, f"one was in {one.place.name}, the other in {other.place.name}")
    return None


def when(one: Card, other: Card) -> Feature | None:
    """Weeks between the two beyond the horizon: an older event is background, unless people tie it."""
    beyond = (_days_between(one, other) - HORIZON_DAYS) / HORIZON_DAYS
    if beyond <= 0:
        return None
    return _ground("far apart", min(3.0, 1.0 + beyond), f"{_days_between(one, other)} days lie between them")


def another_act(one: Card, other: Card) -> Feature | None:
    """Two acts of a kind on two days, no person in both: reports tell the last ones of a town beside the new one."""
    if one.family != other.family or one.family in _CONSEQUENCES or one.people & other.people:
        return None
    if one.days is None or other.days is None or (days := _days_between(one, other)) < 2:
        return None
    return _ground("another act", 1.0, f"they are two acts of a kind, {days} days apart")


FEATURES: Sequence[Callable[[Card, Card], Feature | None]] = (same_person, same_attackers, where, when, another_act)


def _together(one: Card, other: Card, articles: Mapping[str, Article], digests: set[str]) -> Iterator[Feature]:
    """Yield what their being told in the same reports says; copies of one report count once."""
    shared = [(left, right) for left in one.told for right in other.told if left.article_id == right.article_id]
    if not shared:
        return
    sources = {left.copy_group for left, _ in shared}
    first = min(shared, key=lambda pair: (articles[pair[0].article_id].published or "~", pair[0].article_id))
    amount = 1.0 + 0.5 * math.log2(len(sources))
    yield _ground("told together", amount, f"{report_text(articles[first[0].article_id])} tells both")
    if any((left.roles | right.roles) & _LATER for left, right in shared):
        yield _ground("looks back", 1.0, "one is told as what followed from the other")
    if all(left.article_id in digests for left, _ in shared):
        yield _ground("digest", 1.0, f"the report tells more than {MAX_TOLD} incidents")


#: Roles of accounts that are told because of the article's main one.
_LATER = frozenset({"followup", "trial", "anniversary"})


def _ground(name: str, amount: float, why: str) -> Feature:
    return Feature(name, WEIGHTS[name] * amount, why)


# --- Pairs worth looking at ----------------------------------------------------------------------------------------


def _told_pairs(cards: Mapping[str, Card], told_in: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    """Yield the pairs of an article's main incident, or of any if none is, with each other one that it tells."""
    for article_id, keys in told_in.items():
        leading = {
            key
            for key in keys
            if any(told.article_id == article_id and "main" in told.roles for told in cards[key].told)
        }
        anyone = not leading and len(keys) <= MAX_TOLD
        for left, right in combinations(sorted(set(keys)), 2):
            if anyone or left in leading or right in leading:
                yield left, right


def _near_pairs(cards: Mapping[str, Card]) -> Iterator[Pair]:
    """Yield pairs that share a person, or an actor on a day or its neighbour, each with the next ones in time."""
    blocks: dict[tuple[str | int, ...], list[Card]] = defaultdict(list)
    for card in sorted(cards.values(), key=lambda card: card.order):
        for given, surname in card.people:
            blocks["person", given, surname].append(card)
        if card.days is not None and card.days.exact:
            for actor in card.actors:
                for day in (card.days.earliest, card.days.earliest + 1):
                    blocks["actor", actor, card.family, day].append(card)
    for members in blocks.values():
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + NEIGHBOURS]:
                yield (one.key, other.key) if one.key < other.key else (other.key, one.key)


def story_keys(card: Card) -> set[int]:
    """Return the numbers of the people and of an actor's days by which an incident finds others of its story."""
    keys: set[tuple[str | int, ...]] = {("person", *name) for name in card.people}
    if card.days is not None and card.days.exact:
        days = (card.days.earliest, card.days.earliest + 1)
        keys |= {("actor", actor, card.family, day) for actor in card.actors for day in days}
    return {key_number(*key) for key in keys}


def address_keys(article: Article) -> set[int]:
    """Return the numbers of the addresses at which an article is, and to which its paragraphs link."""
    links = (link.url for paragraph in article.paragraphs for link in paragraph.links)
    return {key_number("address", address(url)) for url in (article.document, article.url, *links) if url}


def linked_articles(articles: Mapping[str, Article]) -> list[Pair]:
    """Return the pairs of articles (from, to) of which the first links to the second in a paragraph."""
    at = {
        address(where): article.id
        for article in sorted(articles.values(), key=lambda article: article.id)
        for where in (article.document, article.url)
        if where
    }
    return sorted(
        {
            (article.id, found)
            for article in articles.values()
            for paragraph in article.paragraphs
            for link in paragraph.links
            if link.url and (found := at.get(address(link.url))) is not None and found != article.id
        }
    )


def _links_between(cards: Mapping[str, Card], linked: Iterable[Pair]) -> dict[Pair, Pair]:
    """Return pair of incidents -> (from, to), the articles mainly about them of which one links to the other."""
    main = main_of(cards)
    found: dict[Pair, Pair] = {}
    for source, target in linked:
        for left in main.get(source, ()):
            for right in main.get(target, ()):
                if left != right:
                    found.setdefault((left, right) if left < right else (right, left), (source, target))
    return found


def main_of(cards: Mapping[str, Card]) -> dict[str, list[str]]:
    """Return article -> the incidents that it is mainly about."""
    main = defaultdict(list)
    for card in cards.values():
        for told in card.told:
            if "main" in told.roles:
                main[told.article_id].append(card.key)
    return main


# --- Parts ---------------------------------------------------------------------------------------------------------


def _articles_of_both(one: Card, other: Card) -> set[str]:
    return {told.article_id for told in one.told} & {told.article_id for told in other.told}


def _days_between(one: Card, other: Card) -> int:
    """Return the days from one event to the other; by their publication where a day is not known."""
    left, right = _interval(one), _interval(other)
    if left is None or right is None:
        return 0
    return max(0, max(left[0], right[0]) - min(left[1], right[1]))


def _interval(card: Card) -> tuple[int, int] | None:
    return card.seen if card.days is None else (card.days.earliest, card.days.latest)


def _days(value: TimeValue) -> Days | None:
    first, last = day_of(value.earliest), day_of(value.latest)
    return None if first is None or last is None else Days(first, last, exact=last - first <= 1)


def _full_name(party: PartySummary) -> tuple[str, str] | None:
    if party.kind != "person" or not party.name or not party.name.split()[-1][0].isupper():
        return None
    words = [word for word in words_of(party.name) if word not in NAME_SUFFIXES and len(word) > 1]
    if len(words) < 2 or rarity(words[0]) + rarity(words[-1]) < TELLING_NAME:
        return None
    return words[0], words[-1]
