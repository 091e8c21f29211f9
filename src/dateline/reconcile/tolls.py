"""Reconciles tolls: bounds over all whole tolls, the best number by a rule, and how they came to be over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.model import FieldValue, TollChange, TollRange, TollValue
from dateline.reconcile.evidence import Told, as_of, counting, decided
from dateline.reconcile.toll_rules import RULES, Whole

#: Groups that are part of another one: counted within it where both are told.
_PART_OF: Mapping[str, tuple[str, ...]] = {
    "children": ("civilians",),
    "women": ("civilians",),
    "men": ("civilians",),
    "journalists": ("civilians",),
    "aid_workers": ("civilians",),
    "health_workers": ("civilians",),
    "police": ("security_forces",),
    "soldiers": ("security_forces",),
    "attackers": ("militants",),
}
#: Tolls to which an account may add people. Of the dead and the hurt it too often tells the same ones again: adding
#: those lost 0.05 of exact tolls on train reports.
_ADDING = ("arrested", "abducted")
#: Score under which a claim decides nothing: the article more likely tells of other people, or of nobody.
DOUBTED = 0.3
#: Score from which a claim is right more often than not.
LIKELY = 0.5


def reconcile_toll(field: str, told: Sequence[Told], *, rule: str = "latest") -> FieldValue | None:
    """Return the range of a toll, with how it came to be, or None without a claim.

    `low` and `high` are the least lower and the greatest upper bound of the whole tolls that stand; an open bound ("at
    least") above every stated one leaves `high` open. `best` is chosen by one of RULES from those that are likely
    right, or from all where none is. Parts alone ("four children among them") bound the whole from below and say no
    more. A zero comes from a claim of zero only. What is doubted decides nothing: where all is, the range is open.
    """
    tolls = [one for one in told if isinstance(one.value, TollValue)]
    if not tolls:
        return None
    value, within = _value(field, tolls, rule)
    is_open = value.low is None and value.high is None
    # Of "25 rebels" and "three rebels" one is wrong; "four children" are right beside both.
    groups = {_toll(one).of for one in tolls if one.claim.id in within}
    against = {
        one.claim.id
        for one in tolls
        if not one.stands
        or (one.claim.id not in within and _contradicts(_toll(one), value, groups))
        or (is_open and _is_doubted(one))
    }
    return FieldValue(
        field,
        value,
        tuple(one.claim.id for one in tolls if one.claim.id not in against),
        tuple(one.claim.id for one in tolls if one.claim.id in against),
        reviewed=_reviewed(tolls) is not None,
        over_time=_over_time(field, tolls, rule),
    )


def _value(field: str, tolls: Sequence[Told], rule: str) -> tuple[TollRange, set[str]]:
    """Return what tolls come to, and the ids of the claims that its best number is made of."""
    final = _reviewed(tolls)
    if final is not None:
        wholes = deciding = _wholes([final])
    else:
        told_whole = [one for one in tolls if _scope(one) == "whole" and not _is_doubted(one)]
        wholes = _wholes(counting(told_whole))
        # A headline that is likely right stands above a text that is not.
        deciding = _wholes(counting([one for one in told_whole if one.claim.score >= LIKELY]))
        if field in _ADDING:
            wholes, deciding = _with_added(wholes, tolls), _with_added(deciding, tolls)
    if not wholes:
        return TollRange(_least_of_parts(tolls), None, None), set()
    value = _not_below_parts(_range([*wholes, *deciding], deciding or wholes, rule), wholes, tolls)
    return value, {one.claim.id for whole in wholes if whole.number == value.best for one in whole.claims}


def _not_below_parts(value: TollRange, wholes: Sequence[Whole], tolls: Sequence[Told]) -> TollRange:
    """Raise the best number to a greater part that is told later: those were not all."""
    newest = max((whole.published for whole in wholes if whole.number == value.best), default="")
    later = [
        _toll(one).low or 0
        for one in tolls
        if _scope(one) == "part" and one.stands and one.claim.score >= LIKELY and one.published > newest
    ]
    greatest = max(later, default=0)
    if value.best is None or greatest <= value.best or _reviewed(tolls) is not None:
        return value
    return TollRange(value.low, greatest, None)


def _reviewed(tolls: Sequence[Told]) -> Told | None:
    return decided([one for one in tolls if _scope(one) == "whole"])


def _over_time(field: str, tolls: Sequence[Told], rule: str) -> tuple[TollChange, ...]:
    """Return what a toll came to after each publication that changed it, with the claims that did."""
    changes: list[TollChange] = []
    before = TollRange(None, None, None)
    moments = {moment for one in tolls for moment in (one.published, one.taken_back, one.superseded)}
    for moment in sorted(moment for moment in moments if moment is not None):
        known = as_of(tolls, moment)
        value, _ = _value(field, known, rule)
        if value != before:
            changes.append(TollChange(moment or None, value, _changing(known, moment, before, value)))
            before = value
    return tuple(changes)


def _changing(known: Sequence[Told], moment: str, before: TollRange, value: TollRange) -> tuple[str, ...]:
    """Return the claims that changed a toll: those that tell a bound which is new, else all that are new or now out."""
    new = [one for one in known if one.published == moment and one.stands and not _is_doubted(one)]
    bounds = {value.low, value.best, value.high} - {before.low, before.best, before.high}
    telling = [one for one in new if {_toll(one).low, _toll(one).high} & (bounds - {None})]
    out = [one for one in known if moment in (one.taken_back, one.superseded)]
    return tuple(one.claim.id for one in telling or new or out)


def reconcile_killed_by_side(told: Sequence[Told], *, rule: str = "latest") -> FieldValue | None:
    """Return the killed of side a, side b and among civilians, each by the rule of tolls; None where none is told."""
    ranges: dict[str, TollRange] = {}
    claims_for: list[str] = []
    claims_against: list[str] = []
    reviewed = False
    for side in ("a", "b", "civilians"):
        # A part of the whole toll is the whole of its side.
        own = [one for one in told if _side(one) == side and _scope(one) != "added"]
        wholes = [Whole(_toll(one).low, _toll(one).high, (one,)) for one in counting(own)]
        final = decided(own)
        if final is not None:
            wholes = [Whole(_toll(final).low, _toll(final).high, (final,))]
            reviewed = True
        if not wholes:
            continue
        ranges[side] = _range(wholes, wholes, rule)
        against = {
            one.claim.id for one in own if not one.stands or _contradicts(_toll(one), ranges[side], {_toll(one).of})
        }
        claims_for += [one.claim.id for one in own if one.claim.id not in against]
        claims_against += [one.claim.id for one in own if one.claim.id in against]
    if not ranges:
        return None
    return FieldValue("killed_by_side", ranges, tuple(claims_for), tuple(claims_against), reviewed)


def _range(wholes: Sequence[Whole], deciding: Sequence[Whole], rule: str) -> TollRange:
    """Return the bounds of all, and the best of those that are `deciding`."""
    lows = [whole.low for whole in wholes if whole.low is not None]
    highs = [whole.high for whole in wholes if whole.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if high is not None and any(whole.high is None and (whole.low or 0) > high for whole in wholes):
        high = None
    numbered = [whole for whole in deciding if whole.number is not None]
    return TollRange(low, RULES[rule](numbered).number if numbered else None, high)


def _wholes(told: Iterable[Told]) -> list[Whole]:
    """Return the tolls of everyone. Where an account tells only groups ("two men and a woman"), they are added up."""
    by_account: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_account[one.account_id].append(one)
    wholes = []
    for claims in by_account.values():
        groups: dict[tuple[str | None, str | None], list[Told]] = defaultdict(list)
        sideless = {_toll(one).of for one in claims if _toll(one).side is None}
        for one in claims:
            # "nine soldiers" may be those of both sides, or of one: no further group beside "nine soldiers of one".
            groups[_toll(one).of, None if _toll(one).of in sideless else _toll(one).side].append(one)
        if (None, None) in groups or len(groups) == 1:
            kept = groups.get((None, None)) or claims
            wholes += [Whole(_toll(one).low, _toll(one).high, (one,)) for one in kept]
            continue
        told_groups = {of for of, _ in groups}
        summed = [
            # The most precise claim of each group, as among the claims of the whole.
            min(
                (Whole(_toll(one).low, _toll(one).high, (one,)) for one in held),
                key=lambda whole: (whole.width, whole.claims[0].claim.span.start, whole.claims[0].claim.id),
            )
            for (of, _), held in groups.items()
            if not any(outer in told_groups for outer in _PART_OF.get(of or "", ()))
        ]
        lows, highs = [whole.low for whole in summed], [whole.high for whole in summed]
        wholes.append(
            Whole(
                sum(low or 0 for low in lows) if any(low is not None for low in lows) else None,
                sum(high or 0 for high in highs) if all(high is not None for high in highs) else None,
                tuple(one for whole in summed for one in whole.claims),
            )
        )
    return wholes


def _with_added(wholes: Sequence[Whole], tolls: Sequence[Told]) -> list[Whole]:
    """Return the wholes with those whom the same account tells on top of them: "held a dealer", "held two more"."""
    added: dict[str, list[Told]] = defaultdict(list)
    for one in counting([one for one in tolls if _scope(one) == "added"]):
        added[one.account_id].append(one)
    found = []
    for whole in wholes:
        more = added.get(whole.claims[0].account_id, [])
        low, high = whole.low, whole.high
        for one in more:
            low = None if low is None else low + (_toll(one).low or 0)
            top = _toll(one).high
            high = None if high is None or top is None else high + top
        found.append(Whole(low, high, (*whole.claims, *more)))
    return found


def _contradicts(toll: TollValue, value: TollRange, groups: Collection[str | None]) -> bool:
    """Tell whether a claim differs from what a toll comes to; `groups` are those whom its best number counts."""
    number = value.best if value.best is not None else value.low
    if number is None:
        return False
    counts_the_same = set(groups) == {toll.of} if toll.of is not None else toll.side is None
    if toll.scope != "whole" or not counts_the_same:
        return value.best is not None and toll.low is not None and toll.low > value.best
    return (toll.low is not None and toll.low > number) or (toll.high is not None and toll.high < number)


def _least_of_parts(tolls: Sequence[Told]) -> int | None:
    parts = [one for one in tolls if _scope(one) != "whole" and not _is_doubted(one)]
    lows = [low for one in counting(parts) if (low := _toll(one).low) is not None]
    return max(lows, default=None)


def _is_doubted(told: Told) -> bool:
    return told.claim.score < DOUBTED and told.review is None


def _toll(told: Told) -> TollValue:
    assert isinstance(told.value, TollValue), "callers keep to tolls"
    return told.value


def _scope(told: Told) -> str:
    return _toll(told).scope


def _side(told: Told) -> str | None:
    if not isinstance(told.value, TollValue):
        return None
    return told.value.side or ("civilians" if told.value.of == "civilians" else None)
