"""What a claim can say: a time, a place, a party, a thing or a toll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stance = Literal["asserted", "hedged", "denied", "planned", "predicted", "hypothetical"]
AccountRole = Literal["main", "other", "background", "followup", "trial", "anniversary"]
SpeakerKind = Literal["person", "organisation", "official", "witness", "document", "outlet", "unnamed"]
PartyKind = Literal[
    "person",
    "group",
    "armed_group",
    "state_force",
    "police",
    "organisation",
    "government",
    "civilians",
    "crowd",
    "unknown",
]
PersonStatus = Literal["killed", "injured", "abducted", "arrested", "missing", "unharmed"]
TimePrecision = Literal["minute", "hour", "day", "week", "month", "season", "year", "decade", "unknown"]
PlacePrecision = Literal["exact", "city", "district", "province", "country", "region", "unknown"]
TollScope = Literal["whole", "part", "added"]
Side = Literal["a", "b"]
Judgement = Literal["same", "different"]
Verdict = Literal["accept", "correct", "reject"]
NoticeKind = Literal["correction", "retraction"]
IncidentStatus = Literal["happened", "reported", "disputed", "planned", "did_not_happen"]

#: Stances of what is told as having happened.
TOLD: tuple[Stance, ...] = ("asserted", "hedged")

#: Reasons of times that are of the article, not of any event in it: in its dateline, and where it is stamped.
DATELINE_DATE = "the date of the dateline"
STAMP = "when the article was published or changed"
OF_PUBLICATION = (DATELINE_DATE, STAMP)
#: Reason of a day or a city of an incident that is kept though it may be another: its precision is coarser.
LIKELY = "likely, not certain"


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A TIMEX3 value with its interval. `reason` says why it is unknown or vague."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    #: ISO dates, both inclusive.
    earliest: str | None
    latest: str | None
    precision: TimePrecision
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place in the gazetteer, or the reason why it is not resolved. Degrees are WGS84."""

    geonameid: int | None
    name: str | None
    #: ISO 3166-1 alpha-2.
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    demonym: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PartyValue:
    """A person, group or body with a part in an event."""

    name: str | None
    actor: str | None
    kind: PartyKind
    status: PersonStatus | None = None
    age: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class ThingValue:
    """What was struck, or what it was done with."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class TollValue:
    """A number of people. "at least 12": low 12, high None; "no casualties": 0, 0. `word` keeps "dozens"."""

    low: int | None
    high: int | None
    scope: TollScope = "whole"
    of: str | None = None
    side: Side | None = None
    word: str | None = None

    @property
    def number(self) -> int | None:
        """The number itself, the lower of two, or the one bound that is told; None where none is."""
        return self.low if self.low is not None else self.high


Value = TimeValue | PlaceValue | PartyValue | ThingValue | TollValue
