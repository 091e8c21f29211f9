"""The pages: incidents and stories, one of each with its evidence, one article with its spans highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.errors import NotFoundError
from dateline.model import Article, Claim, Record, main_incident
from dateline.schema import FIELDS, incident_types
from dateline.serve.background import behind
from dateline.serve.filters import read_filter
from dateline.serve.highlight import pieces
from dateline.serve.story_picture import draw
from dateline.store import IncidentFilter, Store
from dateline.wording import (
    changes_text,
    notices_text,
    reasons_unknown,
    sources_text,
    speakers_text,
    standing_text,
    story_title,
    sureness_text,
    value_text,
    visible,
)

router = APIRouter(default_response_class=HTMLResponse)
PAGE_SIZE = 50


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to link to, or None: a report's own address may be `javascript:`."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def _shown(value: object) -> object:
    """Return what a template puts on a page: plain text with what is obeyed and not shown written out."""
    return visible(value) if type(value) is str else value


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "value": value_text,
    "speakers": speakers_text,
    "story_title": story_title,
    "sureness": sureness_text,
    "web_address": web_address,
}


def render(template: str, **values: Any) -> str:
    return ENVIRONMENT.get_template(template).render(**values)


@router.get("/")
def incidents(
    request: Request,
    chosen: Annotated[IncidentFilter, Depends(read_filter)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> str:
    store: Store = request.app.state.store
    found = store.find_incidents(chosen)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(page, pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render(
        "incidents.html",
        incidents=shown,
        total=len(found),
        page=page,
        pages=pages,
        chosen=chosen,
        types=list(incident_types().values()),
        # This list without a page number, to put one behind.
        address=f"/?{request.url.include_query_params(page='').query}",
    )


@router.get("/incidents/{incident_id}", response_model=None)
def incident(request: Request, incident_id: str) -> str | Response:
    store: Store = request.app.state.store
    if (kept := store.incident_redirect(incident_id)) is not None:
        return RedirectResponse(f"/incidents/{kept}", status_code=308)
    record = store.record(incident_id)
    return render(
        "incident.html",
        record=record,
        incident=record.incident,
        story=store.story_of(incident_id),
        title=incident_types()[record.incident.type].title,
        fields=[name for name in (*FIELDS, "killed_by_side") if name in record.incident.values],
        reasons=reasons_unknown(record.incident, record.accounts.values()),
        sources=sources_text(record),
        notices=notices_text(record),
        changes=lambda value: changes_text(record, value),
        claims=lambda ids: [_claim_view(record, record.claims[i]) for i in ids if i in record.claims],
    )


def _claim_view(record: Record, claim: Claim) -> dict[str, object]:
    """Return a claim as the page shows it, its sentence cut around what was written."""
    article = record.article_of(claim)
    sentence = record.sentence_of(claim)
    text = article.part(sentence.part)
    return {
        "claim": claim,
        "standing": standing_text(record, claim),
        "article": article,
        "before": text[sentence.start : claim.span.start],
        "after": text[claim.span.end : sentence.end],
    }


@router.get("/stories")
def stories(request: Request, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> str:
    store: Store = request.app.state.store
    total = store.count_stories()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    found = store.find_stories(offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return render("stories.html", stories=found, total=total, page=page, pages=pages)


@router.get("/stories/{story_id}", response_model=None)
def story(request: Request, story_id: str) -> str | Response:
    store: Store = request.app.state.store
    record = store.story(story_id)
    if record.story.id != story_id:
        return RedirectResponse(f"/stories/{record.story.id}", status_code=308)
    return render(
        "story.html",
        record=record,
        story=record.story,
        title=story_title(main_incident(record.incidents.values())),
        drawn=draw(record),
        days=[
            {
                "day": day,
                "article": record.articles[day.article_id],
                "sentence": record.articles[day.article_id].written(day.span),
            }
            for day in record.story.days
        ],
    )


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> str:
    store: Store = request.app.state.store
    found = store.articles([article_id]).get(article_id)
    if found is None:
        raise NotFoundError(f"no article {article_id!r} is stored")
    accounts = store.accounts_of(article_id)
    incident_of = store.incidents_of([account.id for account in accounts])
    claims = [claim for account in accounts for claim in account.claims]
    coverage = behind(request, article_id)
    return render(
        "article.html",
        article=found,
        title=_part_pieces(found, "title", claims) if found.title else [],
        paragraphs=[
            (
                pieces(found.text, paragraph.start, paragraph.end, _in_part(claims, "text")),
                [(link, _part_pieces(found, f"link:{p}.{n}", claims)) for n, link in enumerate(paragraph.links)],
                coverage.of_paragraph(p),
            )
            for p, paragraph in enumerate(found.paragraphs)
        ],
        related=[(link, _part_pieces(found, f"related:{n}", claims)) for n, link in enumerate(found.related)],
        coverage=coverage.related(),
        accounts=accounts,
        incident_of=incident_of,
        not_extracted=store.not_extracted(article_id),
    )


def _in_part(claims: Sequence[Claim], part: str) -> list[Claim]:
    return [claim for claim in claims if claim.span.part == part]


def _part_pieces(article: Article, part: str, claims: Sequence[Claim]) -> list[Any]:
    text = article.part(part)
    return list(pieces(text, 0, len(text), _in_part(claims, part)))
