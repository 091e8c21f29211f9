"""The ResolveClaims step: gives claims their final values, and turns those that tell nothing into `unknown` entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from dateline.knowledge.actors import Actors, load_actors
from dateline.knowledge.numbers import parse
from dateline.model import DATELINE_DATE, Account, Claim, Doc, PartyValue, PlaceValue, TimeValue, TollValue, Unknown
from dateline.resolve.actors import resolve_party, with_chains
from dateline.resolve.exact_places import with_exact_places
from dateline.settings import Settings

#: What is planned or foretold may lie after publication, so that publication is no bound for its date.
_MAY_LIE_AHEAD = frozenset({"planned", "predicted", "hypothetical"})


class ResolveClaims:
    """Counts tolls, ties parties to known actors, and says of dates and tolls that cannot be told why they cannot."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "mentions", "chains", "references", "times", "accounts")
    writes: ClassVar[tuple[str, ...]] = ("accounts",)

    def __init__(self, settings: Settings) -> None:  # noqa: ARG002 - every step takes the settings
        self._actors = load_actors()

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(accounts=tuple(self._resolved(account, doc) for account in doc.accounts)) for doc in docs]

    def _resolved(self, account: Account, doc: Doc) -> Account:
        chained = with_chains(account, doc, self._actors)
        return with_exact_places(resolve_account(chained, self._actors, _told_on(doc)), doc)


def _told_on(doc: Doc) -> str | None:
    """Return the day of publication; where that is not known, the one that the dateline gives."""
    dateline = next((time.value.latest for time in doc.times if time.value.reason == DATELINE_DATE), None)
    return doc.article.published or dateline


def resolve_account(account: Account, actors: Actors, published: str | None) -> Account:
    """Return the account with resolved claims. A field without a claim left keeps the reason in `unknown`."""
    resolved = [(claim, _resolve(claim, actors)) for claim in account.claims]
    kept = tuple(outcome for _, outcome in resolved if isinstance(outcome, Claim))
    told = {claim.field for claim in kept}
    unknown = {field: why for field, why in account.unknown.items() if field not in told}
    for claim, outcome in resolved:
        if isinstance(outcome, Unknown) and claim.field not in told:
            unknown.setdefault(claim.field, outcome)
    if "date" not in told and account.stance not in _MAY_LIE_AHEAD:
        unknown["date"] = _bounded(unknown.get("date"), published)
    return replace(account, claims=kept, unknown=unknown)


def _resolve(claim: Claim, actors: Actors) -> Claim | Unknown:
    value = claim.value
    if isinstance(value, TollValue):
        return _count(claim, value)
    if isinstance(value, PartyValue):
        return replace(claim, value=resolve_party(value, actors))
    if isinstance(value, TimeValue) and value.earliest is None and value.latest is None:
        return Unknown(f"{claim.written!r} names no day: {value.reason or 'not resolved'}")
    if isinstance(value, PlaceValue) and value.geonameid is None and value.country is None and value.reason is None:
        return replace(claim, value=replace(value, precision="unknown", reason="not in the gazetteer"))
    return claim


def _count(claim: Claim, value: TollValue) -> Claim | Unknown:
    """Read the number that is written, unless the claim came with one."""
    if value.low is not None or value.high is not None:
        return claim
    count = parse(claim.written)
    if count is None:
        return Unknown(f"{claim.written!r} tells no number")
    return replace(claim, value=replace(value, low=count.low, high=count.high, word=count.word))


def _bounded(why: Unknown | None, published: str | None) -> Unknown:
    """What is told as having happened did not happen after the report of it. That bound is no claim."""
    why = why or Unknown("not stated")
    if published is None:
        return why
    day = published[:10]
    if why.latest is not None and why.latest <= day:
        return why
    return replace(why, reason=f"{why.reason}; not after {day}", latest=day)
