"""The bill of a stack: all its lines, and their sums for a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from proof.cost import (
    control_plane,
    network,
    nodes,
    observability,
    security,
    storage,
    stores,
)
from proof.cost.basis import Basis, Tariff
from proof.cost.line import Item, Line, NotCounted, Unpriced
from proof.cost.node_counts import NodeCounts
from proof.levels import Level
from stacks.spec import StackSpec

_PARTS = (control_plane, nodes, stores, storage, network, observability, security)


@dataclass(frozen=True)
class Bill:
    """What a stack costs in a month, at each level; amounts are exact, in US dollars."""

    items: tuple[Item, ...]
    counts: NodeCounts
    ways_to_pay: tuple[nodes.WaysToPay, ...] = ()
    """What the nodes of each pool cost in one way or another."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What has a quantity and a price."""
        return tuple(each for each in self.items if isinstance(each, Line))

    @cached_property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """What the catalogue has no price of: the sums are too low by that."""
        return tuple(each for each in self.items if isinstance(each, Unpriced))

    @cached_property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """What is paid by use, and nobody has said how much it is used."""
        return tuple(each for each in self.items if isinstance(each, NotCounted))

    @cached_property
    def assumed(self) -> tuple[Line, ...]:
        """The lines whose price was recalled or derived."""
        return tuple(line for line in self.lines if line.price.confidence == "memory")

    def total(self, level: Level) -> Decimal:
        """Return the sum of all lines."""
        return sum((line.amount(level) for line in self.lines), Decimal(0))

    def sure(self, level: Level) -> Decimal:
        """Return the sum of the lines whose price somebody has read somewhere."""
        return self.total(level) - sum((line.amount(level) for line in self.assumed), Decimal(0))


def bill_of(stack: StackSpec, on: date, counts: NodeCounts) -> Bill | None:
    """Return the bill of a stack for a day; none for a stack that no cloud bills."""
    if stack.account is None:
        return None
    tariff = Tariff(provider=stack.account.kind, region=stack.account.region)
    basis = Basis(stack=stack, on=on, nodes=counts, tariff=tariff)
    return Bill(tuple(_items(basis)), counts, tuple(nodes.ways_to_pay(basis)))


def _items(basis: Basis) -> Iterator[Item]:
    for part in _PARTS:
        yield from part.lines(basis)
