"""Makes the claims, accounts and docs that tests of evaluation tasks need."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.evaluate.data import make_article
from dateline.model import Account, AccountRole, Claim, Doc, Event, Mention, Span, Stance, Value


def make_claim(text: str, written: str, field: str, value: Value, *, score: float = 0.5) -> Claim:
    """Return a claim at the first place where `written` stands in the text."""
    start = text.index(written)
    span = Span("text", start, start + len(written))
    return Claim(Claim.make_id("a", field, span), "a", field, span, written, value, (), "asserted", score)


def make_account(
    type_: str,
    claims: Sequence[Claim] = (),
    *,
    role: AccountRole = "main",
    stance: Stance = "asserted",
    trigger: Span | None = None,
) -> Account:
    return Account("a", "article", "run", type_, role, stance, trigger, tuple(claims), {})


def make_doc(
    text: str, *, accounts: Sequence[Account] = (), mentions: Sequence[Mention] = (), events: Sequence[Event] = ()
) -> Doc:
    return Doc(make_article("report", text)).add(
        accounts=tuple(accounts), mentions=tuple(mentions), events=tuple(events)
    )


def span_of(text: str, written: str) -> Span:
    return Span("text", text.index(written), text.index(written) + len(written))
