"""Lays out what an account and its article offer for comparison: days, places, people, tolls and words, once each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.knowledge.days import day_of
from dateline.knowledge.words import words_of
from dateline.link.copies import tells_its_headline
from dateline.link.naming import address
from dateline.link.text_profile import TextProfile, rarity, text_profile, word_weights
from dateline.model import (
    Account,
    AccountRole,
    Article,
    Claim,
    PartyValue,
    PlaceValue,
    Span,
    Stance,
    ThingValue,
    TimeValue,
    TollValue,
)
from dateline.schema import PARTIES, THINGS, TOLLS, incident_types

#: A commoner word than this is no surname but a description in capitals ("POLICE").
LEAST_SURNAME_RARITY = 3.0
#: Headlines of fewer words are shared by many reports.
LEAST_TITLE_WORDS = 4
_HOST = re.compile(r"//([^/:?#]+)")
_FORMER_ROLES = ("background", "followup", "trial", "anniversary")
_HARMED = ("killed", "injured", "abducted", "missing")


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in an account, names in lower case."""

    given: str
    surname: str
    age: int | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days (proleptic ordinals, both inclusive); `exact` where the account puts it on one day."""

    earliest: int
    latest: int
    exact: bool
    #: The score of the claim that says so.
    chance: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """One account, ready to compare. Everything in it comes from the account, its article and frozen tables alone."""

    account_id: str
    article_id: str
    #: Group of copies that the article belongs to.
    copy_group: str
    outlet: str | None
    title: str
    #: What a link leads to its article by: its address, its headline.
    addresses: frozenset[str]
    #: The same of the reports that the paragraphs link to in which it is told.
    linked: frozenset[str]
    published: int | None
    type: str
    family: str
    role: AccountRole
    stance: Stance
    trigger: str
    #: False for a statement, a forecast or a mere possibility: nothing that happened or will.
    tells_incident: bool
    days: Days | None
    #: Days of other events of its kind that its article tells, known for others by their tolls.
    days_beside: tuple[Days, ...]
    places: tuple[PlaceValue, ...]
    #: The words of their names.
    place_words: frozenset[str]
    people: tuple[Person, ...]
    #: Least and greatest whole toll by field.
    tolls: Mapping[str, tuple[int, int | None]]
    actors: frozenset[str]
    things: frozenset[str]
    #: Last words of what was struck.
    targets: frozenset[str]
    words: Mapping[str, float]
    headline: Mapping[str, float]
    #: Pairs of capitalised words, with their rarity.
    names: Mapping[str, float]
    streets: frozenset[str]
    ages: frozenset[int]
    #: Times of the day, in minutes.
    clock: frozenset[int]

    @property
    def looks_back(self) -> bool:
        """Whether the account is told in an article about something later."""
        return self.role in _FORMER_ROLES


def make_profiles(
    accounts: Iterable[Account], articles: Mapping[str, Article], *, copies: Mapping[str, str]
) -> dict[str, Profile]:
    """Return the profile of each account by its id. Raises KeyError for an account whose article is not given.

    What an article tells beside an account is part of its profile: all accounts of an article belong in `accounts`.
    """
    by_article: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_article[account.article_id].append(account)
    texts: dict[tuple[str, str], TextProfile] = {}
    profiles: dict[str, Profile] = {}
    for article_id, told in by_article.items():
        article = articles[article_id]
        for account in told:
            beside = [other for other in told if _is_another(account, other)]
            window = _window(account, article)
            if (article.id, window) not in texts:
                texts[article.id, window] = text_profile(window)
            profiles[account.id] = _profile(account, article, texts[article.id, window], beside=beside, copies=copies)
    return profiles


def family_of(type_name: str) -> str:
    """Return the family of an incident type; a type the schema does not know is its own family."""
    known = incident_types().get(type_name)
    return known.family if known else type_name


def _profile(
    account: Account, article: Article, text: TextProfile, *, beside: Sequence[Account], copies: Mapping[str, str]
) -> Profile:
    told = _told(account)
    parties = [claim.value for claim in told if claim.field in PARTIES and isinstance(claim.value, PartyValue)]
    things = [claim.value for claim in told if claim.field in THINGS and isinstance(claim.value, ThingValue)]
    return Profile(
        account_id=account.id,
        article_id=article.id,
        copy_group=copies.get(article.id, article.id),
        outlet=outlet_of(article),
        title=article.title or "",
        addresses=_addresses(article.url, article.title),
        linked=_linked(account, article),
        published=day_of(article.published),
        type=account.type,
        family=family_of(account.type),
        role=account.role,
        stance=account.stance,
        trigger=article.written(account.trigger).lower() if account.trigger else "",
        tells_incident=account.type != "statement" and account.stance not in ("predicted", "hypothetical"),
        days=_days(told),
        days_beside=tuple(
            days
            for other in beside
            if family_of(other.type) == family_of(account.type) and (days := _days(_told(other))) is not None
        ),
        places=_places(told),
        place_words=frozenset(
            word
            for place in _places(told)
            for name in (place.name, place.admin1, place.admin2)
            if name
            for word in words_of(name)
        ),
        people=tuple(sorted({person for party in parties if (person := _person(party))}, key=_person_key)),
        tolls=_tolls(told),
        actors=frozenset(party.actor for party in parties if party.actor),
        things=frozenset(words_of(thing.name)[-1] for thing in things if words_of(thing.name)),
        targets=frozenset(
            words_of(claim.value.name)[-1]
            for claim in account.of_field("target")
            if isinstance(claim.value, ThingValue) and words_of(claim.value.name)
        ),
        words=text.words,
        headline=word_weights(words_of(article.title or "")),
        names=text.names,
        streets=text.streets,
        ages=text.ages,
        clock=text.clock,
    )


def _told(account: Account) -> list[Claim]:
    return [claim for claim in account.claims if claim.stance != "denied"]


def outlet_of(article: Article) -> str | None:
    """Return the outlet, else the host of the address; in an archive's address the last one is the outlet's."""
    hosts = _HOST.findall(article.url or "")
    outlet = article.outlet or (hosts[-1].removeprefix("www.") if hosts else None)
    return outlet.casefold() if outlet else None


def _addresses(url: str | None, title: str | None) -> frozenset[str]:
    """Return an address without what varies between links to it, and a headline that is long enough to be one's own."""
    found = {address(url)} if url else set()
    if title and len(words := words_of(title)) >= LEAST_TITLE_WORDS:
        found.add(" ".join(words))
    return frozenset(found)


