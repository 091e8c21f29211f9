"""Numbers that stand for what accounts and incidents are found by."""

from __future__ import annotations

from hashlib import blake2b

#: Days up to the year 9999 take 22 bits of the 63.
HASHED_BITS = 41


def key_number(*parts: object) -> int:
    """Return 63 bits that stand for some parts, the same in every process: databases hold signed numbers of 64."""
    digest = blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def dated_key_number(day: int, *parts: object) -> int:
    """Return 63 bits that stand for a day (proleptic ordinal) and some parts."""
    return dated_number(day, key_number(*parts))


def dated_number(day: int, number: int) -> int:
    """Return 63 bits that stand for a day and another number.

    Numbers of near days are near: what is new is written and sought at one end of an index, however large it is.
    """
    return (day << HASHED_BITS) | (number >> (63 - HASHED_BITS))
