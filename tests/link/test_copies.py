"""Copies of one text are one group; two reports of one event are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link.copies import are_copies, copy_groups, shingle_set
from dateline.model import Article
from tests.link.accounts import make_article

WIRE = [
    "A bomb hidden in a vegetable cart went off near the main bazaar of Temvar on Tuesday morning, officials said.",
    "The district commissioner told reporters that seven shoppers had died and nineteen were being treated.",
    "Witnesses described a flash, then shutters and crates flying across the narrow lane where traders unload.",
    "No group had said by evening that it was behind the blast, the third in the valley since the summer.",
    "Shopkeepers closed for the day, and the town council called a meeting on guarding the market gates.",
    "The interior ministry promised to pay the hospital bills of those hurt, and sent investigators from the capital.",
]
LOCAL = "Bus service on the ring road resumes on Thursday, the transport office of our own city announced last night."
OTHER_REPORT = [
    "Seven people were killed in Temvar when explosives packed in a cart blew up beside stalls, the police chief said.",
    "Nineteen wounded lay in two clinics last night; doctors feared for four of them.",
    "Traders said they had asked for cameras after an earlier blast but none had come.",
]
HEADLINE = "Bomb in market of Temvar kills seven shoppers"

EDITS = {
    "as it is": WIRE,
    "shortened": WIRE[:4],
    "paragraphs swapped": [WIRE[0], *WIRE[3:], *WIRE[1:3]],
    "a local paragraph appended": [*WIRE, LOCAL],
    "words changed": [line.replace("shoppers", "customers").replace("Tuesday", "Dec. 16") for line in WIRE],
    "upper case and wrapped": ["\n".join(line.upper().split(" ")) for line in WIRE],
}


def wire(lines: list[str], *, outlet: str, published: str = "2014-12-16", title: str = HEADLINE) -> Article:
    return make_article("\n".join(lines), title=title, outlet=outlet, published=published)


@pytest.mark.parametrize("edit", EDITS)
def test_copies_edited_copy_is_one_group(edit: str) -> None:
    first = wire(WIRE, outlet="Wire")
    copy = wire(EDITS[edit], outlet="Daily", published="2014-12-17", title="Seven shoppers die in Temvar blast")
    assert copy_groups([copy, first]) == {first.id: first.id, copy.id: first.id}


def test_copies_two_reports_of_one_event_are_two_groups() -> None:
    first, second = wire(WIRE, outlet="Wire"), wire(OTHER_REPORT, outlet="Daily")
    assert set(copy_groups([first, second]).values()) == {first.id, second.id}


def test_copies_revisions_of_one_document_are_one_group() -> None:
    first = make_article("Two died.", document="https://example.org/1", published="2014-12-16")
    second = make_article("Corrected: nobody was hurt.", document="https://example.org/1", published="2014-12-17")
    assert set(copy_groups([second, first]).values()) == {first.id}


def test_copies_frame_of_a_page_is_no_copy() -> None:
    form = "Sign in with your profile. By registering you agree to our terms of service and our privacy policy. " * 4
    pages = [make_article(form, title=title) for title in ("Storm hits Orlun harbour", "Mayor of Temvar resigns")]
    assert len(set(copy_groups(pages).values())) == 2


def test_copies_digest_that_quotes_a_brief_is_no_copy() -> None:
    brief = wire(WIRE[:1], outlet="Wire")
    digest = wire([*OTHER_REPORT, LOCAL, WIRE[0], *OTHER_REPORT[::-1], LOCAL.upper()], outlet="Daily")
    assert len(set(copy_groups([brief, digest]).values())) == 2


def test_copies_empty_texts_are_not_copies() -> None:
    articles = [make_article("", title=None, document=str(number)) for number in range(3)]
    assert copy_groups(articles) == {article.id: article.id for article in articles}
    assert copy_groups([]) == {}


def test_copies_earliest_names_the_group_and_no_date_comes_last() -> None:
    undated = replace(wire(WIRE, outlet="Wire"), published=None)
    dated = wire(WIRE, outlet="Daily", published="2015-01-01")
    assert set(copy_groups([undated, dated]).values()) == {dated.id}


@given(st.integers(0, 2**32), st.integers(1, 3))
def test_copies_order_and_repetition_do_not_matter(seed: int, times: int) -> None:
    articles = [wire(lines, outlet=name) for name, lines in EDITS.items()] + [wire(OTHER_REPORT, outlet="Daily")]
    shuffled = articles * times
    random.Random(seed).shuffle(shuffled)
    assert copy_groups(shuffled) == copy_groups(articles)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", False),
        ("Storm", "storm!", True),
        ("one two three four five", "one two three four six", False),
        ("a b c d e f g", "a b c d e f h", True),  # 3 of 5 shingles: above a half
    ],
)
def test_are_copies_of_short_texts(left: str, right: str, expected: bool) -> None:
    assert are_copies(shingle_set(left), shingle_set(right)) is expected


def test_copies_headline_in_other_forms_of_its_texts_words() -> None:
    copies = [wire(WIRE, outlet=name) for name in ("Wire", "Daily")]
    told = [replace(article, title="Bombings: Temvar markets") for article in copies]
    assert len(set(copy_groups(told).values())) == 1


def test_copies_that_hardly_differ_are_found_years_apart_and_edited_ones_within_weeks() -> None:
    chance = random.Random(5)
    words = [f"word{number}" for number in range(400)]
    text = " ".join(chance.choices(words, k=200))
    close = text.replace(text[:30], "Other words begin it", 1)
    edited = " ".join([*text.split()[:140], *chance.choices(words, k=60)])
    for copy, later, expected in (
        (close, "2024-06-01", True),
        (edited, "2014-12-30", True),
        (edited, "2024-06-01", False),
        (edited, None, False),
        (close, None, True),
    ):
        pair = [
            make_article(text, published="2014-12-17", document="first"),
            make_article(copy, published=later, document="second"),
        ]
        assert (len(set(copy_groups(pair).values())) == 1) is expected, (copy, later)
        assert copy_groups(pair[::-1]) == copy_groups(pair)
