"""Rows of the tables to records of the model, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from dateline.formats import (
    Json,
    annotations_to_json,
    hyperlinks_to_json,
    paragraphs_to_json,
    record_to_json,
    span_from_json,
    span_to_json,
    speaker_from_json,
    speaker_to_json,
    unknown_to_json,
    value_from_json,
)
from dateline.model import (
    Account,
    Anchor,
    Article,
    Claim,
    Doc,
    FieldValue,
    Hyperlink,
    Incident,
    Link,
    Member,
    Notice,
    Paragraph,
    PartySummary,
    PlaceValue,
    Review,
    Run,
    Source,
    Span,
    TimeValue,
    TollChange,
    TollRange,
    Unknown,
)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

AnyRow = Row[Any]

#: Key in the column of values of what is told beside fields.
_BESIDE = ""
#: The largest number that an integer column holds in every database.
LARGEST = 2**31 - 1


def storable(text: str) -> str:
    """Return text that every database takes: file names and addresses may hold NUL or lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def search_form(text: str) -> str:
    """Return text without case and accents, so that "bogota" finds "Bogotá"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def span_columns(span: Span | None, prefix: str = "span") -> Json:
    """Return the three columns of a span, all null where there is none: `part` (or `prefix_part`), start and end."""
    values = (None, None, None) if span is None else (span.part, span.start, span.end)
    return dict(zip(_span_names(prefix), values, strict=True))


def span_of(row: AnyRow, prefix: str = "span") -> Span | None:
    part, start, end = (getattr(row, name) for name in _span_names(prefix))
    return None if part is None else Span(part, start, end)


def given_span_of(row: AnyRow) -> Span:
    return Span(row.part, row.span_start, row.span_end)


def _span_names(prefix: str) -> tuple[str, str, str]:
    return "part" if prefix == "span" else f"{prefix}_part", f"{prefix}_start", f"{prefix}_end"


# --- Facts ---------------------------------------------------------------------------------------------------------


def run_row(run: Run) -> Json:
    return {"id": run.id, "at": run.at, "versions": dict(run.versions), "settings_hash": run.settings_hash}


def article_row(article: Article, *, seq: int, revision_of: str | None) -> Json:
    return {
        "seq": seq,
        "id": article.id,
        "document": storable(article.document),
        "revision_of": revision_of,
        "input_id": storable_or_none(article.input_id),
        "url": storable_or_none(article.url),
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "text": article.text,
    }


def reading_row(doc: Doc, *, id: int, run_id: str, at: str) -> Json:
    article = doc.article
    return {
        "id": id,
        "article_id": article.id,
        "run_id": run_id,
        "at": at,
        "read_at": article.read_at,
        "raw_hash": article.raw_hash,
        "byline": article.byline,
        "language": article.language,
        "paragraphs": paragraphs_to_json(article.paragraphs),
        "related": hyperlinks_to_json(article.related),
        "not_extracted": doc.not_extracted,
        "annotations": annotations_to_json(doc),
    }


def _hyperlinks(raw: Sequence[Mapping[str, Any]]) -> tuple[Hyperlink, ...]:
    return tuple(Hyperlink(link["title"], link["url"]) for link in raw)


def article_of(row: AnyRow) -> Article:
    """Return an article from a row of article joined with one of its readings."""
    return Article(
        id=row.id,
        document=row.document,
        revision_of=row.revision_of,
        input_id=row.input_id,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        byline=row.byline,
        published=row.published,
        language=row.language,
        read_at=row.read_at,
        text=row.text,
        paragraphs=tuple(Paragraph(raw["start"], raw["end"], _hyperlinks(raw["links"])) for raw in row.paragraphs),
        related=_hyperlinks(row.related),
        raw_hash=row.raw_hash,
    )


def account_row(account: Account, *, reading_id: int, position: int) -> Json:
    return {
        "reading_id": reading_id,
        "id": account.id,
        "position": position,
        "type": account.type,
        "role": account.role,
        "stance": account.stance,
        **span_columns(account.trigger),
        "unknown": unknown_to_json(account.unknown),
    }


def account_of(row: AnyRow, claims: Sequence[Claim]) -> Account:
    """Return an account from a row of account with `article_id` and `run_id` of its reading."""
    return Account(
        id=row.id,
        article_id=row.article_id,
        run_id=row.run_id,
        type=row.type,
        role=row.role,
        stance=row.stance,
        trigger=span_of(row),
        claims=tuple(claims),
        unknown={field: Unknown(**why) for field, why in row.unknown.items()},
    )


def claim_row(claim: Claim, *, reading_id: int, position: int) -> Json:
    return {
        "reading_id": reading_id,
        "id": claim.id,
        "account_id": claim.account_id,
        "position": position,
        "field": claim.field,
        **span_columns(claim.span),
        "written": claim.written,
        "value": record_to_json(claim.value),
        "via": [speaker_to_json(speaker) for speaker in claim.via],
        "stance": claim.stance,
        "score": claim.score,
    }


def claim_of(row: AnyRow) -> Claim:
    return Claim(
        id=row.id,
        account_id=row.account_id,
        field=row.field,
        span=given_span_of(row),
        written=row.written,
        value=value_from_json(row.field, row.value),
        via=tuple(speaker_from_json(speaker) for speaker in row.via),
        stance=row.stance,
        score=row.score,
    )


def review_of(row: AnyRow) -> Review:
    anchor = Anchor(row.article_id, given_span_of(row), row.field)
    return Review(row.id, anchor, row.verdict, row.value, row.by, row.at, row.withdrawn_at)


def link_of(row: AnyRow) -> Link:
    left, right = (Anchor(getattr(row, f"{side}_article"), span_of(row, side)) for side in ("left", "right"))
    return Link(row.id, left, right, row.judgement, row.why, row.by, row.at, row.withdrawn_at)


# --- Derived -------------------------------------------------------------------------------------------------------


def incident_row(incident: Incident, *, id: str) -> Json:
    """Return the row of an incident; its members and parties have rows of their own."""
    values = incident.values
    date, place, toll = (values[name].value if name in values else None for name in ("date", "place", "killed"))
    killed = (toll.low if toll.best is None else toll.best) if isinstance(toll, TollRange) else None
    names = (place.name, place.admin1, place.admin2) if isinstance(place, PlaceValue) else ()
    return {
        "id": id,
        "type": incident.type,
        "status": incident.status,
        "reviewed": incident.reviewed,
        "first_seen": incident.first_seen,
        "last_seen": incident.last_seen,
        "articles": incident.articles,
        "independent_sources": incident.independent_sources,
        "values": {
            **{name: _field_value_to_json(value) for name, value in values.items()},
            _BESIDE: {
                "sources": [record_to_json(source) for source in incident.sources],
                "notices": [_notice_to_json(notice) for notice in incident.notices],
            },
        },
        # An open end is taken for the other one: "not after the 17th" is found by filters that take in the 17th.
        "earliest": (date.earliest or date.latest) if isinstance(date, TimeValue) else None,
        "latest": (date.latest or date.earliest) if isinstance(date, TimeValue) else None,
        "country": place.country if isinstance(place, PlaceValue) else None,
        "place_names": search_form("\n".join(name for name in names if name)) or None,
        # A text can give any number; a column cannot hold it.
        "killed": None if killed is None else min(killed, LARGEST),
    }


def member_rows(incident: Incident, *, id: str) -> list[Json]:
    return [
        {"incident_id": id, "position": position, **record_to_json(member)}
        for position, member in enumerate(incident.members)
    ]


def party_rows(incident: Incident, *, id: str) -> list[Json]:
    rows = []
    for name, value in incident.values.items():
        for position, party in enumerate(value.value if isinstance(value.value, tuple) else ()):
            row = {"incident_id": id, "field": name, "position": position, "actor": party.actor}
            rows.append({**row, "name": None if party.name is None else search_form(party.name)})
    return rows


def incident_of(row: AnyRow, members: Sequence[AnyRow]) -> Incident:
    values = dict(row._mapping["values"])
    # A store of an earlier version has none until incidents are derived again.
    beside = values.pop(_BESIDE, {"sources": [], "notices": []})
    return Incident(
        id=row.id,
        type=row.type,
        status=row.status,
        reviewed=row.reviewed,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        articles=row.articles,
        independent_sources=row.independent_sources,
        members=tuple(Member(each.account_id, each.article_id, each.role, each.score, each.why) for each in members),
        values={name: _field_value_of(name, raw) for name, raw in values.items()},
        sources=tuple(Source(tuple(raw["articles"]), raw["why"]) for raw in beside["sources"]),
        notices=tuple(_notice_of(raw) for raw in beside["notices"]),
    )


def _notice_to_json(notice: Notice) -> Json:
    return {**record_to_json(notice), "span": span_to_json(notice.span)}


def _notice_of(raw: Json) -> Notice:
    return Notice(**{**raw, "span": span_from_json(raw["span"]), "articles": tuple(raw["articles"])})


def _field_value_to_json(field_value: FieldValue) -> Json:
    value = field_value.value
    if isinstance(value, tuple):
        form: Json = {"parties": [record_to_json(party) for party in value]}
    elif isinstance(value, Mapping):
        form = {"by_side": {side: record_to_json(toll) for side, toll in value.items()}}
    else:
        form = {_FORMS[type(value)]: record_to_json(value)}
    return {
        "value": form,
        "for": list(field_value.claims_for),
        "against": list(field_value.claims_against),
        "reviewed": field_value.reviewed,
        "over_time": [
            {**record_to_json(change), "value": record_to_json(change.value)} for change in field_value.over_time
        ],
    }


_FORMS = {TimeValue: "time", PlaceValue: "place", TollRange: "toll"}


def _field_value_of(name: str, raw: Json) -> FieldValue:
    ((form, value),) = raw["value"].items()
    changes = tuple(
        TollChange(change["published"], TollRange(**change["value"]), tuple(change["claims"]))
        for change in raw.get("over_time", ())
    )
    return FieldValue(name, _form_of(form, value), tuple(raw["for"]), tuple(raw["against"]), raw["reviewed"], changes)


def _form_of(
    form: str, value: Any
) -> TimeValue | PlaceValue | TollRange | tuple[PartySummary, ...] | Mapping[str, TollRange]:
    if form == "parties":
        return tuple(PartySummary(**party) for party in value)
    if form == "by_side":
        return {side: TollRange(**toll) for side, toll in value.items()}
    found: TimeValue | PlaceValue | TollRange = {kind: made for made, kind in _FORMS.items()}[form](**value)
    return found
