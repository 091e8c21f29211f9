"""Tells the language of a text from its first lines, or that it cannot be told."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

#: Code points looked at: enough to be sure, and few enough to cost a fraction of a millisecond.
PREFIX = 800
#: Fewer letters than this tell nothing reliable.
MIN_LETTERS = 24
#: Below this the classifier is guessing between neighbours, or sees no language at all.
MIN_CONFIDENCE = 0.3
#: Codes the model knows but that no news outlet is likely to write in: they only draw short English texts away.
_UNLIKELY = frozenset({"an", "br", "eo", "fo", "ga", "gd", "fy", "jv", "la", "lb", "oc", "qu", "sa", "se", "vo", "wa"})
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")


def detect(text: str, *, title: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language, or None when the text is too short or too odd to tell."""
    sample = text[:PREFIX].strip()
    if len(sample) < PREFIX and title:
        sample = f"{title}\n{sample}"
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    # Lower case: the model has hardly seen the upper-case text of old newswire.
    language, confidence = _identifier().classify(sample.lower())
    return str(language) if confidence >= MIN_CONFIDENCE else None


def language_code(tag: str) -> str | None:
    """Return the ISO 639-1 code of a language tag ("en-GB" -> "en"), or None when it has none."""
    match = _CODE.fullmatch(tag.strip())
    return match.group(1).lower() if match else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 and code not in _UNLIKELY])
    return identifier
