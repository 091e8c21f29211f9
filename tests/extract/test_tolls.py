"""Tolls: who was killed, hurt, taken, held or driven out, how many, and whether that is the whole."""

from __future__ import annotations

import pytest

from dateline.extract.people import Placed, count_up, tell_apart
from tests.extract.annotated import annotate, harms_of, number, syntax_of

Toll = tuple[str, str, int | None, int | None, str]


def tolls_of(text: str, *, part: str = "text") -> list[Toll]:
    harms, article = harms_of(text, part=part)
    return [(harm.field, article.written(harm.people.span), *number(harm.people), harm.scope) for harm in harms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 12 people.", [("killed", "12 people", 12, 12, "whole")]),
        ("A man was shot and killed in Chicago.", [("killed", "A man", 1, 1, "whole")]),
        ("Thirty people lost their lives in the two explosions.", []),
        ("Nine people died in both blasts.", []),
        ("Two blasts killed nine people in a market.", [("killed", "nine people", 9, 9, "whole")]),
        ("The death toll rose to 15.", [("killed", "15", 15, 15, "whole")]),
        ("At least nine people died when a bus overturned.", [("killed", "At least nine people", 9, None, "whole")]),
        ("Another two died in hospital.", [("killed", "Another two", 2, 2, "added")]),
        ("The bodies of three men were found.", [("killed", "The bodies of three men", 3, 3, "whole")]),
        ("No one was injured.", [("injured", "No one", 0, 0, "whole")]),
        (
            "No casualties were reported.",
            [("killed", "No casualties", 0, 0, "whole"), ("injured", "No casualties", 0, 0, "whole")],
        ),
        ("Dozens of people were wounded.", [("injured", "Dozens of people", 24, None, "whole")]),
        (
            "The attack killed nine people, including four children.",
            [("killed", "nine people", 9, 9, "whole"), ("killed", "four children", 4, 4, "part")],
        ),
        (
            "Three soldiers and two civilians were killed.",
            [
                ("killed", "Three soldiers and two civilians", 5, 5, "whole"),
                ("killed", "Three soldiers", 3, 3, "part"),
                ("killed", "two civilians", 2, 2, "part"),
            ],
        ),
        ("Police arrested two men.", [("arrested", "two men", 2, 2, "whole")]),
        ("Three peasants were kidnapped.", [("abducted", "Three peasants", 3, 3, "whole")]),
        ("Nearly 200 people are missing.", [("missing", "200 people", 200, 200, "whole")]),
        ("The fighting displaced 10,000 people.", [("displaced", "10,000 people", 10000, 10000, "whole")]),
        ("The storm claimed 12 lives.", [("killed", "12 lives", 12, 12, "whole")]),
        ("The patrol captured a rebel courier.", [("arrested", "a rebel courier", 1, 1, "whole")]),
        ("The raid led to the capture of two men.", [("arrested", "two men", 2, 2, "whole")]),
        ("Police rounded up six suspects.", [("arrested", "six suspects", 6, 6, "whole")]),
        ("A bomb maker turned himself in.", [("arrested", "A bomb maker", 1, 1, "whole")]),
        ("Police arrested a forger.", [("arrested", "a forger", 1, 1, "whole")]),
        ("Troops detained suspected rebels.", [("arrested", "suspected rebels", 2, None, "whole")]),
        ("Troops detained a number of rebels.", [("arrested", "a number of rebels", 2, None, "whole")]),
        ("Troops also detained two rebels.", [("arrested", "two rebels", 2, 2, "added")]),
        ("Troops also detained the rebel.", [("arrested", "the rebel", 1, 1, "whole")]),
        (
            "In Gao district, Sendo province, a rebel leader was detained.",
            [("arrested", "a rebel leader", 1, 1, "whole")],
        ),
        (
            "During the search, two men fitting the description were detained.",
            [("arrested", "two men", 2, 2, "whole")],
        ),
        ("An air strike killed the rebels.", [("killed", "the rebels", 2, None, "whole")]),
        ("Also killed in the blast were two guards.", [("killed", "two guards", 2, 2, "whole")]),
        (
            "Troops detained a leader along with three fighters.",
            [
                ("arrested", "a leader along with three fighters", 4, 4, "whole"),
                ("arrested", "a leader", 1, 1, "part"),
                ("arrested", "three fighters", 3, 3, "part"),
            ],
        ),
        (
            "Troops killed two rebels, Omar Tarik and Sami Dar.",
            [
                ("killed", "two rebels", 2, 2, "whole"),
                ("killed", "Omar Tarik", 1, 1, "part"),
                ("killed", "Sami Dar", 1, 1, "part"),
            ],
        ),
        ("A shell killed a family of five.", [("killed", "a family of five", 5, 5, "whole")]),
        ("A five-member crew was killed.", [("killed", "A five-member crew", 5, 5, "whole")]),
        ("Half a dozen soldiers were killed.", [("killed", "Half a dozen soldiers", 6, 6, "whole")]),
        ("Between five and seven guards were killed.", [("killed", "Between five and seven guards", 5, 7, "whole")]),
        ("No fewer than 12 people were killed.", [("killed", "No fewer than 12 people", 12, None, "whole")]),
        ("150 people or more were killed.", [("killed", "150 people", 150, None, "whole")]),
        ("Half of the 40 passengers were killed.", [("killed", "Half of the 40 passengers", 20, 20, "whole")]),
        ("Half of the passengers were killed.", []),
        ("None of the 40 passengers was hurt.", [("injured", "None of the 40 passengers", 0, 0, "whole")]),
        ("Three men aged 19, 22 and 31 were killed.", [("killed", "Three men", 3, 3, "whole")]),
        ("The number of people killed in the blast rose from 28 to 31.", [("killed", "31", 31, 31, "whole")]),
        ("The storm brought the death toll in Jos to 31.", [("killed", "31", 31, 31, "whole")]),
        ("Rebels seized two teachers.", [("abducted", "two teachers", 2, 2, "whole")]),
        ("Police seized two teachers.", [("arrested", "two teachers", 2, 2, "whole")]),
        (
            "A bomber killed himself and three others.",
            [
                ("killed", "A bomber killed himself and three others", 4, 4, "whole"),
                ("killed", "A bomber", 1, 1, "part"),
                ("killed", "three others", 3, 3, "part"),
            ],
        ),
        (
            "Mark Dunn, Ella Frost and a third man were killed.",
            [
                ("killed", "Mark Dunn, Ella Frost and a third man", 3, 3, "whole"),
                ("killed", "Mark Dunn", 1, 1, "part"),
                ("killed", "Ella Frost", 1, 1, "part"),
                ("killed", "a third man", 1, 1, "part"),
            ],
        ),
        (
            "Seven people were shot on Sunday, two of them fatally.",
            [("injured", "Seven people", 7, 7, "whole"), ("killed", "two of them", 2, 2, "whole")],
        ),
        (
            "A nurse and two others were killed.",
            [
                ("killed", "A nurse and two others", 3, 3, "whole"),
                ("killed", "A nurse", 1, 1, "part"),
                ("killed", "two others", 2, 2, "part"),
            ],
        ),
    ],
)
def test_tolls(text: str, expected: list[Toll]) -> None:
    assert tolls_of(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bomb kills 12 in Baghdad market", [("killed", "12", 12, 12, "whole")]),
        ("12 dead, 30 injured in hotel blast", [("killed", "12", 12, 12, "whole"), ("injured", "30", 30, 30, "whole")]),
        ("Man shot dead in Detroit", [("killed", "Man", 1, 1, "whole")]),
    ],
)
def test_tolls_of_headlines(title: str, expected: list[Toll]) -> None:
    assert tolls_of(title, part="title") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Four men killed the mood at the party.",
        "He was not injured.",
        "She died of cancer.",
        "In 2009 killed off the plan.",
        "The army opened a new base.",
        "Such bombs kill people.",
        "Police seized two rifles and explosive materials.",
    ],
)
def test_no_tolls(text: str) -> None:
    assert [toll for toll in tolls_of(text) if toll[0] in ("killed", "injured")] == []


