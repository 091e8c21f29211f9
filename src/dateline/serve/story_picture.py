"""The picture of a story: its incidents on a line of time, the dead by the size of a dot, reports as bars below."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.knowledge.days import day_of as day_number
from dateline.model import Incident, StoryRecord, TimeValue, TollRange
from dateline.schema import incident_types
from dateline.wording import value_text

WIDTH = 960
MARGIN = 56
#: Height of one row of labels, and of the highest bar.
ROW = 26
BARS = 54
#: A longer gap without an event or a report is drawn as one of so many days, with a break.
LONGEST_GAP = 10
#: Width of a letter of a label, about.
LETTER = 6.6
LEAST_RADIUS = 5.0
MOST_RADIUS = 18.0
#: Dates below the line stand at least so far apart.
TICK = 64
_LETTERS = 44
#: How incidents of a family are drawn, where not as acts.
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("policing", "justice", "politics"), "consequence"),
    **dict.fromkeys(("disaster", "unrest", "other"), "other"),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident: where its dot stands, how large it is, and where its label is."""

    id: str
    x: float
    radius: float
    #: What the dot is drawn like: act, consequence or other.
    kind: str
    #: Whether its day is told; else it stands at its first report.
    sure: bool
    label: str
    label_x: float
    label_y: float
    anchor: str
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The reports of one day."""

    x: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the line."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template draws, in units of the picture."""

    width: int
    height: int
    line: float
    bar_width: float
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    #: Where the line is broken, and how many days are left out there.
    breaks: tuple[Tick, ...]


def draw(record: StoryRecord) -> Picture | None:
    """Return the picture of a story, or None where no day of it is known."""
    days = {incident.id: found for incident in record.incidents.values() if (found := day_of(incident))}
    reports = Counter(
        day for article in record.articles.values() if article.published and (day := day_number(article.published))
    )
    shown = sorted({day for day, _ in days.values()} | set(reports))
    if not shown:
        return None
    places, step = _places(shown)
    dots, rows = _dots([incident for incident in record.incidents.values() if incident.id in days], days, places)
    line = rows * ROW + MOST_RADIUS + 14
    most = max(reports.values(), default=1)
    return Picture(
        WIDTH,
        round(line + MOST_RADIUS + BARS + 34),
        line,
        max(3.0, min(22.0, 0.6 * step)),
        tuple(dots),
        tuple(
            Bar(places[day], BARS * count / most, f"{date.fromordinal(day)}: {_reports(count)}")
            for day, count in sorted(reports.items())
        ),
        tuple(_ticks(shown, places)),
        tuple(
            Tick((places[one] + places[other]) / 2, f"{other - one} days")
            for one, other in pairwise(shown)
            if other - one > LONGEST_GAP
        ),
    )


def day_of(incident: Incident) -> tuple[int, bool] | None:
    """Return the day of an incident and whether it is told; else that of its first report."""
    value = incident.values["date"].value if "date" in incident.values else None
    if isinstance(value, TimeValue):
        first, last = day_number(value.earliest), day_number(value.latest)
        if first is not None and last is not None and last - first <= 1:
            return first, True
    seen = day_number(incident.first_seen)
    return None if seen is None else (seen, False)


def _places(days: Sequence[int]) -> tuple[dict[int, float], float]:
    """Return where each day stands, long gaps made short, and the width of a day."""
    units = [0]
    for one, other in pairwise(days):
        units.append(units[-1] + min(other - one, LONGEST_GAP))
    step = (WIDTH - 2 * MARGIN) / max(units[-1], 1)
    if len(days) == 1:
        return {days[0]: WIDTH / 2}, step
    return {day: MARGIN + unit * step for day, unit in zip(days, units, strict=True)}, step


def _dots(
    incidents: Sequence[Incident], days: Mapping[str, tuple[int, bool]], places: Mapping[int, float]
) -> tuple[list[Dot], int]:
    """Return the dots, and how many rows their labels take: each label stands in the lowest row that is free."""
    rows: list[list[tuple[float, float]]] = []
    dots = []
    beside: Counter[int] = Counter()
    for incident in sorted(incidents, key=lambda one: (days[one.id][0], -one.articles, one.id)):
        day, sure = days[incident.id]
        x = places[day] + 7 * beside[day]
        beside[day] += 1
        label = _label(incident)
        width = LETTER * len(label)
        anchor = "start" if x < WIDTH / 3 else "end" if x > 2 * WIDTH / 3 else "middle"
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        row = next(
            (
                number
                for number, taken in enumerate(rows)
                if all(left > end + 8 or left + width < start - 8 for start, end in taken)
            ),
            len(rows),
        )
        if row == len(rows):
            rows.append([])
        rows[row].append((left, left + width))
        dots.append((incident, x, sure, label, anchor, row))
    return [
        Dot(
            incident.id,
            x,
            _radius(incident),
            _kind(incident),
            sure,
            label,
            x,
            # Rows are counted from the line upwards.
            (len(rows) - row) * ROW - 8,
            anchor,
            _told(incident),
        )
        for incident, x, sure, label, anchor, row in dots
    ], len(rows)


def _radius(incident: Incident) -> float:
    """The area grows with the dead."""
    return min(MOST_RADIUS, LEAST_RADIUS + 1.6 * math.sqrt(_killed(incident) or 0))


def _killed(incident: Incident) -> int | None:
    toll = incident.values["killed"].value if "killed" in incident.values else None
    return (toll.best if toll.best is not None else toll.low) if isinstance(toll, TollRange) else None


def _kind(incident: Incident) -> str:
    known = incident_types().get(incident.type)
    return _KINDS.get(known.family, "act") if known else "other"


def _label(incident: Incident) -> str:
    place = incident.values["place"].value if "place" in incident.values else None
    killed = _killed(incident)
    parts = (
        incident.type.replace("_", " ").capitalize(),
        getattr(place, "name", None),
        f"{killed} killed" if killed else None,
    )
    label = ", ".join(part for part in parts if part)
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"


def _told(incident: Incident) -> str:
    parts = [incident.type.replace("_", " ")]
    parts += [value_text(incident.values[name].value) for name in ("date", "place") if name in incident.values]
    if "killed" in incident.values:
        parts.append(f"killed: {value_text(incident.values['killed'].value)}")
    return ", ".join([*parts, _reports(incident.articles)])


def _ticks(days: Sequence[int], places: Mapping[int, float]) -> list[Tick]:
    """Return dates that do not stand on one another; the first day of each year has its year."""
    found: list[Tick] = []
    year = None
    for day in days:
        if found and places[day] - found[-1].x < TICK:
            continue
        shown = date.fromordinal(day)
        label = f"{shown.day} {shown:%b}" + (f" {shown.year}" if shown.year != year else "")
        year = shown.year
        found.append(Tick(places[day], label))
    return found


def _reports(count: int) -> str:
    return f"{count} report{'' if count == 1 else 's'}"
