"""Small records to store: articles, accounts found in their text by the words that tell of them, runs, incidents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from dateline.model import (
    Account,
    AccountRole,
    Article,
    Claim,
    Doc,
    FieldValue,
    Hyperlink,
    Incident,
    Member,
    Paragraph,
    PartySummary,
    PlaceValue,
    Run,
    Span,
    Speaker,
    TimeValue,
    TollRange,
    TollValue,
    Unknown,
    Value,
)
from dateline.schema import FIELDS
from dateline.store import Store

RAW = b"<p>Nine people died.</p>"
RAW_HASH = hashlib.sha256(RAW).hexdigest()
TEXT = "Nine people were killed in a bombing in Aville on Monday, police said. Two were hurt in a clash in Beham."
NINE = TollValue(9, 9)


def make_article(
    document: str = "https://example.org/a",
    text: str = TEXT,
    *,
    title: str | None = "Nine die in Aville",
    published: str | None = "2014-12-16",
    input_id: str | None = None,
    raw_hash: str | None = None,
) -> Article:
    return Article(
        id=Article.make_id(document=document, outlet="The Example", title=title, published=published, text=text),
        document=document,
        revision_of=None,
        input_id=input_id,
        url=document,
        outlet="The Example",
        title=title,
        byline="By A. Reporter",
        published=published,
        language="en",
        read_at="2024-01-01T00:00:00Z",
        text=text,
        paragraphs=(Paragraph(0, len(text), (Hyperlink("Blast in Aville kills nine", "https://example.org/b"),)),),
        related=(Hyperlink("March in Beham", None),),
        raw_hash=raw_hash,
    )


def span_of_words(article: Article, words: str, part: str = "text") -> Span:
    start = article.part(part).index(words)
    return Span(part, start, start + len(words))


def make_claim(account_id: str, article: Article, field: str, words: str, value: Value, part: str = "text") -> Claim:
    span = span_of_words(article, words, part)
    speaker = Speaker("police", None, "official", None, None)
    return Claim(
        id=Claim.make_id(account_id, field, span),
        account_id=account_id,
        field=field,
        span=span,
        written=words,
        value=value,
        via=(speaker,),
        stance="asserted",
        score=0.1 + 0.2,
    )


def make_account(
    article: Article,
    trigger: str | None = "bombing",
    *,
    run_id: str = "run-1",
    type: str = "bombing",
    role: AccountRole = "main",
    claims: Sequence[tuple[str, str, Value]] = (("killed", "Nine", NINE),),
) -> Account:
    span = None if trigger is None else span_of_words(article, trigger)
    account_id = Account.make_id(article.id, type, span)
    return Account(
        id=account_id,
        article_id=article.id,
        run_id=run_id,
        type=type,
        role=role,
        stance="asserted",
        trigger=span,
        claims=tuple(make_claim(account_id, article, field, words, value) for field, words, value in claims),
        unknown={"date": Unknown("not stated", latest="2014-12-16")},
    )


def make_doc(article: Article | None = None, *accounts: Account) -> Doc:
    """Return a doc of the accounts given, else of one bombing."""
    article = article or make_article()
    return Doc(article, accounts=accounts or (make_account(article),))


def make_run(id: str = "run-1", *, version: str = "1", settings_hash: str = "settings") -> Run:
    return Run(id, "2024-01-01T00:00:00Z", {"extract": version}, settings_hash)


def make_member(account: Account) -> Member:
    return Member(account.id, account.article_id, account.role, 0.9, "the same town and day")


def make_incident(
    *accounts: Account,
    type: str = "bombing",
    day: tuple[str | None, str | None] | None = None,
    place: PlaceValue | None = None,
    killed: TollRange | None = None,
    parties: Mapping[str, Sequence[tuple[str | None, str | None]]] | None = None,
) -> Incident:
    """Return an incident without an id; `parties`: field -> (name, actor id)."""
    values: dict[str, FieldValue] = {}
    if day is not None:
        date = TimeValue("DATE", day[0], day[0], day[1], "day")
        values["date"] = FieldValue("date", date, ("a claim",), ("another claim",), reviewed=True)
    if place is not None:
        values["place"] = FieldValue("place", place, ())
    if killed is not None:
        values["killed"] = FieldValue("killed", killed, ())
        values["killed_by_side"] = FieldValue("killed_by_side", {"a": killed, "civilians": killed}, ())
    for field, named in (parties or {}).items():
        assert field in FIELDS
        summaries = tuple(PartySummary(name, actor, "armed_group", 2) for name, actor in named)
        values[field] = FieldValue(field, summaries, ())
    return Incident(
        id="",
        type=type,
        status="happened",
        reviewed=False,
        first_seen="2014-12-16",
        last_seen="2014-12-17",
        articles=len({account.article_id for account in accounts}),
        independent_sources=1,
        members=tuple(make_member(account) for account in accounts),
        values=values,
    )


def make_place(name: str = "Aville", *, country: str = "XA", admin1: str | None = "Upper Province") -> PlaceValue:
    return PlaceValue(17, name, country, admin1, None, 1.5, -2.25, "city")


def put_incidents(store: Store, incidents: Sequence[Incident]) -> None:
    """Make these the incidents of the store, as if they were derived from all its facts."""
    with store.linking() as index:
        articles = list(store.articles())
        accounts = [account.id for account in index.accounts_of(articles)]
        index.replace_incidents(incidents, account_ids=accounts, article_ids=articles)
        index.set_done(articles)
        index.note_all_done()
