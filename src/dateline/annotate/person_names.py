"""The names of persons that an article has given in full so far."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Persons:
    """Last and first words, in small letters, of the persons that an article has named in full so far."""

    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
