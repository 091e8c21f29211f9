"""Measures the gazetteer file: `make gazetteer-bench`. Prints a table and writes bench/results/gazetteer.json.

Opening is timed in processes of their own, with the first look-up. Look-ups of names are timed without the caches, one
by one: names of the file and names that it does not have, as written or in other letters. Misspelt names are made from
names of towns of 15,000 people and more: one edit, two edits (a letter put in, left out, changed, or swapped with the
next), and another transliteration.
"""

from __future__ import annotations

import json
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.knowledge.build import build_gazetteer
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, gazetteer_path
from dateline.knowledge.place_names import name_key
from dateline.settings import load_settings

LOOKED_UP = 20_000
MISSPELT = 2_000
#: A share of the names of towns, and as many that no place has.
SYLLABLES = ("ka", "ra", "bel", "sho", "min", "tu", "ver", "os", "pil", "gan", "do", "yem", "str", "el", "qua", "fi")
PEOPLE, LETTERS = 15_000, 6
#: Letters and what another transliteration writes for them; the first that stand in a name are changed.
TRANSLITERATED = (
    *(
        ("q", "k"),
        ("k", "q"),
        ("kh", "h"),
        ("gh", "g"),
        ("ou", "u"),
        ("u", "ou"),
        ("oo", "u"),
        ("ee", "i"),
        ("i", "ee"),
    ),
    *(("w", "v"), ("v", "w"), ("y", "i"), ("sh", "ch"), ("j", "dj"), ("z", "s"), ("dh", "d"), ("e", "i"), ("o", "u")),
    *(("a", "e"), ("ll", "l"), ("ss", "s"), ("tt", "t"), ("ph", "f"), ("c", "k")),
)
OPENING = "import sys, time; from pathlib import Path; from dateline.knowledge.gazetteer import Gazetteer; \
started = time.perf_counter(); assert Gazetteer(Path(sys.argv[1])).lookup('Kabul'); \
print(time.perf_counter() - started)"


@dataclass(frozen=True, slots=True)
class Times:
    """How long look-ups took, in microseconds; `processor` is the mean of the time that the processor gave to them."""

    count: int
    mean: float
    p99: float
    processor: float


@dataclass(frozen=True, slots=True)
class Spelt:
    """How often the place is the first, and among the first three, that the misspelt name finds."""

    count: int
    first: float
    first_three: float


def timed(call: Callable[[str], object], names: Sequence[str]) -> Times:
    taken = []
    given = time.thread_time()
    for name in names:
        started = time.perf_counter()
        call(name)
        taken.append((time.perf_counter() - started) * 1e6)
    given = (time.thread_time() - given) / len(names) * 1e6
    taken.sort()
    return Times(
        len(taken), round(sum(taken) / len(taken), 1), round(taken[int(len(taken) * 0.99)], 1), round(given, 1)
    )


def uncached(path: Path) -> Gazetteer:
    """Return a gazetteer that is open, but remembers nothing; what compares names forgets, too."""
    gazetteer = Gazetteer(path)
    gazetteer.lookup("Kabul")
    name_key.cache_clear()
    return gazetteer


def edited(name: str, rng: random.Random) -> str:
    at, letter = rng.randrange(1, len(name) - 1), rng.choice("abcdefghijklmnoprstuvyz")
    return rng.choice(
        (
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def transliterated(name: str, rng: random.Random) -> str:
    changes = [change for change in TRANSLITERATED if change[0] in name[1:]]
    for old, new in rng.sample(changes, min(2, len(changes))):
        name = name[0] + name[1:].replace(old, new, 1)
    return name


def invented(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()


def spelt(gazetteer: Gazetteer, towns: Sequence[GazetteerPlace], change: Callable[[str], str]) -> Spelt:
    first = first_three = 0
    for town in towns:
        found = [place.geonameid for place, _ in gazetteer.fuzzy(change(name_key(town.name)), limit=3)]
        first += found[:1] == [town.geonameid]
        first_three += town.geonameid in found
    return Spelt(len(towns), round(first / len(towns), 3), round(first_three / len(towns), 3))


def opening_seconds(path: Path) -> float:
    """Return the time to open the file and look up one name: the best of five processes."""
    command = [sys.executable, "-c", OPENING, str(path)]
    return min(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(5))


def main() -> int:
    path = gazetteer_path(load_settings())
    if not path.is_file():
        build_gazetteer(path)
    rng = random.Random(1)
    places = uncached(path).places()
    names = [rng.choice(places).name for _ in range(LOOKED_UP // 2)]
    names += [invented(rng) for _ in range(LOOKED_UP - len(names))]
    rng.shuffle(names)
    towns = [place for place in places if place.feature == "city" and place.population >= PEOPLE]
    towns = rng.sample([town for town in towns if len(name_key(town.name)) >= LETTERS], MISSPELT)
    changes: dict[str, Callable[[str], str]] = {
        "one edit": lambda name: edited(name, rng),
        "two edits": lambda name: edited(edited(name, rng), rng),
        "transliterated": lambda name: transliterated(name, rng),
    }
    fuzzy = uncached(path)
    fuzzy.fuzzy("Kabul")
    wrong = [changes[rng.choice(list(changes))](name_key(town.name)) for town in towns]
    result = {
        "machine": platform.processor() or platform.machine(),
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "places": len(places),
        "opening_seconds": round(opening_seconds(path), 4),
        "microseconds": {
            "as written": asdict(timed(uncached(path).lookup, names)),
            "folded": asdict(timed(uncached(path).lookup, [name_key(name).upper() for name in names])),
            "known": asdict(timed(uncached(path).known, names)),
            "fuzzy": asdict(timed(fuzzy.fuzzy, wrong)),
        },
        "found by misspelt name": {what: asdict(spelt(fuzzy, towns, change)) for what, change in changes.items()},
    }
    print(json.dumps(result, indent=1))
    Path("bench/results").mkdir(exist_ok=True)
    Path("bench/results/gazetteer.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
