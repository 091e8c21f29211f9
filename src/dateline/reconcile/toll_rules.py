"""The rules by which the best number is chosen among tolls of everyone, each under the name that settings give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Speaker
from dateline.reconcile.evidence import Told

_MEDICAL = ("hospital", "doctor", "medic", "medical", "coroner", "physician", "surgeon", "nurse", "health")
_NOT_NEAR = 99


@dataclass(frozen=True, slots=True)
class Whole:
    """A toll of everyone, as one account tells it: one claim, or the claims of its groups taken together."""

    low: int | None
    high: int | None
    claims: tuple[Told, ...]

    @property
    def published(self) -> str:
        return self.claims[0].published

    @property
    def number(self) -> int | None:
        return self.low if self.low is not None else self.high

    @property
    def width(self) -> float:
        """How imprecise it is: 0 for a number, infinity for "at least"."""
        if self.low is None or self.high is None:
            return float("inf")
        return self.high - self.low

    @property
    def is_superseded(self) -> bool:
        return any(one.superseded is not None for one in self.claims)

    @property
    def nearness(self) -> int:
        """Steps from the event at which the first official or medical speaker stands."""
        return min(_nearness(one.claim.via) for one in self.claims)


def latest(wholes: Sequence[Whole]) -> Whole:
    """That of the latest article, there the most precise, then the one nearest to an official; then told first.

    Reports lead with the toll of the whole. A text that has since been revised or corrected comes last.
    """
    newest = max(whole.published for whole in wholes if whole.is_superseded == _least_superseded(wholes))

    def rank(whole: Whole) -> tuple[bool, bool, float, int, int, float, str]:
        score = max(one.claim.score for one in whole.claims)
        start, claim_id = min((one.claim.span.start, one.claim.id) for one in whole.claims)
        late = whole.published != newest
        return whole.is_superseded, late, whole.width, whole.nearness, start, -score, claim_id

    return min(wholes, key=rank)


def highest_official(wholes: Sequence[Whole]) -> Whole:
    """The highest that an official or medical source gives; where none gives one, as `latest`."""
    official = [whole for whole in _current(wholes) if whole.nearness != _NOT_NEAR]
    if not official:
        return latest(wholes)
    highest = max(whole.number or 0 for whole in official)
    return latest([whole for whole in official if (whole.number or 0) == highest])


def median(wholes: Sequence[Whole]) -> Whole:
    """The median of what the sources tell last, one number a source; the lower of two in the middle."""
    last = _last_of_each_source(wholes)
    ranked = sorted(last, key=lambda whole: (whole.number or 0, whole.claims[0].claim.id))
    return ranked[(len(ranked) - 1) // 2]


def supported(wholes: Sequence[Whole]) -> Whole:
    """As `latest`, but in one article's time the number that most sources tell, and none that falls for no reason.

    A number that is lower than one that more sources tell stands only where an official or medical source gives it.
    """
    current = _current(wholes)
    chosen = _most_told_of_the_latest(current)
    while chosen.nearness == _NOT_NEAR:
        support = len(_sources_of(chosen.number, current))
        higher = [
            whole
            for whole in current
            if (whole.number or 0) > (chosen.number or 0) and len(_sources_of(whole.number, current)) > support
        ]
        if not higher:
            break
        chosen = _most_told_of_the_latest(higher)
    return chosen


def _most_told_of_the_latest(wholes: Sequence[Whole]) -> Whole:
    newest = max(whole.published for whole in wholes)
    late = [whole for whole in wholes if whole.published == newest]
    precise = [whole for whole in late if whole.width == min(each.width for each in late)]
    most = max(len(_sources_of(whole.number, precise)) for whole in precise)
    return latest([whole for whole in precise if len(_sources_of(whole.number, precise)) == most])


def _sources_of(number: int | None, wholes: Sequence[Whole]) -> set[str]:
    return {one.source for whole in wholes if whole.number == number for one in whole.claims}


#: What the setting `toll_rule` may be.
RULES: Mapping[str, Callable[[Sequence[Whole]], Whole]] = {
    "latest": latest,
    "highest_official": highest_official,
    "median": median,
    "supported": supported,
}


def _least_superseded(wholes: Sequence[Whole]) -> bool:
    return all(whole.is_superseded for whole in wholes)


def _current(wholes: Sequence[Whole]) -> list[Whole]:
    return [whole for whole in wholes if whole.is_superseded == _least_superseded(wholes)]


def _last_of_each_source(wholes: Sequence[Whole]) -> list[Whole]:
    by_source: dict[str, list[Whole]] = {}
    for whole in _current(wholes):
        by_source.setdefault(whole.claims[0].source, []).append(whole)
    return [latest(held) for held in by_source.values()]


def _nearness(via: Sequence[Speaker]) -> int:
    for step, speaker in enumerate(via):
        role = f"{speaker.role or ''} {speaker.name or ''}".lower()
        if speaker.kind == "official" or any(word in role for word in _MEDICAL):
            return step
    return _NOT_NEAR
