"""Hand-made articles and accounts for the tests of linking and reconciling. All names and events are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.model import (
    Account,
    AccountRole,
    Article,
    Claim,
    Paragraph,
    PartyValue,
    PlaceValue,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    TimeValue,
    TollScope,
    TollValue,
    Value,
)

TEMVAR = PlaceValue(1001, "Temvar", "PK", "Province One", "District One", 34.0, 71.5, "city")
ORLUN = PlaceValue(1002, "Orlun", "PK", "Province Two", "District Two", 30.2, 67.0, "city")
PROVINCE_ONE = PlaceValue(1003, "Province One", "PK", "Province One", None, 34.5, 72.0, "province")
PAKISTAN = PlaceValue(1004, "Pakistan", "PK", None, None, 30.0, 70.0, "country")
FAR_ABROAD = PlaceValue(1005, "Sendo", "NG", "Province Nine", None, 11.8, 13.1, "city")


def make_article(
    text: str,
    *,
    title: str | None = None,
    published: str | None = "2014-12-17",
    outlet: str | None = None,
    document: str | None = None,
) -> Article:
    """Return an article whose paragraphs are the lines of its text."""
    document = document or f"{outlet}/{title}/{text}"
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    return Article(
        id=Article.make_id(document=document, outlet=outlet, title=title, published=published, text=text),
        document=document,
        revision_of=None,
        input_id=None,
        url=None,
        outlet=outlet,
        title=title,
        byline=None,
        published=published,
        language="en",
        read_at=None,
        text=text,
        paragraphs=tuple(paragraphs),
        related=(),
        raw_hash=None,
    )


def make_account(
    article: Article,
    *,
    type: str = "bombing",
    role: AccountRole = "main",
    stance: Stance = "asserted",
    claims: Sequence[Claim] = (),
    trigger: Span | None = None,
    sequence: int = 0,
) -> Account:
    """Return an account of an article, its claims' ids set."""
    account_id = Account.make_id(article.id, type, trigger, sequence)
    own = tuple(
        replace(claim, id=Claim.make_id(account_id, claim.field, claim.span, str(number)), account_id=account_id)
        for number, claim in enumerate(claims)
    )
    return Account(account_id, article.id, "run", type, role, stance, trigger, own, {})


def make_claim(
    field: str,
    value: Value,
    *,
    stance: Stance = "asserted",
    score: float = 0.9,
    via: Sequence[SpeakerKind | tuple[SpeakerKind, str]] = (),
    part: str = "text",
    start: int = 0,
) -> Claim:
    """Return a claim at the start of a part; `via` takes kinds of speakers, or kinds with names."""
    pairs = [(one, None) if isinstance(one, str) else one for one in via]
    speakers = tuple(Speaker(name, None, kind, None, None) for kind, name in pairs)
    return Claim("", "", field, Span(part, start, start + 1), "", value, speakers, stance, score)


def killed(low: int | None, high: int | None = None, **options: object) -> Claim:
    return toll("killed", low, high, **options)  # type: ignore[arg-type]


def toll(
    field: str,
    low: int | None,
    high: int | None = None,
    *,
    scope: TollScope = "whole",
    of: str | None = None,
    word: str | None = None,
    **options: object,
) -> Claim:
    """Return a claim of a toll."""
    return make_claim(field, TollValue(low, high, scope, of, None, word), **options)  # type: ignore[arg-type]


def day(first: str, last: str | None = None, **options: object) -> Claim:
    """Return a claim of a date, of one day or an interval."""
    precision = "day" if last is None else "week"
    return make_claim("date", TimeValue("DATE", None if last else first, first, last or first, precision), **options)  # type: ignore[arg-type]


def place(value: PlaceValue, **options: object) -> Claim:
    return make_claim("place", value, **options)  # type: ignore[arg-type]


def victim(name: str, *, age: int | None = None, **options: object) -> Claim:
    return make_claim("victim", PartyValue(name, None, "person", "killed", age), **options)  # type: ignore[arg-type]


def by_id(articles: Sequence[Article]) -> Mapping[str, Article]:
    return {article.id: article for article in articles}
