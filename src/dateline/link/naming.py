"""What reports go by: their addresses in one form, and in words."""

from __future__ import annotations

from dateline.model import Article


def address(url: str) -> str:
    """Return an address in the form that two ways of writing it share: no scheme, no www, no end behind # or ?."""
    bare = url.partition("#")[0].partition("?")[0].rstrip("/").casefold()
    return bare.partition("//")[2].removeprefix("www.") or bare


def report_text(article: Article) -> str:
    """Return outlet, headline and day of an article."""
    title = f"\N{LEFT DOUBLE QUOTATION MARK}{article.title}\N{RIGHT DOUBLE QUOTATION MARK}" if article.title else ""
    told = " ".join(part for part in (article.outlet or "", title) if part) or f"report {article.id}"
    return f"{told} ({article.published[:10]})" if article.published else told
