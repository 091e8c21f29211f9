"""The Certainty step: scores of tolls, dates and places become the chance that claims like them turn out right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from dateline.extract.choosing import LEARNED_COUNTRY, has_learned
from dateline.extract.nets.calibration import Calibration, load_calibration, log_odds
from dateline.extract.nets.reader import weights_folder
from dateline.model import TOLD, Account, Claim, Doc, PlaceValue, TimeValue, TollValue
from dateline.settings import Settings

#: Fields whose claims public records can judge.
JUDGED: tuple[str, ...] = ("killed", "injured", "date", "place")
#: Where else a claim stands (links, related headlines) it keeps its score, which says that it is a hint.
_PARTS = ("text", "title")
_PLACED = ("exact", "city", "district")

Features = dict[str, float]


class Certainty:
    """Gives claims of JUDGED fields new scores, by a model of each field (`sure_killed` and so on), in accounts of
    events such as the records tell of."""

    reads: ClassVar[tuple[str, ...]] = ("accounts",)
    writes: ClassVar[tuple[str, ...]] = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        self._calibration = load_calibration(weights_folder(settings))

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(accounts=tuple(self._accounts(doc.accounts))) for doc in docs]

    def _accounts(self, accounts: Sequence[Account]) -> Iterator[Account]:
        types = [account.type for account in accounts]
        for account in accounts:
            # The records are of shootings: where a war reporter sits says less than where a local one does.
            learned = has_learned(account.type, types)
            yield with_chances(account, self._calibration) if learned else account


def model_of(field: str) -> str:
    return f"sure_{field}"


def with_chances(account: Account, calibration: Calibration) -> Account:
    """Return the account with the scores of its claims as chances, where there is a model of their field."""
    models = {field: calibration[model_of(field)] for field in JUDGED if model_of(field) in calibration}
    claims = tuple(
        replace(claim, score=round(models[claim.field](features(claim)), 4))
        if claim.field in models and has_chance(claim)
        else claim
        for claim in account.claims
    )
    return replace(account, claims=claims)


def has_chance(claim: Claim) -> bool:
    """Tell whether a claim is of a kind that the models know: a toll of everyone, a time with both ends, a place of
    the rank of a city or a district where the records are from."""
    value = claim.value
    if claim.stance not in TOLD or claim.span.part not in _PARTS:
        return False
    if isinstance(value, TollValue):
        return value.scope == "whole" and value.of is None and value.side is None and value.number is not None
    if isinstance(value, TimeValue):
        return value.earliest is not None and value.latest is not None
    return isinstance(value, PlaceValue) and value.precision in _PLACED and value.country == LEARNED_COUNTRY


def features(claim: Claim) -> Features:
    """Return what speaks for a claim: its score so far, which has weighed the others of its field (`choosing`,
    `setting`)."""
    return {"odds": log_odds(claim.score)}
