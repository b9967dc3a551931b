"""One line of a bill, and what stands in its place when it cannot be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from catalog.rows import Price, Unit
from proof.levels import LEVELS, Level
from stacks.file import KeyPath

Concept = Literal[
    "control plane", "nodes", "stores", "storage", "network", "observability", "security"
]
"""What a line is for; bills are in this order."""
Quantities = Mapping[Level, Decimal]
"""How much of something a month has at each level."""
UNIT_WORDS: Final[Mapping[Unit, str]] = {
    "hour": "h",
    "month": "month",
    "gb_month": "GB-month",
    "gb": "GB",
    "million": "million",
}
_NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """So much of something at such a price; amounts are exact, in US dollars a month."""

    concept: Concept
    what: str
    """What is paid for, in a few words."""
    quantities: Quantities
    """In units of the price: hours, GB, months of one thing, millions of requests."""
    price: Price
    path: KeyPath
    """The field that it follows from."""

    def quantity(self, level: Level) -> Decimal:
        """Return how much of it there is."""
        return self.quantities.get(level, _NOTHING)

    def amount(self, level: Level) -> Decimal:
        """Return quantity times price."""
        return self.quantity(level) * self.price.usd

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels at which there is any of it."""
        return tuple(level for level in LEVELS if self.quantity(level))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpriced:
    """Something of a bill whose price the catalogue does not have."""

    concept: Concept
    what: str
    sku: str
    unit: Unit
    region: str
    path: KeyPath


@dataclass(frozen=True, kw_only=True, slots=True)
class NotCounted:
    """Something that is paid by use, and nobody has said how much it is used."""

    concept: Concept
    what: str
    ask: str
    """What to do about it."""
    path: KeyPath
    """The field that would say."""


Item = Line | Unpriced | NotCounted


def always(quantity: Decimal | int) -> Quantities:
    """Return the same quantity for every level."""
    return dict.fromkeys(LEVELS, Decimal(quantity))


def rising(least: Decimal | int, usual: Decimal | int, most: Decimal | int) -> Quantities:
    """Return quantities for min, expected and max."""
    return {"min": Decimal(least), "expected": Decimal(usual), "max": Decimal(most)}
