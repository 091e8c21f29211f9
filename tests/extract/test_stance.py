"""Stance and role of event words."""

from __future__ import annotations

import pytest

from dateline.model import Event
from tests.extract.annotated import annotate


def event_of(text: str, word: str) -> Event:
    doc = annotate(text)
    return next(event for event in doc.events if word in doc.article.written(event.span))


@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        ("Gunmen attacked a bus.", "attacked", "asserted"),
        ("The rebels denied responsibility for a bomb that killed four people.", "killed", "asserted"),
        ("The attack on the base had been planned for weeks.", "attack", "asserted"),
        ("Miners called off a protest in the town.", "protest", "denied"),
        ("It was a carefully planned attack on the base.", "attack", "asserted"),
        ("Officers were called to a shooting on Mill Lane.", "shooting", "asserted"),
        ("Officers answered a call of shots fired.", "shots fired", "asserted"),
        ("She heard gunfire and realised that she'd been shot.", "shot", "asserted"),
        ("The injuries of the man who was shot were not serious.", "shot", "asserted"),
        ("He said that the shooting was not random.", "shooting", "asserted"),
        ("Nobody has been arrested in the shooting.", "shooting", "asserted"),
        ("She feared that she'd be shot.", "shot", "hypothetical"),
        ("Ministers to sign a truce on Monday", "sign", "planned"),
        ("Police said that gunmen attacked a bus.", "attacked", "asserted"),
        ("He allegedly shot two men.", "shot", "hedged"),
        ("The attack may have been carried out by rebels.", "attack", "hedged"),
        ("Suspected rebels are believed to have bombed the bridge.", "bombed", "hedged"),
        ("The army denied that it had bombed the village.", "bombed", "denied"),
        ("Police foiled an attack on the embassy.", "attack", "denied"),
        ("No shots were fired.", "shots", "denied"),
        ("The rebels did not attack the town.", "attack", "denied"),
        ("Officials said reports of a kidnapping were untrue.", "kidnapping", "denied"),
        ("The army plans to launch an offensive.", "offensive", "planned"),
        ("The rebels vowed to attack the capital.", "attack", "planned"),
        ("The general signalled that retaliation would follow.", "retaliation", "planned"),
        ("Workers will strike and the union will march on Monday.", "march", "planned"),
        ("The group could attack again.", "attack", "hypothetical"),
        ("If the rebels attack, the town will fall.", "attack", "hypothetical"),
        ("An attack is likely.", "attack", "hypothetical"),
        ("The army held a drill simulating an attack.", "attack", "hypothetical"),
        ("Police investigated the attack.", "attack", "asserted"),
        ("Troops launched an operation to capture a rebel leader.", "capture", "planned"),
        ("Troops were looking to capture a rebel leader.", "capture", "planned"),
        ("The outrage could spur the army to intensify its offensive.", "intensify", "hypothetical"),
    ],
)
def test_stance(text: str, word: str, stance: str) -> None:
    assert event_of(text, word).stance == stance


def test_factuality_follows_stance() -> None:
    certain = event_of("Gunmen attacked a bus.", "attacked").factuality
    hedged = event_of("He allegedly shot two men.", "shot").factuality
    denied = event_of("The rebels did not attack the town.", "attack").factuality
    assert 3.0 >= certain > 2.5 > hedged > 0 > -2 > denied >= -3.0


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("In 2009, a bombing killed 40 people.", "bombing", "background"),
        ("The army has detained 40 rebels since October.", "detained", "background"),
        ("A bombing on Monday killed 40 people.", "bombing", "other"),
        ("The rebels have long been attacking villages.", "attacking", "background"),
        ("The army pressed on with an offensive it launched this year.", "offensive", "background"),
        ("He was charged with robbery.", "charged", "trial"),
        ("Thousands came to the funeral.", "funeral", "followup"),
        ("They marked the anniversary of the massacre.", "massacre", "anniversary"),
    ],
)
def test_role(text: str, word: str, role: str) -> None:
    assert event_of(text, word).role == role


def test_what_others_tried_does_not_make_an_attempt() -> None:
    assert event_of("Two men were killed when they attempted to flee.", "killed").factuality > 2.5
