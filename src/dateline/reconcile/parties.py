"""Sums up who took part and what was struck or used: one entry for each, under the name most claims give it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.model import FieldValue, PartySummary, PartyValue, ThingValue
from dateline.reconcile.evidence import Told

_ARTICLES = ("the ", "a ", "an ")
_WORD = re.compile(r"[^\W_]+")


def reconcile_parties(field: str, told: Sequence[Told]) -> FieldValue | None:
    """Return the parties or things of a field, those with most sources first; None without a claim.

    Claims of one actor are one party, else those of one name, without case and article; a person's surname alone goes
    with the only one of that surname. A denied claim is against, and lists nobody.
    """
    found = [one for one in told if isinstance(one.value, PartyValue | ThingValue)]
    if not found:
        return None
    held = [one for one in found if one.stands]
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    full_names = _full_names(held)
    for one in held:
        groups[_key(one, full_names)].append(one)
    ranked = sorted(
        groups.values(), key=lambda group: (-len({one.source for one in group}), -len(group), _named(group))
    )
    return FieldValue(
        field,
        tuple(_summary(group) for group in ranked),
        tuple(one.claim.id for one in held),
        tuple(one.claim.id for one in found if not one.stands),
        reviewed=any(one.review is not None for one in held),
    )


def _summary(group: Sequence[Told]) -> PartySummary:
    kinds = Counter(one.value.kind for one in group if isinstance(one.value, PartyValue | ThingValue))
    kind = min(kinds, key=lambda name: (name == "unknown", -kinds[name], name))
    actors = {one.value.actor for one in group if isinstance(one.value, PartyValue) and one.value.actor}
    return PartySummary(_named(group) or None, min(actors, default=None), kind, len(group))


def _named(group: Sequence[Told]) -> str:
    names = Counter(name for one in group if (name := _name(one)))
    # Of equals the longer, which is the fuller name, then the first in the alphabet.
    return min(names, key=lambda name: (-names[name], -len(name), name), default="")


def _name(one: Told) -> str | None:
    return one.value.name if isinstance(one.value, PartyValue | ThingValue) else None


def _key(one: Told, full_names: Mapping[str, set[str]]) -> Hashable:
    value = one.value
    if isinstance(value, PartyValue):
        if value.actor:
            return "actor", value.actor
        if not value.name:
            return "kind", value.kind, value.status or "", value.role or ""
        if value.kind == "person":
            given, surname = _split(value.name)
            known = full_names.get(surname, set())
            if not given and len(known) == 1:
                given = next(iter(known))
            return "person", surname, given
        return "name", _plain(value.name)
    return "thing", _plain(_name(one) or "")


def _full_names(told: Sequence[Told]) -> Mapping[str, set[str]]:
    """Return surname -> given names told with it."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if isinstance(one.value, PartyValue) and one.value.kind == "person" and one.value.name:
            given, surname = _split(one.value.name)
            if given:
                names[surname].add(given)
    return names


def _split(name: str) -> tuple[str, str]:
    """Return first given name ("" where none) and surname, in lower case."""
    words = [word for word in _WORD.findall(name.casefold()) if word not in NAME_SUFFIXES]
    if not words:
        return "", name.casefold()
    return (words[0] if len(words) > 1 else ""), words[-1]


def _plain(name: str) -> str:
    plain = " ".join(name.casefold().split())
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain
