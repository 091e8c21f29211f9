"""Finds corrections and retractions: articles that say of themselves or of earlier ones that these are wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.model import Article, Notice, NoticeKind, Span
from dateline.reconcile.instants import instant

#: Days after which a notice that only names a headline is no longer taken to mean the article.
LONGEST_WAIT = 92
#: A headline of fewer words ("Explosion in Lima") may stand in the text of a report of something else.
_LEAST_HEADLINE_WORDS = 4

_REPORT = r"(?:news )?(?:story|report|article|item|dispatch|post)"
_MARK = r"\b(?:\s*[:\N{EN DASH}\N{EM DASH}]|\s+-\s|\s*$)"
_OPENING = {
    "retraction": re.compile(rf"\W*(?:retraction|retracted|withdrawn){_MARK}|.*\(retracted\)", re.IGNORECASE),
    "correction": re.compile(
        rf"\W*(?:corrections?|corrected|clarification|erratum){_MARK}|\W*\(corrects\b|.*\(corrected\)", re.IGNORECASE
    ),
}
_SAYING = {
    "retraction": re.compile(
        rf"\b(?:this|an earlier|our) {_REPORT}\b[^.\n]{{0,80}} (?:has|have) been (?:retracted|withdrawn)\b"
        rf"|\b(?:we|this (?:newspaper|site|website|agency)) (?:have|has) (?:retracted|withdrawn) "
        rf"(?:this|that|our|an|its) (?:earlier )?{_REPORT}\b",
        re.IGNORECASE,
    ),
    "correction": re.compile(
        rf"\b(?:an|the|a) (?:earlier|previous|original) version of this {_REPORT}\b"
        rf"|\b(?:this|an earlier|our) {_REPORT} (?:has been|was) (?:corrected|amended)\b",
        re.IGNORECASE,
    ),
}
#: What a notice says was wrong: a part of a sentence that tells what was told before.
_ERROR = re.compile(
    r"\b(?:(?:earlier|previous|original|first) (?:version|text|report|story|article)|incorrectly|wrongly|mistakenly|"
    r"erroneously|in error|misstated|misreported|(?:we|had) (?:said|reported|stated))\b",
    re.IGNORECASE,
)
_PART_OF_SENTENCE = re.compile(r"[^.;\n]+")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+")


def find_notices(articles: Iterable[Article], *, copies: Mapping[str, str]) -> tuple[Notice, ...]:
    """Return the corrections and retractions among articles, in order of publication, with those that they concern.

    These are earlier texts of the same document, and earlier articles of the same outlet whose whole headline the
    notice holds; of a retraction also their copies. `copies` maps article ids to their copy groups.
    """
    given = sorted(articles, key=lambda article: (instant(article.published), article.id))
    found = [(article, notice) for article in given if (notice := notice_of(article)) is not None]
    if not found:
        return ()
    by_document: dict[str, list[Article]] = defaultdict(list)
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    by_copy: dict[str, list[Article]] = defaultdict(list)
    for article in given:
        by_document[article.document].append(article)
        by_outlet[(article.outlet or "").casefold()].append(article)
        by_copy[copies.get(article.id, article.id)].append(article)
    notices = []
    for article, notice in found:
        outlet = by_outlet[article.outlet.casefold()] if article.outlet else []
        meant = [each for each in by_document[article.document] if _is_revised_by(each, article)]
        meant += [each for each in outlet if _is_named_in(each, article)]
        if notice.kind == "retraction":
            copied = [copy for each in meant for copy in by_copy[copies.get(each.id, each.id)]]
            meant += [copy for copy in copied if _precedes(copy, article)]
        concerned = {each.id for each in meant}
        notices.append(replace(notice, articles=tuple(each.id for each in given if each.id in concerned)))
    return tuple(notices)


def notice_of(article: Article) -> Notice | None:
    """Return the notice that an article is or carries, with nothing yet of which articles it concerns."""
    kinds: Sequence[NoticeKind] = ("retraction", "correction")
    for kind in kinds:
        if article.title and _OPENING[kind].match(article.title):
            opening = _LINE.search(article.text)
            is_bare = len(_WORD.findall(article.title)) == 1 and opening is not None
            span = Span("text", *opening.span()) if opening and is_bare else Span("title", 0, len(article.title))
            return Notice(kind, article.id, span, article.published, ())
        for line in _LINE.finditer(article.text):
            if _OPENING[kind].match(line[0]) or _SAYING[kind].search(line[0]) or _takes_back(kind, line[0], article):
                return Notice(kind, article.id, Span("text", line.start(), line.end()), article.published, ())
    return None


def restates_an_error(article: Article, span: Span, notices: Sequence[Notice]) -> bool:
    """Tell whether an article says something only as what was wrong in what it corrects."""
    if not any(notice.kind == "correction" and notice.by == article.id for notice in notices):
        return False
    return any(
        found.start() < span.end and span.start < found.end() and _ERROR.search(found[0]) is not None
        for found in _PART_OF_SENTENCE.finditer(article.part(span.part))
    )


def _takes_back(kind: NoticeKind, line: str, article: Article) -> bool:
    """Tell whether a line says that this very outlet took something back: others withdraw reports of their own."""
    if kind != "retraction" or not article.outlet:
        return False
    outlet = re.escape(article.outlet.removeprefix("The "))
    return bool(
        re.search(rf"\b{outlet} (?:has )?(?:retracted|withdrawn|withdrew) (?:its|a|an) (?:earlier )?{_REPORT}\b", line)
    )


def _is_revised_by(article: Article, notice: Article) -> bool:
    if article.id == notice.id or article.document != notice.document:
        return False
    return article.revision_of != notice.id and instant(article.published) <= instant(notice.published)


def _is_named_in(article: Article, notice: Article) -> bool:
    headline = _words(article.title or "")
    if len(headline.split()) < _LEAST_HEADLINE_WORDS or not _precedes(article, notice):
        return False
    if not _is_near(article.published, notice.published):
        return False
    return f" {headline} " in f" {_words(notice.title or '')} " or f" {headline} " in f" {_words(notice.text)} "


def _is_near(published: str | None, noticed: str | None) -> bool:
    """Tell whether a notice came soon enough after an article to mean it by its headline."""
    if published is None or noticed is None:
        return True
    try:
        days = date.fromisoformat(noticed[:10]) - date.fromisoformat(published[:10])
    except ValueError:
        return True
    return days.days <= LONGEST_WAIT


def _precedes(article: Article, notice: Article) -> bool:
    return article.id != notice.id and instant(article.published) <= instant(notice.published)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
