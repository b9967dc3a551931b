"""Amounts as people read them; nothing is computed with these."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_CENT: Final = Decimal("0.01")
_ONE: Final = Decimal(1)
_DIGITS: Final = 3


def cents(amount: Decimal) -> str:
    """Return dollars and cents: $1,341.64."""
    return f"${amount.quantize(_CENT, ROUND_HALF_UP):,}"


def dollars(amount: Decimal) -> str:
    """Return whole dollars, or cents below ten of them: $1,342, $4.20."""
    return cents(amount) if amount < 10 else f"${amount.quantize(_ONE, ROUND_HALF_UP):,}"


def apiece(amount: Decimal) -> str:
    """Return a small amount with three digits that count: $0.0167."""
    if not amount:
        return "$0"
    place = Decimal(1).scaleb(min(amount.adjusted() - _DIGITS + 1, 0))
    return f"${amount.quantize(place, ROUND_HALF_UP):,f}"


def plain(number: Decimal) -> str:
    """Return a quantity or price without needless zeros: 2,190, 0.107."""
    shown = f"{number.normalize():,f}"
    return shown if len(shown) < 12 else f"{number:,.4f}"
