"""What an hour of one worker costs on each machine, and what follows for a month of work."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from catalog.prices import PRICES
from catalog.read import UnknownKey
from catalog.rows import NodeShape, Price
from catalog.shapes import node_shape
from components.workload.base import WorkloadBase

_MINUTES: Final = Decimal(60)
_PRICED_AS: Final = ("ec2", "ec2-spot", "ec2-spot-2026")


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """What one worker asks of its node."""

    cpu_m: int
    memory_mib: int

    def on(self, cpu_m: int, memory_mib: int) -> int:
        """Return how many of them have room in so much allocatable CPU and memory."""
        return min(cpu_m // self.cpu_m, memory_mib // self.memory_mib)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A machine at a price, and how many workers have room on it."""

    shape: NodeShape
    price: Price
    """Of an hour."""
    workers: int
    at_best: int
    """If the virtual machine loses no memory."""

    @property
    def worker_hour(self) -> Decimal:
        """What an hour of one worker costs, in US dollars."""
        return self.price.usd / self.workers

    def month(self, hours: Decimal) -> Decimal:
        """Return what so many hours of work cost."""
        return self.price.usd * hours / self.workers

    def task(self, minutes: Decimal) -> Decimal:
        """Return what a task of so many minutes costs."""
        return self.price.usd * minutes / (self.workers * _MINUTES)

    def tasks_a_day(self, monthly_usd: Decimal, minutes: Decimal, days: Decimal) -> int:
        """Return how many tasks a day a month's money pays for."""
        per_minute = self.price.usd * minutes * days
        return math.floor(monthly_usd * self.workers * _MINUTES / per_minute)


def worker_of(spec: WorkloadBase) -> Worker | None:
    """Return what a pod of the workload asks for; none unless it says both."""
    asked = spec.resources.requests
    if asked.cpu is None or asked.memory is None or not asked.cpu.milli or not asked.memory.value:
        return None
    return Worker(cpu_m=asked.cpu.milli, memory_mib=asked.memory.mebibytes)


def offer(worker: Worker, shape: NodeShape, price: Price) -> Offer | None:
    """Return the machine with the workers that have room on it; none if not one has.

    What DaemonSets take of a node is not counted: the proof of fit does.
    """
    planned = worker.on(shape.allocatable_cpu_m, shape.allocatable_memory_mib)
    best = worker.on(shape.allocatable_cpu_m, shape.allocatable_memory_mib_at_best)
    if not planned:
        return None
    return Offer(shape=shape, price=price, workers=planned, at_best=best)


def offers(worker: Worker, region: str) -> list[Offer]:
    """Return the machines of EC2 in a region, on demand and spot, the cheapest worker-hour first.

    Where there are two readings of a spot price, the newer one counts.
    """
    found: dict[tuple[str, str], Offer] = {}
    for price, machine, way in _priced(region):
        try:
            shape = node_shape("eks", machine)
        except UnknownKey:
            continue
        made = offer(worker, shape, price)
        if made is not None and shape.gpu is None:
            found[machine, way] = made
    return sorted(found.values(), key=lambda each: (each.worker_hour, each.price.sku))


def _priced(region: str) -> Iterator[tuple[Price, str, str]]:
    """Yield price, machine and way to pay, an older reading before the newer one."""
    for prefix in _PRICED_AS:
        for row in PRICES.rows:
            kind, _, machine = row.sku.partition(".")
            if row.provider == "aws" and row.region == region and kind == prefix:
                yield row, machine, "spot" if "spot" in kind else "on demand"
