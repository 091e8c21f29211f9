"""The gate lets reports of incidents through and stops other news, however a text is written."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.evaluate.data import make_article
from dateline.extract.nets.gate import (
    BUCKETS,
    LONGEST,
    STEP,
    WINDOW,
    Gate,
    bucket_of,
    features,
    weigh,
    windows,
    words_of,
)

INCIDENTS = {
    "attack": "Gunmen attacked a market in the northern town of Orvana on Tuesday, killing nine people and wounding "
    "twenty, officials said. Witnesses said the men arrived on motorcycles and opened fire on the stalls.",
    "protest": "Thousands marched through the capital on Saturday to demand that the cabinet resign. Protesters "
    "blocked the main bridge for three hours, and police used water cannon before the crowd went home.",
    "earthquake": "A strong earthquake shook the coast early on Monday and brought down houses in several towns. "
    "Rescue workers searched the rubble for survivors; at least forty people were missing, the governor said.",
    "bus": "A bus with school children left the mountain road and overturned in a ravine. The driver and six of the "
    "passengers died, the ministry of transport said, and a dozen were injured.",
    "arson": "A fire that was set on purpose gutted a church hall overnight. Firefighters rescued two men, and "
    "police arrested a suspect near the scene.",
}
OTHER = {
    "sports": "The striker scored twice after the break as the hosts beat the champions three to one and moved to the "
    "top of the league. The coach praised his midfield, and the goalkeeper made a fine save from a late header. "
    "The captain, who missed last season with a knee problem, will be back for the cup tie next month.",
    "business": "Shares in the software company rose four percent after it raised its forecast for the year. Analysts "
    "expect sales to grow as demand for phones recovers. The bank behind the offer said that profits would reach a "
    "record in the second quarter, helped by a weaker dollar and lower costs.",
    "arts": "The gallery opens a show of early watercolours in spring. The painter never sold more than a handful of "
    "works, and the curator has gathered sixty from private collections. The catalogue, with a new essay on her "
    "years as a student of music, comes with the album that inspired the film.",
}


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


@pytest.mark.parametrize("name", INCIDENTS)
def test_incident_passes(gate: Gate, name: str) -> None:
    assert gate.passes(make_article(name, INCIDENTS[name]))


@pytest.mark.parametrize("name", OTHER)
def test_other_news_does_not_pass(gate: Gate, name: str) -> None:
    assert not gate.passes(make_article(name, OTHER[name]))


@pytest.mark.parametrize("text", [*INCIDENTS.values(), *OTHER.values()])
def test_case_and_marks_make_no_difference(gate: Gate, text: str) -> None:
    bare = "".join(letter if letter.isalpha() else " " for letter in text)
    scores = {gate.score(form) for form in (text, text.upper(), text.lower(), text.title(), bare, f"12: {text} (3)")}
    assert len(scores) == 1


def test_title_counts(gate: Gate) -> None:
    text = "The mayor will speak at noon. Details follow."
    without = make_article("a", text)
    titled = make_article("a", text, title="Bomb kills nine at bus station, police say")
    assert gate.passes(titled)
    assert gate.score(f"\n{without.text}") < gate.score(f"{titled.title}\n{titled.text}")


def test_incident_in_a_long_digest_passes(gate: Gate) -> None:
    filler = " ".join(OTHER.values())
    digest = f"{filler} {filler} {INCIDENTS['attack']} {INCIDENTS['attack']} {filler} {filler} {filler}"
    assert len(words_of(digest)) > 2 * LONGEST
    assert gate.passes(make_article("digest", digest))


@pytest.mark.parametrize("text", ["", "  \n", "12 / 03 -- 4.5%", "a b c", "\x00"])
def test_text_without_words_scores_nothing(gate: Gate, text: str) -> None:
    assert gate.score(text) == 0.0
    assert not gate.passes(make_article("empty", text))


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "no " * 300_000, "\ud800bomb \udfff" * 50, "é́" * 1000, "مظاهرة " * 500]
)
def test_hostile_text_gets_a_score(gate: Gate, text: str) -> None:
    assert 0.0 <= gate.score(text) <= 1.0


@given(text=st.text())
def test_any_text_gets_a_score(gate: Gate, text: str) -> None:
    assert 0.0 <= gate.score(text) <= 1.0


@pytest.mark.parametrize("count", [1, LONGEST, LONGEST + 1, 2 * WINDOW, 1000, 1051])
def test_windows_hold_every_word(count: int) -> None:
    # Letters alone make words: the number of each is spelled by its digits.
    words = ["w" + "".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(count)]
    found = list(windows(" ".join(words)))
    assert {word for window in found for word in window} == set(words)
    assert len(found) == (1 if count <= LONGEST else -(-(count - (WINDOW - STEP)) // STEP))
    assert all(len(window) <= max(LONGEST, WINDOW) for window in found)


def test_features_are_words_and_pairs() -> None:
    buckets, counts = features(["police", "said", "police"])
    assert set(buckets) == {bucket_of(pair) for pair in (["police"], ["said"], ["police", "said"], ["said", "police"])}
    assert sorted(numpy.round(numpy.expm1(counts))) == [1, 1, 1, 2]
    assert all(0 <= bucket < BUCKETS for bucket in buckets)


def test_buckets_never_change() -> None:
    # The weights lie in these buckets: another hash makes them worthless.
    assert [bucket_of(words) for words in (["bomb"], ["car", "bomb"])] == [331909, 602612]


@pytest.mark.parametrize("words", [[], ["one", "two", "three"]])
def test_bucket_of_one_word_or_two(words: list[str]) -> None:
    with pytest.raises(ValueError, match="one word or two"):
        bucket_of(words)


def test_weigh_makes_length_one() -> None:
    weighed = weigh(numpy.array([3, 2], numpy.float32), numpy.array([1, 2], numpy.float32))
    assert weighed.tolist() == pytest.approx([0.6, 0.8])
    assert weigh(numpy.ones(2, numpy.float32), numpy.zeros(2, numpy.float32)).tolist() == [0, 0]


def test_absent_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"gate\.npz.*install Dateline again"):
        Gate(tmp_path / "gate.npz")


@pytest.mark.parametrize("content", [b"", b"not weights"])
def test_damaged_weights_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "gate.npz").write_bytes(content)
    with pytest.raises(DatelineError, match=r"gate\.npz.*install Dateline again"):
        Gate(tmp_path / "gate.npz")


def test_weights_of_another_size_are_named(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "gate.npz", weights=numpy.zeros((2, 8)), rarity=numpy.zeros(8), biases=numpy.zeros(2))
    with pytest.raises(DatelineError, match="shapes"):
        Gate(tmp_path / "gate.npz")


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "gate.npz", weights=numpy.array([object()]), rarity=numpy.zeros(8), biases=numpy.zeros(2))
    with pytest.raises(DatelineError, match=r"gate\.npz"):
        Gate(tmp_path / "gate.npz")
