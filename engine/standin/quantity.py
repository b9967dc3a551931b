"""Kubernetes quantities, as far as telling two spellings of one amount apart from two amounts."""

import re
from decimal import Decimal

from engine.standin.shape import Json

SUFFIXES = {
    "n": Decimal("1e-9"), "u": Decimal("1e-6"), "m": Decimal("1e-3"), "": Decimal(1),
    "k": Decimal("1e3"), "M": Decimal("1e6"), "G": Decimal("1e9"), "T": Decimal("1e12"),
    "P": Decimal("1e15"), "E": Decimal("1e18"), "Ki": Decimal(2**10), "Mi": Decimal(2**20),
    "Gi": Decimal(2**30), "Ti": Decimal(2**40), "Pi": Decimal(2**50), "Ei": Decimal(2**60),
}  # fmt: skip
SPELLING = re.compile(r"^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]?i?)$")


def same_quantity(one: Json, other: Json) -> bool:
    """Whether both are quantities of the same amount; never true of a boolean."""
    first, second = _amount(one), _amount(other)
    return first is not None and first == second


def _amount(value: Json) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    parts = SPELLING.match(str(value))
    if not parts or parts[2] not in SUFFIXES:
        return None
    return Decimal(parts[1]) * SUFFIXES[parts[2]]
