"""Short texts that change with the content they stand for."""

import hashlib
from collections.abc import Mapping, Sequence

_HEX_DIGITS = 16


def digest(content: Mapping[str, bytes]) -> str:
    """Return 16 hex digits that change with the content."""
    made = hashlib.sha256()
    for name in sorted(content):
        made.update(f"{name}\0{len(content[name])}\0".encode())
        made.update(content[name])
    return made.hexdigest()[:_HEX_DIGITS]


def combined(digests: Sequence[str]) -> str:
    """Return 16 hex digits that change with any of the digests."""
    return hashlib.sha256("\0".join(digests).encode()).hexdigest()[:_HEX_DIGITS]
