"""Adds the day and the city of the main event where the trained reader marks them, in events such as it has learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.claims import ClaimMaker
from dateline.model import Place, Time


def add_setting(maker: ClaimMaker) -> None:
    """Add claims of the day and the place that the surest marks are on; one by rule there is as sure as the mark."""
    _add(maker, "date", "date", maker.doc.times)
    _add(maker, "city", "place", maker.doc.places)


def _add(maker: ClaimMaker, label: str, field: str, entries: Sequence[Time] | Sequence[Place]) -> None:
    tags = [tag for tag in maker.doc.tagged("setting") if tag.label == label]
    met = [(tag.score, entry) for tag in tags for entry in entries if entry.span.overlaps(tag.span)]
    if not met:
        return
    score, entry = max(met, key=lambda each: each[0])
    maker.claims = [
        replace(claim, score=round(max(claim.score, score), 4))
        if claim.field == field and claim.span.overlaps(entry.span)
        else claim
        for claim in maker.claims
    ]
    maker.add(field, entry.span, entry.value, "setting", score=score)
