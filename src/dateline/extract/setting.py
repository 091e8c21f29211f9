"""Chooses the day and the place of the main event among all that the article tells, and scores them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

from dateline.extract.choosing import LEARNED_COUNTRY, Features, has_learned, shares
from dateline.extract.claims import claim_order, speakers_over
from dateline.extract.nets.calibration import Calibration
from dateline.extract.setting_features import Candidate, day_candidates, is_chosen_from, place_candidates
from dateline.model import TOLD, Account, Claim, Doc, Place, Time

#: Field -> the candidates that an article has for it.
CANDIDATES: Mapping[str, Callable[[Doc, Account], dict[Hashable, Candidate]]] = {
    "date": day_candidates,
    "place": place_candidates,
}
#: Stands for "none of these": the article may not tell the day or the place.
NONE: Features = {"none": 1.0}
#: The least chance at which a place or day that no rule ties to the event is claimed of it.
_CLAIMED = 0.25
#: The share of a text in which the main event is told.
_EARLY = 0.6
#: Types that may be of any event told twice.
_ANY_KIND = ("armed_attack", "shooting", "accident", "arrest")


def model_of(field: str) -> str:
    return f"setting_{field}"


def choose_setting(accounts: Sequence[Account], doc: Doc, calibration: Calibration) -> list[Account]:
    """Return the accounts, the main one with days and places scored by their chance to be the event's.

    The likeliest is claimed though no rule ties it to the event. As with tolls, of events such as the models were
    fitted on alone: elsewhere the scores of the rules stand.
    """
    main = next((account for account in accounts if account.role == "main"), None)
    if main is None or main.stance not in TOLD or not has_learned(main.type, [each.type for each in accounts]):
        return list(accounts)
    claims = list(main.claims)
    for field, candidates in CANDIDATES.items():
        found = _without_others(field, candidates(doc, main), main, accounts)
        if found and model_of(field) in calibration and (field != "place" or _are_learned(found)):
            claims = _chosen(field, claims, main, found, doc, calibration[model_of(field)].weights)
    told = {claim.field for claim in claims}
    unknown = {field: why for field, why in main.unknown.items() if field not in told}
    chosen = replace(main, claims=tuple(sorted(claims, key=claim_order)), unknown=unknown)
    return [chosen if account is main else account for account in accounts]


def _without_others(
    field: str, found: Mapping[Hashable, Candidate], main: Account, accounts: Sequence[Account]
) -> dict[Hashable, Candidate]:
    """Return the days but those that the article tells only with an earlier event of another kind."""
    if field != "date":
        return dict(found)
    own = {claim.span for claim in main.of_field(field)}
    earlier = [each for each in accounts if each.role == "background" and each.type not in (main.type, *_ANY_KIND)]
    others = {claim.span for each in earlier for claim in each.of_field(field)} - own
    return {key: each for key, each in found.items() if not all(entry.span in others for entry in each.entries)}


def chances(found: Mapping[Hashable, Candidate], weights: Mapping[str, float]) -> dict[Hashable, float]:
    """Return the chance of each candidate; what is left to one is that of none of them."""
    told = list(found)
    shared = shares({number: found[key].features for number, key in enumerate(told)} | {-1: NONE}, weights)
    return {key: shared[number] for number, key in enumerate(told)}


def _chosen(
    field: str,
    claims: Sequence[Claim],
    main: Account,
    found: Mapping[Hashable, Candidate],
    doc: Doc,
    weights: Mapping[str, float],
) -> list[Claim]:
    chance = chances(found, weights)
    scored = [
        replace(claim, score=_bounded(chance[key]))
        if claim.field == field and is_chosen_from(claim) and (key := _key_of(claim, found)) is not None
        else claim
        for claim in claims
    ]
    best = max(sorted(chance, key=str), key=lambda key: chance[key])
    if not _is_told_early(main, doc):
        return scored
    if chance[best] >= _CLAIMED and not any(
        claim.field == field and is_chosen_from(claim) and _key_of(claim, found) == best for claim in claims
    ):
        scored.append(_claim(field, _clearest(found[best], doc), main, doc, chance[best]))
    return scored


def _are_learned(found: Mapping[Hashable, Candidate]) -> bool:
    """Tell whether most mentions of places are of the country whose places the reader has learned to mark.

    Elsewhere it marks the few cities that it knows.
    """
    countries = [entry.value.country for each in found.values() for entry in each.entries if isinstance(entry, Place)]
    told = [country for country in countries if country is not None]
    return 2 * told.count(LEARNED_COUNTRY) > len(told)


def _is_told_early(main: Account, doc: Doc) -> bool:
    """Tell whether the event stands where reports tell what they are about: at the end it may be one told beside."""
    trigger = main.trigger
    if trigger is None or trigger.part != "text":
        return trigger is not None and trigger.part == "title"
    return trigger.start < _EARLY * len(doc.article.text)


def _key_of(claim: Claim, found: Mapping[Hashable, Candidate]) -> Hashable | None:
    return next(
        (key for key, each in found.items() if any(entry.span.overlaps(claim.span) for entry in each.entries)), None
    )


def _clearest(candidate: Candidate, doc: Doc) -> Place | Time:
    """Return the mention that the reader marks most surely as the setting, else the first in the text."""
    tags = doc.tagged("setting")
    return min(
        candidate.entries,
        key=lambda entry: (
            -max((tag.score for tag in tags if tag.span.overlaps(entry.span)), default=0.0),
            entry.span.part != "text",
            entry.span.start,
        ),
    )


def _claim(field: str, entry: Place | Time, main: Account, doc: Doc, chance: float) -> Claim:
    return Claim(
        id=Claim.make_id(main.id, field, entry.span),
        account_id=main.id,
        field=field,
        span=entry.span,
        written=doc.article.written(entry.span),
        value=entry.value,
        via=speakers_over(doc, entry.span),
        stance=main.stance,
        score=_bounded(chance),
    )


def _bounded(chance: float) -> float:
    return round(min(max(chance, 0.001), 0.999), 4)
