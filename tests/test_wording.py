"""Text of articles on a terminal and on pages: what would be obeyed and not shown is written out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import LIKELY, Cluster, Member, PlaceValue, Record, TimeValue
from dateline.reconcile import find_notices, reconcile
from dateline.wording import notices_text, printable, sources_text, standing_text, value_text, visible
from tests.link.accounts import by_id, killed, make_account, make_article

TEMVAR = PlaceValue(7, "Temvar", "AA", "Dee", None, 1.0, 2.0, "city")
DAY = TimeValue("DATE", "2014-12-16", "2014-12-16", "2014-12-16", "day")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Four killed in Córdoba – “police”", "Four killed in Córdoba – “police”"),
        ("\x1b[2J gone", "\\x1b[2J gone"),
        ("\x9b31m \x07 \x00 \x7f", "\\x9b31m \\x07 \\x00 \\x7f"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("line\r\nline\ttab", "line\r\nline\ttab"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb\r\nc\td", "a b  c d"), ("a\u2028b\x0bc", "a b c"), ("\x1b]0;t\x07", "\\x1b]0;t\\x07")]
)
def test_printable_is_one_line(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (TEMVAR, "Temvar, Dee, AA"),
        (DAY, "2014-12-16"),
        (replace(DAY, latest="2014-12-17"), "2014-12-16 to 2014-12-17"),
        (replace(DAY, precision="week", reason=LIKELY), "2014-12-16 (likely)"),
        (replace(TEMVAR, precision="district", reason=f"{LIKELY}; at Moss Lane"), "Temvar, Dee, AA (likely)"),
        (replace(TEMVAR, precision="exact", reason="at Moss Lane; the point"), "Temvar, Dee, AA (at Moss Lane)"),
    ],
)
def test_values_that_may_be_others_are_marked(value: object, shown: str) -> None:
    assert value_text(value) == shown


def test_notices_and_sources_in_words() -> None:
    wrong, note, other = (
        make_article(text, title=title, published=published, outlet=outlet, document=document)
        for text, title, published, outlet, document in (
            ("Nine died.", "Nine die in mill fire", "2014-12-16", "Hill Radio", "a"),
            ("This story has been retracted.", "Mill fire", "2014-12-17", "Hill Radio", "a"),
            ("Two died.", "Two die in mill fire", "2014-12-16", "Orlun Post", "b"),
        )
    )
    accounts = [make_account(article, claims=[killed(9, 9)]) for article in (wrong, other)]
    articles = by_id([wrong, note, other])
    incident = reconcile(
        Cluster(tuple(Member(account.id, account.article_id, "main", 0.0, "") for account in accounts)),
        accounts={account.id: account for account in accounts},
        articles=articles,
        copies={wrong.id: "one", other.id: "one"},
        reviews={},
        notices=find_notices(articles.values(), copies={}),
    )
    claims = {claim.id: claim for account in accounts for claim in account.claims}
    record = Record(incident, {account.id: account for account in accounts}, claims, articles, {})
    assert notices_text(record) == [
        "retraction in Hill Radio, 2014-12-17 of Hill Radio, 2014-12-16: This story has been retracted."
    ]
    [line] = sources_text(record)
    assert line.endswith("(2 reports) count as one: copies of one text")
    assert [standing_text(record, account.claims[0]) for account in accounts] == [
        "asserted, since retracted",
        "asserted",
    ]
