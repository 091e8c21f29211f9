"""Who and what is named: known actors, places, persons, things, and the place of the dateline."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.annotate.mentions import Mentions
from dateline.annotate.sentences import Sentences
from dateline.model import Doc
from dateline.settings import Settings
from tests.annotate.articles import make_article

Named = tuple[str, str, str | None]


@pytest.fixture(scope="module")
def steps() -> tuple[Sentences, Mentions]:
    return Sentences(Settings()), Mentions(Settings())


def annotate(steps: tuple[Sentences, Mentions], text: str, title: str | None = None) -> Doc:
    docs = [Doc(make_article(text, title=title))]
    for step in steps:
        docs = step(docs)
    return docs[0]


def named(doc: Doc) -> list[Named]:
    return [(doc.article.written(mention.span), mention.kind, mention.actor) for mention in doc.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were held in Peshawar, Pakistan.", [("Peshawar", "place", None), ("Pakistan", "place", None)]),
        ("A crowd of Pakistani students marched.", [("Pakistani", "demonym", None)]),
        (
            "Police named Rolvan Trastik, 30, of no town.",
            [("Police", "police", None), ("Rolvan Trastik", "person", None)],
        ),
        ("It was 23-year-old Rolvan Dorm Trastik.", [("Rolvan Dorm Trastik", "person", None)]),
        ("The Pakistani Taliban fled.", [("Pakistani Taliban", "armed_group", "pakistan.ttp")]),
        ("The Afghan Taliban fled.", [("Afghan Taliban", "armed_group", "afghanistan.taliban")]),
        ("Fighters of Boko Haram fled.", [("Boko Haram", "armed_group", "nigeria.boko_haram")]),
        ("They met at the Lakeside Public School.", [("Lakeside Public School", "facility", None)]),
        ("They threw a hand grenade.", [("hand grenade", "weapon", None)]),
        (
            "The University of Peshawar was shut.",
            [("University of Peshawar", "organisation", None), ("Peshawar", "place", None)],
        ),
        ("It was told to Colonel Ibarra.", [("Ibarra", "person", None)]),
        ("The police and the army came.", [("police", "police", None), ("army", "state_force", None)]),
    ],
)
def test_mentions(steps: tuple[Sentences, Mentions], text: str, expected: list[Named]) -> None:
    assert named(annotate(steps, text)) == expected


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        ("Chad Amery was shot near Omaha. Chad was a clerk.", "Chad", ["person"]),
        ("Jordan Amery lived near Omaha. A friend of hers said Jordan was shot.", "Jordan", ["person"]),
        ("Jordan Amery was shot near Amman in Jordan. Jordan denied it.", "Jordan", ["place", "place"]),
        ("They shelled the village of Chak Belora in the night.", "Chak Belora", ["place"]),
        ("They shelled the villages of Chak Belora and Tor Shalwan.", "Tor Shalwan", ["place"]),
        ("They came to the town of Mirwal and Omar Belora fled.", "Omar Belora", ["person"]),
    ],
)
def test_given_names_and_villages(steps: tuple[Sentences, Mentions], text: str, name: str, kinds: list[str]) -> None:
    assert [kind for written, kind, _ in named(annotate(steps, text)) if written == name] == kinds


def test_mentions_take_no_place_out_of_a_person(steps: tuple[Sentences, Mentions]) -> None:
    doc = annotate(steps, "The baker Sherry Washington left the town. Later Washington came back.")
    assert named(doc) == [("Sherry Washington", "person", None), ("Washington", "person", None)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "The Taliban fled. Afghan villagers saw it in Kabul, Afghanistan, and Afghan elders too.",
            "afghanistan.taliban",
        ),
        ("The Taliban fled. The Pakistani Taliban had come the day before.", "pakistan.ttp"),
        ("The Taliban fled. The Pakistani Taliban and the Afghan Taliban met.", None),
        ("The Taliban fled.", None),
    ],
)
def test_mentions_tell_a_shared_name_only_where_the_article_does(
    steps: tuple[Sentences, Mentions], text: str, actor: str | None
) -> None:
    assert named(annotate(steps, text))[0] == ("Taliban", "armed_group", actor)


def test_mentions_leave_a_bare_army_open_between_two(steps: tuple[Sentences, Mentions]) -> None:
    doc = annotate(steps, "The Indian army fired. The Pakistani army fired back. The army then left.")
    assert named(doc)[-1] == ("army", "state_force", None)
    doc = annotate(steps, "The Indian army fired. The army then left.")
    assert named(doc)[-1] == ("army", "state_force", "india.army")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        (
            "For immediate release\nDownload\n\nKABUL, Afghanistan (Oct. 4) - Soldiers held two men.",
            "KABUL, Afghanistan",
        ),
        (
            "For immediate release\n\nKABUL, Afghanistan (Oct. 4, 2012)\nIn Kunar, two men were held.",
            "KABUL, Afghanistan",
        ),
        ("A title\nKabul, Afghanistan (Oct. 4) - Soldiers held two men.", None),
        ("A title\nTWO MEN HELD - Soldiers said so.", None),
        ("PESHAWAR, Pakistan (Agency) -- Gunmen came at dawn.", "PESHAWAR, Pakistan"),
        ("QUETTA, 3 March -- A car bomb went off.", "QUETTA"),
        ("GUATEMALA CITY, 4 FEB 90 (ACME-NEWS) -- [TEXT] THE ARMY DENIED IT TODAY.", "GUATEMALA CITY"),
        ("LIMA, Peru — A bridge was blown up.", "LIMA, Peru"),
        ("Nairobi, May 3 (Agency) - A grenade went off.", "Nairobi"),
        ("Islamabad, Dec 16 (Agency) Gunmen came at dawn.", "Islamabad"),
        ("kabul (agency) - a bomb killed six people in the city on tuesday.", "kabul"),
        ("In Paris: five things to see.", None),
        ("The mayor of Lagos - who was ill - left.", None),
        ("BREAKING -- Gunmen came at dawn.", None),
        ("", None),
    ],
)
def test_dateline(steps: tuple[Sentences, Mentions], text: str, dateline: str | None) -> None:
    doc = annotate(steps, text)
    assert (doc.article.written(doc.dateline) if doc.dateline else None) == dateline
    if dateline:
        assert [name for name, kind, _ in named(doc) if kind == "place"][:1] == [dateline.split(",")[0]]


def test_mentions_read_capitals(steps: tuple[Sentences, Mentions]) -> None:
    doc = annotate(
        steps, "THE FMLN ATTACKED A TOWN NEAR SAN SALVADOR, AND SALVADORAN TROOPS\nCAME THERE LATER ON MONDAY."
    )
    assert named(doc)[:2] == [("FMLN", "armed_group", "el_salvador.fmln"), ("SAN SALVADOR", "place", None)]
    assert named(doc)[2:] == [
        ("SALVADORAN", "demonym", None),
        ("SALVADORAN TROOPS", "state_force", "el_salvador.army"),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It ended the ties between Lima and Bogota.", ["government", "government"]),
        ("Lima denied that it had known.", ["government"]),
        ("It cut the road between Lima and Bogota.", ["place", "place"]),
        ("Peru denied that it had known.", ["place"]),
    ],
)
def test_mentions_tell_governments_from_their_capitals(
    steps: tuple[Sentences, Mentions], text: str, kinds: list[str]
) -> None:
    assert [kind for _, kind, _ in named(annotate(steps, text))] == kinds


def test_mentions_never_overlap(steps: tuple[Sentences, Mentions]) -> None:
    doc = annotate(
        steps,
        "Omar Farah of the Ministry of Health in Mogadishu, Somalia, blamed al-Shabaab for the car bomb at the Jazeera "
        "Hotel, and the Somali army's Colonel Yusuf Warsame agreed. Farah left for the United States.",
        title="Somali Minister Blames Al-Shabaab: Officials",
    )
    names = [mention for mention in doc.mentions if mention.kind != "demonym"]
    for left, right in pairwise(names):
        assert left.span.part != right.span.part or left.span.end <= right.span.start
    assert ("al-Shabaab", "armed_group", "somalia.al_shabaab") in named(doc)
