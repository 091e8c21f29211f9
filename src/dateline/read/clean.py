"""The only place that alters text: what databases cannot hold, and the white space of marked-up text."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WHITE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return the text with NUL and lone surrogates replaced by U+FFFD, one for one, so that offsets hold."""
    return _UNSTORABLE.sub("�", text)


def collapse(text: str) -> str:
    """Return the text with each run of white space as one blank: for HTML and Markdown, where it means nothing."""
    return _WHITE.sub(" ", text)
