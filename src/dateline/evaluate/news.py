"""Tells accounts of what an article reports as having happened from background, plans and denials."""

from __future__ import annotations

from dateline.model import TOLD, Account


def is_news(account: Account) -> bool:
    return account.role in ("main", "other") and account.stance in TOLD
