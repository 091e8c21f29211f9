"""Parties of claims take from the article's chains what they do not say themselves."""

from __future__ import annotations

import pytest

from dateline.knowledge.actors import load_actors
from dateline.model import Account, Claim, Doc, Mention, PartyValue, Span
from dateline.resolve.actors import with_chains
from tests.annotate.articles import make_article

TEXT = (
    "Mayor Inger Solvang came. The mayor was shot. The Sudanese army met. The SAF denied it. Troops fired. "
    "Six M23 men fled."
)
SPANS = {
    name: Span("text", TEXT.index(name), TEXT.index(name) + len(name))
    for name in ("Inger Solvang", "The mayor", "Sudanese army", "SAF", "Troops", "M23", "Six M23 men")
}
DOC = Doc(
    make_article(TEXT),
    mentions=(
        Mention(SPANS["Inger Solvang"], "person"),
        Mention(SPANS["Sudanese army"], "state_force", "sudan.army"),
        Mention(SPANS["SAF"], "organisation"),
        Mention(SPANS["M23"], "armed_group", "drc.m23"),
    ),
    chains=((0,), (1, 2), (3,)),
    references=((SPANS["The mayor"], 0),),
)


@pytest.mark.parametrize(
    ("written", "value", "resolved"),
    [
        (
            "The mayor",
            PartyValue(None, None, "person", "killed", role="mayor"),
            PartyValue("Inger Solvang", None, "person", "killed", role="mayor"),
        ),
        ("SAF", PartyValue("SAF", None, "organisation"), PartyValue("SAF", "sudan.army", "state_force")),
        (
            "Six M23 men",
            PartyValue("M23 men", None, "armed_group", "killed"),
            PartyValue("M23 men", "drc.m23", "armed_group", "killed"),
        ),
        ("Six M23 men", PartyValue("men", None, "civilians"), PartyValue("men", None, "civilians")),
        ("Troops", PartyValue("Troops", None, "state_force"), PartyValue("Troops", None, "state_force")),
        ("Troops", PartyValue(None, None, "person", role="soldier"), PartyValue(None, None, "person", role="soldier")),
    ],
)
def test_party_takes_what_its_chain_tells(written: str, value: PartyValue, resolved: PartyValue) -> None:
    claim = Claim("c", "a", "victim", SPANS[written], written, value, (), "asserted", 0.9)
    account = Account("a", "art", "run", "shooting", "main", "asserted", None, (claim,), {})
    (found,) = with_chains(account, DOC, load_actors()).claims
    assert found.value == resolved
