"""The store: facts, which are only added or withdrawn, and the incidents derived from them."""

from dateline.store.background import SearchKeys, Wanted
from dateline.store.incidents import IncidentFilter
from dateline.store.linking import LinkedAccount, LinkIndex
from dateline.store.query import StoredIssue
from dateline.store.reviews import LogEntry
from dateline.store.store import Store, open_store
from dateline.store.write import BatchResult

__all__ = [
    "BatchResult",
    "IncidentFilter",
    "LinkIndex",
    "LinkedAccount",
    "LogEntry",
    "SearchKeys",
    "Store",
    "StoredIssue",
    "Wanted",
    "open_store",
]
