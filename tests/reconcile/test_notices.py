"""Which articles correct or take back what, in made-up reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.model import Article, Cluster, Incident, Member, TollRange
from dateline.reconcile import find_notices, reconcile
from dateline.reconcile.notices import notice_of, restates_an_error
from tests.link.accounts import by_id, killed, make_account, make_article
from tests.reconcile.reports import DEC_16, DEC_17, DEC_18

HEADLINE = "Nine killed at Temvar mill"


def article(text: str, *, title: str = HEADLINE, published: str = DEC_16, document: str = "a") -> Article:
    return make_article(text, title=title, published=published, outlet="Hill Radio", document=document)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Correction: Temvar mill", "Eight died.", "correction"),
        ("CORRECTION", "We gave a wrong number.", "correction"),
        ("Nine killed at mill (corrected)", "Eight died.", "correction"),
        ("RETRACTED: Nine killed at mill", "Nine died.", "retraction"),
        (HEADLINE, "Eight died.\nCorrection: a number was wrong.", "correction"),
        (HEADLINE, "Eight died.\nAn earlier version of this story gave nine.", "correction"),
        (HEADLINE, "This article was corrected on Monday.", "correction"),
        (HEADLINE, "This story has been retracted.", "retraction"),
        (HEADLINE, "Hill Radio has withdrawn its report of a fire.", "retraction"),
        (HEADLINE, "We have withdrawn our report of a fire.", "retraction"),
        (HEADLINE, "The army has withdrawn its report on the fire.", None),
        (HEADLINE, "The witness retracted his statement.", None),
        ("Correction officers shot at prison", "Two correction officers were hurt.", None),
        (HEADLINE, "The army has withdrawn from Temvar.", None),
    ],
)
def test_notice_of(title: str, text: str, kind: str | None) -> None:
    found = notice_of(article(text, title=title))
    assert (found.kind if found else None) == kind


def concerned(*articles: Article, copies: dict[str, str] | None = None) -> Sequence[str]:
    [notice] = find_notices(articles, copies=copies or {})
    return notice.articles


def test_a_notice_concerns_earlier_texts_of_its_document() -> None:
    first = article("Nine died.")
    later = article("Eight died.", published=DEC_18)
    notice = article("Correction: eight died.", published=DEC_17)
    assert concerned(first, later, notice) == (first.id,)


def test_of_one_time_the_revision_is_the_later() -> None:
    first = article("Nine died.")
    notice = replace(article("Correction: eight died."), revision_of=first.id)
    assert concerned(first, notice) == (first.id,)


def test_a_notice_concerns_earlier_articles_that_it_names() -> None:
    first = article("Nine died.")
    notice = article(f'We have withdrawn our report "{HEADLINE}".', title="Note", published=DEC_17, document="b")
    elsewhere = replace(article("Nine died.", document="c"), outlet="Orlun Post")
    assert concerned(first, elsewhere, notice) == (first.id,)
    assert concerned(first, elsewhere, notice, copies={elsewhere.id: first.id}) == tuple(
        each.id for each in sorted((first, elsewhere), key=lambda each: each.id)
    )


def test_short_headlines_name_nothing() -> None:
    first = article("Nine died.", title="Fire in Temvar")
    notice = article("This story has been retracted. Fire in Temvar", published=DEC_17, document="b")
    assert concerned(first, notice) == ()


def test_what_a_correction_tells_as_its_error() -> None:
    text = "Eight died.\nCorrection: An earlier version said nine had died; the number is eight."
    found = article(text)
    notices = find_notices([found], copies={})
    spans = {word: killed(1, start=text.index(word)).span for word in ("Eight", "nine", "eight")}
    assert [word for word, span in spans.items() if restates_an_error(found, span, notices)] == ["nine"]
    assert not restates_an_error(found, spans["nine"], ())


def told(reports: Sequence[tuple[Article, int]]) -> Incident:
    accounts = [make_account(each, claims=[killed(number, number)]) for each, number in reports]
    articles = [each for each, _ in reports]
    return reconcile(
        Cluster(tuple(Member(each.id, each.article_id, "main", 0.0, "") for each in accounts)),
        accounts={each.id: each for each in accounts},
        articles=by_id(articles),
        copies={},
        reviews={},
        notices=find_notices(articles, copies={}),
    )


def test_a_corrected_text_comes_last_though_it_was_published_at_the_same_time() -> None:
    first = article("Nine died.")
    notice = replace(article("Correction: eight died."), revision_of=first.id)
    found = told([(first, 9), (notice, 8)])
    assert found.values["killed"].value == TollRange(8, 8, 9)
    assert found.independent_sources == 1
    [listed] = found.notices
    assert (listed.by, listed.articles) == (notice.id, (first.id,))


def test_what_was_taken_back_did_not_happen_and_stays() -> None:
    first = article("Nine died.")
    notice = article("This story has been retracted.", published=DEC_17)
    found = told([(first, 9), (notice, 9)])
    assert (found.status, found.independent_sources) == ("did_not_happen", 0)
    toll = found.values["killed"]
    assert toll.value == TollRange(None, None, None)
    assert (len(toll.claims_for), len(toll.claims_against)) == (0, 2)
    assert [change.value.best for change in toll.over_time] == [9, None]


def test_another_report_stands_where_one_was_taken_back() -> None:
    first = article("Nine died.")
    other = replace(article("Two died.", document="c"), outlet="Orlun Post")
    notice = article("This story has been retracted.", published=DEC_17)
    found = told([(first, 9), (other, 2), (notice, 9)])
    assert (found.status, found.independent_sources) == ("happened", 1)
    assert found.values["killed"].value == TollRange(2, 2, 2)
