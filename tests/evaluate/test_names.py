"""Names against flat gold: nested ones, descriptions, and types that are left out."""

from __future__ import annotations

from dateline.evaluate.metrics import Prf
from dateline.evaluate.names import names_of, score
from dateline.model import Mention, Span
from tests.evaluate.makers import make_doc, span_of

TEXT = "Orvane police and the army met Ana Bell of Norland on Founders' Day."


def test_names_of_takes_the_outer_one_and_no_descriptions() -> None:
    mentions = [
        Mention(span_of(TEXT, "Orvane"), "place"),
        Mention(span_of(TEXT, "Orvane police"), "police"),
        Mention(span_of(TEXT, "army"), "state_force"),
        Mention(span_of(TEXT, "Ana Bell"), "person"),
        Mention(span_of(TEXT, "Founders' Day"), "other"),
        Mention(Span("title", 0, 6), "place"),
    ]
    doc = make_doc(TEXT, mentions=mentions)
    assert names_of(doc) == {(0, 13, "Organization"), (31, 39, "Person")}


def entity(start: int, end: int, type_: str) -> dict[str, object]:
    return {"start": start, "end": end, "type": type_}


def test_score_by_type_and_span() -> None:
    gold = [entity(0, 6, "Location"), entity(10, 14, "Person"), entity(20, 25, "NORP")]
    # One right, one with the wrong type, one with a longer span; the last gold name is missed.
    scores = score({(0, 6, "Location"), (10, 14, "Organization"), (19, 25, "NORP")}, gold)
    assert scores.by_type["Location"] == Prf(1, 0, 0)
    assert scores.by_type["Organization"] == Prf(0, 1, 0)
    assert scores.by_type["Person"] == Prf(0, 0, 1)
    assert scores.by_type["NORP"] == Prf(0, 1, 1)
    assert scores.overall == Prf(1, 2, 2)
    assert scores.spans == Prf(2, 1, 1)


def test_score_what_meets_only_left_out_types_does_not_count() -> None:
    gold = [entity(0, 6, "Misc"), entity(7, 9, "Person")]
    assert score({(0, 6, "Person")}, gold).overall == Prf(0, 0, 1)
    # It meets a name that counts, too: wrong. It meets nothing at all: wrong.
    assert score({(0, 9, "Person")}, gold).overall == Prf(0, 1, 1)
    assert score({(20, 22, "Person")}, gold).overall == Prf(0, 1, 1)
