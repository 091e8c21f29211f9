"""The JSON API: incidents, one incident with its evidence, one article with its annotations."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from dateline.errors import NotFoundError
from dateline.export import EXPORTERS
from dateline.export.jsonl import to_json
from dateline.formats import (
    article_to_json,
    background_to_json,
    incident_to_json,
    story_line_to_json,
    story_to_json,
)
from dateline.serve.background import behind
from dateline.serve.filters import read_filter
from dateline.store import IncidentFilter, Store

router = APIRouter(prefix="/api", tags=["incidents"])
Filter = Annotated[IncidentFilter, Depends(read_filter)]
Offset = Annotated[int, Query(ge=0, description="Leave out so many")]
Limit = Annotated[int | None, Query(ge=1, description="The first so many; default: all")]


@router.get("/incidents", summary="Incidents, newest first")
def incidents(request: Request, chosen: Filter, offset: Offset = 0, limit: Limit = None) -> list[dict[str, Any]]:
    """The same objects as `dateline incidents --format json` prints."""
    store: Store = request.app.state.store
    found = store.find_incidents(chosen)[offset:]
    found = found if limit is None else found[:limit]
    input_ids = store.input_ids(found)
    return [incident_to_json(incident, input_ids=input_ids) for incident in found]


@router.get("/incidents/{incident_id}", summary="One incident with its evidence", response_model=dict[str, Any])
def incident(request: Request, incident_id: str) -> Any:
    """An incident with every claim for and against each value; a merged id answers 308 with where it leads."""
    store: Store = request.app.state.store
    if (kept := store.incident_redirect(incident_id)) is not None:
        return RedirectResponse(f"/api/incidents/{kept}", status_code=308)
    return to_json(store.record(incident_id))


@router.get("/stories", summary="Stories, the latest first")
def stories(request: Request, offset: Offset = 0, limit: Limit = None) -> list[dict[str, Any]]:
    """The same objects as `dateline stories --format json` prints."""
    store: Store = request.app.state.store
    return [story_line_to_json(line) for line in store.find_stories(offset=offset, limit=limit)]


@router.get("/stories/{story_id}", summary="One story with its time line", response_model=dict[str, Any])
def story(request: Request, story_id: str) -> Any:
    """The same object as `dateline story ID --format json` prints; an old id answers 308 with where it leads."""
    store: Store = request.app.state.store
    record = store.story(story_id)
    if record.story.id != story_id:
        return RedirectResponse(f"/api/stories/{record.story.id}", status_code=308)
    return story_to_json(record)


@router.get("/articles/{article_id}", summary="One article with its annotations and accounts")
def article(request: Request, article_id: str) -> dict[str, Any]:
    """The same object as `dateline annotate` prints."""
    store: Store = request.app.state.store
    found = store.articles([article_id]).get(article_id)
    if found is None:
        raise NotFoundError(f"no article {article_id!r} is stored")
    return article_to_json(found, annotations=store.annotations(article_id), accounts=store.accounts_of(article_id))


@router.get("/articles/{article_id}/background", summary="The coverage behind one article")
def background(request: Request, article_id: str) -> dict[str, Any]:
    """The same object as `dateline background --format json` prints."""
    store: Store = request.app.state.store
    found = behind(request, article_id)
    return background_to_json(store.article(article_id), found.background, found.others)


@router.get("/export/{format}", summary="A data set", response_class=Response)
def export(request: Request, format: str, chosen: Filter) -> Response:
    """The same file as `dateline export FORMAT` writes."""
    exporter = EXPORTERS.get(format)
    if exporter is None:
        raise NotFoundError(f"no export format {format!r}; there are {', '.join(EXPORTERS)}")
    store: Store = request.app.state.store

    def body() -> Iterator[str]:
        out = io.StringIO()
        exporter.write(store.records(chosen), out)
        yield out.getvalue()

    name = f"attachment; filename=incidents.{format}"
    return StreamingResponse(body(), media_type=exporter.media_type, headers={"Content-Disposition": name})
