"""Who and what the reader takes for a part in an incident: one filler a name, given to the account it belongs to."""

from __future__ import annotations

from dateline.evaluate.data import make_article
from dateline.extract.fillers import read_fillers
from dateline.extract.nets.calibration import Logistic
from dateline.model import Doc, Span, Tag
from tests.extract.annotated import annotate, main_of

CALIBRATION = {"fillers": Logistic(0.0, {"surest": 1.0, "mentions": 1.0})}
ROLES = "Guerrillas of the Green Column [GC] struck. The GC said so. A bomb killed guards; the bomb was new."


def tag(text: str, written: str, head: str, label: str, score: float, *, nth: int = 0, part: str = "text") -> Tag:
    start = -1
    for _ in range(nth + 1):
        start = text.index(written, start + 1)
    return Tag(Span(part, start, start + len(written)), head, label, score)


def test_one_filler_for_all_mentions_of_a_name() -> None:
    tags = (
        tag(ROLES, "Guerrillas", "roles", "PerpInd", 0.7),
        tag(ROLES, "Green Column", "roles", "PerpOrg", 0.6),
        tag(ROLES, "GC", "roles", "PerpOrg", 0.5),
        tag(ROLES, "GC", "roles", "PerpOrg", 0.9, nth=1),
        tag(ROLES, "bomb", "roles", "Weapon", 0.8),
        tag(ROLES, "bomb", "roles", "Weapon", 0.6, nth=1),
    )
    doc = Doc(make_article("report", ROLES)).add(tags=tags, likely={"types": {"attack": 0.9}})
    found = read_fillers(doc, CALIBRATION)
    written = [(filler.role, doc.article.written(filler.tag.span), len(filler.tags)) for filler in found]
    assert written == [("PerpInd", "Guerrillas", 1), ("PerpOrg", "Green Column", 3), ("Weapon", "bomb", 2)]
    assert found[2].score > found[0].score, "told twice"


def test_scores_of_a_report_are_probabilities() -> None:
    account = main_of(annotate("A bomb killed two farmers in Kabul on Monday, police said."))
    assert account.claims
    assert all(0.0 < claim.score < 1.0 for claim in account.claims)
