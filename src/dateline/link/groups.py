"""Disjoint groups that are joined pair by pair (union-find)."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Groups of keys. What stands for a group is its least key, so that the order of joining leaves no trace."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def find(self, key: str) -> str:
        """Return the least key of the group that holds this one. Raises KeyError for an unknown key."""
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, left: str, right: str) -> None:
        """Make the groups of two keys one."""
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low
