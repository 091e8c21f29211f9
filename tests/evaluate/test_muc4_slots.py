"""MUC-4 slots: credit by the guidelines, the answer of an account, and counts over all templates."""

from __future__ import annotations

import pytest

from dateline.evaluate.metrics import Prf
from dateline.evaluate.muc4_answers import SLOTS, Answer, Key, answer_of, header_date, read_key, read_place
from dateline.evaluate.muc4_guidelines import (
    Days,
    Fill,
    KeyFill,
    Text,
    Where,
    credit,
    credit_days,
    credit_number,
    credit_place,
    credit_string,
    read_days,
)
from dateline.evaluate.muc4_slots import score, score_slot
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Event, PartyValue, PlaceValue, ThingValue, TimeValue, TollValue
from dateline.settings import Settings
from tests.evaluate.makers import make_account, make_claim, make_doc, span_of


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("farmers", "farmers", 1.0),
        ("3 farmers", "farmers", 1.0),
        ("old farmers", "farmers", 1.0),
        ("sons of farmers", "farmers", 0.5),
        ("farmers who saw it", "farmers", 0.5),
        ("bell", "ana lucia bell", 0.5),
        ("farm", "farmers", 0.0),
        ("guards", "farmers", 0.0),
        ("", "farmers", 0.0),
    ],
)
def test_credit_string(response: str, key: str, expected: float) -> None:
    assert credit_string(response, key) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("02 FEB 90", Days("1990-02-02", "1990-02-02")),
        ("(31 MAR 90 - 01 APR 90)", Days("1990-03-31", "1990-04-01")),
        ("- 04 FEB 90", Days(None, "1990-02-04")),
        ("03 MARCH 90", Days("1990-03-03", "1990-03-03")),
        ("11 NOV", None),
    ],
)
def test_read_days(written: str, expected: Days | None) -> None:
    assert read_days(written) == expected


def day(date: str) -> Days:
    return Days(date, date)


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        (day("1989-08-26"), day("1989-08-26"), 1.0),
        (day("1989-08-26"), Days("1989-08-25", "1989-08-26"), 0.5),
        (day("1989-08-25"), Days(None, "1989-08-26"), 0.5),
        (Days(None, "1989-08-26"), Days("1989-08-25", "1989-08-26"), 0.5),
        (Days(None, "1989-08-26"), day("1989-08-26"), 0.5),
        (Days(None, "1989-08-26"), day("1989-08-16"), 0.0),
        (day("1989-08-27"), Days(None, "1989-08-26"), 0.0),
        (Days("1989-08-01", "1989-08-31"), day("1989-08-26"), 0.0),
    ],
)
def test_credit_days(response: Days, key: Days, expected: float) -> None:
    assert credit_days(response, key) == expected


MEDELLIN = (frozenset({"medellin"}),)
CALI = (frozenset({"cali"}),)


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        (Where("CO", MEDELLIN), Where("CO", MEDELLIN), 1.0),
        (Where("CO"), Where("CO"), 1.0),
        (Where("CO"), Where("CO", MEDELLIN), 0.5),
        (Where("CO", CALI), Where("CO", MEDELLIN), 0.5),
        (Where("CO", CALI), Where("CO"), 0.5),
        (Where("BO", MEDELLIN), Where("CO", MEDELLIN), 0.5),
        (Where(None, MEDELLIN), Where("CO", MEDELLIN), 0.5),
        (Where("CO", MEDELLIN), Where("CO", (*MEDELLIN, *CALI)), 0.5),
        (Where("BO", CALI), Where("CO", MEDELLIN), 0.0),
        (Where("BO"), Where("CO"), 0.0),
    ],
)
def test_credit_place(response: Where, key: Where, expected: float) -> None:
    assert credit_place(response, key) == expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        (Text("7", "judges"), "7", 1.0),
        (Text("7", "people"), "7", 0.5),
        (Text("7", "judges"), "5 - 7", 0.5),
        (Text("7", "people"), "~7", 0.5),
        (Text("6", "judges"), "5 - 7", 0.0),
        (Text("PLURAL", "judges"), "PLURAL", 1.0),
        (Text("7", "judges"), "8", 0.0),
    ],
)
def test_credit_number(response: Text, key: str, expected: float) -> None:
    assert credit_number(response, key, frozenset({"judges"})) == expected


