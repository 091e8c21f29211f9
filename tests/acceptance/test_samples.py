"""The samples: each trap of samples/README.md, on the annotated reports or on the incidents of a store of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

import pytest

from dateline.formats import span_from_json
from dateline.model import Span
from tests.acceptance.conftest import SAMPLES, Samples, sample_files
from tests.acceptance.record import HAPPENED, Json, Record, days, is_act_of_violence, names, tolls, values

#: Traps that Dateline falls into yet -> why. Strict: a trap that begins to hold must be taken out.
XFAIL: dict[str, str] = {}

STATION, STATION_COPIES = "2013-12-29-volgograd-station", ("2013-12-29-station-blast", "volgograd-depot-bombing")
TROLLEYBUS, FEAR = "2013-12-30-volgograd-trolleybus", "2013-12-31-volgograd-fear"
SEIZED, FREED, NOTEBOOK = "2013-10-10-tripoli-prime-minister", "2013-10-11-libya-freed", "2013-10-15-notebook"
YEAR_END = "tna-2013-yearend"
BAMAKO, BAMAKO_CORRECTED, BAMAKO_RIVAL = (
    "2015-11-20-bamako-hotel",
    "mali-toll-correction",
    "2015-11-23-mali-rival-claim",
)
KUNDUZ, KUNDUZ_DENIAL = ("kestrel-1", "kestrel-2", "kestrel-3"), "2015-10-05-hospital-denial"
FUEGO_25, FUEGO_75, FUEGO_99 = "2018-06-04-fuego", "kestrel-7", "fuego-toll-99"
CALLED, HELD = "2019-10-24-santiago-call", "2019-10-26-santiago-million"
FOOTBALL, DRILL = "2014-07-09-semi-final", "2015-06-30-london-drill"
BOMBINGS = ("bombing", "suicide_bombing")
PROTESTS = ("peaceful_protest", "protest_with_intervention", "violent_demonstration")


def t01_wire_copies_are_one_source(samples: Samples) -> None:
    station = samples.main_incident(STATION)
    for copy in STATION_COPIES:
        assert samples.main_incident(copy)["id"] == station["id"]
    assert station["independent_sources"] <= station["articles"] - 2


def t02_four_reports_of_one_air_strike(samples: Samples) -> None:
    strike = samples.main_incident(KUNDUZ[0])["id"]
    assert [name for name in (*KUNDUZ, KUNDUZ_DENIAL) if strike not in samples.told_by(name)] == []


def t03_toll_of_the_air_strike_rises(samples: Samples) -> None:
    low, best, _ = _killed(samples.main_incident(KUNDUZ[2]))
    assert best == 42
    assert low is not None
    assert low <= 19


def t04_toll_of_the_eruption_rises(samples: Samples) -> None:
    eruption = samples.main_incident(FUEGO_25)
    assert {samples.main_incident(name)["id"] for name in (FUEGO_75, FUEGO_99)} == {eruption["id"]}
    assert eruption["type"] == "natural_disaster"
    low, best, _ = _killed(eruption)
    assert (low, best) == (25, 99)


def t05_missing(samples: Samples) -> None:
    assert (192, 192) in tolls(samples.records[FUEGO_75].main, "missing")


def t06_what_a_correction_takes_back_is_not_asserted(samples: Samples) -> None:
    accounts = samples.records[BAMAKO_CORRECTED].accounts
    asserted = {low for account in accounts for low, _ in tolls(account, "killed")}
    assert 19 in asserted
    assert 27 not in asserted


def t07_corrected_toll_is_kept_and_is_not_the_best(samples: Samples) -> None:
    attack = samples.main_incident(BAMAKO)
    for name in (BAMAKO_CORRECTED, BAMAKO_RIVAL):
        assert attack["id"] in samples.told_by(name)
    low, best, high = _killed(attack)
    assert best in (19, 20, 21)
    assert low is not None
    assert low <= best
    assert high is None or high >= 27, "what was corrected stays within the range"
    members = {member["account"] for member in attack["accounts"]}
    first = [account for account in samples.records[BAMAKO].accounts if account["id"] in members]
    assert any(low == 27 for account in first for low, _ in tolls(account, "killed"))


def t08_denial_is_the_denier_s(samples: Samples) -> None:
    record = samples.records[SEIZED]
    assert record.main["type"] == "abduction"
    assert record.main["stance"] == "asserted"
    denial = record.paragraph("denied everything")
    kidnapping = record.one("reports of a kidnapping", within=denial)
    assert {event["stance"] for event in record.overlapping("events", kidnapping)} == {"denied"}
    said = [item for item in record.json["attributions"] if _holds(item["content"], kidnapping)]
    assert any(re.search("cabinet|government|[Ff]acebook|page|message", record.speaker_text(item)) for item in said)


def t09_denied_by_someone_is_disputed(samples: Samples) -> None:
    abduction = samples.main_incident(SEIZED)
    assert abduction["type"] == "abduction"
    assert abduction["status"] == "disputed"


def t10_what_is_denied_did_not_happen(samples: Samples) -> None:
    record = samples.records[KUNDUZ_DENIAL]
    denied = (record.one("were shooting from"), record.one("gunmen fired", part="title"))
    events = record.overlapping("events", *denied)
    assert "denied" in {event["stance"] for event in events}
    assert not [account for account in record.told_in(*denied) if account["stance"] == "asserted"]


def t11_claim_of_responsibility(samples: Samples) -> None:
    record = samples.records[BAMAKO]
    assert re.search("mourabito", names(values(record.main, "responsibility_claimed_by")))


def t12_rival_claims_are_both_kept(samples: Samples) -> None:
    claimed = names(samples.main_incident(BAMAKO)["responsibility_claimed_by"])
    assert "mourabito" in claimed
    assert "macina" in claimed


def t13_planned_march_has_not_happened(samples: Samples) -> None:
    record = samples.records[CALLED]
    assert record.main["type"] in PROTESTS
    assert record.main["stance"] == "planned"
    assert days(record.main) == {("2019-10-25", "2019-10-25")}
    held = [account for account in record.accounts if account["type"] in PROTESTS and account["stance"] in HAPPENED]
    assert not [account for account in held if ("2019-10-25", "2019-10-25") in days(account)]


def t14_march_was_held(samples: Samples) -> None:
    record = samples.records[HELD]
    assert record.main["type"] in PROTESTS
    assert record.main["stance"] == "asserted"
    assert days(record.main) == {("2019-10-25", "2019-10-25")}
    assert ("Santiago", "CL") in _places(record.main)


def t15_march_planned_and_held_is_one_incident(samples: Samples) -> None:
    march = samples.main_incident(HELD)
    assert samples.main_incident(CALLED)["id"] == march["id"]
    assert march["status"] == "happened"


def t16_one_report_of_three_incidents(samples: Samples) -> None:
    record = samples.records[NOTEBOOK]
    lebanon = record.account_in(record.paragraph("military court"), types=BOMBINGS)
    libya = record.account_in(record.paragraph("Corinthia"), types=("abduction",))
    benghazi = record.account_in(record.paragraph("Swedish consulate"), types=BOMBINGS)
    assert _countries(lebanon) == {"LB"}
    assert ("2013-08-23", "2013-08-23") in days(lebanon)
    assert _countries(libya) == {"LY"}
    assert ("2013-10-10", "2013-10-10") in days(libya)
    assert "Benghazi" in {name for name, _ in _places(benghazi)}
    assert len({incident["id"] for incident in samples.incidents_with([lebanon, libya, benghazi])}) == 3


def t17_one_name_two_places(samples: Samples) -> None:
    record = samples.records[NOTEBOOK]
    for pattern, country in (("military court", "LB"), ("Corinthia", "LY")):
        name = record.one("Tripoli", within=record.paragraph(pattern))
        assert {place["country"] for place in record.overlapping("places", name)} == {country}


def t18_round_up_is_tied_to_each_incident(samples: Samples) -> None:
    told = set(samples.told_by(YEAR_END))
    wanted = {samples.main_incident(name)["id"] for name in (SEIZED, STATION, TROLLEYBUS)}
    assert len(wanted) == 3
    assert wanted <= told


def t19_incident_of_years_before_is_background(samples: Samples) -> None:
    record = samples.records[DRILL]
    account = record.account_in(record.sentence("four suicide bombers"))
    assert account["role"] in ("background", "anniversary")
    assert account["type"] in BOMBINGS
    assert days(account) == {("2005-07-07", "2005-07-07")}
    assert (52, 52) in tolls(account, "killed")


def t20_drill_is_no_attack(samples: Samples) -> None:
    record = samples.records[DRILL]
    rehearsed = [record.paragraph(pattern) for pattern in ("Men with rifles", "mock attack", "highly likely")]
    scenario = record.sentence("scenario supposes")
    told = record.told_in(*rehearsed, scenario, record.one(".+", part="title"))
    assert not [account for account in told if is_act_of_violence(account) and account["stance"] in HAPPENED]
    assert record.account_in(record.sentence("four suicide bombers")), "the real bombing beside it is told"


def t21_two_bombings_in_one_city_are_two(samples: Samples) -> None:
    station, trolleybus = samples.main_incident(STATION), samples.main_incident(TROLLEYBUS)
    assert station["id"] != trolleybus["id"]
    assert station["type"] in BOMBINGS
    assert trolleybus["type"] in BOMBINGS
    assert station["date"] is not None
    assert trolleybus["date"] is not None
    assert (station["date"]["earliest"], station["date"]["latest"]) == ("2013-12-29", "2013-12-29")
    assert (trolleybus["date"]["earliest"], trolleybus["date"]["latest"]) == ("2013-12-30", "2013-12-30")


def t22_each_toll_with_its_own_event(samples: Samples) -> None:
    record = samples.records[TROLLEYBUS]
    assert {low for low, _ in tolls(record.main, "killed")} == {14}
    assert tolls(record.main, "injured") == [(28, 28)]
    others = [account for account in record.accounts if (17, 17) in tolls(account, "killed")]
    assert others
    station = samples.main_incident(STATION)["id"]
    assert station in {incident["id"] for incident in samples.incidents_with(others)}


def t23_dates_day_first(samples: Samples) -> None:
    assert _published(samples.records[FEAR]) == "2013-12-31"
    assert _published(samples.records[NOTEBOOK]) == "2013-10-15"


def t24_dates_month_first(samples: Samples) -> None:
    assert _published(samples.records[STATION_COPIES[1]]) == "2013-12-29"
    assert _published(samples.records[BAMAKO_CORRECTED]) == "2015-11-21"


def t25_meta_tag_settles_the_date(samples: Samples) -> None:
    assert _published(samples.records[FREED]) == "2013-10-11"


def t26_ambiguous_date_is_not_guessed(samples: Samples) -> None:
    assert _published(samples.records[FOOTBALL]) in (None, "2014-07-09")


def t27_dateline_gives_the_place(samples: Samples) -> None:
    main = samples.records[STATION].main
    assert ("Volgograd", "RU") in _places(main)
    assert days(main) == {("2013-12-29", "2013-12-29")}


def t28_town_and_not_the_island(samples: Samples) -> None:
    record = samples.records[FUEGO_25]
    resolved = record.overlapping("places", *record.find("Antigua|ANTIGUA"))
    assert {place["country"] for place in resolved} == {"GT"}


def t29_group_under_two_names(samples: Samples) -> None:
    record = samples.records[BAMAKO_RIVAL]
    _one_actor(record, record.one("al-Qaeda in the Islamic Maghreb"), record.one("AQIM"))


def t30_charity_under_two_names(samples: Samples) -> None:
    record = samples.records[KUNDUZ[0]]
    _one_actor(record, record.one("Doctors Without Borders"), *record.find("MSF"))


def t31_at_least_has_no_upper_bound(samples: Samples) -> None:
    assert (14, None) in tolls(samples.records[TROLLEYBUS].main, "killed")


def t32_dozens_keeps_its_word(samples: Samples) -> None:
    injured = values(samples.records[STATION].main, "injured")
    assert [(value["word"], value["low"]) for value in injured] == [("dozens", 24)]


def t33_part_of_a_toll(samples: Samples) -> None:
    killed = values(samples.records[FUEGO_25].main, "killed")
    assert {(value["low"], value["scope"]) for value in killed} == {(25, "whole"), (3, "part")}
    assert {value["of"] for value in killed if value["low"] == 3} == {"children"}


def t34_no_casualties_is_zero(samples: Samples) -> None:
    record = samples.records[FREED]
    account = record.account_in(record.paragraph("Swedish consulate"), types=BOMBINGS)
    assert (0, 0) in tolls(account, "killed")
    assert (0, 0) in tolls(account, "injured")


def t35_second_hand_quotation(samples: Samples) -> None:
    record = samples.records[STATION]
    told, source = record.one("woman from Dagestan"), record.one("law-enforcement source")
    agency = record.attributions(speaker="Interfax")
    assert any(_holds(item["content"], source) and _holds(item["content"], told) for item in agency)
    unnamed = [item for item in record.json["attributions"] if _holds(item["source"], source)]
    assert any(_holds(item["content"], told) for item in unnamed)
    assert {item["speaker"]["name"] for item in unnamed} == {None}


def t36_football_and_heart_attack(samples: Samples) -> None:
    record = samples.records[FOOTBALL]
    assert not [account for account in record.accounts if is_act_of_violence(account) and account["stance"] in HAPPENED]
    assert record.json["sentences"], "it was annotated"


def t37_feared_attack_did_not_happen(samples: Samples) -> None:
    record = samples.records[FREED]
    feared = record.one("next attack")
    assert {event["stance"] for event in record.overlapping("events", feared)} <= {"hypothetical", "predicted"}
    assert record.overlapping("events", feared)
    assert not [account for account in record.told_in(feared) if account["stance"] in HAPPENED]


def t38_page_furniture_is_not_text(samples: Samples) -> None:
    record = samples.records[STATION_COPIES[0]]
    assert record.json["text"].strip().startswith("A suicide bomber")
    assert record.json["text"].strip().endswith("throughout the country.")
    for furniture in ("Conservatories", "Farming", "Cookies", "ski"):
        assert furniture not in record.json["text"]
    assert [link["title"].split()[0] for link in record.json["related"]] == ["Bomber", "Local"]
    assert record.json["related"][0]["url"].endswith("/volgograd-bus")


def t39_links_are_tied_to_their_paragraph(samples: Samples) -> None:
    paragraphs = samples.records[FEAR].json["paragraphs"]
    text = samples.records[FEAR].json["text"]
    linked = {
        text[paragraph["start"] :].split()[0]: [(link["title"][:9], link["url"]) for link in paragraph["links"]]
        for paragraph in paragraphs
        if paragraph["links"]
    }
    station = "https://lowfield-courier.example/world/2013/12/29/station-blast"
    assert linked == {"Fireworks": [("New Year ", station)], "For": [("Ten lesso", None)]}


def t40_disaster_of_years_before_is_another(samples: Samples) -> None:
    record = samples.records[FUEGO_99]
    earthquake = record.account_in(record.sentence("killed about"))
    assert earthquake["role"] == "background"
    assert days(earthquake) == {("1976-02-04", "1976-02-04")}
    assert [value["low"] for value in values(earthquake, "killed")] != []
    assert samples.main_incident(FUEGO_99)["id"] not in {each["id"] for each in samples.incidents_with([earthquake])}


def t41_published_keeps_its_offset(samples: Samples) -> None:
    for name, published in (
        (FUEGO_25, "2018-06-04T00:40:00-06:00"),
        (HELD, "2019-10-26T02:10:00+00:00"),
        (YEAR_END, "2013-12-31T16:20:00+03:00"),
    ):
        given = datetime.fromisoformat(samples.records[name].json["published"] or "")
        wanted = datetime.fromisoformat(published)
        assert (given, given.utcoffset()) == (wanted, wanted.utcoffset())


def t42_old_attack_elsewhere_stays_out(samples: Samples) -> None:
    main = samples.records[SEIZED].main
    assert _countries(main) == {"LY"}
    assert days(main) == {("2013-10-10", "2013-10-10")}


def t43_dead_attackers_are_attackers(samples: Samples) -> None:
    record = samples.records[BAMAKO_CORRECTED]
    killed = [value for account in record.accounts for value in values(account, "killed")]
    assert {value["low"] for value in killed if value["of"] == "attackers"} == {2}


def t44_every_report_is_read(samples: Samples) -> None:
    assert len(samples.records) == 23
    assert [name for name, record in samples.records.items() if not record.json["title"]] == []
    assert {record.json["language"] for record in samples.records.values()} == {"en"}
    assert [name for name, record in samples.records.items() if len(record.json["text"].split()) < 100] == []


def t45_outlet_is_read_where_it_is_stated(samples: Samples) -> None:
    stated = {
        "Transmeridian News Agency": (YEAR_END, BAMAKO),
        "The Lowfield Courier": (STATION_COPIES[0], FEAR, FREED, KUNDUZ_DENIAL, DRILL),
        "Brandt Harbor Dispatch": (STATION_COPIES[1], BAMAKO_CORRECTED),
        "Radio Corvanza": (FUEGO_25, CALLED, HELD),
        "Tamarisk Monitor": (SEIZED, NOTEBOOK, BAMAKO_RIVAL),
        "Kestrel Relief Bulletin": (*KUNDUZ, FUEGO_75),
    }
    wanted = {name: outlet for outlet, reports in stated.items() for name in reports}
    assert {name: samples.records[name].json["outlet"] for name in wanted} == wanted


def _killed(incident: Json) -> tuple[int | None, int | None, int | None]:
    killed = incident["killed"]
    assert killed is not None, f"no toll for incident {incident['id']} of type {incident['type']}"
    return killed["low"], killed["best"], killed["high"]


def _holds(spans: Iterable[Json], inner: Span) -> bool:
    return any(span_from_json(span).covers(inner) for span in spans)


def _places(account: Json) -> set[tuple[str | None, str | None]]:
    return {(place["name"], place["country"]) for place in values(account, "place", stances=(*HAPPENED, "planned"))}


def _countries(account: Json) -> set[str | None]:
    return {country for _, country in _places(account)}


def _published(record: Record) -> str | None:
    published = record.json["published"]
    return None if published is None else str(published)[:10]


def _one_actor(record: Record, *spans: Span) -> None:
    for span in spans:
        assert record.overlapping("mentions", span), f"no mention at {record.part('text')[span.start : span.end]!r}"
    actors = {mention["actor"] for mention in record.overlapping("mentions", *spans)}
    assert len(actors) == 1
    assert None not in actors


TRAPS: dict[str, Callable[[Samples], None]] = {
    name[:3].upper(): check for name, check in list(globals().items()) if re.match(r"t\d\d_", name)
}


def _case(trap: str) -> object:
    mark = pytest.mark.xfail(reason=XFAIL[trap], raises=AssertionError, strict=True) if trap in XFAIL else ()
    return pytest.param(trap, id=f"{trap}-{TRAPS[trap].__name__[4:]}", marks=mark)


@pytest.mark.parametrize("trap", [_case(trap) for trap in TRAPS])
def test_trap(trap: str, samples: Samples) -> None:
    TRAPS[trap](samples)


def test_every_claim_is_its_span(samples: Samples) -> None:
    claims = [
        (record, claim)
        for record in samples.records.values()
        for account in record.accounts
        for claim in account["claims"]
    ]
    assert len(claims) > len(samples.records)
    assert [claim for record, claim in claims if record.written(claim) != claim["written"]] == []


def test_traps_are_those_of_the_readme() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (T\d\d) \|", readme, flags=re.MULTILINE) == list(TRAPS)
    assert set(XFAIL) <= set(TRAPS)


def test_every_report_is_listed_in_the_readme() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+/[^`]+)`", readme, flags=re.MULTILINE)
    assert sorted(listed) == [str(path.relative_to(SAMPLES).as_posix()) for path in sample_files()]
