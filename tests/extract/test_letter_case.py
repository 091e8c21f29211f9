"""Reports in capitals and in small letters: events, fillers of roles, tolls and speakers are found in each."""

from __future__ import annotations

import pytest

from dateline.model import TollValue
from tests.extract.annotated import annotate

REPORT = (
    "Guerrillas of the Green Column attacked a police post near Villa Sol on Monday with rifles and grenades. "
    "Five soldiers were killed and twelve farmers were wounded in the attack, police said. "
    "The guerrillas kidnapped Mayor Jorge Duarte."
)


@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_report_in_any_case(change: type[str]) -> None:
    doc = annotate(change(REPORT))
    events = {doc.article.written(event.span).lower(): event.type for event in doc.events}
    assert events["attacked"] is not None
    assert events["kidnapped"] == "abduction"
    claims = [claim for account in doc.accounts for claim in account.claims]
    told = {(claim.field, claim.written.lower()) for claim in claims}
    fillers = {field: " | ".join(written for name, written in told if name == field) for field, _ in told}
    assert "guerrillas" in fillers["perpetrator"]
    assert "duarte" in fillers["victim"]
    assert "rifles" in fillers["weapon"]
    tolls = {(claim.field, claim.value.low, claim.value.high) for claim in claims if isinstance(claim.value, TollValue)}
    assert {("killed", 5, 5), ("injured", 12, 12)} <= tolls
    wounded = next(claim for claim in claims if claim.field == "injured")
    assert [speaker.kind for speaker in wounded.via] == ["official"]
