"""Text of articles on a terminal and on pages: what would be obeyed and not shown is written out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import LIKELY, PlaceValue, TimeValue
from dateline.wording import printable, value_text, visible

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
        (replace(TEMVAR, precision="exact", reason="at Moss Lane"), "Temvar, Dee, AA (at Moss Lane)"),
    ],
)
def test_values_that_may_be_others_are_marked(value: object, shown: str) -> None:
    assert value_text(value) == shown
