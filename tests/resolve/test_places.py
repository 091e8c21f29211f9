"""Places are told apart by what the article says; what cannot be told stays unknown, with the reason."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.model import Doc, Mention, Paragraph, PlaceValue, Span
from dateline.resolve.place_choice import PACKAGED, load_place_weights
from dateline.resolve.places import Places, resolve_places
from dateline.settings import Settings
from tests.annotate.articles import make_article

ROUNDS = load_place_weights(PACKAGED).rounds


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(Settings())


def make_doc(marked: str, gazetteer: Gazetteer, *, title: str | None = None) -> Doc:
    """Make a document of a text whose place names and demonyms stand in square brackets."""
    mentions: list[Mention] = []
    parts: dict[str, str] = {"text": "", "title": ""}
    for part, source in (("title", title or ""), ("text", marked)):
        for piece in re.split(r"(\[[^\]]*\])", source):
            word = piece.strip("[]")
            if piece.startswith("["):
                start = len(parts[part])
                kind = "demonym" if gazetteer.demonym_place(word) else "place"
                mentions.append(Mention(Span(part, start, start + len(word)), kind))
            parts[part] += word
    article = make_article(parts["text"], title=parts["title"] or None)
    article = replace(article, published=None, paragraphs=(Paragraph(0, len(article.text)),))
    return Doc(article, mentions=tuple(mentions))


def resolve(marked: str, gazetteer: Gazetteer, *, title: str | None = None) -> list[PlaceValue]:
    return [place.value for place in resolve_places(make_doc(marked, gazetteer, title=title), gazetteer, ROUNDS)]


def short(value: PlaceValue) -> str:
    return f"{value.country}/{value.admin1 or '-'}/{value.precision}"


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        # What it lies in decides.
        ("A fire in [Paris], [Texas].", ["US/Texas/city", "US/Texas/province"]),
        ("A fire in [Paris], Tex., on Monday.", ["US/Texas/city"]),
        ("A fire in [Paris] ([Texas]).", ["US/Texas/city", "US/Texas/province"]),
        ("A fire in [Paris].", ["FR/Île-de-France/city"]),
        ("A blast in [Hyderabad], [Sindh].", ["PK/Sindh/city", "PK/Sindh/province"]),
        ("A blast in [Hyderabad] in southern [India].", ["IN/Telangana/city", "IN/-/country"]),
        (
            "From [Paris], [France], to [Paris], [Texas].",
            ["FR/Île-de-France/city", "FR/-/country", "US/Texas/city", "US/Texas/province"],
        ),
        # Words for the kind of area.
        ("Gunmen in [Baghlan] province.", ["AF/Baghlan/province"]),
        ("Gunmen in the province of [Kandahar].", ["AF/Kandahar/province"]),
        ("Gunmen in [Kandahar].", ["AF/Kandahar/city"]),
        ("Troops in [Ghazni] and [Zabul] provinces.", ["AF/Ghazni/province", "AF/Zabul/province"]),
        ("He drove through [Washington] state.", ["US/Washington/province"]),
        ("He flew to [Washington].", ["US/District of Columbia/city"]),
        # The other places of the article.
        (
            "Police in [Georgia] said he fled [Savannah] for [Atlanta].",
            ["US/Georgia/province", "US/Georgia/city", None],
        ),
        ("Troops in [Georgia] left [Tbilisi] as [Russia] looked on.", ["GE/-/country", "GE/Tbilisi/city", None]),
        ("Bombs in [Lahore] and [Karachi]; [Punjab] is on alert.", [None, None, "PK/Punjab/province"]),
        ("Shots in [Amritsar] and [Ludhiana]; [Punjab] is on alert.", [None, None, "IN/Punjab/province"]),
        # Countries beside towns and provinces of their name.
        ("[Mexico] and [Luxembourg] signed.", ["MX/-/country", "LU/-/country"]),
        ("Raids in northern [Iraq] and the [Middle East].", ["IQ/-/country", "None/-/region"]),
        # Capitals and small letters only.
        ("[SAN SALVADOR], 3 JAN -- REBELS HELD [MORAZAN].", ["SV/San Salvador Department/city", "SV/Morazán/province"]),
        ("shelling in [aleppo] and [idlib], [syria].", ["SY/Aleppo/city", "SY/Idlib/city", "SY/-/country"]),
    ],
)
def test_resolve_places(gazetteer: Gazetteer, marked: str, wanted: list[str | None]) -> None:
    found = [short(value) for value in resolve(marked, gazetteer)]
    assert len(found) == len(wanted)
    assert [(one, other) for one, other in zip(found, wanted, strict=True) if other not in (None, one)] == []


def test_one_sense_for_the_whole_article(gazetteer: Gazetteer) -> None:
    values = resolve("[Paris] mourns. The fire in [Paris], [Texas], was out by noon.", gazetteer, title="[Paris] fire")
    assert [value.admin1 for value in values] == ["Texas"] * 4


def test_demonyms_are_countries(gazetteer: Gazetteer) -> None:
    pakistani, european, texan = resolve("[Pakistani] and [European] and [Texan] drivers", gazetteer)
    assert (pakistani.country, pakistani.precision, pakistani.demonym) == ("PK", "country", True)
    assert (european.country, european.precision, european.demonym) == (None, "region", True)
    assert (texan.country, texan.admin1, texan.demonym) == ("US", "Texas", True)


@pytest.mark.parametrize(
    ("marked", "country", "admin1", "precision", "reason"),
    [
        ("They left [Qwertyville].", None, None, "unknown", "not in the gazetteer"),
        ("They left [Springbok Vale], [Nigeria].", "NG", None, "country", "not in the gazetteer"),
        # The gazetteer has only places of that name that are far away: the country is that of the article.
        (
            "Shots near [Heathrow], said [London], [Leeds], [Bristol] and [York] police.",
            "GB",
            None,
            "country",
            "not in",
        ),
        ("They left [Qwertyville]. [Kano] and [Nigeria] mourn.", "NG", None, "country", "not in the gazetteer"),
    ],
)
def test_what_cannot_be_told_stays_unknown(
    gazetteer: Gazetteer, marked: str, country: str | None, admin1: str | None, precision: str, reason: str
) -> None:
    value = resolve(marked, gazetteer)[0]
    assert (value.country, value.admin1, value.precision) == (country, admin1, precision)
    assert value.geonameid is None
    # The point is that of the area, where the area is small enough to say something.
    assert (value.latitude is None) == (precision in ("unknown", "country"))
    assert value.reason is not None
    assert value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("They left [Qwertyville], in [Borno] state.", "NG/Borno State/province"),
        # The gazetteer has only places of that name that are far away.
        ("Fighters came to [Sui] in [Zhob] district.", "PK/Balochistan/district"),
        ("He was shot near [Butte], [ND], on Monday.", "US/North Dakota/province"),
    ],
)
def test_a_village_that_is_missing_is_put_in_the_area_that_is_told(
    gazetteer: Gazetteer, marked: str, wanted: str
) -> None:
    village, area = resolve(marked, gazetteer)
    assert (short(village), village.geonameid, village.reason) == (wanted, None, "not in the gazetteer")
    assert (village.latitude, village.longitude) == pytest.approx((area.latitude, area.longitude), abs=0.01)


@pytest.mark.parametrize(
    ("marked", "wanted", "area"),
    [
        (
            "Gunmen raided the village of [Zarbatu] in [Tank] district.",
            "PK/Khyber Pakhtunkhwa/district",
            "Tank District",
        ),
        (
            "A blast in [Shirogul], a village in [Charsadda] district.",
            "PK/Khyber Pakhtunkhwa/district",
            "Chārsadda District",
        ),
        ("Two died in [Bel Harku] ([Achin] district, [Nangarhar] province).", "AF/Nangarhar/district", "Achīn"),
        ("Troops entered [Kwaljiri] village in the [Chibok] area of [Borno].", "NG/Borno State/district", None),
        # Of the counties of one name, the one that the article is of.
        ("He was found in [Pottlewick] in [Boone County], [Kentucky].", "US/Kentucky/district", "Boone County"),
        ("They shelled [Kafr Zinuba], [Idlib] province.", "SY/Idlib/province", None),
    ],
)
def test_a_village_that_is_missing_lies_in_its_district(
    gazetteer: Gazetteer, marked: str, wanted: str, area: str | None
) -> None:
    value = resolve(marked, gazetteer)[0]
    assert (short(value), value.admin2) == (wanted, area)
    assert (value.geonameid, value.reason) == (None, "not in the gazetteer")
    assert f"[{value.name}]" in marked
    assert value.latitude is not None


def test_north_of_an_area_is_an_area_of_that_name_first(gazetteer: Gazetteer) -> None:
    [value] = resolve("A drone hit a house in [North Waziristan].", gazetteer)
    assert (value.name, value.precision) == ("North Wazīristān District", "district")


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("Gunmen attacked a market in [Maidugarii], [Nigeria].", "Maiduguri"),
        ("A bomb in [Lashkargar] in [Helmand] province of [Afghanistan].", "Lashkar Gāh"),
        ("Soldiers entered [Kisangany], [Democratic Republic of Congo].", "Kisangani"),
    ],
)
def test_another_spelling_is_found_and_told(gazetteer: Gazetteer, marked: str, wanted: str) -> None:
    value = resolve(marked, gazetteer)[0]
    assert (value.name, value.reason) == (wanted, f"spelt {wanted} in the gazetteer")


@pytest.mark.parametrize(
    "marked",
    [
        # The article names no country that has a place of such a name, or the name is too short or not like it enough.
        "Gunmen attacked a market in [Maidugarii].",
        "Gunmen attacked a market in [Maidugarii], [Peru].",
        "A bomb in [Kabbl], [Afghanistan].",
        "They left [Qwertyville], [Nigeria].",
    ],
)
def test_no_other_spelling_is_guessed(gazetteer: Gazetteer, marked: str) -> None:
    value = resolve(marked, gazetteer)[0]
    assert (value.geonameid, value.latitude) == (None, None)


def test_an_even_choice_is_refused(gazetteer: Gazetteer) -> None:
    """Two towns of one name and size in two states of India: the state is known only where the article helps."""
    [even] = resolve("A fire in [Puttur].", gazetteer)
    assert (even.geonameid, even.country, even.precision) == (None, "IN", "country")
    assert even.reason is not None
    assert even.reason.startswith("ambiguous")
    assert resolve("A fire in [Puttur], an hour from [Mangaluru].", gazetteer)[0].admin1 == "Karnataka"


def test_institutions_and_actors_tell_of_a_country(gazetteer: Gazetteer) -> None:
    assert resolve("A grand jury in [Alexandria] heard the sheriff.", gazetteer)[0].country == "US"
    assert resolve("A jury in [Alexandria] heard the officer.", gazetteer)[0].country != "US"
    doc = make_doc("The army said a bomb went off in [Hyderabad].", gazetteer)
    assert resolve_places(doc, gazetteer, ROUNDS)[0].value.country == "IN"
    army = Mention(Span("text", 4, 8), "state_force", actor="pakistan.army")
    assert resolve_places(doc.add(mentions=(army, *doc.mentions)), gazetteer, ROUNDS)[0].value.country == "PK"


@pytest.mark.parametrize(
    "name", ["\ud800", " ", "\x00", "x" * 5000, " " * 5000 + "qwx area", "northern " * 500 + "qwx"]
)
def test_hostile_names_stay_unknown(gazetteer: Gazetteer, name: str) -> None:
    [value] = resolve(f"in [{name}], in [{name}] state.", gazetteer)[:1]
    assert value.precision == "unknown"


def test_the_step_keeps_order_and_resolves_only_places(gazetteer: Gazetteer) -> None:
    doc = make_doc("[Kabul] and [Mosul] and somebody", gazetteer)
    person = Mention(Span("text", 20, 28), "person")
    step = Places(Settings())
    docs = step([doc.add(mentions=(*doc.mentions[:1], person, *doc.mentions[1:])), doc.add(mentions=())])
    assert [place.value.name for place in docs[0].places] == ["Kabul", "Mosul"]
    assert docs[1].places == ()


def test_the_dateline_counts_more(gazetteer: Gazetteer) -> None:
    doc = make_doc("[HYDERABAD] (Agency) - Police said the suspects lived in [Hyderabad].", gazetteer)
    [first, second] = resolve_places(doc.add(dateline=doc.mentions[0].span), gazetteer, ROUNDS)
    assert first.value == second.value


def test_a_text_of_nothing_but_names_is_resolved_in_bounded_time(gazetteer: Gazetteer) -> None:
    names = ("Springfield", "Salem", "Georgetown", "Clinton", "San Jose", "Santa Rosa", "San Miguel")
    marked = " ".join(
        f"[{name} {word}]" if word else f"[{name}]" for word in ["", *"abcdefghij"] for name in names * 30
    )
    assert len(resolve(marked, gazetteer)) == len(names) * 30 * 11


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        # What is told after a comma wins over what the rest of the article is about.
        ("A blast in [Tripoli], [Lebanon]. In [Libya], [Benghazi] and [Misrata] were calm.", "LB"),
        # A small state is no likelier than the town that the article's country has of that name.
        ("Ash fell on [Antigua] and on [Escuintla] in [Guatemala].", "GT"),
    ],
)
def test_the_article_tells_between_namesakes(gazetteer: Gazetteer, marked: str, wanted: str) -> None:
    assert resolve(marked, gazetteer)[0].country == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "He was shot on the [South Side] of [Chicago].",
        "He was shot in [Main Street], [Cleveland].",
        "He was shot in the [Austin] neighborhood of [Chicago].",
        # Reports name a small town of another state with its state.
        "He was shot in [Roseland], not far from [Chicago], [Evanston] and [Skokie], [Illinois].",
    ],
)
def test_no_namesake_elsewhere(gazetteer: Gazetteer, marked: str) -> None:
    value = resolve(marked, gazetteer)[0]
    assert value.geonameid is None
    assert value.precision in ("unknown", "country", "province")
    assert value.reason


@pytest.mark.parametrize(
    ("url", "text", "state"),
    [
        (None, "Call the police of [Jefferson] at 706-555-0100 or (770) 555-0100.", "Georgia"),
        ("https://www.springport.example/georgia/police/1", "Call the sheriff of [Jefferson].", "Georgia"),
        ("https://archive.example/2016/http://oregonsun.example/", "Call the sheriff of [Jefferson].", "Oregon"),
        # The home of an outlet, and the country of the ending of its host.
        ("https://www.cleveland.com/news/1", "Police of [Lakewood] were called.", "Ohio"),
        ("https://news.cleveland.com/news/1", "Police of [Lakewood] were called.", "Ohio"),
        ("https://springport.example.ca/1", "Police of [Windsor] were called.", "Ontario"),
        ("https://springport.example.uk/1", "Police of [Windsor] were called.", "England"),
    ],
)
def test_telephone_and_address_tell_the_state(gazetteer: Gazetteer, url: str | None, text: str, state: str) -> None:
    doc = make_doc(text, gazetteer)
    doc = replace(doc, article=replace(doc.article, url=url))
    assert resolve_places(doc, gazetteer, ROUNDS)[0].value.admin1 == state
