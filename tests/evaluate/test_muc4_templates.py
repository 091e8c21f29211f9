"""Templates of five roles: mapping within one type, and what is left over."""

from __future__ import annotations

from dateline.evaluate.metrics import Prf
from dateline.evaluate.muc4 import ROLES
from dateline.evaluate.muc4_templates import Template, gold_template, score, template_of
from dateline.model import PartyValue, ThingValue
from tests.evaluate.makers import make_account, make_claim, make_doc


def make_template(type_: str, **fillers: list[set[str]]) -> Template:
    return Template(frozenset(type_.split(" / ")), {role: fillers.get(role, []) for role in ROLES})


def test_perfect() -> None:
    gold = [make_template("attack", PerpInd=[{"rebels", "rebel column"}])]
    scores = score([make_template("attack", PerpInd=[{"rebels"}])], gold)
    assert sum(scores.values(), Prf()) == Prf(2, 0, 0)


def test_templates_map_within_one_type_to_match_the_most() -> None:
    bridge, post = [{"bridge"}], [{"post"}]
    gold = [make_template("bombing", Target=bridge), make_template("bombing", Target=post)]
    predicted = [make_template("bombing", Target=post), make_template("arson", Target=bridge)]
    scores = score(predicted, gold)
    # The bombing of the post is right; arson is spurious and the bombing of the bridge missing, with type and target.
    assert scores["incident_type"] == Prf(1, 1, 1)
    assert scores["Target"] == Prf(1, 1, 1)


def test_pair_of_one_type_maps_without_a_common_filler() -> None:
    scores = score([make_template("attack", Victim=[{"mayor"}])], [make_template("attack", Victim=[{"judge"}])])
    assert scores["incident_type"] == Prf(1, 0, 0)
    assert scores["Victim"] == Prf(0, 1, 1)


def test_two_alike_are_two() -> None:
    twice = [make_template("attack"), make_template("attack")]
    assert score(twice, twice)["incident_type"] == Prf(2, 0, 0)
    assert score(twice, twice[:1])["incident_type"] == Prf(1, 1, 0)


def test_gold_may_allow_two_types() -> None:
    empty: dict[str, list[object]] = {role: [] for role in ROLES}
    gold = gold_template({"incident_type": "bombing / attack", **empty})
    assert score([make_template("bombing")], [gold])["incident_type"] == Prf(1, 0, 0)
    assert score([make_template("attack")], [gold])["incident_type"] == Prf(1, 0, 0)


def test_template_of_an_account_holds_its_own_fillers_alone() -> None:
    text = "REBELS BLEW UP THE BRIDGE AND SHOT ANA RUIZ."
    bridge = make_claim(text, "THE BRIDGE", "target", ThingValue("bridge", "infrastructure"))
    judge = make_claim(text, "ANA RUIZ", "victim", PartyValue("ANA RUIZ", None, "person"))
    bombing, shooting = make_account("bombing", [bridge]), make_account("shooting", [judge])
    doc = make_doc(text, accounts=[bombing, shooting])
    assert template_of(doc, bombing) == make_template("bombing", Target=[{"bridge"}])
    assert template_of(doc, shooting) == make_template("attack", Victim=[{"ana ruiz"}])