def test_named_victim_has_name_and_age() -> None:
    [harm], article = harms_of("John Miller, 24, was shot to death on Monday.")
    assert (harm.field, article.written(harm.people.span)) == ("killed", "John Miller")
    assert (harm.people.name, harm.people.age) == ("John Miller", 24)


def test_part_of_them() -> None:
    harms, article = harms_of("At least 25 people, three of them children, were killed on Sunday.")
    assert {(article.written(harm.people.span), harm.scope, harm.people.of) for harm in harms} == {
        ("At least 25 people", "whole", None),
        ("three of them children", "part", "children"),
    }


def test_one_shot_is_injured_unless_told_dead() -> None:
    [harm], _ = harms_of("A teenager was shot in the leg.")
    assert (harm.field, harm.soft) == ("injured", True)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels captured the town.",
        "Troops captured 20 rifles.",
        "The capture of the town took a week.",
        "The navy detained a fishing boat.",
        "Troops detained two men during three operations.",
        "He is the third rebel leader captured this month.",
    ],
)
def test_no_arrests(text: str) -> None:
    assert [toll for toll in tolls_of(text) if toll[0] == "arrested"] == []


def test_no_civilian_casualties_is_a_toll_of_civilians() -> None:
    harms, _ = harms_of("No civilian casualties were reported.")
    assert {(harm.field, harm.people.of) for harm in harms} == {("killed", "civilians"), ("injured", "civilians")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 13-month-old boy was killed.", [(1, 1)]),
        ("1:16 A man was killed.", [(1, 1)]),
        ("The gunman turned the gun on himself.", [(1, 1)]),
        ("A man killed himself.", [(1, 1)]),
    ],
)
def test_one_who_died(text: str, expected: list[tuple[int, int]]) -> None:
    harms, _ = harms_of(text)
    assert [number(harm.people) for harm in harms if harm.field == "killed"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shooting sent four people to the hospital.", [("injured", 4)]),
        ("A clerk was hit by buckshot.", [("injured", 1)]),
        ("A bullet grazed a clerk.", [("injured", 1)]),
        ("Officers found a man with a gunshot wound.", [("injured", 1)]),
        ("Two boys showed up with gunshot wounds.", [("injured", 2)]),
        ("A boy in critical condition was named.", [("injured", 1)]),
        ("A boy is recovering from a gunshot wound.", [("injured", 1)]),
        ("A boy suffered a fatal wound.", [("killed", 1)]),
        ("A man fatally shot himself.", [("killed", 1)]),
        ("The storm sent four letters to the shop.", []),
        ("The shop is in good condition.", []),
    ],
)
def test_who_was_hit_or_taken_to_a_hospital(text: str, expected: list[tuple[str, int]]) -> None:
    harms, _ = harms_of(text)
    assert [(harm.field, harm.people.low) for harm in harms] == expected


