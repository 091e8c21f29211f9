"""The pipeline: one bad article does not stop the others, workers give what one process gives, order is kept."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.evaluate.data import make_article
from dateline.formats import doc_to_json
from dateline.model import Doc, SetAside
from dateline.pipeline import annotate_articles, batched, without_tokens
from dateline.settings import Settings

ARTICLES = [
    make_article(f"report {number}", f"Gunmen killed {number + 2} people in Quito on Friday, police said.")
    for number in range(9)
]


class Failing:
    """A step that cannot take one of the reports."""

    reads = ("accounts",)
    writes = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        for doc in docs:
            if doc.article.document == "report 3":
                raise ValueError("this one is too hard")
        return list(docs)


def test_failing_article_is_set_aside_alone() -> None:
    chosen = Settings(steps="tests.test_pipeline.Failing", batch_size=4)
    done = list(annotate_articles(ARTICLES, settings=chosen))
    [aside] = [item for item in done if isinstance(item, SetAside)]
    assert done.index(aside) == 3
    assert aside.source == "report 3"
    assert "too hard" in aside.reason
    documents = [item.article.document for item in done if isinstance(item, Doc)]
    assert documents == [article.document for article in ARTICLES if article.document != "report 3"]


def test_workers_give_the_same_in_order() -> None:
    alone = annotate_articles(ARTICLES, settings=Settings())
    together = annotate_articles(ARTICLES, settings=Settings(batch_size=2), workers=2)
    for one, other in zip(alone, together, strict=True):
        assert isinstance(one, Doc)
        assert isinstance(other, Doc)
        assert doc_to_json(one) == doc_to_json(other)
        assert without_tokens(one) == other


def test_language_without_a_model_is_passed_by() -> None:
    from dataclasses import replace

    [doc] = annotate_articles([replace(ARTICLES[0], language="fr")], settings=Settings())
    assert isinstance(doc, Doc)
    assert doc.accounts == ()
    assert doc.not_extracted is not None
    assert "'fr'" in doc.not_extracted


def test_batched_keeps_all() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []
