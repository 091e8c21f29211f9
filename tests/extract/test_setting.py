"""The day and the place of the main event are chosen among all that the article tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.extract.nets.calibration import load_calibration
from dateline.extract.nets.reader import WEIGHTS
from dateline.extract.setting import CANDIDATES, chances, choose_setting, model_of
from dateline.extract.setting_features import day_candidates, place_candidates
from dateline.model import Account, Claim, Doc
from tests.extract.annotated import annotate

TITLE = "Two men shot in Toledo"
TEXT = (
    "Two men were shot outside a shop in Toledo, Ohio, on Tuesday night, police said.\n\n"
    "Both were taken to a hospital in Denver. The shooting happened about 9 p.m. in the 300 block of Elm Street, "
    "Toledo police said. A vigil will be held on Thursday, and one of the men, a teacher who moved from Pueblo on "
    "Sunday, was to appear in court on Wednesday."
)


def report() -> Doc:
    return annotate(TEXT, title=TITLE)


def main_of(doc: Doc) -> Account:
    return next(account for account in doc.accounts if account.role == "main")


def claims_of(doc: Doc, field: str) -> list[Claim]:
    return [claim for claim in main_of(doc).claims if claim.field == field]


def test_every_field_has_a_model() -> None:
    assert {model_of(field) for field in CANDIDATES} <= load_calibration(WEIGHTS).keys()


def test_candidates_are_all_that_is_told() -> None:
    doc = report()
    names = {place.entries[0].value.name for place in place_candidates(doc, main_of(doc)).values()}  # type: ignore[union-attr]
    assert {"Toledo", "Denver", "Pueblo"} <= names
    assert "Ohio" not in names
    # Published on a Wednesday: the Thursday is ahead by a day, which may be another time zone.
    assert {date(2014, 12, 16), date(2014, 12, 17)} <= set(day_candidates(doc, main_of(doc)))


def test_chances_are_shared() -> None:
    doc = report()
    for field, candidates in CANDIDATES.items():
        shared = chances(candidates(doc, main_of(doc)), load_calibration(WEIGHTS)[model_of(field)].weights)
        assert 0.0 < sum(shared.values()) <= 1.0
        assert all(share >= 0.0 for share in shared.values())


def test_the_place_and_the_day_of_the_event_are_the_surest() -> None:
    doc = report()
    for field, wanted in (("place", "Toledo"), ("date", "Tuesday night")):
        surest = max(claims_of(doc, field), key=lambda claim: claim.score)
        assert wanted in surest.written


def test_what_no_rule_ties_to_the_event_is_claimed_where_it_is_likely() -> None:
    doc = report()
    main = main_of(doc)
    bare = replace(main, claims=tuple(claim for claim in main.claims if claim.field not in CANDIDATES))
    chosen = choose_setting([bare], doc, load_calibration(WEIGHTS))[0]
    places = [claim for claim in chosen.claims if claim.field == "place"]
    assert {claim.written for claim in places} == {"Toledo"}
    assert doc.article.written(places[0].span) == "Toledo"
    assert "place" not in chosen.unknown


def test_other_events_keep_the_scores_of_their_rules() -> None:
    doc = annotate("A volcano erupted near Goma on Tuesday, killing nine people.", title="Nine dead as volcano erupts")
    for account in doc.accounts:
        assert choose_setting([account], doc, load_calibration(WEIGHTS)) == [account]
