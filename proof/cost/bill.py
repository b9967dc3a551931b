"""The bill of a stack: all its lines, and their sums for a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from components.workload.base import WorkloadBase
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
from proof.cost.billing import DAYS
from proof.cost.demand import task_workload
from proof.cost.line import Item, Line, NotCounted, Unpriced
from proof.cost.machines import Offer, offers, worker_of
from proof.cost.node_counts import NodeCounts
from proof.levels import Level
from stacks.demand import LoadSpec
from stacks.spec import StackSpec

_MOST_OFFERS = 3
_PARTS = (control_plane, nodes, stores, storage, network, observability, security)


@dataclass(frozen=True)
class Bill:
    """What a stack costs in a month, at each level; amounts are exact, in US dollars."""

    items: tuple[Item, ...]
    counts: NodeCounts
    ways_to_pay: tuple[nodes.WaysToPay, ...] = ()
    """What the nodes of each pool cost in one way or another."""
    offers: tuple[Offer, ...] = ()
    """The machines on which an hour of one worker costs least; none where no load has workers."""

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
    return Bill(
        items=tuple(_items(basis)),
        counts=counts,
        ways_to_pay=tuple(nodes.ways_to_pay(basis)),
        offers=tuple(_offers(stack, stack.account.region)),
    )


def usd_per_task(bill: Bill, load: LoadSpec | None, level: Level) -> Decimal | None:
    """Return the month's bill over all tasks of a month; none unless the load says how many."""
    if load is None or load.tasks_per_day is None:
        return None
    return bill.total(level) / (load.tasks_per_day * DAYS)


def usd_per_request(bill: Bill, load: LoadSpec | None, level: Level) -> Decimal | None:
    """Return the month's bill over all requests of a month; likewise."""
    if load is None or load.requests_per_day is None:
        return None
    return bill.total(level) / (load.requests_per_day * DAYS)


def _offers(stack: StackSpec, region: str) -> Iterator[Offer]:
    """Yield the machines on which an hour of the worker of the stack's tasks costs least."""
    name = task_workload(stack)
    spec = stack.workloads.get(name) if name is not None else None
    worker = worker_of(spec) if isinstance(spec, WorkloadBase) else None
    if worker is not None:
        yield from offers(worker, region)[:_MOST_OFFERS]


def _items(basis: Basis) -> Iterator[Item]:
    for part in _PARTS:
        yield from part.lines(basis)
