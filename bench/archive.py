"""A synthetic archive of reports, to measure how a store grows.

Incidents fall on towns by their people and on the days of half a year, have a kind, tolls, a victim, at times an armed
group, and words of their own; they are told by one to a dozen reports each, again in words of their own and with the
officials who are always quoted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.knowledge.words import document_frequencies
from dateline.model import Account, Article, Claim, Doc, PartyValue, PlaceValue, Run, Span, TimeValue, TollValue, Value

WEEKS = 25
FIRST_DAY = date(2016, 3, 1)
KINDS = ("shooting", "bombing", "armed_attack", "armed_clash", "abduction", "arson", "assassination", "air_strike")
OUTLETS = 200
WORDS, OWN_WORDS, TELLING_WORDS = 120, 25, 5
#: People who are quoted on whatever happens in a province, groups that fight in a country, and quotes of a report.
OFFICIALS, GROUPS, QUOTED = 20, 3, 1
#: A word in fewer documents tells of something.
_RARE = 60
SYLLABLES = ("ka", "ra", "bel", "sho", "min", "tu", "ver", "os", "pil", "gan", "do", "yem", "str", "el", "qua", "fi")
RUN = Run("growth", "2020-01-01T00:00:00+00:00", {"synthetic": "1"}, "")
AT = "2020-01-01T00:00:00+00:00"


def reports(chance: random.Random, count: int, towns: Sequence[GazetteerPlace]) -> Iterator[Doc]:
    """Yield reports, the ones of an incident one after another."""
    counted = document_frequencies()
    words = sorted(counted)
    weights = [counted[word] for word in words]
    rare = [word for word in words if counted[word] < _RARE]
    shares = [counted[word] for word in rare]
    people = [town.population for town in towns]
    officials = {
        (town.country, town.admin1): [f"{_name(chance)} {_name(chance)}" for _ in range(OFFICIALS)] for town in towns
    }
    often = [1 / place for place in range(1, OFFICIALS + 1)]
    made = 0
    while made < count:
        town = chance.choices(towns, people)[0]
        day = FIRST_DAY + timedelta(days=chance.randrange(7 * WEEKS))
        kind = chance.choice(KINDS)
        own = chance.choices(rare, shares, k=OWN_WORDS)
        victim = f"{_name(chance)} {_name(chance)}"
        group = f"{town.country}-{chance.randrange(GROUPS)}" if chance.random() < 0.5 else None
        killed, injured = int(chance.paretovariate(1.3)), int(chance.paretovariate(1.1))
        for _ in range(min(int(chance.paretovariate(1.4)), 12, count - made)):
            told = [*chance.choices(words, weights, k=WORDS), *chance.sample(own, OWN_WORDS // 2)]
            told += chance.choices(rare, shares, k=TELLING_WORDS)
            chance.shuffle(told)
            headline = f"{kind.replace('_', ' ')} in {town.name}: {' '.join([*chance.sample(own, 3), *told[:3]])}"
            told += [f"{name} said." for name in chance.choices(officials[town.country, town.admin1], often, k=QUOTED)]
            published = day + timedelta(days=int(chance.expovariate(0.7)))
            yield _report(
                made,
                headline,
                told,
                town=town,
                day=day,
                published=published,
                kind=kind,
                victim=victim,
                group=group,
                tolls=(killed, injured),
            )
            made += 1


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).title()


def _report(
    number: int,
    title: str,
    told: Sequence[str],
    *,
    town: GazetteerPlace,
    day: date,
    published: date,
    kind: str,
    victim: str,
    group: str | None,
    tolls: tuple[int, int],
) -> Doc:
    lead = f"{tolls[0]} killed and {tolls[1]} hurt in {town.name} on {day.isoformat()}, among them {victim}. "
    lead += "Gunmen struck. "
    body = lead + " ".join(told) + "."
    outlet, document = f"Outlet {number % OUTLETS}", f"https://example.org/{published}/{number}-{told[2]}-{told[3]}"
    article = Article(
        id=Article.make_id(document=document, outlet=outlet, title=title, published=published.isoformat(), text=body),
        document=document,
        revision_of=None,
        input_id=None,
        url=document,
        outlet=outlet,
        title=title,
        byline=None,
        published=published.isoformat(),
        language="en",
        read_at=AT,
        text=body,
        paragraphs=(),
        related=(),
        raw_hash=None,
    )
    account_id = Account.make_id(article.id, kind, None)
    place = PlaceValue(
        *(town.geonameid, town.name, town.country, town.admin1, town.admin2, town.latitude, town.longitude, "city")
    )
    days = TimeValue("DATE", day.isoformat(), day.isoformat(), day.isoformat(), "day")
    values: list[tuple[str, str, Value]] = [
        ("killed", str(tolls[0]), TollValue(tolls[0], tolls[0])),
        ("injured", str(tolls[1]), TollValue(tolls[1], tolls[1])),
        ("place", town.name, place),
        ("date", day.isoformat(), days),
        ("victim", victim, PartyValue(victim, None, "person", "killed")),
    ]
    if group is not None:
        values.append(("perpetrator", "Gunmen", PartyValue("Gunmen", group, "group", None)))
    claims = tuple(_claim(account_id, field, written, value, body) for field, written, value in values)
    account = Account(account_id, article.id, RUN.id, kind, "main", "asserted", None, claims, {})
    return Doc(article, accounts=(account,))


def _claim(account_id: str, field: str, written: str, value: Value, body: str) -> Claim:
    start = body.index(written)
    span = Span("text", start, start + len(written))
    return Claim(Claim.make_id(account_id, field, span), account_id, field, span, written, value, (), "asserted", 0.9)
