"""Numbers killed and captured: whose tolls count, and how those of one document are added up."""

from __future__ import annotations

import pytest

from dateline.evaluate.isaf import figure_of, is_digest, least
from dateline.model import Account, Claim, TollValue
from tests.evaluate.makers import make_account, make_claim, make_doc

TEXT = (
    "Troops killed four fighters and then two more. Four fighters died, the force said; a farmer died as well. "
    "They held several men and, later, one leader; women were released."
)


def killed(written: str, value: TollValue) -> Claim:
    return make_claim(TEXT, written, "killed", value)


def count(*accounts: Account, figure: str = "killed") -> int:
    return figure_of(make_doc(TEXT, accounts=accounts), figure)


def test_whole_tolls_tell_the_same_people_again_and_added_ones_do_not() -> None:
    claims = [
        killed("four fighters", TollValue(4, 4, of="militants")),
        killed("two more", TollValue(2, 2, scope="added")),
        killed("Four fighters", TollValue(4, None)),
        killed("a farmer", TollValue(1, 1, of="civilians")),
    ]
    assert count(make_account("armed_clash", claims)) == 6


def test_parts_count_where_no_whole_is_told() -> None:
    claims = [killed("four fighters", TollValue(4, 4, scope="part")), killed("two", TollValue(2, 2, scope="part"))]
    assert count(make_account("armed_clash", claims)) == 4


def test_accounts_of_news_are_added_up_and_a_shared_span_counts_once() -> None:
    four = killed("four fighters", TollValue(4, 4))
    two = killed("two more", TollValue(2, 2))
    accounts = [make_account("armed_clash", [four]), make_account("shooting", [four, two], role="other")]
    assert count(*accounts) == 6
    assert count(accounts[0], make_account("shooting", [two], role="background")) == 4
    assert count(accounts[0], make_account("shooting", [two], stance="planned")) == 4


def test_captured_are_arrested_and_abducted() -> None:
    claims = [
        make_claim(TEXT, "several men", "arrested", TollValue(3, None, word="several")),
        make_claim(TEXT, "one leader", "abducted", TollValue(1, 1)),
    ]
    assert count(make_account("arrest", claims), figure="captured") == 4


def test_vague_words_inside_a_whole_are_as_coders_write_them() -> None:
    claims = [
        make_claim(TEXT, "several men and, later, one leader", "arrested", TollValue(3, None)),
        make_claim(TEXT, "several men", "arrested", TollValue(2, None, scope="part", word="several")),
        make_claim(TEXT, "one leader", "arrested", TollValue(1, 1, scope="part", of="officials")),
    ]
    assert count(make_account("arrest", claims), figure="captured") == 4


def test_officials_count_among_the_captured() -> None:
    claims = [make_claim(TEXT, "one leader", "arrested", TollValue(1, 1, of="officials"))]
    assert count(make_account("arrest", claims), figure="captured") == 1


def test_no_claim_is_nobody() -> None:
    assert count() == 0


@pytest.mark.parametrize(
    ("toll", "expected"),
    [
        (TollValue(2, None, word="multiple"), 3),
        (TollValue(24, None, word="dozens"), 24),
        (TollValue(3, None, word="numerous"), 4),
        (TollValue(31, None), 31),
        (TollValue(2, 2, word="about"), 2),
        (TollValue(None, 5), 0),
    ],
)
def test_least_number(toll: TollValue, expected: int) -> None:
    assert least(toll) == expected


def test_is_digest_by_its_heading() -> None:
    assert is_digest("Example Command Evening Operational Update, May 3\nTroops ...")
    assert not is_digest("Troops hold one man\n" + "They searched a house. " * 20 + "An operational update follows.")
