"""Tells which articles of an incident are one source: copies, revisions, one outlet, and reports that relay another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.model import Account, Article


def source_of(articles: Sequence[Article], accounts: Sequence[Account], *, copies: Mapping[str, str]) -> dict[str, str]:
    """Return for every article id the source it stands for; the same source for articles that are not independent.

    One source are: copies of one text, revisions of one document, articles of one outlet, and an article all of whose
    claims come from a named outlet, with the articles of that outlet where they are there.
    """
    source = {article.id: article.id for article in articles}
    held: dict[tuple[str, str], str] = {}
    for article in articles:
        for key in _keys(article, copies):
            _join(source, held.setdefault(key, article.id), article.id)
    for article in articles:
        relayed = _relayed_outlet([account for account in accounts if account.article_id == article.id])
        if relayed is not None and ("outlet", relayed) in held:
            _join(source, held["outlet", relayed], article.id)
    return source


def _keys(article: Article, copies: Mapping[str, str]) -> list[tuple[str, str]]:
    keys = [("copy", copies.get(article.id, article.id)), ("document", article.document)]
    return [*keys, ("outlet", _plain(article.outlet))] if article.outlet else keys


def _relayed_outlet(accounts: Sequence[Account]) -> str | None:
    """Return the outlet that all claims are taken from, or None where one stands in the article's own voice."""
    claims = [claim for account in accounts for claim in account.claims]
    outlets = {
        _plain(claim.via[-1].name) if claim.via and claim.via[-1].kind == "outlet" and claim.via[-1].name else None
        for claim in claims
    }
    return outlets.pop() if len(outlets) == 1 else None


def _join(source: dict[str, str], left: str, right: str) -> None:
    low, high = sorted((source[left], source[right]))
    if low != high:
        source.update({article_id: low for article_id, found in source.items() if found == high})


def _plain(name: str) -> str:
    plain = " ".join(name.casefold().split())
    return plain.removeprefix("the ")
