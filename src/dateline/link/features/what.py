"""What: kinds of event, tolls as ranges, weapons and targets, and whether it was planned."""

from __future__ import annotations

import math

from dateline.link.features.ground import Ground, list_text
from dateline.link.features.when import dates
from dateline.link.features.where import places
from dateline.link.profile import Profile

_COMPARED_TOLLS = ("killed", "injured", "abducted")
_TAKEN, _HURT = {"abducted"}, {"killed", "injured"}
#: What kinds of attack are named after; others ("armed_attack") leave it open.
_MEANS = {
    "shooting": "guns",
    "bombing": "explosives",
    "suicide_bombing": "explosives",
    "grenade_attack": "explosives",
    "shelling": "explosives",
    "air_strike": "explosives",
    "chemical_attack": "poison",
}
#: Tolls double while a story runs without being another story's.
_USUAL_RISE = 2.0


def types(left: Profile, right: Profile) -> Ground | None:
    """The kinds of the two events. An account that looks back may be of any kind (a trial, an arrest)."""
    if left.type == right.type:
        return Ground("same type", 1.0, f"both tell of: {left.type.replace('_', ' ')}")
    kinds = " and ".join(sorted(kind.replace("_", " ") for kind in (left.type, right.type)))
    if left.family == right.family and not _are_other_means(left.type, right.type):
        return Ground("same family", 1.0, f"they tell of kinds that are often one: {kinds}")
    if left.looks_back or right.looks_back:
        return None
    return Ground("other family", 1.0, f"they tell of different kinds: {kinds}")


def _are_other_means(one: str, other: str) -> bool:
    return one in _MEANS and other in _MEANS and _MEANS[one] != _MEANS[other]


def same_tolls(left: Profile, right: Profile) -> Ground | None:
    """Numbers of killed, injured or abducted that both give: the greater, the less they agree by chance."""
    same = [field for field in _COMPARED_TOLLS if field in left.tolls and left.tolls[field] == right.tolls.get(field)]
    told = [(field, low) for field in same if (low := left.tolls[field][0])]
    if not told:
        return None
    amount = math.fsum(math.log1p(low) for _, low in told)
    return Ground("same toll", amount, f"both count {list_text([f'{low} {field}' for field, low in told])}")


def other_tolls(left: Profile, right: Profile) -> Ground | None:
    """Numbers that cannot both be right. A toll that rises with the hours is usual; one that rises much is not.

    Of two reports of one day nothing tells which is the later: the higher number is taken for that one's.
    """
    is_ordered = left.published != right.published
    amount, told = 0.0, []
    for field in _COMPARED_TOLLS:
        if field not in left.tolls or field not in right.tolls:
            continue
        (low, high), (later_low, later_high) = left.tolls[field], right.tolls[field]
        if later_high is not None and later_high < low:
            amount += _fall(later_high, low) if is_ordered else _rise(later_high, low)
            told.append(f"{low} {field} in one, {later_high} in the {'later one' if is_ordered else 'other'}")
        elif high is not None and high < later_low:
            amount += _rise(high, later_low)
            told.append(f"{high} {field} in one, {later_low} in the {'later one' if is_ordered else 'other'}")
    return Ground("other toll", amount, "; ".join(told)) if told else None


def _fall(less: int, more: int) -> float:
    return math.log((more + 1) / (less + 1))


def _rise(less: int, more: int) -> float:
    return max(0.0, _fall(less, more) - math.log(_USUAL_RISE))


def things(left: Profile, right: Profile) -> Ground | None:
    """Weapons and targets that both name."""
    if shared := sorted(left.things & right.things):
        return Ground("same thing", 1.0, f"both name as weapon or target: {list_text(shared)}")
    return None


def other_targets(left: Profile, right: Profile) -> Ground | None:
    """Targets of which the two have none in common: short reports of two attacks in one town differ in hardly more."""
    if not left.targets or not right.targets or left.targets & right.targets:
        return None
    return Ground("other target", 1.0, f"one was at the {min(left.targets)}, the other at the {min(right.targets)}")


def other_harm(left: Profile, right: Profile) -> Ground | None:
    """People taken in the one and none hurt, people hurt in the other and none taken."""
    if left.family == right.family:
        return None
    for one, other in ((left, right), (right, left)):
        taken, hurt = one.tolls.keys() & _TAKEN, other.tolls.keys() & _HURT
        if taken and hurt and not one.tolls.keys() & _HURT and not other.tolls.keys() & _TAKEN:
            return Ground("other harm", 1.0, "one tells of people taken, the other of people killed or hurt")
    return None


def stances(left: Profile, right: Profile) -> Ground | None:
    """A plan and what came of it are one incident only where day and place bear it out; a denial is of its own kind."""
    if (left.stance == "denied") != (right.stance == "denied") and left.type != right.type:
        return Ground("other denial", 1.0, "one denies an event of another kind than the other tells")
    if (left.stance == "planned") == (right.stance == "planned"):
        return None
    found = {ground.name for ground in (dates(left, right), places(left, right)) if ground is not None}
    if found & {"days apart", "other place", "far place", "other country"}:
        return Ground("planned", 4.0, "one tells of a plan, the other of what happened, on another day or elsewhere")
    if found & {"same day", "overlapping dates"}:
        return None
    return Ground("planned", 1.0, "one tells of a plan, the other of what happened")
