"""Scores become chances where records can judge a claim, and stay what they are elsewhere."""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.certainty import JUDGED, Certainty, has_chance, model_of, with_chances
from dateline.extract.nets.calibration import Logistic, load_calibration
from dateline.extract.nets.reader import WEIGHTS
from dateline.model import Account, Claim, Span, TollValue
from dateline.settings import Settings
from tests.extract.annotated import annotate

REPORT = (
    "A gunman shot dead three people and wounded four in Denver on Tuesday, police said. Two of the dead were students."
)


def account_of(text: str) -> Account:
    return annotate(text, title="Three shot dead in Denver").accounts[0]


def claim_of(account: Account, field: str) -> Claim:
    return next(claim for claim in account.claims if claim.field == field)


def test_every_judged_field_has_a_model() -> None:
    assert {model_of(field) for field in JUDGED} <= load_calibration(WEIGHTS).keys()


def test_chances_of_tolls_keep_the_order_of_scores() -> None:
    account = account_of(REPORT)
    calibration = load_calibration(WEIGHTS)
    for field in ("killed", "injured"):
        claim = claim_of(account, field)
        chances = [
            with_chances(replace(account, claims=(replace(claim, score=score),)), calibration).claims[0].score
            for score in (0.01, 0.3, 0.7, 0.99)
        ]
        assert chances == sorted(chances)
        assert 0.0 < chances[0] < chances[-1] < 1.0


def test_only_what_records_judge_gets_a_chance() -> None:
    account = account_of(REPORT)
    always = {model_of(field): Logistic(0.0, {}) for field in JUDGED}
    for before, after in zip(account.claims, with_chances(account, always).claims, strict=True):
        assert after == replace(before, score=0.5 if has_chance(before) else before.score)
    killed = claim_of(account, "killed")
    assert isinstance(killed.value, TollValue)
    assert has_chance(killed)
    for value in (replace(killed.value, scope="part"), replace(killed.value, of="students")):
        assert not has_chance(replace(killed, value=value))
    assert not has_chance(replace(killed, stance="denied"))
    assert not has_chance(replace(killed, span=Span("related:0", 0, 5)))


def test_other_events_keep_their_scores() -> None:
    doc = annotate("A bomb killed three people in Mosul on Tuesday.")
    certainty = Certainty(Settings())
    assert certainty([doc])[0].accounts == doc.accounts
    shooting = doc.add(accounts=tuple(replace(account, type="shooting") for account in doc.accounts))
    assert certainty([shooting])[0].accounts != shooting.accounts