def _linked(account: Account, article: Article) -> frozenset[str]:
    spans = [claim.span for claim in account.claims] + ([account.trigger] if account.trigger else [])
    found: set[str] = set()
    for number, paragraph in enumerate(article.paragraphs):
        for place, link in enumerate(paragraph.links):
            here = Span("text", paragraph.start, paragraph.end)
            if any(span.part == f"link:{number}.{place}" or span.overlaps(here) for span in spans):
                found |= _addresses(link.url, link.title)
    return frozenset(found)


def _window(account: Account, article: Article) -> str:
    """Return the words an account is told in: the whole report, or the paragraphs of its evidence."""
    title = article.title or ""
    # What a report is mainly about fills it; another event is told in passing.
    if account.role == "main":
        return f"{title}\n{article.text}" if tells_its_headline(article) else title
    spans = [claim.span for claim in account.claims] + ([account.trigger] if account.trigger else [])
    held = [
        article.text[paragraph.start : paragraph.end]
        for paragraph in article.paragraphs
        if any(span.part == "text" and span.start < paragraph.end and paragraph.start < span.end for span in spans)
    ]
    elsewhere = sorted({span.part for span in spans if span.part != "text"})
    return "\n".join(held + [article.part(part) for part in elsewhere])


def _days(claims: Sequence[Claim]) -> Days | None:
    found = [
        (claim, first, last)
        for claim in claims
        if claim.field == "date" and isinstance(claim.value, TimeValue)
        if (first := day_of(claim.value.earliest)) is not None and (last := day_of(claim.value.latest)) is not None
    ]
    if not found:
        return None
    claim, first, last = min(
        found, key=lambda one: (-one[0].score, one[2] - one[1], one[0].span.part, one[0].span.start)
    )
    return Days(first, last, exact=last - first <= 1, chance=claim.score)


def _places(claims: Sequence[Claim]) -> tuple[PlaceValue, ...]:
    ordered = sorted(
        (claim for claim in claims if claim.field == "place" and isinstance(claim.value, PlaceValue)),
        key=lambda claim: (-claim.score, claim.span.part, claim.span.start, claim.id),
    )
    return tuple(dict.fromkeys(claim.value for claim in ordered if isinstance(claim.value, PlaceValue)))


def _person(party: PartyValue) -> Person | None:
    """Return a person who goes by a name. "Two men" and "the victim" are persons too, but say nothing of who."""
    if party.kind != "person" or not party.name:
        return None
    parts = [word for word in words_of(party.name) if word not in NAME_SUFFIXES and len(word) > 1]
    last_written = party.name.split()[-1]
    if not parts or not last_written[0].isupper() or rarity(parts[-1]) < LEAST_SURNAME_RARITY:
        return None
    return Person(parts[0] if len(parts) > 1 else "", parts[-1], party.age, party.status)


def _person_key(person: Person) -> tuple[str, str, int, str]:
    return person.surname, person.given, -1 if person.age is None else person.age, person.status or ""


def _tolls(claims: Sequence[Claim]) -> dict[str, tuple[int, int | None]]:
    found = {}
    for toll in TOLLS:
        bounds = [
            (claim.value.low, claim.value.high)
            for claim in claims
            if claim.field == toll and isinstance(claim.value, TollValue) and claim.value.scope == "whole"
        ]
        lows = [low for low, _ in bounds if low is not None]
        highs = [high for _, high in bounds if high is not None]
        if lows:
            found[toll] = (min(lows), max([*highs, *lows]) if len(highs) == len(bounds) else None)
    return found


def _is_another(account: Account, other: Account) -> bool:
    """Tell whether two accounts of one article count different numbers of people: else one event may be told twice.

    A single victim is no count: one and the same shooting may be told by each of its victims.
    """
    tolls, other_tolls = _tolls(_told(account)), _tolls(_told(other))
    return any(
        tolls[field] != other_tolls[field] and min(tolls[field][0], other_tolls[field][0]) > 1
        for field in tolls.keys() & other_tolls.keys()
    )


def harmed(people: Iterable[Person]) -> list[Person]:
    """Return those who were killed, hurt, taken or lost: the people an incident is known by."""
    return [person for person in people if person.status in _HARMED]
