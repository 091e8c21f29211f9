"""Fetches one address over http or https, within bounds of time and size."""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from dateline.errors import InputError

#: Seconds without an answer, and seconds for the whole of it.
TIMEOUT = 20.0
TOTAL_TIMEOUT = 60.0
_CHUNK = 65_536
_HEADERS = {"User-Agent": "dateline", "Accept": "text/html,text/plain,text/markdown;q=0.9,*/*;q=0.5"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the bytes, the address after redirects, and how it describes them."""

    stream: BinaryIO
    url: str
    media_type: str | None
    charset: str | None


def is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only: the standard handler would also go to ftp."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if not is_address(newurl):
            raise urllib.error.URLError(f"redirect to {newurl[:200]!r}, which is not http or https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    # Not build_opener: that would add handlers for files, ftp and data.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SafeRedirects(),
    ):
        opener.add_handler(handler)
    return opener


@contextmanager
def fetch(url: str, *, max_bytes: int) -> Iterator[Answer]:
    """Fetch an address. At most `max_bytes` + 1 bytes are taken, so that the reader sees what is too large.

    Raises InputError when it cannot be had.
    """
    try:
        request = urllib.request.Request(url, headers=_HEADERS)
        with _opener().open(request, timeout=TIMEOUT) as response:
            answer = Answer(
                io.BytesIO(_read(response, limit=max_bytes + 1)),
                response.url,
                response.headers.get_content_type() if "Content-Type" in response.headers else None,
                response.headers.get_content_charset(),
            )
    except urllib.error.HTTPError as error:
        error.close()
        raise InputError(f"cannot be fetched: the server answered {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(f"cannot be fetched: {getattr(error, 'reason', None) or error}") from error
    yield answer


def _read(response: http.client.HTTPResponse, *, limit: int) -> bytes:
    chunks, size, end = [], 0, time.monotonic() + TOTAL_TIMEOUT
    while size < limit:
        chunk = response.read1(min(_CHUNK, limit - size))
        if not chunk:
            break
        chunks.append(chunk)
        size += len(chunk)
        if time.monotonic() > end:
            raise TimeoutError(f"not complete after {TOTAL_TIMEOUT:.0f} seconds")
    return b"".join(chunks)
