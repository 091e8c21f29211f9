"""Plain text: the head above, paragraphs, and the text exactly as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.text import paragraph_spans
from tests.read.sources import STORY, paragraphs, read_one, set_aside

WRAPPED = "Gunmen stopped a bus on the valley road\nnear Karvan on Monday, police said."


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Bus stopped\n\nBy Nora Quist\n4 March 2014\n\n", ("Bus stopped", "Nora Quist", None, "2014-03-04")),
        ("Bus stopped\nBy Nora Quist\n\n", ("Bus stopped", "Nora Quist", None, None)),
        ("Bus stopped\n===========\n\nHill Post\n\n3/4/2014\n\n", ("Bus stopped", None, "Hill Post", None)),
        (
            "Title: Bus stopped\nOutlet: Lamp\nDate: 4/13/2014\n\n",
            ("Bus stopped", None, "Lamp", "2014-04-13"),
        ),
        ("", (None, None, None, None)),
    ],
)
def test_head(tmp_path: Path, head: str, expected: tuple[str | None, ...]) -> None:
    article = read_one(tmp_path, "a.txt", f"{head}{WRAPPED}\n\n{STORY[1]}\n")
    assert (article.title, article.byline, article.outlet, article.published) == expected
    assert article.text == f"{WRAPPED}\n\n{STORY[1]}"
    assert paragraphs(article) == [WRAPPED, STORY[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo\n \n\nthree", ["one", "two", "three"]),
        ("one\r\n\r\ntwo\r\rthree", ["one", "two", "three"]),
        ("  one  \n\n", ["one"]),
        (WRAPPED, [WRAPPED]),
        (f"{STORY[0]} {STORY[1]}\n{STORY[2]}", [f"{STORY[0]} {STORY[1]}", STORY[2]]),
        ("Two men died.\nNo one was held.", ["Two men died.", "No one was held."]),
        ("", []),
    ],
)
def test_paragraph_spans(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraph_spans(text)] == expected


@given(st.text(alphabet="ab. \n\r\t\u2028"))
def test_paragraph_spans_leave_out_white_space_alone(text: str) -> None:
    spans = paragraph_spans(text)
    assert all(start < end for start, end in spans)
    assert [edge for span in spans for edge in span] == sorted({edge for span in spans for edge in span})
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


def test_text_without_a_report(tmp_path: Path) -> None:
    assert set_aside(tmp_path, "a.txt", "By Nora Quist\n\n4 March 2014\n") == "no text"
