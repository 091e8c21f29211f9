"""The rule of tolls, in cases whose answers were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dateline.model import (
    PartySummary,
    PartyValue,
    TollRange,
    TollValue,
)
from dateline.reconcile.toll_rules import RULES
from dateline.settings import TOLL_RULES
from tests.link.accounts import (
    killed,
    make_claim,
    toll,
)
from tests.reconcile.reports import DEC_16, DEC_17, DEC_18, Report, incident, incident_of, told

TOLL_CASES: Mapping[str, tuple[list[Report], tuple[int | None, int | None, int | None]]] = {
    "one number": ([Report(DEC_16, [killed(9, 9)])], (9, 9, 9)),
    "a toll that rises: best is the latest": (
        [Report(DEC_17, [killed(12, 12)]), Report(DEC_16, [killed(9, 9)])],
        (9, 12, 12),
    ),
    "a toll corrected downwards stays in high": (
        [Report(DEC_16, [killed(15, 15)]), Report(DEC_17, [killed(11, 11)])],
        (11, 11, 15),
    ),
    "hours count": (
        [Report("2014-12-16T21:00:00+00:00", [killed(12, 12)]), Report("2014-12-16T09:00:00+00:00", [killed(9, 9)])],
        (9, 12, 12),
    ),
    "hours count across zones: 01:00 five hours east is earlier than 21:00 at zero": (
        [Report("2014-12-17T01:00:00+05:00", [killed(9, 9)]), Report("2014-12-16T21:00:00+00:00", [killed(12, 12)])],
        (9, 12, 12),
    ),
    "at least alone leaves high open": ([Report(DEC_16, [killed(12, None)])], (12, 12, None)),
    "at least beside a greater number": (
        [Report(DEC_16, [killed(12, None)]), Report(DEC_17, [killed(15, 15)])],
        (12, 15, 15),
    ),
    "at least above every stated number leaves high open": (
        [Report(DEC_16, [killed(15, 15)]), Report(DEC_17, [killed(20, None)])],
        (15, 20, None),
    ),
    "fewer than ten": ([Report(DEC_16, [killed(None, 9)])], (None, 9, 9)),
    "in one article the most precise is best": ([Report(DEC_16, [killed(10, None), killed(11, 11)])], (10, 11, 11)),
    "a range is less precise than a number": ([Report(DEC_16, [killed(8, 12), killed(10, 10)])], (8, 10, 12)),
    "equally precise: the official's is best": (
        [Report(DEC_16, [killed(10, 10, via=["witness"]), killed(11, 11, via=["official"])])],
        (10, 11, 11),
    ),
    "equally precise: the official nearer to the event is best": (
        [
            Report(
                DEC_16,
                [killed(10, 10, via=["unnamed", "official"]), killed(11, 11, via=["official"])],
            )
        ],
        (10, 11, 11),
    ),
    "a doctor is as near as an official": (
        [Report(DEC_16, [killed(10, 10), killed(11, 11, via=[("organisation", "Temvar General Hospital")])])],
        (10, 11, 11),
    ),
    "articles of one moment are both the latest": (
        [Report(DEC_16, [killed(10, None)]), Report(DEC_16, [killed(13, 13)])],
        (10, 13, 13),
    ),
    "a denied toll is out": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(40, 40, stance="denied")])],
        (9, 9, 9),
    ),
    "a part does not enter": ([Report(DEC_16, [killed(9, 9), killed(4, 4, scope="part", of="children")])], (9, 9, 9)),
    "a part told later is no more than the whole": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(12, 12, scope="part", of="children")])],
        (9, 12, None),
    ),
    "a whole told later stands above an earlier part": (
        [Report(DEC_16, [killed(12, 12, scope="part", of="children")]), Report(DEC_17, [killed(9, 9)])],
        (9, 9, 9),
    ),
    "an added toll does not enter": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(2, 2, scope="added")])],
        (9, 9, 9),
    ),
    "parts alone bound from below": ([Report(DEC_16, [killed(4, 4, scope="part", of="children")])], (4, None, None)),
    "groups are added up": ([Report(DEC_16, [killed(2, 2, of="men"), killed(1, 1, of="women")])], (3, 3, 3)),
    "a group within another told one is not added": (
        [Report(DEC_16, [killed(5, 5, of="civilians"), killed(2, 2, of="children"), killed(3, 3, of="soldiers")])],
        (8, 8, 8),
    ),
    "an open group leaves the sum open": (
        [Report(DEC_16, [killed(2, None, of="men"), killed(1, 1, of="women")])],
        (3, 3, None),
    ),
    "groups are not added to a toll of all": (
        [Report(DEC_16, [killed(9, 9), killed(4, 4, of="children")])],
        (9, 9, 9),
    ),
    "a zero is a claim": ([Report(DEC_16, [killed(0, 0)])], (0, 0, 0)),
    "dozens without bounds is a claim and no number": (
        [Report(DEC_16, [killed(None, None, word="dozens")])],
        (None,) * 3,
    ),
    "a headline yields to its text": ([Report(DEC_16, [killed(20, 20, part="title"), killed(9, 9)])], (9, 9, 9)),
    "a headline that is likely right does not yield to a doubtful text": (
        [Report(DEC_16, [killed(20, 20, part="title", score=0.6), killed(9, 9, score=0.4)])],
        (9, 20, 20),
    ),
    "a headline counts where its text is silent": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(12, 12, part="title")])],
        (9, 12, 12),
    ),
    "a link's headline yields to any article": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(132, 132, part="link:0.0")])],
        (9, 9, 9),
    ),
    "a link's headline counts where nothing better is": (
        [Report(DEC_17, [killed(132, 132, part="link:0.0", score=0.4)])],
        (132, 132, 132),
    ),
    "what is likely right decides": (
        [Report(DEC_16, [killed(12, 12)]), Report(DEC_17, [killed(9, 9, score=0.4)])],
        (9, 12, 12),
    ),
    "a likely toll of a group stands before an unlikely one of all": (
        [Report(DEC_17, [killed(9, 9, score=0.4), toll("killed", 2, 2, of="men")])],
        (2, 2, 9),
    ),
    "what is doubted decides nothing": (
        [Report(DEC_16, [killed(9, 9)]), Report(DEC_17, [killed(50, 50, score=0.1)])],
        (9, 9, 9),
    ),
    "nothing but doubt is no number": ([Report(DEC_17, [killed(50, 50, score=0.1)])], (None, None, None)),
    "an article without a date is not the latest": (
        [Report(None, [killed(50, 50)]), Report(DEC_16, [killed(9, 9)])],
        (9, 9, 50),
    ),
}


@pytest.mark.parametrize(
    ("codebook", "word", "expected"),
    [
        ("dateline", "dozens", (24, 24, None)),
        ("acled", "dozens", (12, 12, 12)),
        ("acled", "several", (24, 24, None)),
        ("acled", None, (24, 24, None)),
    ],
)
def test_vague_numbers_have_the_range_of_the_codebook(
    codebook: str, word: str | None, expected: tuple[int | None, int | None, int | None]
) -> None:
    accounts, articles = told([Report(DEC_16, [killed(24, None, word=word)])])
    found = incident_of(accounts, articles, vague_numbers=codebook)
    assert found.values["killed"].value == TollRange(*expected)
    assert accounts[0].claims[0].value == TollValue(24, None, word=word)


@pytest.mark.parametrize("case", TOLL_CASES)
def test_toll(case: str) -> None:
    reports, expected = TOLL_CASES[case]
    assert incident(*reports).values["killed"].value == TollRange(*expected)


RULE_CASES: Mapping[str, tuple[list[Report], Mapping[str, int]]] = {
    "a toll that falls by the word of one source": (
        [
            Report(DEC_16, [killed(12, 12)]),
            Report(DEC_16, [killed(12, 12)]),
            Report(DEC_16, [killed(7, 7, via=["official"])]),
            Report(DEC_17, [killed(9, 9)]),
        ],
        {"latest": 9, "highest_official": 7, "median": 9, "supported": 12},
    ),
    "a toll that an official lowers": (
        [
            Report(DEC_16, [killed(12, 12)]),
            Report(DEC_16, [killed(12, 12)]),
            Report(DEC_17, [killed(9, 9, via=["official"])]),
        ],
        {"latest": 9, "highest_official": 9, "median": 12, "supported": 9},
    ),
    "a toll that rises": (
        [Report(DEC_16, [killed(4, 4)]), Report(DEC_16, [killed(4, 4)]), Report(DEC_17, [killed(6, 6)])],
        {"latest": 6, "highest_official": 6, "median": 4, "supported": 6},
    ),
    "of one time what most sources tell": (
        [
            Report(DEC_17, [killed(5, 5)]),
            Report(DEC_17, [killed(5, 5)]),
            Report(DEC_17, [killed(6, 6, via=["official"])]),
        ],
        {"latest": 6, "highest_official": 6, "median": 5, "supported": 5},
    ),
}


@pytest.mark.parametrize("case", RULE_CASES)
def test_rules_of_the_best_number(case: str) -> None:
    reports, expected = RULE_CASES[case]
    accounts, articles = told(reports)
    values = [incident_of(accounts, articles, toll_rule=rule).values["killed"].value for rule in RULES]
    bests = {rule: value.best for rule, value in zip(RULES, values, strict=True) if isinstance(value, TollRange)}
    assert bests == expected


def test_settings_know_the_rules() -> None:
    assert tuple(RULES) == TOLL_RULES


def test_toll_over_time() -> None:
    reports = [
        Report(DEC_18, [killed(9, 9), killed(2, 2, scope="part", of="children", start=9)]),
        Report(DEC_17, [killed(4, 4)]),
        Report(DEC_16, [killed(4, None)]),
        Report("2014-12-19", [killed(9, 9)]),
    ]
    accounts, articles = told(reports)
    changes = incident_of(accounts, articles).values["killed"].over_time
    assert [(change.published, change.value) for change in changes] == [
        (DEC_16, TollRange(4, 4, None)),
        (DEC_17, TollRange(4, 4, 4)),
        (DEC_18, TollRange(4, 9, 9)),
    ]
    assert [change.claims for change in changes] == [(accounts[number].claims[0].id,) for number in (2, 1, 0)]


def test_figures_of_one_group_contradict_each_other() -> None:
    accounts, articles = told(
        [Report(DEC_16, [killed(3, 3, of="militants")]), Report(DEC_17, [killed(25, 25, of="militants")])]
    )
    value = incident_of(accounts, articles).values["killed"]
    assert value.claims_against == (accounts[0].claims[0].id,)


def test_toll_without_claim_is_absent_not_zero() -> None:
    assert "killed" not in incident(Report(DEC_16, [toll("injured", 3, 3)])).values


def test_toll_claims_for_and_against() -> None:
    claims = [
        killed(12, 12),
        killed(9, None),
        killed(4, 4, scope="part", of="children"),
        killed(9, 9),
        killed(30, 30, stance="denied"),
    ]
    accounts, articles = told([Report(DEC_17, claims[:3]), Report(DEC_16, claims[3:])])
    value = incident_of(accounts, articles).values["killed"]
    exact, least, part = (claim.id for claim in accounts[0].claims)
    earlier, denied = (claim.id for claim in accounts[1].claims)
    assert value.value == TollRange(9, 12, 12)
    assert set(value.claims_for) == {exact, least, part}
    assert set(value.claims_against) == {earlier, denied}


ARMY, REBELS = PartyValue("army", None, "state_force"), PartyValue("rebels", None, "armed_group")


def clash(published: str, first: PartyValue, second: PartyValue, *, of_first: int, of_second: int) -> Report:
    claims = [
        make_claim("side_a", first),
        make_claim("side_b", second),
        make_claim("killed", TollValue(of_first, of_first, "part", None, "a")),
        make_claim("killed", TollValue(of_second, of_second, "part", None, "b")),
    ]
    return Report(published, claims, type="armed_clash")


@pytest.mark.parametrize("turn", [1, -1])
def test_sides_are_those_of_most_reports(turn: int) -> None:
    reports = [
        clash(DEC_16, REBELS, ARMY, of_first=12, of_second=7),
        clash(DEC_16, ARMY, REBELS, of_first=7, of_second=12),
        clash(DEC_17, ARMY, REBELS, of_first=8, of_second=12),
    ]
    values = incident(*reports[::turn]).values
    assert values["side_a"].value == (PartySummary("army", None, "state_force", 3),)
    assert values["killed_by_side"].value == {"a": TollRange(7, 8, 8), "b": TollRange(12, 12, 12)}


@pytest.mark.parametrize("turn", [1, -1])
def test_sides_of_two_reports_the_other_way_round(turn: int) -> None:
    reports = [
        clash(DEC_16, REBELS, ARMY, of_first=12, of_second=7),
        clash(DEC_16, ARMY, REBELS, of_first=7, of_second=12),
    ]
    values = incident(*reports[::turn]).values
    assert values["killed_by_side"].value == {"a": TollRange(12, 12, 12), "b": TollRange(7, 7, 7)}


def test_a_group_with_and_without_its_side_is_one() -> None:
    told_twice = [
        make_claim("killed", TollValue(9, 9, "whole", "soldiers", "a")),
        make_claim("killed", TollValue(9, 9, "whole", "soldiers"), start=5),
        make_claim("killed", TollValue(4, 4, "whole", "militants", "b"), start=9),
    ]
    assert incident(Report(DEC_16, told_twice)).values["killed"].value == TollRange(13, 13, 13)


def test_killed_by_side() -> None:
    on_a = make_claim("killed", TollValue(2, 2, "part", None, "a"))
    on_b = make_claim("killed", TollValue(5, 5, "part", None, "b"))
    civilians = killed(1, 1, scope="part", of="civilians")
    values = incident(Report(DEC_16, [killed(8, 8), on_a, on_b, civilians])).values
    assert values["killed"].value == TollRange(8, 8, 8)
    assert values["killed_by_side"].value == {
        "a": TollRange(2, 2, 2),
        "b": TollRange(5, 5, 5),
        "civilians": TollRange(1, 1, 1),
    }


def test_those_held_are_added_up_within_an_account() -> None:
    held = [
        toll("arrested", 1, 1),
        toll("arrested", 2, 2, scope="added", start=5),
        toll("arrested", 3, None, scope="added", start=9),
    ]
    values = incident(Report(DEC_16, held, type="arrest")).values
    assert values["arrested"].value == TollRange(6, 6, None)
    assert values["arrested"].claims_against == ()
    apart = incident(Report(DEC_16, held[:1], type="arrest"), Report(DEC_17, held[1:2], type="arrest")).values
    assert apart["arrested"].value == TollRange(1, 1, 1)
