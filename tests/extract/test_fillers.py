"""Who and what the reader takes for a part in an incident: one filler a name, given to the account it belongs to."""

from __future__ import annotations

import pytest

from dateline.evaluate.data import make_article
from dateline.extract.fillers import read_fillers
from dateline.extract.nets.calibration import Logistic
from dateline.extract.scores import claim_features, toll_class
from dateline.extract.tagged_harms import BEFALLEN, fates, with_tagged
from dateline.extract.tolls import find_harms
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Claim, Doc, Span, Tag, TollValue, Value
from tests.extract.annotated import annotate, harms_of, main_of, syntax_of

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


VICTIMS = "Ana Ruiz was at the door. Police mourned Ruiz. Leo Marsh was killed."


def test_fates_weigh_all_mentions_of_a_person() -> None:
    article = make_article("report", VICTIMS)
    known = fates(
        article,
        [
            tag(VICTIMS, "Ana Ruiz", "people", "killed", 0.9),
            tag(VICTIMS, "Ruiz", "people", "injured", 0.4, nth=1),
            tag(VICTIMS, "Ruiz", "source", "source", 0.9),
        ],
    )
    assert known.keys() == {"ruiz"}
    assert known["ruiz"].label == "killed"
    assert known["ruiz"].score == pytest.approx(0.45)
    assert article.written(known["ruiz"].span) == "Ana Ruiz"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], {"Leo Marsh"}),
        ([("Ana Ruiz", "killed", 0.9)], {"Ana Ruiz", "Leo Marsh"}),
        ([("Ana Ruiz", "killed", BEFALLEN - 0.1)], {"Leo Marsh"}),
        ([("Ana Ruiz", "suspect", 0.9)], {"Leo Marsh"}),
        ([("Leo Marsh", "suspect", 0.97)], set()),
    ],
)
def test_named_victims_are_added_and_denied(tags: list[tuple[str, str, float]], expected: set[str]) -> None:
    doc = annotate(VICTIMS)
    syntax, lexicon = syntax_of(doc), load_lexicon()
    harms = with_tagged(
        {"text": syntax},
        lexicon,
        doc.article,
        [tag(VICTIMS, written, "people", label, score) for written, label, score in tags],
        {"text": find_harms(syntax, lexicon)},
    )
    assert {harm.people.name for harm in harms["text"] if harm.field == "killed"} == expected


def test_tagged_tolls_are_read_as_numbers() -> None:
    text = "The toll of the blast stood at nine villagers on Friday."
    doc = annotate(text)
    syntax, lexicon = syntax_of(doc), load_lexicon()
    found = with_tagged(
        {"text": syntax}, lexicon, doc.article, [tag(text, "nine villagers", "tolls", "killed", 0.9)], {"text": []}
    )
    assert [(harm.field, harm.people.low, harm.people.high) for harm in found["text"]] == [("killed", 9, 9)]


def test_without_a_reader_the_rules_stand() -> None:
    harms, article = harms_of("Two people were killed.")
    assert with_tagged({}, load_lexicon(), article, [], {"text": harms}) == {"text": harms}


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (TollValue(0, 0), "0"),
        (TollValue(3, None), "3"),
        (TollValue(7, 7), "4"),
        (TollValue(None, 12), "10"),
        (TollValue(250, 250), "10"),
    ],
)
def test_toll_class(value: TollValue, label: str) -> None:
    assert toll_class("killed", value) == label


def claim(start: int, value: Value, score: float) -> Claim:
    span = Span("text", start, start + 3)
    return Claim(str(start), "a", "killed", span, "two", value, (), "asserted", score)


def test_claim_features_tell_who_agrees() -> None:
    doc = annotate("Two people were killed.")
    claims = [claim(0, TollValue(2, 2), 0.8), claim(10, TollValue(2, 2), 0.8), claim(20, TollValue(3, 3), 0.8)]
    first, last = (claim_features(each, claims, doc, "main") for each in (claims[0], claims[2]))
    assert first["agreeing"] > last["agreeing"] == 0.0
    assert first["differing"] < last["differing"]
    assert (first["first"], last["first"]) == (1.0, 0.0)


def test_scores_of_a_report_are_probabilities() -> None:
    account = main_of(annotate("A bomb killed two farmers in Kabul on Monday, police said."))
    assert account.claims
    assert all(0.0 < claim.score < 1.0 for claim in account.claims)
