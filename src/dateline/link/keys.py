"""Numbers that stand for what accounts and incidents are found by."""

from __future__ import annotations

from hashlib import blake2b


def key_number(*parts: object) -> int:
    """Return 63 bits that stand for some parts, the same in every process: databases hold signed numbers of 64."""
    digest = blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
