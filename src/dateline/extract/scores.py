"""Scores the claims of an account: how sure it is that the text says so, by rule, by the reader, and by agreement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.nets.calibration import Calibration, log_odds
from dateline.extract.nets.heads import ARTICLE_HEADS
from dateline.model import AccountRole, Claim, Doc, PlaceValue, TimeValue, TollValue, Value

#: Fields whose claims are scored here; those of parties and things are weighed with the fillers.
SCORED: tuple[str, ...] = ("killed", "injured")
_TOLL_CLASSES = {name: labels for name, labels in ARTICLE_HEADS if name in SCORED}


def with_scores(claims: Sequence[Claim], doc: Doc, role: AccountRole, calibration: Calibration) -> list[Claim]:
    """Return the claims of one account, those of SCORED fields with calibrated scores."""
    if not doc.tags:
        return list(claims)
    return [
        replace(claim, score=round(calibration[claim.field](claim_features(claim, claims, doc, role)), 4))
        if claim.field in SCORED and claim.field in calibration
        else claim
        for claim in claims
    ]


def claim_features(claim: Claim, claims: Sequence[Claim], doc: Doc, role: AccountRole) -> dict[str, float]:
    """Return what tells a right claim from a wrong one. `claims` are all of the account, with the scores of rules."""
    same_field = [other for other in claims if other.field == claim.field and other is not claim]
    agreeing = sum(_says(other.value) == _says(claim.value) for other in same_field)
    value = claim.value
    features = {
        "rule": log_odds(claim.score),
        "agreeing": math.log1p(agreeing),
        "differing": math.log1p(len(same_field) - agreeing),
        "first": float(not any(other.span.start < claim.span.start for other in same_field)),
        "title": float(claim.span.part == "title"),
        "link": float(claim.span.part not in ("title", "text")),
        "main": float(role == "main"),
    }
    if isinstance(value, TollValue):
        likely = doc.likely.get(claim.field, {})
        seen = [tag.score for tag in doc.tagged("tolls") if tag.label == claim.field and tag.span.overlaps(claim.span)]
        features |= {
            "likely": log_odds(likely.get(toll_class(claim.field, value), 0.0)),
            "tagged": max(seen, default=0.0),
            "part": float(value.scope == "part"),
            "added": float(value.scope == "added"),
            "group": float(value.of is not None),
            "bound": float(value.low is None or value.high is None),
        }
    elif isinstance(value, PlaceValue):
        features["exact"] = float(value.precision in ("city", "exact"))
    elif isinstance(value, TimeValue):
        features["day"] = float(value.precision in ("day", "hour", "minute"))
    return features


def toll_class(field: str, value: TollValue) -> str:
    """Return the label of the article head that a number of people falls under."""
    number = value.low if value.low is not None else value.high or 0
    return max((label for label in _TOLL_CLASSES[field] if number >= int(label)), key=int)


def _says(value: Value) -> object:
    """Return what two claims of one field have to share to agree."""
    if isinstance(value, TollValue):
        return value.low, value.high
    if isinstance(value, TimeValue):
        return value.earliest, value.latest
    if isinstance(value, PlaceValue):
        return value.geonameid, value.name
    return value
