"""Which of the numbers that an article tells is the toll of its main account, and how likely that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.choosing import candidates, choose_tolls, has_learned, shares, toll_class
from dateline.extract.nets.calibration import Logistic
from dateline.model import Account, AccountRole, Claim, Doc, Span, Stance, Tag, TollScope, TollValue
from tests.extract.annotated import annotate

CALIBRATION = {
    "killed": Logistic(0.0, {"likely": 1.0, "claims": 1.0}),
    "injured": Logistic(0.0, {"likely": 1.0, "claims": 1.0}),
}


@pytest.mark.parametrize(("number", "label"), [(0, "0"), (3, "3"), (7, "4"), (12, "10"), (250, "10")])
def test_toll_class(number: int, label: str) -> None:
    assert toll_class("killed", number) == label


def claim(start: int, number: int, *, scope: TollScope = "whole", stance: Stance = "asserted") -> Claim:
    span = Span("text", start, start + 3)
    return Claim(str(start), "a", "killed", span, "two", TollValue(number, number, scope), (), stance, 0.8)


def account(name: str, role: AccountRole, *claims: Claim) -> Account:
    own = tuple(replace(each, account_id=name) for each in claims)
    return Account(name, "report", "", "shooting", role, "asserted", None, own, {})


def report(text: str = "Two people were killed.", **likely: float) -> Doc:
    doc = annotate(text)
    return doc.add(likely={"killed": {label.removeprefix("n"): chance for label, chance in likely.items()}})


def numbers(found: Account) -> list[tuple[int | None, TollScope]]:
    return [(each.value.low, each.value.scope) for each in found.claims if isinstance(each.value, TollValue)]


def test_candidates_tell_where_a_number_stands() -> None:
    own = [claim(0, 2), claim(10, 2), claim(20, 3, scope="part"), claim(30, 9, stance="denied")]
    found = candidates("killed", own, [claim(40, 4)], report(n2=0.8))
    assert found.keys() == {0, 2, 3, 4}
    assert found[2]["claims"] > found[3]["claims"] == 0
    assert found[2]["first"] == found[3]["part"] == found[4]["other"] == found[0]["zero"] == 1.0
    assert found[2]["likely"] > found[4]["likely"]


def test_chances_are_shared() -> None:
    found = shares({0: {"likely": -2.0}, 1: {"likely": 0.0}, 2: {"likely": 0.0}}, {"likely": 1.0})
    assert sum(found.values()) == pytest.approx(1.0)
    assert found[1] == found[2] > found[0]


def test_the_likelier_number_gets_the_higher_score() -> None:
    main = account("m", "main", claim(0, 2), claim(10, 3))
    (chosen,) = choose_tolls([main], report(n2=0.1, n3=0.8, n0=0.1), CALIBRATION)
    first, last = chosen.claims
    assert first.score < 0.5 < last.score


def test_a_part_that_is_the_likeliest_number_becomes_the_whole() -> None:
    main = account("m", "main", claim(0, 3), claim(12, 1, scope="part"))
    (chosen,) = choose_tolls([main], report("Three died. One was hit twice.", n1=0.98, n0=0.01), CALIBRATION)
    assert numbers(chosen) == [(3, "whole"), (1, "whole")]


def test_a_part_told_with_its_whole_stays_a_part() -> None:
    """What the reader takes for everyone, "a third man died, raising the toll to three", speaks for the whole."""
    third = replace(claim(0, 1, scope="part"), written="a third man")
    main = account("m", "main", third, claim(12, 3))
    (chosen,) = choose_tolls([main], report(n1=0.98, n0=0.01), CALIBRATION)
    assert numbers(chosen) == [(1, "part"), (3, "whole")]
    assert chosen.claims[1].score > 0.5


def test_the_likeliest_number_comes_from_a_like_account() -> None:
    main, other = account("m", "main", claim(0, 2)), account("o", "other", claim(10, 3))
    chosen, left = choose_tolls([main, other], report(n3=0.99, n2=0.001), CALIBRATION)
    assert numbers(chosen) == [(2, "whole"), (3, "whole")]
    assert numbers(left) == []
    assert {each.account_id for each in chosen.claims} == {"m"}
    background = account("o", "background", claim(10, 3))
    assert choose_tolls([main, background], report(n3=0.99), CALIBRATION)[1] == background


def test_a_part_of_a_like_account_may_be_the_likeliest_number() -> None:
    main, other = account("m", "main", claim(0, 2)), account("o", "other", claim(10, 3, scope="part"))
    chosen, _ = choose_tolls([main, other], report(n3=0.99, n2=0.001), CALIBRATION)
    assert numbers(chosen) == [(2, "whole"), (3, "whole")]


@pytest.mark.parametrize(
    ("main", "beside", "expected"),
    [
        ("shooting", (), True),
        ("robbery", ("shooting",), True),
        ("robbery", ("arrest",), False),
        ("abduction", ("shooting",), False),
    ],
)
def test_a_robbery_in_which_somebody_was_shot_is_learned(main: str, beside: tuple[str, ...], expected: bool) -> None:
    assert has_learned(main, (main, *beside)) is expected


def test_where_nobody_is_likely_no_claim_is_sure() -> None:
    main = account("m", "main", claim(0, 2), claim(10, 1, scope="part"))
    (chosen,) = choose_tolls([main], report(n0=0.97, n2=0.01), CALIBRATION)
    assert numbers(chosen) == [(2, "whole"), (1, "part")]
    assert max(each.score for each in chosen.claims) < 0.3


def test_without_a_reader_the_scores_of_the_rules_stand() -> None:
    main = account("m", "main", claim(0, 2))
    assert choose_tolls([main], report(n3=0.9).add(tags=()), CALIBRATION) == [main]


def certain_of_one(chance: float, *tags: Tag) -> Doc:
    return report(n0=1 - chance, n1=chance).add(tags=(Tag(Span("text", 0, 3), "names", "misc", 0.5), *tags))


def main_without_toll(stance: Stance = "asserted") -> Account:
    return replace(account("m", "main"), trigger=Span("text", 16, 22), stance=stance)


def test_one_death_is_told_without_a_number() -> None:
    [found] = choose_tolls([main_without_toll()], certain_of_one(0.95), CALIBRATION)
    [implied] = found.claims
    assert (implied.field, implied.written, implied.score) == ("killed", "killed", 0.95)
    assert implied.value == TollValue(1, None)


def test_the_words_that_the_reader_marks_tell_the_death() -> None:
    tag = Tag(Span("text", 0, 10), "tolls", "killed", 0.6)
    [found] = choose_tolls([main_without_toll()], certain_of_one(0.95, tag), CALIBRATION)
    assert [claim.written for claim in found.claims] == ["Two people"]


@pytest.mark.parametrize(("chance", "stance"), [(0.8, "asserted"), (0.95, "planned")])
def test_a_doubtful_death_is_not_told(chance: float, stance: Stance) -> None:
    assert not choose_tolls([main_without_toll(stance)], certain_of_one(chance), CALIBRATION)[0].claims


def test_no_death_is_implied_beside_a_number() -> None:
    main = replace(main_without_toll(), claims=(replace(claim(0, 2), account_id="m"),))
    [found] = choose_tolls([main], certain_of_one(0.95), CALIBRATION)
    assert numbers(found) == [(2, "whole")]
