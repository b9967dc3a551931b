"""Which sums pods of given sizes can make; pure arithmetic with exact integers."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

_MOST_CELLS: Final = 100_000
"""Beyond it only the common divisor of the sizes is used, which says less."""


class Sums:
    """The sums, up to a limit, that a choice of pods can have."""

    def __init__(self, sizes: Iterable[tuple[int, int]], limit: int) -> None:
        known = [(size, count) for size, count in sizes if size > 0 and count > 0]
        self._limit = limit
        self._step = math.gcd(*(size for size, _ in known)) if known else 0
        self.total = sum(size * count for size, count in known)
        """All of them together."""
        cells = limit // self._step if self._step else 0
        self._reached = _reached(known, self._step, cells) if 0 < cells <= _MOST_CELLS else None

    def at_least(self, wanted: int) -> int | None:
        """Return a number that no sum from `wanted` to the limit is below; none: there is no sum.

        It is the least such sum itself, or less where the sizes are too uneven to try them all.
        """
        if wanted <= 0:
            return 0
        if wanted > min(self._limit, self.total):
            return None
        cell = -(-wanted // self._step)
        if self._reached is not None:
            above = self._reached >> cell
            if above == 0:
                return None
            cell += (above & -above).bit_length() - 1
        found = cell * self._step
        return found if found <= self._limit else None


def _reached(known: Sequence[tuple[int, int]], step: int, cells: int) -> int:
    """Return the sums as the set bits of a number, in steps; bit 0 is no pod at all."""
    whole = (1 << (cells + 1)) - 1
    reached = 1
    for size, count in known:
        one, left, block = size // step, min(count, cells), 1
        while left > 0 and reached != whole:
            taken = min(block, left)
            reached |= (reached << (one * taken)) & whole
            left, block = left - taken, block * 2
    return reached