def test_an_age_counts_nobody() -> None:
    harms, _ = harms_of("Boy, 14, dies after shooting. The boy, 14, died at a hospital.")
    assert {number(harm.people) for harm in harms if harm.field == "killed"} <= {(1, 1)}


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("As many as six people were killed.", "killed", (None, 6)),
        ("Two people were killed at a party. Six others were shot.", "injured", (6, 6)),
        ("Five people were shot; two were seriously injured.", "injured", (5, 5)),
    ],
)
def test_bounds_and_others(text: str, field: str, expected: tuple[int | None, int | None]) -> None:
    harms, _ = harms_of(text)
    placed = [Placed(harm, syntax_of(annotate(text))) for harm in harms]
    counted = [each for each in count_up(placed, tell_apart(placed)) if each.harm.field == field]
    told = [(each.low, each.high) for each in counted] + [number(each.harm.people) for each in counted]
    assert expected in told


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Five people were wounded, one of whom later died.", (1, 1), (4, 4)),
        ("At least five people were wounded. Two of the wounded died.", (2, 2), (3, None)),
        ("Five people were wounded. Two of the guards died.", (2, 2), (5, 5)),
    ],
)
def test_who_died_of_wounds_is_not_counted_twice(
    text: str, killed: tuple[int, int], injured: tuple[int, int | None]
) -> None:
    harms, _ = harms_of(text)
    placed = [Placed(harm, syntax_of(annotate(text))) for harm in harms]
    counted = [each for each in count_up(placed, tell_apart(placed)) if each.harm.scope == "whole"]
    told = {
        each.harm.field: number(each.harm.people) if each.low is None else (each.low, each.high) for each in counted
    }
    assert told == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("A fifth victim died on Monday.", 5),
        ("An 8th student was wounded.", 8),
        ("A 1st victim was killed.", None),
        ("The seventh leader was killed this month.", None),
    ],
)
def test_which_of_several_somebody_is_tells_how_many(text: str, order: int | None) -> None:
    harms, _ = harms_of(text)
    placed = [Placed(harm, syntax_of(annotate(text))) for harm in harms]
    counted = [each.harm for each in count_up(placed, tell_apart(placed)) if each.harm.rule == "counted"]
    assert [(harm.people.low, harm.scope) for harm in counted] == ([(order, "part")] if order else [])


@pytest.mark.parametrize(
    "text",
    [
        "Two more people died, raising the death toll to 23.",
        "A third man died, bringing the toll to three.",
    ],
)
def test_who_raised_a_toll_is_a_part_of_it(text: str) -> None:
    harms, _ = harms_of(text)
    placed = [Placed(harm, syntax_of(annotate(text))) for harm in harms]
    first, last = (each for each in count_up(placed, tell_apart(placed)) if each.harm.rule != "counted")
    assert (first.harm.scope, last.harm.scope) == ("part", "whole")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ana Ruiz was killed at home. Leo Marsh was killed there too.", "Ana Ruiz was killed at home. Leo Marsh"),
        (
            "A gunman killed four people at a shop. The gunman then killed himself.",
            "four people at a shop. The gunman",
        ),
    ],
)
def test_people_told_apart_are_counted(text: str, span: str) -> None:
    harms, article = harms_of(text)
    placed = [Placed(harm, syntax_of(annotate(text))) for harm in harms]
    counted = [each.harm for each in count_up(placed, tell_apart(placed)) if each.harm.rule == "counted"]
    assert [article.written(harm.people.span) for harm in counted] == [span]
