"""When: days of the event, days of publication, times of the day."""

from __future__ import annotations

import math

from dateline.link.features.ground import Ground, date_text, days_text
from dateline.link.profile import Days, Profile

_PUBLISHED_TOGETHER_DAYS = 3
#: Two days are at least so sure: those of accounts told in passing have the low scores of their rules.
LEAST_SURE = 0.6
#: Times of the day that differ by no more are one time, as police and neighbours remember it.
_SAME_TIME_MINUTES = 15
_DAY_MINUTES = 24 * 60


def dates(left: Profile, right: Profile) -> Ground | None:
    """The days on which the two put their event."""
    one, other = left.days, right.days
    if one is None or other is None:
        return None
    gap = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    if gap > 1:
        # How far is no matter: a weekday taken for that of another week is as wrong as a year. How sure both are is.
        amount = max(one.chance * other.chance, LEAST_SURE)
        return Ground("days apart", amount, f"they put it {gap} days apart: {days_text(one)} and {days_text(other)}")
    both = f"{days_text(one)} and {days_text(other)}"
    if not (one.exact and other.exact):
        return Ground("overlapping dates", 1.0, f"their dates agree as far as they go: {both}")
    if gap == 1:
        return Ground("next day", 1.0, f"they put it on neighbouring days: {both}")
    return Ground("same day", 1.0, f"they put it on the same day: {days_text(one) if one == other else both}")


def told_before(left: Profile, right: Profile) -> Ground | None:
    """One was published before the other's event happened: no report tells what is still to come."""
    for one, other in ((left, right), (right, left)):
        if one.days is None or other.published is None or other.stance == "planned":
            continue
        if one.days.earliest > other.published + 1:
            when = date_text(other.published)
            return Ground(
                "told before",
                max(one.days.chance, LEAST_SURE),
                f"one was published on {when}, before the other's {days_text(one.days)}",
            )
    return None


def told_apart(left: Profile, right: Profile) -> Ground | None:
    """One report tells an event of this kind on its own day, and beside it another on the day of the other account."""
    for one, other in ((left, right), (right, left)):
        if one.days is None or other.days is None or not (one.days.exact and other.days.exact):
            continue
        if not overlap(one.days, other.days) and other.days in one.days_beside:
            return Ground(
                "told apart", 1.0, f"a report of one tells beside it another event, on {days_text(other.days)}"
            )
    return None


def publication(left: Profile, right: Profile) -> Ground | None:
    """Days between the two publications: reports of one event come close together, unless one looks back."""
    if left.published is None or right.published is None or left.looks_back or right.looks_back:
        return None
    gap = abs(left.published - right.published)
    if gap <= _PUBLISHED_TOGETHER_DAYS:
        return Ground("published together", 1.0, f"published within {_PUBLISHED_TOGETHER_DAYS} days of each other")
    earlier = min(left.published, right.published)
    dated = max((left, right), key=lambda one: one.published or 0).days
    # A report weeks later that dates the event to when the first was published says itself why it is late.
    if dated is not None and dated.exact and -1 <= earlier - dated.earliest <= _PUBLISHED_TOGETHER_DAYS:
        return Ground("looking back", 1.0, f"published {gap} days apart; the later one looks back to the days before")
    amount = math.log(gap / _PUBLISHED_TOGETHER_DAYS)
    return Ground("published apart", amount, f"published {gap} days apart")


def times_of_day(left: Profile, right: Profile) -> Ground | None:
    """Times of the day that both texts give."""
    if not left.clock or not right.clock:
        return None
    pairs = [(one, other) for one in sorted(left.clock) for other in sorted(right.clock)]
    one, other = min(pairs, key=lambda pair: (_minutes_apart(*pair), pair))
    both = _clock_text(one) if one == other else f"{_clock_text(one)} and {_clock_text(other)}"
    if _minutes_apart(one, other) <= _SAME_TIME_MINUTES:
        return None
    return Ground("other time of day", 1.0, f"the times that they give are hours apart: {both}")


def overlap(one: Days, other: Days) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _minutes_apart(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, _DAY_MINUTES - apart)


def _clock_text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
