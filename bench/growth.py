"""Measures how linking grows with the store: `make growth`. Writes bench/results/growth.json and docs/growth.svg.

A synthetic archive of reports: incidents fall on towns by their people and on the days of half a year, have a kind,
tolls, a victim, at times an armed group, and words of their own; they are told by one to a dozen reports each, again in
words of their own and with the officials who are always quoted; 1,000 accounts a week. The first 25,000
go through the store and through linking like any report. Larger stores hold more years: these rows are copied with
other ids, and with the keys and bands that accounts of other years have. Then new reports arrive, of days in the middle
of the first, a hundred at a time.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

from dateline.deriving import derive
from dateline.knowledge.gazetteer import GazetteerPlace, open_gazetteer
from dateline.knowledge.words import document_frequencies
from dateline.link.keys import dated_key_number
from dateline.model import Account, Article, Claim, Doc, PartyValue, PlaceValue, Run, Span, TimeValue, TollValue, Value
from dateline.settings import Settings
from dateline.store import Store, open_store
from dateline.store.database import writing

SIZES = (10_000, 100_000, 1_000_000)
#: Accounts that are linked before any are copied.
FIRST = 25_000
#: A day or so of news, as one `dateline read` takes it.
BATCH, BATCHES = 100, 5
NEW = BATCH * BATCHES
#: Reports kept to arrive, for several runs on one store, and reports that are written at once before.
SPARE, AT_ONCE = 10 * NEW, 500
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
#: Mixed into the numbers of bands: copies of other years have other ones.
MIX = 0x5DEECE66D5DEECE


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


# --- Larger stores ------------------------------------------------------------------------------------------------


def enlarge(store: Store, size: int, first: int) -> None:
    """Copy the rows of the first accounts until there are so many."""
    with writing(store._engine) as connection:
        connection.execute(text("PRAGMA cache_size = -4000000"))
        held = connection.scalar(text("SELECT count(*) FROM linked_account")) or 0
        for copy in range(max(1, held // first), size // first):
            _copy_rows(connection, copy)
        through = "UPDATE dateline_state SET value = (SELECT max(seq) FROM article) WHERE name = 'keys_through'"
        connection.execute(text(through))


#: Tables with a number that other rows name.
_NUMBERED = (("article", "seq"), ("reading", "id"), ("minted", "seq"), ("linked_account", "number"))
#: Numbers of what is of one day, and of what is of any.
_DATED, _UNDATED = ("block_key",), ("copy_band", "story_key", "address")


def _copy_rows(connection: Connection, copy: int) -> None:
    """Copy the rows without a dash in their ids; whatever has a number gets one above all that there are."""
    steps = {f"{name}_step": connection.scalar(text(f"SELECT max({column}) FROM {name}")) for name, column in _NUMBERED}
    days = copy * WEEKS * 7
    of_copy = {"tail": f"-{copy}", "days": days}
    of_copy["accounts"] = connection.scalar(text(f"SELECT max(number) FROM linked_account WHERE {_FIRST_ARTICLES}"))
    of_copy["articles"] = connection.scalar(text("SELECT max(seq) FROM article WHERE id NOT LIKE '%-%'"))
    for table, columns in _COPIED.items():
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(columns.values()).format(**steps)
        source = _SOURCE.get(table, f"{next(iter(columns))} NOT LIKE '%-%'")
        connection.execute(text(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {source}"), of_copy)
    later = dated_key_number(days) - dated_key_number(0)
    for table in (*_DATED, *_UNDATED):
        held = connection.execute(text(f"SELECT * FROM {table} WHERE {_SOURCE[table]}"), of_copy)
        moved = sorted(
            (
                (key + later) % 2**63 if table in _DATED else key ^ MIX * copy % 2**63,
                who + steps["linked_account_step"] if isinstance(who, int) else f"{who}-{copy}",
            )
            for key, who in held
        )
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES (?, ?)", moved)


def _same(*names: str) -> dict[str, str]:
    return {name: f'"{name}"' for name in names}


_COPIED: dict[str, dict[str, str]] = {
    "article": {
        "seq": "seq + {article_step}",
        "id": "id || :tail",
        "document": "document || :tail",
        **_same("url", "outlet", "title", "published", "text"),
    },
    "reading": {
        "id": "id + {reading_step}",
        "article_id": "article_id || :tail",
        **_same("run_id", "at", "read_at", "byline", "language", "paragraphs", "related", "annotations"),
    },
    "account": {
        "reading_id": "reading_id + {reading_step}",
        "id": "id || :tail",
        **_same("position", "type", "role", "stance", "unknown"),
    },
    "claim": {
        "reading_id": "reading_id + {reading_step}",
        "id": "id || :tail",
        "account_id": "account_id || :tail",
        **_same("position", "field", "part", "span_start", "span_end", "written", "value", "via", "stance", "score"),
    },
    "linked_article": {
        "article_id": "article_id || :tail",
        "copies": "copies || :tail",
        **_same("outlet", "day", "notice"),
    },
    "linked_account": {
        "number": "number + {linked_account_step}",
        "account_id": "account_id || :tail",
        "article_id": "article_id || :tail",
        **_same("type", "role", "stance", "earliest", "latest", "regions", "profile"),
    },
    "search_key": {**_same("key"), "day": "day + :days", **_same("tie"), "seq": "seq + {article_step}"},
    "account_pair": {
        "left": '"left" + {linked_account_step}',
        "right": '"right" + {linked_account_step}',
        **_same("score", "direct"),
    },
    "minted": {
        "seq": "seq + {minted_step}",
        "incident_id": "incident_id || :tail",
        "article_id": "article_id || :tail",
        "account_id": "account_id || :tail",
        **_same("type"),
    },
    "incident": {
        "id": "id || :tail",
        **_same("type", "status", "reviewed", "first_seen", "last_seen", "articles", "independent_sources", "values"),
        **_same("earliest", "latest", "country", "place_names", "killed"),
    },
    "incident_account": {
        "incident_id": "incident_id || :tail",
        "account_id": "account_id || :tail",
        "article_id": "article_id || :tail",
        **_same("position", "role", "score", "why"),
    },
    "incident_party": {"incident_id": "incident_id || :tail", **_same("field", "position", "name", "actor")},
    "story": {"id": "id || :tail", **_same("incidents", "articles", "earliest", "latest")},
    "story_member": {
        "story_id": "story_id || :tail",
        "incident_id": "incident_id || :tail",
        "article_id": "article_id || :tail",
        **_same("position", "why"),
    },
    "story_day": {
        "story_id": "story_id || :tail",
        "article_id": "article_id || :tail",
        **_same("day", "weight", "part", "span_start", "span_end"),
    },
}
_FIRST_ARTICLES = "article_id NOT LIKE '%-%'"
#: The rows of the first accounts, where it is not the first column that tells: ids of copies have a dash.
_SOURCE = {
    "article": "id NOT LIKE '%-%'",
    "reading": _FIRST_ARTICLES,
    "account": "id NOT LIKE '%-%'",
    "claim": "id NOT LIKE '%-%'",
    "linked_account": _FIRST_ARTICLES,
    "search_key": "seq <= :articles",
    "account_pair": '"left" <= :accounts AND "right" <= :accounts',
    "minted": _FIRST_ARTICLES,
    "block_key": "account <= :accounts",
    "copy_band": _FIRST_ARTICLES,
    "story_key": "incident_id NOT LIKE '%-%'",
    "address": _FIRST_ARTICLES,
}


# --- Measuring ----------------------------------------------------------------------------------------------------


def arrive(store: Store, docs: Sequence[Doc]) -> dict[str, float]:
    """Write and link new reports, so many at a time; returns milliseconds an article by clock and processor."""
    clock, processor = [], []
    for start in range(0, len(docs), BATCH):
        some = docs[start : start + BATCH]
        store.add_batch(RUN, some, {}, [], AT)
        began, worked = time.perf_counter(), time.process_time()
        derive(store, settings=Settings())
        clock.append(1000 * (time.perf_counter() - began) / len(some))
        processor.append(1000 * (time.process_time() - worked) / len(some))
    return {"median_ms": statistics.median(clock), "most_ms": max(clock), "processor_ms": statistics.mean(processor)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of accounts, in rising order")
    parser.add_argument("--folder", type=Path, help="where the stores stay, for a run to go on from (default: nowhere)")
    chosen = parser.parse_args()
    chance = random.Random(7)
    towns = [place for place in open_gazetteer(Settings()).places() if place.feature == "city"]
    towns = sorted(towns, key=lambda place: -place.population)[:5000]
    docs = sorted(reports(chance, FIRST + SPARE, towns), key=_published)
    spare = sorted((docs.pop(chance.randrange(len(docs))) for _ in range(SPARE)), key=_published)
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with TemporaryDirectory() as folder:
        stores = build(chosen.folder or Path(folder), sizes, docs)
        measured = [measure(stores[size], size, docs, spare) for size in sizes]
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    body = {"machine": machine, "new_reports": NEW, "accounts_a_week": FIRST // WEEKS, "stores": measured}
    Path("bench/results/growth.json").write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    Path("docs/growth.svg").write_text(plot(measured), encoding="utf-8")


def build(folder: Path, sizes: Sequence[int], docs: Sequence[Doc]) -> dict[int, Path]:
    """Make a store of each size, each from a copy of the one before; those that are there already stay."""
    stores: dict[int, Path] = {}
    before: Path | None = None
    for size in sizes:
        path = folder / f"growth-{size}.db"
        unfinished = path.with_suffix(".part")
        if not path.exists():
            if before is not None and not unfinished.exists():
                shutil.copyfile(before, unfinished)
            with open_store(f"sqlite:///{unfinished}") as store:
                fill(store, docs[:size])
                enlarge(store, size, FIRST)
            unfinished.rename(path)
        print(f"{path}: {path.stat().st_size / 2**20:,.0f} MB", flush=True)
        stores[size] = before = path
    return stores


def measure(path: Path, size: int, docs: Sequence[Doc], spare: Sequence[Doc]) -> dict[str, float]:
    """Let new reports arrive, of days in the middle of the accounts that were linked and not copied."""
    bytes_an_account = round(path.stat().st_size / size)
    middle = _published(docs[min(size, FIRST) // 2])
    with open_store(f"sqlite:///{path}") as store:
        later = [doc for doc in spare if _published(doc) >= middle]
        new = [doc for doc in later if not store.accounts_by_id([doc.accounts[0].id])][:NEW]
        measured = {"accounts": size, "bytes_an_account": bytes_an_account, **arrive(store, new)}
    print(json.dumps(measured), flush=True)
    return measured


def _published(doc: Doc) -> str:
    return doc.article.published or ""


def fill(store: Store, docs: Sequence[Doc]) -> None:
    """Write and link these reports, but for those that the store has."""
    for start in range(0, len(docs), AT_ONCE):
        some = docs[start : start + AT_ONCE]
        if len(store.accounts_by_id([doc.accounts[0].id for doc in some])) < len(some):
            store.add_batch(RUN, some, {}, [], AT)
            derive(store, settings=Settings())


def plot(measured: Sequence[dict[str, float]]) -> str:
    """Return milliseconds for one new report against the accounts in the store, as SVG."""
    width, height, left, bottom = 560, 300, 60, 250
    top = max(30.0, *(each["most_ms"] for each in measured)) * 1.1
    steps = max(len(measured) - 1, 1)

    def at(place: int, value: float) -> str:
        return f"{left + 440 * place / steps:.0f},{bottom - 220 * value / top:.1f}"

    lines = []
    for name, colour, label in (("median_ms", "#1f5fa8", "median"), ("most_ms", "#a8551f", "slowest batch")):
        points = [at(place, each[name]) for place, each in enumerate(measured)]
        lines.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        end = points[-1].split(",")
        lines.append(
            f'<text x="{float(end[0]) - 4}" y="{float(end[1]) - 8}" text-anchor="end" fill="{colour}">{label}</text>'
        )
        lines += [
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in (point.split(",") for point in points)
        ]
    for place, each in enumerate(measured):
        x = at(place, 0).split(",")[0]
        lines.append(f'<text x="{x}" y="{bottom + 20}" text-anchor="middle">{each["accounts"]:,.0f}</text>')
    for value in range(0, int(top) + 1, 10):
        y = at(0, value).split(",")[1]
        lines.append(f'<line x1="{left}" x2="{left + 440}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        lines.append(f'<text x="{left - 8}" y="{float(y) + 4}" text-anchor="end">{value}</text>')
    lines.append(f'<text x="{left + 220}" y="{bottom + 42}" text-anchor="middle">accounts in the store</text>')
    lines.append(f'<text x="{left}" y="16">milliseconds to link and reconcile one new report</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    return f'{head} font-family="sans-serif" font-size="12">{"".join(lines)}</svg>\n'


if __name__ == "__main__":
    main()
