"""Seeks the coverage behind an article: the store finds candidates by words, the link layer chooses among them."""

from __future__ import annotations

from dateline.knowledge.days import day_of
from dateline.link.background import article_outline, background_of, headline_keys, likeliest, relate, search_keys
from dateline.model import Article, Background, Candidates
from dateline.store import SearchKeys, Store, Wanted

#: Articles whose words are stored in one transaction.
_AT_ONCE = 500


def make_findable(store: Store) -> None:
    """Let new articles be found by their words, as coverage behind others."""
    while found := store.unindexed(most=_AT_ONCE):
        store.add_search_keys(
            [
                SearchKeys(
                    each.seq, each.id, day_of(each.published), search_keys(each.title, each.text, each.published)
                )
                for each in found
            ]
        )


def find_background(store: Store, name: str) -> Background:
    """Return the coverage behind an article, named by its id or the user's. Raises NotFoundError."""
    make_findable(store)  # at most what a store of an earlier version lacks
    article = store.article(name)
    found = find_candidates(store, article)
    return background_of(article, found, relate(article, found))


def find_candidates(store: Store, article: Article) -> Candidates:
    """Return what of the store may be behind an article; the cost does not grow with the store."""
    outline = article_outline(article)
    hits = store.sharing_keys(search_keys(article.title, article.text, article.published), outline.published)
    sharing = likeliest(outline, (hit for hit in hits if hit[1] != article.id))
    return store.candidates(Wanted(article, outline.published, tuple(sharing), headline_keys(article)))
