"""The JSON forms of docs/data-model.md: claims, accounts and incidents, as the commands and the API give them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import UsageError
from dateline.model import (
    Account,
    Article,
    Attribution,
    Background,
    Claim,
    Coverage,
    Doc,
    FieldValue,
    Hyperlink,
    Incident,
    Paragraph,
    PartySummary,
    PartyValue,
    PlaceValue,
    Span,
    Speaker,
    StoryLine,
    StoryRecord,
    ThingValue,
    TimeValue,
    TollRange,
    TollValue,
    Unknown,
    Value,
)
from dateline.schema import FIELDS, PARTIES, THINGS, TOLLS, FieldKind

Json = dict[str, Any]

VALUE_TYPES: Mapping[FieldKind, type[TimeValue | PlaceValue | PartyValue | ThingValue | TollValue]] = {
    "time": TimeValue,
    "place": PlaceValue,
    "party": PartyValue,
    "thing": ThingValue,
    "toll": TollValue,
}


def record_to_json(record: Any) -> Json:
    """Return a flat frozen dataclass (any value, or TollRange, PartySummary) as a dict of its fields."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def value_from_json(field: str, raw: Mapping[str, object]) -> Value:
    """Return the value of a field from its JSON form. Raises UsageError naming what does not fit."""
    if field not in FIELDS:
        raise UsageError(f"no field {field!r}; there are {', '.join(FIELDS)}")
    value_type = VALUE_TYPES[FIELDS[field].kind]
    allowed = {spec.name: spec for spec in dataclasses.fields(value_type)}
    for key in raw:
        if key not in allowed:
            raise UsageError(f"a value of {field!r} has no {key!r}; it has {', '.join(allowed)}")
    required = (spec.name for spec in allowed.values() if spec.default is dataclasses.MISSING)
    filled: dict[str, Any] = {**dict.fromkeys(required), **raw}
    if value_type is TimeValue:
        filled["type"] = filled["type"] or "DATE"
    if "precision" in allowed:
        filled["precision"] = filled["precision"] or "unknown"
    return value_type(**filled)


def span_to_json(span: Span) -> Json:
    place = {} if span.part == "text" else {"in": span.part}
    return {"start": span.start, "end": span.end, **place}


def span_from_json(raw: Mapping[str, Any]) -> Span:
    return Span(raw.get("in", "text"), raw["start"], raw["end"])


def speaker_to_json(speaker: Speaker) -> Json:
    named = {"name": speaker.name, "role": speaker.role, "kind": speaker.kind, "actor": speaker.actor}
    where = {"start": None, "end": None} if speaker.span is None else span_to_json(speaker.span)
    return {**named, **where}


def speaker_from_json(raw: Mapping[str, Any]) -> Speaker:
    span = None if raw["start"] is None else span_from_json(raw)
    return Speaker(raw["name"], raw["role"], raw["kind"], raw["actor"], span)


def claim_to_json(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "field": claim.field,
        **span_to_json(claim.span),
        "written": claim.written,
        "value": record_to_json(claim.value),
        "via": [speaker_to_json(speaker) for speaker in claim.via],
        "stance": claim.stance,
        "score": round(claim.score, 4),
    }


def unknown_to_json(unknown: Mapping[str, Unknown]) -> Json:
    return {field: record_to_json(why) for field, why in unknown.items()}


def account_to_json(account: Account) -> Json:
    return {
        "id": account.id,
        "type": account.type,
        "role": account.role,
        "stance": account.stance,
        "trigger": None if account.trigger is None else span_to_json(account.trigger),
        "unknown": unknown_to_json(account.unknown),
        "claims": [claim_to_json(claim) for claim in account.claims],
    }


def attribution_to_json(attribution: Attribution) -> Json:
    return {
        "source": [span_to_json(span) for span in attribution.source],
        "cue": [span_to_json(span) for span in attribution.cue],
        "content": [span_to_json(span) for span in attribution.content],
        "speaker": speaker_to_json(attribution.speaker),
        "channel": attribution.channel,
    }


def hyperlinks_to_json(links: Sequence[Hyperlink]) -> list[Json]:
    return [{"title": link.title, "url": link.url} for link in links]


def annotations_to_json(doc: Doc) -> Json:
    """Return the layers of a doc below its accounts: what the store keeps beside them."""
    text = doc.parse("text")
    return {
        "sentences": [list(sentence) for sentence in text.sentences] if text else [],
        "mentions": [
            {**span_to_json(mention.span), "kind": mention.kind, "actor": mention.actor} for mention in doc.mentions
        ],
        "places": [{**span_to_json(place.span), **record_to_json(place.value)} for place in doc.places],
        "times": [{**span_to_json(time.span), **record_to_json(time.value)} for time in doc.times],
        "attributions": [attribution_to_json(attribution) for attribution in doc.attributions],
        "events": [
            {**span_to_json(event.span), "stance": event.stance, "factuality": event.factuality} for event in doc.events
        ],
    }


def paragraphs_to_json(paragraphs: Sequence[Paragraph]) -> list[Json]:
    return [
        {"start": paragraph.start, "end": paragraph.end, "links": hyperlinks_to_json(paragraph.links)}
        for paragraph in paragraphs
    ]


