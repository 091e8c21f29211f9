"""Lines above a report: bylines, dates and outlets, and sentences that look like them."""

from __future__ import annotations

import pytest

from dateline.read.head import head_lines, read_fields, read_line

LINES = [
    ("By Nora Quist", "Nora Quist", None, None, None),
    ("By Nora Quist and Tam Idle", "Nora Quist and Tam Idle", None, None, None),
    ("BY NORA QUIST, HILL POST", "NORA QUIST, HILL POST", None, None, None),
    ("By Nora Quist in Tarn", "Nora Quist in Tarn", None, None, None),
    ("By Nora Quist, Hill Post correspondent", "Nora Quist, Hill Post correspondent", None, None, None),
    ("By our crime correspondent", "our crime correspondent", None, None, None),
    ("By Nora Quist | 4 March 2014 | 5 min read", "Nora Quist", "2014-03-04", None, None),
    ("Posted on 4 March 2014 by Nora Quist", "Nora Quist", "2014-03-04", None, None),
    ("By Hill news services | 11/21/2015 | Hill Dispatch", "Hill news services", "2015-11-21", None, "Hill Dispatch"),
    ("Published: 17/4/2014 10:30 GMT | Updated: 18/4/2014", None, "2014-04-17", "2014-04-18", None),
    ("Last updated on March 4, 2014 at 5:30 p.m. EST", None, None, "2014-03-04", None),
    ("Wednesday, 17 December 2014", None, "2014-12-17", None, None),
    ("First published on Tue 4 Mar 2014 07.00 GMT", None, "2014-03-04", None, None),
    ("The Hill Post | World desk | 31/12/2013", None, "2013-12-31", None, "The Hill Post"),
    ("Radio Hill, 24.10.2019", None, "2019-10-24", None, "Radio Hill"),
    ("Hill News Agency", None, None, None, "Hill News Agency"),
]


@pytest.mark.parametrize(("line", "byline", "published", "updated", "outlet"), LINES)
def test_read_line(
    line: str, byline: str | None, published: str | None, updated: str | None, outlet: str | None
) -> None:
    read = read_line(line)
    assert read is not None
    dates = [written.readings[0] if written else None for written in (read.published, read.updated)]
    assert (read.byline, dates, read.outlet) == (byline, [published, updated], outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the army had left the town.",
        "By Monday",
        "By our count a reporter had died.",
        "By the time help came, two men had died.",
        "On 4 March 2014 gunmen attacked the town.",
        "4 March 2014, Tarn",
        "World | Men were freed on 4 March 2014",
        "Nora Quist",
        "Photo by Nora Quist",
        "The Hill Post said so.",
        "",
    ],
)
def test_read_line_leaves_sentences(line: str) -> None:
    assert read_line(line) is None


def test_head_lines_stand_above_or_below_the_report() -> None:
    sentence = "Two men were freed near Tarn on Monday after their families had paid, the governor told reporters."
    lines = ["By Nora Quist", *[sentence] * 12, "17/12/2014", "Hill Post", sentence, "Published: 17/12/2014"]
    assert sorted(head_lines(lines)) == [0, len(lines) - 1]


def test_read_fields() -> None:
    fields = read_fields(["Title: Men freed", 'Outlet: "Hill Post"', "tags: a, b", "date: 4 March 2014"])
    assert fields == {"title": "Men freed", "outlet": "Hill Post", "published": "4 March 2014"}
    assert read_fields(["He said: no", "and left"]) is None
    assert read_fields(["Warning: a sentence"]) is None


STORY_LINE = "Two men were freed near Tarn on Monday after their families had paid, the governor told reporters."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Hill Post", "4 March 2014", STORY_LINE], [0, 1]),
        ([STORY_LINE, "By Nora Quist", "4 March 2014", STORY_LINE], [1, 2]),  # a summary above
        ([STORY_LINE, "4 March 2014", STORY_LINE, "5 March 2014", STORY_LINE], []),  # days of a chronicle
        ([STORY_LINE, "Hill Post", STORY_LINE, STORY_LINE], []),
        ([STORY_LINE, STORY_LINE, STORY_LINE, "5 June 2020"], []),  # today's date below a page
        ([STORY_LINE, STORY_LINE, STORY_LINE, "Published 5 June 2020"], [3]),
    ],
)
def test_head_lines_by_place(lines: list[str], found: list[int]) -> None:
    assert sorted(head_lines(lines)) == found
