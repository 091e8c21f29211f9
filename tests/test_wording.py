"""Text of articles on a terminal and on pages: what would be obeyed and not shown is written out."""

from __future__ import annotations

import pytest

from dateline.wording import printable, visible


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