def test_credit_of_types_stages_and_descriptions() -> None:
    bombing = KeyFill((Text("BOMBING"),))
    assert credit("inc_type", Text("BOMBING"), bombing) == 1.0
    assert credit("inc_type", Text("ATTACK"), bombing) == 0.5
    assert credit("inc_type", Text("BOMBING"), KeyFill((Text("ATTACK"),))) == 0.0
    assert credit("inc_type", Text("ATTACK"), KeyFill((Text("BOMBING"), Text("ATTACK")))) == 1.0
    assert credit("inc_stage", Text("ATTEMPTED"), KeyFill((Text("ACCOMPLISHED"),))) == 0.0
    mayor = KeyFill((Text("mayor"),), tags=frozenset({"ana bell"}))
    assert credit("hum_tgt_desc", Text("mayor", "ana bell"), mayor) == 1.0
    assert credit("hum_tgt_desc", Text("mayor", "ben hale"), mayor) == 0.5
    assert credit("hum_tgt_desc", Text("mayor"), mayor) == 0.5
    assert credit("hum_tgt_desc", day("1989-08-26"), mayor) == 0.0


def test_score_slot_optional_fills() -> None:
    key = [KeyFill((Text("rifle"),)), KeyFill((Text("bomb"),), optional=True)]
    assert score_slot("inc_instr_id", [], key) == Prf(0, 0, 1)
    assert score_slot("inc_instr_id", [Text("bomb")], key) == Prf(1, 0, 1)
    assert score_slot("inc_instr_id", [Text("rifle"), Text("knife")], key) == Prf(1, 1, 0)
    assert score_slot("inc_instr_id", [Text("hunting rifle parts")], key) == Prf(0.5, 0.5, 0.5)


def make_answer(**fills: list[Fill]) -> Answer:
    return {slot: fills.get(slot, []) for slot in SLOTS}


def make_key(**fills: list[KeyFill] | None) -> Key:
    return {slot: fills.get(slot, []) for slot in SLOTS}


ATTACK = make_key(
    inc_type=[KeyFill((Text("ATTACK"),))],
    perp_ind_id=[KeyFill((Text("rebels"),))],
    phys_tgt_id=None,
)
ANSWER = make_answer(inc_type=[Text("ATTACK")], perp_ind_id=[Text("rebels")], phys_tgt_id=[Text("bridge")])


def total(answers: list[Answer], required: list[Key], optional: list[Key]) -> Prf:
    return sum(score(answers, required, optional).values(), Prf())


def test_score_slots_that_do_not_apply_do_not_count() -> None:
    assert total([ANSWER], [ATTACK], []) == Prf(2, 0, 0)


def test_score_missing_and_spurious_templates_count_with_all_fills() -> None:
    assert total([], [ATTACK], []) == Prf(0, 0, 2)
    assert total([ANSWER], [], []) == Prf(0, 3, 0)


def test_score_optional_template() -> None:
    assert total([], [], [ATTACK]) == Prf()
    assert total([ANSWER], [], [ATTACK]) == Prf(2, 0, 0)


def test_score_maps_only_with_a_type_and_a_party() -> None:
    nobody = make_answer(inc_type=[Text("ATTACK")], inc_stage=[Text("ACCOMPLISHED")])
    assert total([nobody], [ATTACK], []) == Prf(0, 2, 2)
    arson = make_answer(inc_type=[Text("ARSON")], perp_ind_id=[Text("rebels")])
    assert total([arson], [ATTACK], []) == Prf(0, 2, 2)


