"""Which pairs are worth comparing, and that there are never too many."""

from __future__ import annotations

import random

import pytest

from dateline.link.block import MAX_BLOCK, NEIGHBOURS, candidate_pairs
from dateline.link.profile import Profile, make_profiles
from dateline.model import Claim, Stance
from tests.link.accounts import ORLUN, TEMVAR, by_id, day, make_account, make_article, place, victim


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
        True,
    ),
    "one place, a month apart": (("2014-12-17", [place(TEMVAR)], ""), ("2015-01-20", [place(TEMVAR)], ""), False),
    "other places": (("2014-12-17", [place(TEMVAR)], ""), ("2014-12-17", [place(ORLUN)], ""), False),
    "one person, years apart": (
        ("2014-12-17", [victim("Lena Orvik")], ""),
        ("2016-12-17", [victim("Lena K. Orvik")], ""),
        True,
    ),
    "a rare name in both texts": (
        ("2014-12-17", [], "A blast at Quillfeather Zandvik hall."),
        ("2016-12-17", [], "The ruin of Quillfeather Zandvik stands."),
        True,
    ),
    "rare words of one week": (("2014-12-17", [], "the zandvik blast"), ("2014-12-20", [], "a zandvik fire"), True),
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


def test_candidate_pairs_a_huge_block_is_not_all_pairs() -> None:
    many = profiles(*((f"2014-12-{1 + number % 28:02}", [victim("Lena Orvik")], "") for number in range(5 * MAX_BLOCK)))
    pairs = candidate_pairs(many)
    assert len(pairs) <= len(many) * NEIGHBOURS
    assert {one for pair in pairs for one in pair} == {profile.account_id for profile in many}
    random.Random(3).shuffle(many)
    assert candidate_pairs(many) == pairs
