"""Where an event happened that its own words do not place: the title, the opening, the dateline."""

from __future__ import annotations

from dateline.model import Account, Doc
from tests.extract.annotated import annotate


def main_of(doc: Doc) -> Account:
    return next(account for account in doc.accounts if account.role == "main")


def places_of(text: str, *, title: str | None = None) -> dict[str, float]:
    claims = main_of(annotate(text, title=title)).of_field("place")
    return {claim.written: claim.score for claim in claims}


def test_the_opening_places_what_is_told_after_it() -> None:
    text = (
        "KABUL, Afghanistan (Oct. 4) - Soldiers searched houses in Helmand province on Thursday. "
        "The soldiers arrested three men and killed a fighter."
    )
    told = places_of(text)
    assert any("Helmand" in written for written in told)
    assert told["KABUL"] < min(score for written, score in told.items() if "Helmand" in written)


def test_headers_are_no_opening() -> None:
    text = (
        "For immediate release\nDownload\nPhotographs\nContact\n\n"
        "Soldiers searched houses in Helmand province on Thursday. The soldiers arrested three men."
    )
    assert any("Helmand" in written for written in places_of(text))


def test_an_event_that_has_its_place_takes_none_of_the_opening() -> None:
    text = "Ministers met in Geneva on Thursday. A bomb killed nine people in Mosul, they said."
    assert set(places_of(text)) == {"Mosul"}
