"""The web site and the API over one store. It needs no model: what it shows was read before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline import __version__
from dateline.errors import NotFoundError, StoreError, UsageError
from dateline.serve import api, pages
from dateline.serve.background import FindBackground
from dateline.store import open_store

FOLDER = Path(__file__).parent

#: Which status an error has; everything else is a 500 and a fault of ours.
STATUSES = {NotFoundError: 404, UsageError: 422, StoreError: 503, RequestValidationError: 422}

#: Nothing comes from elsewhere, no script runs, and nobody puts the site into a frame.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
#: FastAPI's own pages of the API bring their scripts from elsewhere; offline the schema itself is what serves.
API_SCHEMA = "/api/openapi.json"


def create_app(store_url: str, find_background: FindBackground) -> FastAPI:
    """Return the application over a store that exists; `find_background` seeks the coverage behind an article."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(store_url, create=False) as store:
            app.state.store = store
            app.state.find_background = find_background
            yield

    app = FastAPI(
        title="Dateline",
        version=__version__,
        description="Incidents as news reports tell them: every value with its claims, speakers and sentences.",
        lifespan=lifespan,
        openapi_url=API_SCHEMA,
        docs_url=None,
        redoc_url=None,
    )
    app.middleware("http")(_with_headers)
    app.add_middleware(HeadAsGet)
    for error_class in (*STATUSES, HTTPException):
        app.exception_handler(error_class)(_answer_error)
    app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    return app


class HeadAsGet:
    """Answers HEAD where GET is answered: the routes know GET alone, and the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self.app({**scope, "method": "GET"} if is_head else scope, receive, send)


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _answer_error(request: Request, error: Exception) -> Response:
    message, headers = str(error), None
    if isinstance(error, HTTPException):
        status, message, headers = error.status_code, error.detail, error.headers
    else:
        status = next(status for error_class, status in STATUSES.items() if isinstance(error, error_class))
    if isinstance(error, RequestValidationError):
        message = "; ".join(f"{fault['loc'][-1]} {fault['input']!r}: {fault['msg']}" for fault in error.errors())
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message}, status_code=status, headers=headers)
    return HTMLResponse(pages.render("error.html", status=status, message=message), status_code=status, headers=headers)
