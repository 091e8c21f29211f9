"""Event words and arguments: the map of types, what is left out, and the accounts of one passage."""

from __future__ import annotations

import pytest

from dateline.evaluate.events import EventMap, accounts_at, load_event_map, score_arguments, score_words
from dateline.evaluate.metrics import Prf
from dateline.model import Event, PartyValue, PlaceValue
from dateline.schema import FIELDS, incident_types
from tests.evaluate.makers import make_account, make_claim, make_doc, span_of

TEXT = "Rebels bombed a bridge in Orvane. Troops later met envoys and fired on rebels."
MAP = EventMap(
    {"Attack": frozenset({"bombing", "shooting"}), "Fire": frozenset({"shooting"})},
    {"Attacker": frozenset({"perpetrator", "side_a"}), "Place": frozenset({"place"})},
)


@pytest.mark.parametrize("name", ["wikievents", "rams"])
def test_the_map_names_types_and_fields_that_exist(name: str) -> None:
    event_map = load_event_map(name)
    assert frozenset[str]().union(*event_map.types.values()) <= set(incident_types())
    assert event_map.fields <= set(FIELDS)


def make_event(written: str, type_: str) -> Event:
    return Event(span_of(TEXT, written), type_, "asserted", 3.0, "main")


def gold_event(written: str, type_: str) -> dict[str, object]:
    span = span_of(TEXT, written)
    return {"type": type_, "trigger": {"start": span.start, "end": span.end}}


def test_score_words_found_and_typed() -> None:
    gold = [gold_event("bombed", "Attack"), gold_event("fired", "Fire"), gold_event("met", "Meet")]
    events = [
        make_event("bombed a", "bombing"),
        make_event("fired on", "bombing"),
        make_event("met", "shooting"),  # of a type that is left out
        make_event("Orvane", "shooting"),  # nothing there
        make_event("later", "diplomacy"),  # no type of the map
    ]
    words, typed = score_words(events, gold, MAP)
    assert words == Prf(2, 1, 0)
    assert typed == Prf(1, 2, 1)


def test_score_arguments() -> None:
    rebels, orvane, troops = (span_of(TEXT, written) for written in ("Rebels", "Orvane", "Troops"))
    told = [
        ("Attack", "Attacker", (rebels.start, rebels.end)),
        ("Attack", "Place", (orvane.start, orvane.end)),
        ("Fire", "Attacker", (rebels.start, rebels.end)),
        ("Meet", "Participant", (troops.start, troops.end)),
    ]
    party = PartyValue("rebels", None, "armed_group")
    place = PlaceValue(None, "Orvane", None, None, None, None, None, "unknown")
    account = make_account(
        "bombing",
        [
            make_claim(TEXT, "Rebels", "side_a", party),
            make_claim(TEXT, "Rebels", "perpetrator", party),
            make_claim(TEXT, "Orvane", "perpetrator", party),
            make_claim(TEXT, "Troops", "perpetrator", party),
            make_claim(TEXT, "a bridge", "place", place),
            make_claim(TEXT, "envoys", "victim", party),
        ],
    )
    # Right: rebels, once. Wrong: Orvane as a perpetrator, the bridge as a place. Missed: Orvane as the place. Troops
    # take part in an event that is left out; "victim" is no field of the map.
    assert score_arguments([account], told, MAP) == Prf(1, 2, 1)


def test_accounts_at_a_word_or_else_in_its_sentence() -> None:
    bombing = make_account("bombing", trigger=span_of(TEXT, "bombed"))
    shooting = make_account("shooting", trigger=span_of(TEXT, "fired on"))
    untold = make_account("threat")
    doc = make_doc(TEXT, accounts=[bombing, shooting, untold])
    sentences = [(0, 33), (34, len(TEXT))]
    fired, met = span_of(TEXT, "fired"), span_of(TEXT, "met")
    assert accounts_at(doc, (fired.start, fired.end), sentences) == [shooting]
    assert accounts_at(doc, (met.start, met.end), sentences) == [shooting]
    bridge = span_of(TEXT, "bridge")
    assert accounts_at(doc, (bridge.start, bridge.end), sentences) == [bombing]
