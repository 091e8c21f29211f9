"""The gazetteer finds places by any usual way of writing them, and fails with a sentence that says what to do."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.knowledge.build import build_gazetteer
from dateline.knowledge.gazetteer import SCHEMA_VERSION, Gazetteer, default_path, open_gazetteer
from dateline.knowledge.place_names import bare_area_key, distance_km, kilometres, name_key
from dateline.model import PlaceValue
from dateline.settings import Settings


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(Settings())


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Pul-e Khumrī", "pul e khumri"),
        ("St. Louis", "saint louis"),
        ("Saint-Louis", "saint louis"),
        ("Sana’a", "sanaa"),
        ("The Hague", "hague"),
        ("Łódź", "lodz"),
        ("Pakistan's", "pakistan"),
        ("Lamar Co.", "lamar county"),
        ("  PORT   SAID ", "port said"),
        ("…", ""),
        ("", ""),
    ],
)
def test_name_key(written: str, key: str) -> None:
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("key", "bare"),
    [("kohat district", "kohat"), ("muhafazat hadramaout", "hadramaout"), ("al anbar", "anbar"), ("kabul", None)],
)
def test_bare_area_key(key: str, bare: str | None) -> None:
    assert bare_area_key(key) == bare


@pytest.mark.parametrize(
    ("name", "country", "feature", "geonameid"),
    [
        ("Peshawar", "PK", "city", 1168197),
        ("PESHAWAR", "PK", "city", 1168197),
        ("peschawar", "PK", "city", 1168197),
        ("Sana'a", "YE", "city", 71137),
        ("Texas", "US", "province", 4736286),
        ("Tex.", "US", "province", 4736286),
        ("TX", "US", "province", 4736286),
        ("Ont.", "CA", "province", None),
        ("US", "US", "country", 6252001),
        ("U.S.", "US", "country", 6252001),
        ("Britain", "GB", "country", 2635167),
        ("Ivory Coast", "CI", "country", 2287781),
        ("Cote d'Ivoire", "CI", "country", 2287781),
        ("EU", "", "region", None),
        ("DRC", "CD", "country", 203312),
        ("Burma", "MM", "country", 1327865),
        ("Balkans", "", "region", None),
        ("Africa", "", "region", 6255146),
        ("Darfur", "SD", "region", None),
        ("Baghlan province", "AF", "province", None),
        ("state of Borno", "NG", "province", None),
        ("NWFP", "PK", "province", None),
        ("Lamar County", "US", "district", None),
    ],
)
def test_lookup_finds(gazetteer: Gazetteer, name: str, country: str, feature: str, geonameid: int | None) -> None:
    first = gazetteer.lookup(name)[0]
    assert (first.country, first.feature, first.geonameid) == (country, feature, geonameid)
    assert gazetteer.known(name) == (name != "TX")


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        # Regions, waters, mountains and borders; those of several countries have none.
        ("Gulf of Aden", "", 12, 48),
        ("the Euphrates", "", 34, 41),
        ("Mekong Delta", "VN", 10, 106),
        ("Chittagong Hill Tracts", "BD", 23, 92),
        ("Red Corridor", "IN", 20, 82),
        ("Fergana Valley", "", 41, 71),
        ("Line of Control", "", 34, 74),
        ("DMZ", "", 38, 127),
        ("Pakistan-Afghanistan border", "", 32, 70),
        ("Afghan-Pakistani border", "", 32, 70),
        ("Inland Empire", "US", 34, -117),
        ("Delmarva", "US", 38, -76),
        ("Merseyside", "GB", 53, -3),
        ("Rift Valley Province", "KE", 0, 36),
        # Cities under the names that they had.
        ("Bombay", "IN", 19, 73),
        ("Saigon", "VN", 11, 107),
        ("Leningrad", "RU", 60, 30),
        ("Constantinople", "TR", 41, 29),
        ("Stanleyville", "CD", 1, 25),
        # Districts and areas that the extracts lack, and spellings that they do not have.
        ("Kurram Agency", "PK", 34, 70),
        ("Bara Tehsil", "PK", 34, 71),
        ("Tank district", "PK", 32, 70),
        ("Zhari", "AF", 32, 65),
        ("Deh Rawud", "AF", 33, 65),
        ("Watapur", "AF", 35, 71),
        ("Budgam", "IN", 34, 75),
        ("Chibok", "NG", 11, 13),
        ("Hawija", "IQ", 35, 44),
        ("Kobani", "SY", 37, 38),
        ("Bulo Hawo", "SO", 4, 42),
        ("Rathedaung", "MM", 20, 93),
        ("Djugu", "CD", 2, 30),
        ("Menoufia", "EG", 30, 31),
        ("Karachay-Cherkessia", "RU", 44, 42),
    ],
)
def test_lookup_knows_where(gazetteer: Gazetteer, name: str, country: str, latitude: float, longitude: float) -> None:
    found = [place for place in gazetteer.lookup(name) if place.country == country]
    near = [
        place
        for place in found
        if place.latitude is not None
        and place.longitude is not None
        and kilometres(place.latitude, place.longitude, latitude, longitude) < 200
    ]
    assert near, found
    assert gazetteer.known(name)


def test_an_area_has_one_row(gazetteer: Gazetteer) -> None:
    """The extracts differ in how they write counties, and data/regions.tsv names areas that both may have."""
    areas = [
        (place.feature, place.admin1, name_key(place.name))
        for place in gazetteer.places()
        if place.country == "US" and place.feature in ("district", "province")
    ]
    assert len(areas) == len(set(areas))


def test_every_district_of_the_file_is_in_an_area_that_there_is(gazetteer: Gazetteer) -> None:
    from dateline.knowledge.countries import district_rows

    places = {(place.country, place.admin1, place.name) for place in gazetteer.places()}
    rows = district_rows()
    assert [row for row in rows if (row.country, row.admin1, row.name) not in places] == []
    areas = {(country, admin1) for country, admin1, name in places if admin1 == name}
    assert [row for row in rows if (row.country, row.admin1) not in areas] == []


@pytest.mark.parametrize(
    ("written", "country", "wanted"),
    [
        ("Maidugarri", None, "Maiduguri"),
        ("Qandahaar", None, "Kandahār"),
        ("Jalal Abadd", "AF", "Jalālābād"),
        ("Lashkargar", None, "Lashkar Gāh"),
        ("Kharkof", None, "Kharkiv"),
        ("Deir Azzour", None, "Deir ez-Zor"),
        ("Ouagadougu", None, "Ouagadougou"),
        ("Springfeild", "US", "Springfield"),
        ("Peshavvar", "PK", "Peshawar"),
    ],
)
def test_fuzzy_finds_other_spellings(gazetteer: Gazetteer, written: str, country: str | None, wanted: str) -> None:
    found = gazetteer.fuzzy(written, country=country, limit=3)
    assert wanted in [place.name for place, _ in found]
    assert all(0.6 <= similarity <= 1.0 for _, similarity in found)
    assert country is None or {place.country for place, _ in found} == {country}


def test_fuzzy_gives_the_same_name_first(gazetteer: Gazetteer) -> None:
    [(place, similarity), *_] = gazetteer.fuzzy("Peshawar")
    assert (place.name, similarity) == ("Peshawar", 1.0)


@pytest.mark.parametrize(
    "name", ["", "Ab", "Qzxwvjkqzx", "x" * 41, "x" * 10_000, "\ud800\ud800\ud800\ud800", "\x00\x00\x00\x00"]
)
def test_fuzzy_of_what_is_like_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.fuzzy(name) == ()


def test_lookup_gives_the_most_populous_first(gazetteer: Gazetteer) -> None:
    places = gazetteer.lookup("Paris")
    assert places[0].country == "FR"
    assert [place.population for place in places] == sorted((place.population for place in places), reverse=True)
    assert ("US", "Texas") in {(place.country, place.admin1) for place in places}


@pytest.mark.parametrize(
    "name", ["", " ", "-", "Nowhereville-upon-Nothing", "=PK", "x" * 10_000, "\ud800", "a\x00b", "'; DROP TABLE name"]
)
def test_lookup_of_what_is_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert not gazetteer.known(name)


@pytest.mark.parametrize(("name", "other"), [("Fort", "Augusta"), ("St. Luke", "Elgin"), ("Sam", "Damascus")])
def test_no_settlers_names_nor_abbreviations(gazetteer: Gazetteer, name: str, other: str) -> None:
    assert other not in {place.name for place in gazetteer.lookup(name)}


def test_namesakes_on_both_sides_of_a_border_keep_their_states(gazetteer: Gazetteer) -> None:
    cities = [place for place in gazetteer.lookup("Kansas City") if place.feature == "city"]
    assert [place.admin1 for place in cities[:2]] == ["Missouri", "Kansas"]


def test_a_word_is_no_acronym(gazetteer: Gazetteer) -> None:
    assert all(place.feature != "country" for place in gazetteer.lookup("us"))


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Pakistani", "PK"),
        ("pakistanis", "PK"),
        ("French", "FR"),
        ("Afghans", "AF"),
        ("Chechens", "RU"),
        ("Texans", "US"),
        ("European", None),
        ("Pakistan", None),
        ("quickly", None),
    ],
)
def test_demonym(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.demonym(word) == country


def test_every_demonym_has_a_place(gazetteer: Gazetteer) -> None:
    from dateline.knowledge.countries import demonyms

    assert [word for word in demonyms() if gazetteer.demonym_place(word) is None] == []


def test_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("PK").name == "Pakistan"
    assert gazetteer.country_code("the Philippines") == "PH"
    assert gazetteer.country_code("Peshawar") is None
    with pytest.raises(KeyError):
        gazetteer.country("ZZ")


def test_areas_lie_where_they_are(gazetteer: Gazetteer) -> None:
    """An area's point comes from the places in it: a fault in the grid or at the 180th meridian would move it far."""
    for name, latitude, longitude in [("Helmand", 31, 64), ("Chukotka", 66, 176), ("Fiji", -18, 178)]:
        place = gazetteer.lookup(name)[0]
        assert place.latitude is not None
        assert place.longitude is not None
        assert kilometres(place.latitude, place.longitude, latitude, longitude) < 600, name


def test_lookups_are_fast(gazetteer: Gazetteer) -> None:
    started = time.process_time()
    for number in range(5000):
        gazetteer.lookup(f"Unheard of {number}")
    assert time.process_time() - started < 2.5  # At least 2,000 a second without the cache, on a slow machine.


def _look_up_elsewhere(path: Path) -> int | None:
    return Gazetteer(path).lookup("Kabul")[0].geonameid


def test_other_processes_read_it_too(gazetteer: Gazetteer) -> None:
    gazetteer.lookup("Kabul")
    with ProcessPoolExecutor(2) as pool:
        assert len(set(pool.map(_look_up_elsewhere, [gazetteer.path] * 4))) == 1


def test_build_gives_the_same_places_and_leaves_nothing_behind(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "places.sqlite"
    build_gazetteer(path)
    assert [file.name for file in path.parent.iterdir()] == ["places.sqlite"]
    assert Gazetteer(path).lookup("Springfield") == gazetteer.lookup("Springfield")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatelineError, match=r"file/places\.sqlite.*set `gazetteer`"):
        open_gazetteer(Settings(gazetteer=str(tmp_path / "file" / "places.sqlite")))


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_text("not a database, but long enough to look at" * 100)
    with pytest.raises(DatelineError, match=r"places\.sqlite.*delete it, or set `gazetteer`"):
        open_gazetteer(Settings(gazetteer=str(path))).lookup("Kabul")


def test_a_gazetteer_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (version INTEGER NOT NULL)")
        connection.execute("INSERT INTO meta VALUES (?)", (SCHEMA_VERSION + 1,))
    connection.close()
    with pytest.raises(DatelineError, match=rf"version {SCHEMA_VERSION + 1}"):
        Gazetteer(path).lookup("Kabul")


def test_default_path_follows_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path().parent == tmp_path / "dateline"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_path().is_absolute()


def test_distance_km() -> None:
    north = PlaceValue(1, "North", None, None, None, 90.0, 0.0, "city")
    equator = PlaceValue(2, "Equator", None, None, None, 0.0, 45.0, "city")
    assert distance_km(north, equator) == pytest.approx(6371 * 3.141592653589793 / 2)
    assert distance_km(north, PlaceValue(3, None, None, None, None, None, None, "unknown")) is None
