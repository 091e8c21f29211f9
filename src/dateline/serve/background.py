"""The coverage behind an article, sought when its page is asked for: what is stored next may be behind it, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import Request

from dateline.model import Article, Background, Coverage
from dateline.store import Store

#: Given by who serves, as the site itself does not link: the store and the id of an article.
FindBackground = Callable[[Store, str], Background]


@dataclass(frozen=True, slots=True)
class Behind:
    """Coverage beside an article, with the articles that are offered."""

    background: Background
    others: Mapping[str, Article]

    def of_paragraph(self, number: int) -> list[tuple[Coverage, Article]]:
        return self._with_articles(self.background.paragraphs[number])

    def related(self) -> list[tuple[Coverage, Article]]:
        return self._with_articles(self.background.related)

    def _with_articles(self, coverages: tuple[Coverage, ...]) -> list[tuple[Coverage, Article]]:
        return [(each, self.others[each.article_id]) for each in coverages if each.article_id in self.others]


def behind(request: Request, article_id: str) -> Behind:
    """Return what is behind a stored article. Raises NotFoundError."""
    store: Store = request.app.state.store
    find: FindBackground = request.app.state.find_background
    found = find(store, article_id)
    coverages = [*found.related, *(coverage for paragraph in found.paragraphs for coverage in paragraph)]
    return Behind(found, store.articles([coverage.article_id for coverage in coverages]))
