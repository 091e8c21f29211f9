"""Names that sound alike have the same sound key; the search finds what shares most pairs of letters."""

from __future__ import annotations

import sqlite3

import pytest

from dateline.knowledge.spelling import TABLES, Spellings, sound_key, write_spellings


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("qandahar", "kandahar"),
        ("jalal abad", "djalalabad"),
        ("al fashir", "fashir"),
        ("muzaffarabad", "muzafarabad"),
        ("wazirabad", "vazirabad"),
        ("mogadishou", "mogadishoo"),
    ],
)
def test_sound_key_is_one_for_two_spellings(key: str, other: str) -> None:
    assert sound_key(key) == sound_key(other)


def test_sound_key_keeps_names_apart() -> None:
    assert len({sound_key(key) for key in ("kabul", "kaboom", "herat", "harare", "al quds", "kunduz")}) == 6


def test_like_gives_the_best_first() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    write_spellings(connection, ["springport", "stringport", "kingsport", "herat", "ab"])
    spellings = Spellings(lambda query, values: connection.execute(query, values).fetchall())
    found = spellings.like("sprinport")
    assert [key for _, key in found][:2] == ["springport", "stringport"]
    assert [similarity for similarity, _ in found] == sorted((one for one, _ in found), reverse=True)
    assert spellings.like("springport")[0] == (1.0, "springport")
    assert spellings.like("ab") == []


def test_the_longest_name_is_looked_for_among_all() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    write_spellings(connection, ["springport", "herat"])
    spellings = Spellings(lambda query, values: connection.execute(query, values).fetchall())
    # As many pairs of letters as a name can have.
    assert spellings.like("ltirilndeponzvjkexveagmnxgjmbemxudpmula") == []
