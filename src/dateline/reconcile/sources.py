"""Tells which articles of an incident are one source, and why: copies, revisions, one outlet, agency or speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.model import Account, Article, Claim, Source, Speaker
from dateline.reconcile.instants import instant
from dateline.schema import TOLLS

_Key = tuple[str, str]


def find_sources(
    articles: Collection[Article], accounts: Sequence[Account], *, copies: Mapping[str, str]
) -> tuple[Source, ...]:
    """Return the sources behind articles, each with its articles, in order of publication.

    One source are: copies of one text, revisions of one document, articles of one outlet, articles whose days,
    places and tolls are all passed on by one outlet (with its own, where they are there), and articles in which they
    all rest on the word of one named person.
    """
    ordered = sorted(articles, key=lambda article: (instant(article.published), article.id))
    claims: dict[str, list[Claim]] = defaultdict(list)
    for account in accounts:
        # A headline says in the outlet's voice what its text says of others, and a party is often only named.
        claims[account.article_id] += [
            claim for claim in account.claims if claim.span.part == "text" and claim.field in ("date", "place", *TOLLS)
        ]
    groups = {article.id: article.id for article in ordered}
    first: dict[_Key, str] = {}
    reasons: dict[_Key, str] = {}
    shared: dict[_Key, list[str]] = defaultdict(list)
    for article in ordered:
        for key, why in _keys(article, claims[article.id], copies).items():
            _join(groups, first.setdefault(key, article.id), article.id)
            reasons.setdefault(key, why)
            shared[key].append(article.id)
    members: dict[str, list[str]] = defaultdict(list)
    for article in ordered:
        members[groups[article.id]].append(article.id)
    whys: dict[str, list[str]] = defaultdict(list)
    for key, held in shared.items():
        if len(held) > 1:
            whys[groups[held[0]]].append(reasons[key])
    return tuple(Source(tuple(held), "; ".join(dict.fromkeys(whys[group]))) for group, held in members.items())


def _keys(article: Article, claims: Sequence[Claim], copies: Mapping[str, str]) -> dict[_Key, str]:
    """Return what an article has in common with those that are one source with it, and how that reads."""
    keys = {
        ("document", article.document): "revisions of one document",
        ("copy", copies.get(article.id, article.id)): "copies of one text",
    }
    if article.outlet:
        keys["outlet", _plain(article.outlet)] = f"all from {article.outlet}"
    if (agency := _only([_passed_on_by(claim) for claim in claims])) is not None:
        keys["outlet", _plain(agency)] = f"all passed on by {agency}"
    if (speaker := _only([_first_speaker(claim) for claim in claims])) is not None:
        keys["speaker", _person(speaker)] = f"all rest on the word of {speaker}"
    return keys


def _only(names: Sequence[str | None]) -> str | None:
    """Return the name that all claims have, or None where one has none: it stands in the article's own voice."""
    if not names or any(name is None for name in names):
        return None
    plain = {_plain(name) for name in names if name}
    return names[0] if len(plain) == 1 else None


def _passed_on_by(claim: Claim) -> str | None:
    """Return the outlet that a claim is taken from."""
    return claim.via[-1].name if claim.via and claim.via[-1].kind == "outlet" else None


def _first_speaker(claim: Claim) -> str | None:
    """Return the name of the person who says it, nearest to the event."""
    return claim.via[0].name if claim.via and _is_named_person(claim.via[0]) else None


def _is_named_person(speaker: Speaker) -> bool:
    # The name of a body ("police") says nothing of who in it spoke.
    return bool(speaker.name) and speaker.kind in ("person", "official") and len((speaker.name or "").split()) > 1


def _person(name: str) -> str:
    return " ".join(word for word in _plain(name).split() if word not in NAME_SUFFIXES)


def _join(groups: dict[str, str], left: str, right: str) -> None:
    low, high = sorted((groups[left], groups[right]))
    if low != high:
        groups.update({article_id: low for article_id, found in groups.items() if found == high})


def _plain(name: str) -> str:
    plain = " ".join(name.casefold().split())
    return plain.removeprefix("the ")