SENT = "ORVANE, 4 FEB 90 (EXAMPLE) -- [TEXT] "
TEXT = SENT + "REBELS TRIED TO KIDNAP MAYOR ANA BELL AND THREE GUARDS WITH A RIFLE NEAR LIMA ON 2 FEBRUARY."


def test_header_date() -> None:
    assert header_date(SENT) == "1990-02-04"
    assert header_date("ORVANE, NO DATE (EXAMPLE) -- ON 2 FEB 90 REBELS") is None


def test_answer_of_an_account() -> None:
    trigger = span_of(TEXT, "KIDNAP")
    lima = PlaceValue(1, "Lima", "PE", None, None, -12.0, -77.0, "city")
    peru = PlaceValue(2, "Peru", "PE", None, None, -10.0, -76.0, "country")
    claims = [
        make_claim(TEXT, "ORVANE", "place", peru, score=0.4),
        make_claim(TEXT, "LIMA", "place", lima, score=0.8),
        make_claim(TEXT, "2 FEBRUARY", "date", TimeValue("DATE", "1990-02-02", "1990-02-02", "1990-02-02", "day")),
        make_claim(TEXT, "REBELS", "perpetrator", PartyValue("rebels", None, "armed_group")),
        make_claim(TEXT, "ANA BELL", "victim", PartyValue("Ana Bell", None, "person", role="mayor")),
        make_claim(TEXT, "THREE GUARDS", "victim", PartyValue("guards", None, "civilians")),
        make_claim(TEXT, "THREE GUARDS", "abducted", TollValue(3, 3)),
        make_claim(TEXT, "A RIFLE", "weapon", ThingValue("rifle", "firearm")),
    ]
    account = make_account("abduction", claims, trigger=trigger)
    event = Event(trigger, "abduction", "asserted", 0.8, "main")
    answer = answer_of(make_doc(TEXT, accounts=[account], events=[event]), account)
    assert answer["inc_type"] == [Text("KIDNAPPING")]
    assert answer["inc_stage"] == [Text("ATTEMPTED")]
    assert answer["inc_date"] == [day("1990-02-02")]
    assert answer["inc_location"] == [Where("PE", (frozenset({"lima"}),))]
    assert answer["perp_ind_id"] == [Text("rebels")]
    assert answer["hum_tgt_name"] == [Text("ana bell")]
    assert answer["hum_tgt_desc"] == [Text("mayor", "ana bell"), Text("three guards")]
    assert answer["hum_tgt_number"] == [Text("1", "ana bell"), Text("3", "three guards")]
    assert answer["inc_instr_id"] == [], "a kidnapping has no instrument"


def test_answer_without_a_date_is_the_default() -> None:
    account = make_account("threat")
    answer = answer_of(make_doc(TEXT, accounts=[account]), account)
    assert answer["inc_date"] == [Days(None, "1990-02-04")]
    assert answer["inc_stage"] == [Text("THREATENED")]
    assert answer["inc_location"] == []


def test_read_key() -> None:
    gazetteer = open_gazetteer(Settings())
    slots: dict[str, object] = {slot: [] for slot in SLOTS}
    slots["phys_tgt_id"] = None
    slots["inc_location"] = [{"alts": [["(PERU: LIMA (CITY))"], ["(PERU)"]]}]
    slots["hum_tgt_desc"] = [{"alts": ["THE MAYOR"], "optional": True, "xref": ["ANA BELL"]}]
    key = read_key(slots, gazetteer)
    assert key["phys_tgt_id"] is None
    assert key["inc_location"] == [KeyFill((Where("PE", (frozenset({"lima"}),)), Where("PE")))]
    assert key["hum_tgt_desc"] == [KeyFill((Text("mayor"),), True, frozenset({"ana bell"}))]
    stretch = read_place("PERU: LIMA (CITY) - CUSCO (CITY)", gazetteer)
    assert stretch == Where("PE", (frozenset({"lima"}), frozenset({"cusco"})))
