"""Anchors: which account or claim of a new run a fact given on an earlier one stands for."""

from __future__ import annotations

import pytest

from dateline.model import Span
from dateline.store.anchors import AccountAnchor, ClaimAnchor, attach_account, attach_claims, overlap


def account(
    account_id: str, start: int | None, end: int = 0, *, type: str = "bombing", part: str = "text"
) -> AccountAnchor:
    return AccountAnchor("article", account_id, type, None if start is None else Span(part, start, end))


@pytest.mark.parametrize(
    ("anchor", "candidates", "wanted"),
    [
        pytest.param(account("a", 5, 9), [account("b", 5, 9), account("a", 20, 24)], "a", id="same id before all"),
        pytest.param(account("a", 5, 9), [account("b", 8, 12), account("c", 4, 8)], "c", id="largest overlap"),
        pytest.param(account("a", 5, 9), [account("b", 5, 9, type="accident"), account("c", 5, 9)], "c", id="its type"),
        pytest.param(account("a", 5, 9), [account("b", 7, 11), account("c", 3, 7)], "c", id="first of equals"),
        pytest.param(account("a", 5, 9), [account("b", 9, 12)], None, id="touching is no overlap"),
        pytest.param(account("a", 5, 9), [account("b", 5, 9, part="title")], None, id="another part"),
        pytest.param(account("a", 5, 9), [account("b", None)], None, id="no trigger any more"),
        pytest.param(
            account("a", None), [account("b", None), account("c", 1, 2)], "b", id="the only one without trigger"
        ),
        pytest.param(account("a", None), [account("b", None), account("c", None)], None, id="two without trigger"),
        pytest.param(account("a", 5, 9), [], None, id="nothing there"),
    ],
)
def test_attach_account(anchor: AccountAnchor, candidates: list[AccountAnchor], wanted: str | None) -> None:
    for given in (candidates, candidates[::-1]):
        found = attach_account(anchor, given)
        assert (found and found.account_id) == wanted


def claim(
    claim_id: str, start: int, end: int, *, field: str = "killed", article: str = "article", trigger: int = 50
) -> ClaimAnchor:
    return ClaimAnchor(article, claim_id, field, Span("text", start, end), Span("text", trigger, trigger + 5))


@pytest.mark.parametrize(
    ("anchors", "candidates", "wanted"),
    [
        pytest.param({1: claim("a", 0, 4)}, [claim("b", 0, 4), claim("a", 0, 4)], {1: "a"}, id="same claim"),
        pytest.param({1: claim("a", 0, 4)}, [claim("b", 3, 9), claim("c", 0, 3)], {1: "c"}, id="largest overlap"),
        pytest.param({1: claim("a", 0, 4)}, [claim("b", 0, 4, field="injured")], {}, id="another field"),
        pytest.param({1: claim("a", 0, 4)}, [claim("b", 0, 4, article="revision")], {}, id="another article"),
        pytest.param(
            {1: claim("a", 0, 4, trigger=60)},
            [claim("b", 0, 4), claim("c", 0, 4, trigger=61)],
            {1: "c"},
            id="one span in two accounts: that of its account",
        ),
        pytest.param(
            {1: claim("a", 0, 4), 2: claim("b", 5, 9)}, [claim("c", 3, 9)], {2: "c"}, id="one claim is given once"
        ),
        pytest.param(
            {1: claim("a", 0, 4), 2: claim("b", 5, 9)},
            [claim("c", 5, 8), claim("d", 2, 5)],
            {1: "d", 2: "c"},
            id="each its own",
        ),
    ],
)
def test_attach_claims(anchors: dict[int, ClaimAnchor], candidates: list[ClaimAnchor], wanted: dict[int, str]) -> None:
    assert attach_claims(anchors, candidates) == wanted
    assert attach_claims(anchors, candidates[::-1]) == wanted


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Span("text", 0, 5), Span("text", 3, 9), 2),
        (Span("text", 0, 9), Span("text", 3, 5), 2),
        (Span("text", 0, 5), Span("text", 5, 9), 0),
        (Span("text", 0, 5), Span("title", 0, 5), 0),
        (None, Span("text", 0, 5), 0),
    ],
)
def test_overlap(one: Span | None, other: Span, shared: int) -> None:
    assert overlap(one, other) == shared