def article_to_json(article: Article, *, annotations: Mapping[str, Any], accounts: Sequence[Account]) -> Json:
    """Return an article with what was found in it; `annotations` are the layers of `annotations_to_json`."""
    return {
        "id": article.input_id if article.input_id is not None else article.id,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "language": article.language,
        "text": article.text,
        "paragraphs": paragraphs_to_json(article.paragraphs),
        "related": hyperlinks_to_json(article.related),
        **annotations,
        "accounts": [account_to_json(account) for account in accounts],
    }


def background_to_json(article: Article, background: Background, others: Mapping[str, Article]) -> Json:
    """Return what `dateline background --format json` prints; `others` holds the articles that are offered."""
    paragraphs = zip(article.paragraphs, background.paragraphs, strict=True)
    return {
        "id": article.input_id if article.input_id is not None else article.id,
        "article": article.id,
        "paragraphs": [
            {"start": paragraph.start, "end": paragraph.end, "coverage": _coverages_to_json(behind, others)}
            for paragraph, behind in paragraphs
        ],
        "related": _coverages_to_json(background.related, others),
    }


def _coverages_to_json(coverages: Sequence[Coverage], others: Mapping[str, Article]) -> list[Json]:
    return [
        {
            "article": coverage.article_id,
            "input_id": other.input_id,
            "title": other.title,
            "url": other.url,
            "outlet": other.outlet,
            "published": other.published,
            "kind": coverage.kind,
            "score": round(coverage.score, 4),
            "why": coverage.why,
            "copy_of": coverage.copy_of,
        }
        for coverage in coverages
        if (other := others.get(coverage.article_id)) is not None
    ]


def doc_to_json(doc: Doc) -> Json:
    """Return one line of `dateline annotate`."""
    return article_to_json(doc.article, annotations=annotations_to_json(doc), accounts=doc.accounts)


def incident_to_json(incident: Incident, *, input_ids: Mapping[str, str | None]) -> Json:
    """Return one incident as `dateline incidents --format json` and /api/incidents give it.

    `input_ids` maps article ids to the ids the user gave (None where none was given).
    """
    values = incident.values
    body: Json = {
        "id": incident.id,
        "type": incident.type,
        "status": incident.status,
        "reviewed": incident.reviewed,
        "first_seen": incident.first_seen,
        "last_seen": incident.last_seen,
        "articles": incident.articles,
        "independent_sources": incident.independent_sources,
        "accounts": [
            {
                "account": member.account_id,
                "article": member.article_id,
                "input_id": input_ids.get(member.article_id),
                "role": member.role,
                "score": round(member.score, 4),
            }
            for member in incident.members
        ],
        "article_ids": list(
            dict.fromkeys(input_ids.get(member.article_id) or member.article_id for member in incident.members)
        ),
        "date": _date_to_json(values.get("date")),
        "place": record_to_json(values["place"].value) if "place" in values else None,
    }
    for toll in TOLLS:
        body[toll] = record_to_json(values[toll].value) if toll in values else None
    by_side = values.get("killed_by_side")
    body["killed_by_side"] = _by_side_to_json(by_side.value) if by_side else None
    for parties in (*PARTIES, *THINGS):
        body[parties] = _parties_to_json(values.get(parties))
    return body


def story_line_to_json(line: StoryLine) -> Json:
    """Return one story as `dateline stories --format json` and /api/stories list it."""
    return {
        "id": line.id,
        "main": line.main.id,
        "type": line.main.type,
        "place": record_to_json(line.main.values["place"].value) if "place" in line.main.values else None,
        "incidents": line.incidents,
        "articles": line.articles,
        "earliest": line.earliest,
        "latest": line.latest,
    }


def story_to_json(record: StoryRecord) -> Json:
    """Return a story with its time line as `dateline story --format json` and /api/stories/ID give it."""
    articles = record.articles
    input_ids = {article.id: article.input_id for article in articles.values()}
    return {
        "id": record.story.id,
        "days": [
            {
                "day": day.day,
                "weight": round(day.weight, 4),
                "article": day.article_id,
                "input_id": input_ids[day.article_id],
                **span_to_json(day.span),
                "sentence": articles[day.article_id].written(day.span),
            }
            for day in record.story.days
        ],
        "incidents": [
            {"why": member.why, **incident_to_json(record.incidents[member.id], input_ids=input_ids)}
            for member in record.story.incidents
        ],
        "articles": [
            {"article": member.id, "input_id": input_ids[member.id], "why": member.why}
            for member in record.story.articles
        ],
    }


def _date_to_json(value: FieldValue | None) -> Json | None:
    if value is None or not isinstance(value.value, TimeValue):
        return None
    return {"earliest": value.value.earliest, "latest": value.value.latest, "precision": value.value.precision}


def _by_side_to_json(value: object) -> Json | None:
    if not isinstance(value, Mapping):
        return None
    return {side: record_to_json(toll) for side, toll in value.items() if isinstance(toll, TollRange)}


def _parties_to_json(value: FieldValue | None) -> list[Json]:
    if value is None or not isinstance(value.value, tuple):
        return []
    return [record_to_json(party) for party in value.value if isinstance(party, PartySummary)]
