"""Which pairs are worth comparing, and that there are never too many."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from dateline.link.block import DayAndPlace, block_keys, candidate_pairs, sharing, stored_keys, worth_comparing
from dateline.link.keys import dated_key_number
from dateline.link.profile import Profile, make_profiles
from dateline.model import Claim, Stance
from tests.link.accounts import FAR_ABROAD, ORLUN, TEMVAR, by_id, day, make_account, make_article, place, victim


def profiles(*told: tuple[str, list[Claim], str], stance: Stance = "asserted", type: str = "bombing") -> list[Profile]:
    """Return a profile for each (published, claims, text)."""
    articles = [
        make_article(text, published=published, document=str(number))
        for number, (published, _, text) in enumerate(told)
    ]
    accounts = [
        make_account(article, type=type, stance=stance, claims=claims)
        for article, (_, claims, _) in zip(articles, told, strict=True)
    ]
    return list(make_profiles(accounts, by_id(articles), copies={}).values())


PAIRS = {
    "one place and neighbouring days": (
        ("2014-12-17", [place(TEMVAR), day("2014-12-16")], ""),
        ("2015-03-02", [place(TEMVAR), day("2014-12-17")], ""),
        True,
    ),
    "one place, published in one week": (
        ("2014-12-17", [place(TEMVAR)], ""),
        ("2014-12-22", [place(TEMVAR)], ""),
        False,
    ),
    "one place and a word, published in one week": (
        ("2014-12-17", [place(TEMVAR)], "a bazaar burned"),
        ("2014-12-22", [place(TEMVAR)], "the bazaar fire"),
        True,
    ),
    "one place, a month apart": (("2014-12-17", [place(TEMVAR)], ""), ("2015-01-20", [place(TEMVAR)], ""), False),
    "other places": (("2014-12-17", [place(TEMVAR)], ""), ("2014-12-17", [place(ORLUN)], ""), False),
    "one person, a year apart": (
        ("2014-12-17", [victim("Lena Orvik")], ""),
        ("2015-12-17", [victim("Lena K. Orvik")], ""),
        True,
    ),
    "one day of one year told years later": (
        ("2014-12-17", [victim("Lena Orvik"), day("2014-12-16")], ""),
        ("2019-12-17", [victim("Lena Orvik"), day("2014-12-16")], ""),
        True,
    ),
    "a rare name in both texts": (
        ("2014-12-17", [], "A blast at Quillfeather Zandvik hall."),
        ("2015-01-06", [], "The ruin of Quillfeather Zandvik stands."),
        True,
    ),
    "a rare name, two years apart": (
        ("2014-12-17", [], "A blast at Quillfeather Zandvik hall."),
        ("2016-12-17", [], "The ruin of Quillfeather Zandvik stands."),
        False,
    ),
    "rare words of one week": (("2014-12-17", [], "the zandvik blast"), ("2014-12-20", [], "a zandvik fire"), True),
    "rare words of one week, in two countries": (
        ("2014-12-17", [place(TEMVAR)], "the zandvik blast"),
        ("2014-12-20", [place(FAR_ABROAD)], "a zandvik fire"),
        True,
    ),
    "rare words of nothing dated": (
        ("", [], "the zandvik blast at the bazaar"),
        ("", [], "a bazaar and zandvik fire"),
        True,
    ),
    "one rare word of nothing dated": (("", [], "the zandvik blast"), ("", [], "a zandvik fire"), False),
    "rare words, one dated by its event alone": (
        ("", [day("2014-12-16")], "the zandvik blast"),
        ("2014-12-20", [], "a zandvik fire"),
        True,
    ),
    "nothing": (("2014-12-17", [], "the of and"), ("2014-12-17", [], "the of and"), False),
}


@pytest.mark.parametrize("case", PAIRS)
def test_candidate_pairs(case: str) -> None:
    left, right, expected = PAIRS[case]
    assert bool(candidate_pairs(profiles(left, right))) is expected


@pytest.mark.parametrize(
    ("stance", "type"), [("predicted", "bombing"), ("hypothetical", "bombing"), ("asserted", "statement")]
)
def test_candidate_pairs_what_is_no_incident_is_looked_for_in_copies_only(stance: Stance, type: str) -> None:
    told = ("2014-12-17", [place(TEMVAR), victim("Lena Orvik")], "the zandvik blast")
    assert candidate_pairs(profiles(told, told, stance=stance, type=type)) == []


def test_candidate_pairs_depend_on_the_two_alone() -> None:
    chance = random.Random(3)
    words = ["zandvik", "quillfeather", "orlun", "temvar", "harrowgate", "vegetable", "bazaar", "courthouse"]
    many = profiles(
        *(
            (
                f"2014-12-{chance.randint(1, 28):02}",
                [place(chance.choice([TEMVAR, ORLUN]))],
                " ".join(chance.sample(words, 3)),
            )
            for _ in range(40)
        )
    )
    together = candidate_pairs(many)
    alone = [pair for one, other in combinations(many, 2) for pair in candidate_pairs([one, other])]
    assert together == sorted(alone)
    assert 0 < len(together) < 40 * 39 / 2
    assert candidate_pairs(many[::-1]) == together


def test_sharing_finds_by_stored_keys_what_shares_enough() -> None:
    known, new = profiles(
        ("2014-12-17", [], "A blast at Quillfeather Zandvik hall."), ("2015-01-06", [], "Quillfeather Zandvik stands.")
    )
    blocks = {key: ["known"] for key in stored_keys(block_keys(known))}
    assert sharing(block_keys(new), blocks) == {"known": pytest.approx(5.0)}
    assert sharing(block_keys(new), {}) == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((10, 10, {"IN/Bihar"}), (11, 12, {"IN/Bihar", "IN/Assam"}), 0),
        ((10, 10, {"IN/Bihar"}), (12, 12, {"IN/Bihar"}), 1),
        ((10, 10, {"IN/Bihar"}), (10, 10, {"IN/Assam"}), 1),
        ((10, 10, {"IN/Bihar"}), (10, 10, {"IN/"}), 0),
        ((10, 10, {"IN/"}), (20, 20, {"PK/"}), 2),
        ((None, None, set()), (10, 10, {"PK/"}), 0),
    ],
)
def test_contradictions(
    one: tuple[int | None, int | None, set[str]], other: tuple[int | None, int | None, set[str]], expected: int
) -> None:
    left, right = (DayAndPlace(first, last, frozenset(regions)) for first, last, regions in (one, other))
    assert left.contradictions(right) == right.contradictions(left) == expected


def test_worth_comparing_asks_for_more_where_day_or_place_are_apart() -> None:
    here, elsewhere = DayAndPlace(10, 10, frozenset({"IN/Bihar"})), DayAndPlace(20, 20, frozenset({"PK/"}))
    told = {"here": here, "elsewhere": elsewhere}
    assert worth_comparing(here, {"here": 5.0, "elsewhere": 10.9}, told) == {"here"}
    assert worth_comparing(here, {"elsewhere": 11.0}, told) == {"elsewhere"}


def test_numbers_of_keys_of_one_day_are_beside_one_another() -> None:
    numbers = [dated_key_number(day, word) for day in (735_000, 735_001) for word in ("zandvik", "orlun", "temvar")]
    assert max(numbers[:3]) < min(numbers[3:])
    assert len(set(numbers)) == len(numbers)
    assert all(0 <= dated_key_number(day, "zandvik") < 2**63 for day in (1, date.max.toordinal()))
