"""Samples for the models of certainty: claims of main accounts of held-out reports, and whether their record agrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.evaluate.calibration import is_right, main_account
from dateline.extract.certainty import JUDGED, features, has_chance
from dateline.extract.choosing import choose_tolls, has_learned
from dateline.extract.nets.calibration import Calibration
from dateline.extract.setting import choose_setting
from dateline.model import Doc
from dateline.resolve.claims import ResolveClaims
from dateline.settings import Settings

#: Reports are parted so many times: each is scored by models of tolls that were fitted on the other parts.
PARTS = 5

Told = Sequence[tuple[Doc, Mapping[str, Any]]]
#: Field, features and outcome of a claim.
Judged = tuple[str, dict[str, float], bool]


def parted(told: Told) -> Iterator[tuple[Told, Told]]:
    """Yield PARTS times all reports but a part, and that part."""
    for part in range(PARTS):
        yield (
            [one for number, one in enumerate(told) if number % PARTS != part],
            [one for number, one in enumerate(told) if number % PARTS == part],
        )


def judged_claims(
    told: Told, calibration: Calibration, settings: Settings
) -> Iterator[tuple[str, dict[str, float], bool]]:
    """Yield field, features and outcome of each claim that a record can judge. Docs come without chosen tolls."""
    resolve = ResolveClaims(settings)
    for doc, record in told:
        counted = choose_tolls(doc.accounts, doc, calibration)
        chosen = doc.add(accounts=tuple(choose_setting(counted, doc, calibration)))
        account = main_account(resolve([chosen])[0])
        if account is None or not has_learned(account.type, [each.type for each in chosen.accounts]):
            continue
        for claim in account.claims:
            right = is_right(claim, record) if claim.field in JUDGED and has_chance(claim) else None
            if right is not None:
                yield claim.field, features(claim), right
