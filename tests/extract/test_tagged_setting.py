"""The day and the city that the reader marks become claims, as sure as the mark."""

from __future__ import annotations

from dateline.extract.claims import ClaimMaker
from dateline.extract.tagged_setting import add_setting
from dateline.model import Claim, Doc, Span, Tag
from tests.extract.annotated import annotate

TEXT = "Police in Denver said on Friday that a shooting in Boulder on Tuesday had hurt two men."


def marked(*marks: tuple[str, str, float]) -> Doc:
    """Return the text with marks of the setting: (label, words, score)."""
    tags = [
        Tag(Span("text", TEXT.index(words), TEXT.index(words) + len(words)), "setting", label, score)
        for label, words, score in marks
    ]
    return annotate(TEXT).add(tags=tuple(tags))


def setting_of(doc: Doc, *before: Claim) -> list[tuple[str, str, float]]:
    maker = ClaimMaker(doc, "account", {}, "asserted", list(before))
    add_setting(maker)
    return [(claim.field, claim.written, claim.score) for claim in maker.claims]


def test_the_surest_marks_become_claims() -> None:
    doc = marked(("date", "Friday", 0.3), ("date", "Tuesday", 0.9), ("city", "Boulder", 0.8), ("city", "Denver", 0.4))
    assert {(field, words.split()[-1], score) for field, words, score in setting_of(doc)} == {
        ("date", "Tuesday", 0.9),
        ("place", "Boulder", 0.8),
    }


def test_a_claim_by_rule_is_as_sure_as_the_mark_on_it() -> None:
    maker = ClaimMaker(marked(), "account", {}, "asserted")
    place = next(each for each in maker.doc.places if maker.doc.article.written(each.span) == "Boulder")
    maker.add("place", place.span, place.value, "setting", score=0.5)
    for score, after in ((0.9, 0.9), (0.2, 0.5)):
        assert setting_of(marked(("city", "Boulder", score)), *maker.claims) == [("place", "Boulder", after)]


def test_a_mark_on_no_time_or_place_tells_nothing() -> None:
    assert setting_of(marked(("date", "shooting", 0.9), ("city", "two men", 0.9))) == []
    assert setting_of(marked()) == []
