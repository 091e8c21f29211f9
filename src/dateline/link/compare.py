"""Compares two accounts: each feature gives a ground and its sentence, each ground counts by its trained weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from dateline.link.features.ground import Ground
from dateline.link.features.what import other_harm, other_targets, other_tolls, same_tolls, stances, things, types
from dateline.link.features.when import dates, publication, times_of_day, told_apart, told_before
from dateline.link.features.where import places, streets
from dateline.link.features.who import actors, ages, people
from dateline.link.features.words import headline, names, outlets, text
from dateline.link.profile import Profile, family_of
from dateline.link.weights import WEIGHTS
from dateline.model import AccountBrief, Feature

#: Two accounts of copies that correspond share this much of their telling words: a copy is edited.
_COPIED_WORDS = 0.5
#: Revisions of one story keep at least this much.
_KEPT_WORDS = 0.2
#: Grounds that say which event of its kind it is; all others are of how it is told.
_SAYING_WHICH = frozenset(
    {
        *("copy", "denial", "link", "same day", "next day", "overlapping dates", "looking back"),
        *("same place", "near place", "same place name", "place within", "same person", "same surname"),
        *("same toll", "same actor", "street"),
    }
)
#: The type of an attack of which nothing more is told.
_ANY_KIND = "armed_attack"


def compare(left: Profile, right: Profile) -> tuple[Feature, ...]:
    """Return the grounds for and against taking two accounts for one incident; their scores add up.

    The order of the two does not matter to names and scores. The first ground is always the prior.
    """
    return tuple(Feature(one.name, WEIGHTS[one.name] * one.amount, one.why) for one in grounds(left, right))


def evidence(left: Profile, right: Profile) -> float:
    """Return what all grounds come to, in log odds that the two are one incident."""
    return math.fsum(WEIGHTS[one.name] * one.amount for one in grounds(left, right))


def grounds(left: Profile, right: Profile) -> list[Ground]:
    """Return the grounds for and against, not yet weighed."""
    if _precedes(right, left):
        left, right = right, left
    # Within one text, or copies of it, words in common say nothing of two events.
    features = CLAIM_FEATURES if left.copy_group == right.copy_group else FEATURES
    found = [ground for feature in features if (ground := feature(left, right)) is not None]
    if not left.role == right.role == "main" and _SAYING_WHICH.isdisjoint(ground.name for ground in found):
        # Words of a sentence or two: lists of charges, and what a site prints below all its reports, agree as well.
        found.append(
            Ground("words alone", 1.0, "no day, place, person or toll is the same, and one is told in passing")
        )
    return [Ground("prior", 1.0, "two accounts taken from the news are seldom of one incident"), *found]


def total(features: Sequence[Feature]) -> float:
    """Return the evidence of several grounds together, in log odds."""
    return math.fsum(feature.score for feature in features)


def copied_text(left: Profile, right: Profile) -> Ground | None:
    """Copies of one text, or revisions of one document, tell each event once: the same account, or another one."""
    if left.copy_group != right.copy_group or left.article_id == right.article_id:
        return None
    if corresponding(left, right):
        return Ground("copy", 1.0, "the two stand at the same place of copies of one text")
    return Ground("other part of a copy", 1.0, "the two stand at different places of copies of one text")


def one_article(left: Profile, right: Profile) -> Ground | None:
    """An article tells an event once, but for the denial of what it tells."""
    if left.article_id != right.article_id:
        return None
    if is_denial(left, right):
        return Ground("denial", 1.0, "one article tells of it and of somebody's denial")
    return Ground("one article", 1.0, "one article tells both, and an article tells an event once")


def is_denial(left: Profile | AccountBrief, right: Profile | AccountBrief) -> bool:
    """Tell whether one of two accounts of an article is the denial of what the other tells."""
    if left.article_id != right.article_id or (left.stance == "denied") == (right.stance == "denied"):
        return False
    denied = left.type if left.stance == "denied" else right.type
    # "It denied that 40 people were killed" names no kind.
    is_of_family = denied == _ANY_KIND and family_of(left.type) == family_of(right.type)
    return left.type == right.type or is_of_family


def links(left: Profile, right: Profile) -> Ground | None:
    """The paragraph that tells one of the accounts links to the report of the other."""
    for one, other in ((left, right), (right, left)):
        if one.article_id != other.article_id and other.role == "main" and one.linked & other.addresses:
            return Ground("link", 1.0, "the paragraph that tells it links to the other's report")
    return None


#: Features of what two accounts claim, and of their articles.
CLAIM_FEATURES: tuple[Callable[[Profile, Profile], Ground | None], ...] = (
    copied_text,
    one_article,
    links,
    dates,
    told_before,
    told_apart,
    publication,
    places,
    types,
    people,
    same_tolls,
    other_tolls,
    actors,
    things,
    other_targets,
    other_harm,
    stances,
)
#: Features of the words they are told in.
TEXT_FEATURES: tuple[Callable[[Profile, Profile], Ground | None], ...] = (
    text,
    headline,
    names,
    streets,
    ages,
    times_of_day,
    outlets,
)
#: Every feature, in the order in which a reviewer sees them.
FEATURES = CLAIM_FEATURES + TEXT_FEATURES


def corresponding(left: Profile, right: Profile) -> bool:
    """Tell whether two accounts of copies of one text are the same account of it.

    The main ones are, unless the page was given another story; whatever kind an edit or a correction makes of it.
    """
    shared, told = left.words.keys() & right.words.keys(), left.words.keys() | right.words.keys()
    if left.role == right.role == "main":
        return len(shared) >= _KEPT_WORDS * len(told)
    return left.family == right.family and left.trigger == right.trigger and len(shared) >= _COPIED_WORDS * len(told)


def _precedes(left: Profile, right: Profile) -> bool:
    return _order(left) < _order(right)


def _order(profile: Profile) -> tuple[float, str]:
    return math.inf if profile.published is None else profile.published, profile.account_id
