"""Disjoint groups that are joined pair by pair (union-find)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key", int, str)


class Groups(Collection[Key]):
    """Groups of keys. What stands for a group is its least key, so that the order of joining leaves no trace."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {key: key for key in keys}

    def __iter__(self) -> Iterator[Key]:
        return iter(self._parent)

    def __len__(self) -> int:
        return len(self._parent)

    def __contains__(self, key: object) -> bool:
        return key in self._parent

    def find(self, key: Key) -> Key:
        """Return the least key of the group that holds this one. Raises KeyError for an unknown key."""
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, left: Key, right: Key) -> None:
        """Make the groups of two keys one."""
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low
