"""Streets are told by how they are written; persons, companies and towns are not."""

from __future__ import annotations

import pytest

from dateline.annotate.streets import find_streets, is_street


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("He was shot in the 1200 block of East Grove Street on Friday.", ["East Grove Street"]),
        ("The house at 1154 S. Seventh St. burned.", ["S. Seventh St."]),
        ("Police stopped him on Jay Lane.", ["Jay Lane"]),
        ("A crash on Interstate 75 and Highway 12 near Route 5.", ["Interstate 75", "Highway 12", "Route 5"]),
        ("It hit a car on County Road 43.", ["County Road 43"]),
        ("At the corner of Oak Street and Pine Avenue.", ["Oak Street", "Pine Avenue"]),
        ("On Main Street, a man fell.", ["Main Street"]),
        ("Ana Lane and Omar Drive spoke.", []),
        ("St. Paul is far.", []),
        ("Police in Dee County Road 4 times a day.", []),
        ("No way out of the road.", []),
    ],
)
def test_find_streets(text: str, streets: list[str]) -> None:
    assert sorted(text[start:end] for start, end in find_streets(text)) == sorted(streets)


@pytest.mark.parametrize(
    ("name", "wanted"), [("Grove Street", True), ("Oak Ave.", True), ("Highway 12", True), ("Cairo Stadium", False)]
)
def test_is_street(name: str, wanted: bool) -> None:
    assert is_street(name) == wanted


def test_a_hostile_text_takes_no_long_time() -> None:
    assert list(find_streets("A " * 50_000)) == []
