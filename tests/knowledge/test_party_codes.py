"""Parties of events have codes, whether an actor stands for them or only a description."""

from __future__ import annotations

import pytest

from dateline.knowledge.actors import load_actors
from dateline.knowledge.lexicon import load_lexicon
from dateline.knowledge.party_codes import PartyCodes, party_codes
from dateline.model import PartyValue


@pytest.mark.parametrize(
    ("value", "event_country", "codes"),
    [
        (PartyValue("TTP", "pakistan.ttp", "armed_group"), "PK", PartyCodes(2, "REB", "PK")),
        (PartyValue("US troops", "usa.army", "state_force"), "AF", PartyCodes(8, "MIL", "US")),
        (PartyValue("Palestinian protesters", None, "crowd"), "PS", PartyCodes(6, "CVL", "PS")),
        (PartyValue("Gunmen", None, "group"), "NG", PartyCodes(3, "UAF", None)),
        (PartyValue("Security forces", None, "state_force"), "NG", PartyCodes(1, "MIL", None)),
        (PartyValue("French marines", None, "state_force"), "ML", PartyCodes(8, "MIL", "FR")),
        (PartyValue("South Sudanese rebels", None, "armed_group"), "SS", PartyCodes(2, "REB", "SS")),
        (PartyValue("villagers", None, "civilians"), "NG", PartyCodes(7, "CVL", None)),
        (PartyValue("Syrian journalists", None, "civilians"), "SY", PartyCodes(7, "JRN", "SY")),
        (PartyValue("French tourists", None, "civilians"), "SO", PartyCodes(7, "CVL", "FR")),
        (PartyValue(None, None, "person", role="soldier"), "IQ", PartyCodes(1, "MIL", None)),
        (PartyValue("Ana Ruiz", None, "person"), "PE", PartyCodes(7, "CVL", None)),
        (PartyValue("Red River Front", None, "organisation"), "PE", PartyCodes(7, "UNK", None)),
        (PartyValue(None, None, "unknown"), "PE", None),
    ],
)
def test_party_codes(value: PartyValue, event_country: str, codes: PartyCodes | None) -> None:
    found = party_codes(value, actors=load_actors(), lexicon=load_lexicon(), event_country=event_country)
    assert found == codes
