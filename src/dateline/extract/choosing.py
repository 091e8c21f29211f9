"""Chooses what the tolls of the main account come to, among all the numbers that the article tells, and scores them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.extract.claims import claim_order, speakers_over
from dateline.extract.nets.calibration import Calibration
from dateline.extract.nets.heads import ARTICLE_HEADS
from dateline.model import TOLD, Account, Claim, Doc, TollValue

#: Fields whose number is chosen with the reader's judgement of the whole article.
CHOSEN: tuple[str, ...] = ("killed", "injured")
_CLASSES = {name: labels for name, labels in ARTICLE_HEADS if name in CHOSEN}
#: Types whose tolls the reader has learned to judge, and the number from which it has seen too few to tell.
_LEARNED, _MANY = ("shooting", "accident"), 10
#: Where the events happened that the reader has learned the places of.
LEARNED_COUNTRY = "US"
#: Types that the same events go by where a shooting is told beside them: a robbery in which somebody was shot.
_TOLD_AS = ("robbery", "arrest", "arson")
#: Roles of accounts that may be of the main event, told twice.
_LIKE_MAIN = ("other", "trial", "followup")
_LEAST = 1e-3
#: Words of people who come on top of others.
_FURTHER = re.compile(r"\b(?:another|more|further|second|third|fourth|fifth)\b")
#: Before a number that a toll has come to by those told beside it: "bringing the number of dead to three".
_COME_TO = re.compile(
    r"\b(?:bring|brought|rais|tak|took|push|lift)\w*\b(?:(?!\byear|\bmonth|\bseason|homicides)[^.\n]){0,80}"
    r"\b(?:toll|number|count|total|deaths|dead|fatalities|killed)\b(?:(?!\byear|\bmonth|\bseason)[^.\n]){0,40}\bto $"
)
_BEFORE = 160
#: Probability from which the reader's judgement that one person died counts where nothing in the article counts dead.
_IMPLIED = 0.9

Features = dict[str, float]


def choose_tolls(accounts: Sequence[Account], doc: Doc, calibration: Calibration) -> list[Account]:
    """Return the accounts, the main one with scores that say how likely each number is that of everyone.

    Where the likeliest number stands only in what was taken for a part, or for the toll of a like account, the claim of
    it becomes one of the whole, of the main account. No number comes without a claim: where none is likely, the claims
    that there are get low scores. One death alone may be told without a number: "a fatal shooting".
    """
    main = next((account for account in accounts if account.role == "main"), None)
    if main is None or not doc.tags or not has_learned(main.type, [account.type for account in accounts]):
        return list(accounts)
    others = [account for account in accounts if account is not main and is_like_main(account)]
    moved: list[Claim] = []
    claims = list(main.claims)
    told = [claim for account in others for claim in account.claims]
    for field in [name for name in CHOSEN if name in calibration]:
        if (reached := _come_to(field, claims, doc)) is not None:
            # Those told beside it, one by one, are among them; the text itself says what they come to.
            claims = [_as_part(claim) if _is_fewer(claim, field, reached) else claim for claim in claims]
            continue
        found = candidates(field, claims, told, doc)
        if any(features.get("claims") and number >= _MANY for number, features in found.items()):
            continue
        if field == "killed" and len(found) == 1 and (implied := implied_death(main, doc)):
            claims.append(implied)
            continue
        chances = shares(found, calibration[field].weights)
        best = max(sorted(chances), key=lambda number: chances[number])
        if best and not any(_is_of(claim, field, best, "whole") for claim in claims):
            claims = [_as_whole(claim) if _is_of(claim, field, best) else claim for claim in claims]
            if not any(_is_of(claim, field, best, "whole") for claim in claims):
                like = [claim for claim in told if _is_of(claim, field, best)]
                left = [claim for claim in like if _is_of(claim, field, best, "whole")] or like
                claims += [_moved(_as_whole(claim), main) for claim in left]
                moved += left
        claims = [_scored(claim, chances) if claim.field == field else claim for claim in claims]
    rest = [
        replace(account, claims=tuple(claim for claim in account.claims if claim not in moved)) for account in others
    ]
    by_id = {account.id: account for account in (*rest, replace(main, claims=tuple(sorted(claims, key=claim_order))))}
    return [by_id.get(account.id, account) for account in accounts]


def implied_death(main: Account, doc: Doc) -> Claim | None:
    """Return the claim that at least one person died, where the reader is sure of one: of the words that it marks as
    telling the toll, else of those that tell the event."""
    chance = doc.likely["killed"]["1"]
    marks = [tag for tag in doc.tagged("tolls") if tag.label == "killed"]
    span = max(marks, key=lambda tag: tag.score).span if marks else main.trigger
    if chance < _IMPLIED or span is None or main.stance not in TOLD:
        return None
    return Claim(
        id=Claim.make_id(main.id, "killed", span),
        account_id=main.id,
        field="killed",
        span=span,
        written=doc.article.written(span),
        value=TollValue(1, None),
        via=speakers_over(doc, span),
        stance=main.stance,
        score=round(chance, 4),
    )


def has_learned(main: str, types: Sequence[str]) -> bool:
    """Tell whether the reader has learned of events like the main one, by its type and those of all the accounts."""
    return main in _LEARNED or (main in _TOLD_AS and not set(types).isdisjoint(_LEARNED))


def is_like_main(account: Account) -> bool:
    return account.role in _LIKE_MAIN and account.stance in TOLD


def shares(found: Mapping[int, Features], weights: Mapping[str, float]) -> dict[int, float]:
    """Return the chance of each candidate: they share what there is."""
    totals = {
        number: sum(weights.get(name, 0.0) * value for name, value in each.items()) for number, each in found.items()
    }
    most = max(totals.values())
    parts = {number: math.exp(total - most) for number, total in totals.items()}
    return {number: part / sum(parts.values()) for number, part in parts.items()}


def candidates(field: str, own: Sequence[Claim], others: Sequence[Claim], doc: Doc) -> dict[int, Features]:
    """Return number -> what speaks for it. Zero is always one of them: the article may tell of nobody.

    `own` are the claims of the main account, `others` those of accounts that may be of the same event.
    """
    found: dict[int, Features] = defaultdict(lambda: defaultdict(float))
    further: dict[int, list[int]] = defaultdict(list)
    found[0]["zero"] = 1.0
    for claim in (*own, *others):
        value = claim.value
        if claim.field != field or not isinstance(value, TollValue) or claim.stance not in TOLD:
            continue
        if (whole := _whole_around(claim, own, doc)) is not None:
            if _FURTHER.search(claim.written.lower()):
                further[whole].append(number_of(value))
            continue
        features = found[number_of(value)]
        kind = value.scope if claim in own else "other"
        if kind == "whole":
            features["claims"] += 1
            features["rule"] = max(features["rule"], claim.score)
            features["group"] = max(features["group"], float(value.of is not None))
            seen = [tag.score for tag in doc.tagged("tolls") if tag.label == field and tag.span.overlaps(claim.span)]
            features["tagged"] = max(features["tagged"], *seen, 0.0)
        else:
            features[kind] = 1.0
    if first := _first_whole(field, own):
        found[number_of(first)]["first"] = 1.0
    likely = doc.likely.get(field, {})
    for number, features in found.items():
        # What the reader takes for everyone may be those who raised it: "a third man died, bringing the toll to three".
        seen_as = {toll_class(field, each) for each in (number, *further[number])}
        features["likely"] = math.log(max(_LEAST, *(likely.get(label, 0.0) for label in seen_as)))
        features["claims"] = math.log1p(features["claims"])
    return {number: dict(features) for number, features in found.items()}


def _come_to(field: str, own: Sequence[Claim], doc: Doc) -> int | None:
    """Return the number that a toll is said to have come to, or None; of several the greatest."""
    reached = (
        number_of(claim.value)
        for claim in own
        if claim.field == field
        and isinstance(claim.value, TollValue)
        and claim.value.scope == "whole"
        and _COME_TO.search(doc.article.part(claim.span.part)[max(0, claim.span.start - _BEFORE) : claim.span.start])
    )
    return max(reached, default=None)


def _is_fewer(claim: Claim, field: str, number: int) -> bool:
    value = claim.value
    is_whole = claim.field == field and isinstance(value, TollValue) and value.scope == "whole"
    return is_whole and 0 < number_of(value) < number  # type: ignore[arg-type]


def _as_part(claim: Claim) -> Claim:
    assert isinstance(claim.value, TollValue), "callers ask _is_fewer first"
    return replace(claim, value=replace(claim.value, scope="part"))


def _whole_around(claim: Claim, own: Sequence[Claim], doc: Doc) -> int | None:
    """Return the greatest whole that the sentence of a part tells: "a woman and her two sons" are not two."""
    parse = doc.parse(claim.span.part)
    if parse is None or not isinstance(claim.value, TollValue) or claim.value.scope != "part":
        return None
    around = next((each for each in parse.sentences if each[0] <= claim.span.start < each[1]), None)
    if around is None:
        return None
    wholes = (
        number_of(other.value)
        for other in own
        if other.field == claim.field
        and isinstance(other.value, TollValue)
        and other.value.scope == "whole"
        and other.span.part == claim.span.part
        and around[0] <= other.span.start < around[1]
        and number_of(other.value) > number_of(claim.value)
    )
    return max(wholes, default=None)


def _first_whole(field: str, claims: Sequence[Claim]) -> TollValue | None:
    found = [
        (claim.span.start, claim.id, claim.value)
        for claim in claims
        if claim.field == field and isinstance(claim.value, TollValue) and claim.value.scope == "whole"
        if claim.span.part == "text" and claim.value.low == claim.value.high
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def toll_class(field: str, number: int) -> str:
    """Return the label of the article head that a number of people falls under."""
    return max((label for label in _CLASSES[field] if number >= int(label)), key=int)


def number_of(value: TollValue) -> int:
    return value.number or 0


def _is_of(claim: Claim, field: str, number: int, scope: str | None = None) -> bool:
    value = claim.value
    return (
        claim.field == field
        and isinstance(value, TollValue)
        and claim.stance in TOLD
        and number_of(value) == number
        and scope in (None, value.scope)
    )


def _as_whole(claim: Claim) -> Claim:
    assert isinstance(claim.value, TollValue), "callers ask _is_of first"
    return replace(claim, value=replace(claim.value, scope="whole"))


def _moved(claim: Claim, main: Account) -> Claim:
    return replace(claim, id=Claim.make_id(main.id, claim.field, claim.span), account_id=main.id)


def _scored(claim: Claim, chances: Mapping[int, float]) -> Claim:
    """Give a claim of the whole the chance of its number; a part is as sure as its rule, where anybody was harmed."""
    if not isinstance(claim.value, TollValue) or claim.stance not in TOLD:
        return claim
    if claim.value.scope == "whole":
        score = chances.get(number_of(claim.value), 0.0)
    else:
        score = claim.score * (1.0 - chances[0])
    return replace(claim, score=round(min(max(score, 0.001), 0.999), 4))
