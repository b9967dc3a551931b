"""What an hour of one worker costs on each machine, and what follows for a month of work."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalog.rows import NodeShape, Price

_MINUTES = Decimal(60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """What one worker asks of its node."""

    cpu_m: int
    memory_mib: int

    def on(self, cpu_m: int, memory_mib: int) -> int:
        """Return how many of them have room in so much allocatable CPU and memory."""
        by_cpu = cpu_m // self.cpu_m if self.cpu_m else None
        by_memory = memory_mib // self.memory_mib if self.memory_mib else None
        rooms = [room for room in (by_cpu, by_memory) if room is not None]
        return min(rooms, default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A machine at a price, and how many workers have room on it."""

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
        return self.worker_hour * hours

    def task(self, minutes: Decimal) -> Decimal:
        """Return what a task of so many minutes costs."""
        return self.worker_hour * minutes / _MINUTES

    def tasks_a_day(self, monthly_usd: Decimal, minutes: Decimal, days: Decimal) -> int:
        """Return how many tasks a day a month's money pays for."""
        return math.floor(monthly_usd / self.task(minutes) / days)


def offer(worker: Worker, shape: NodeShape, price: Price) -> Offer | None:
    """Return the machine with the workers that have room on it; none if not one has."""
    planned = worker.on(shape.allocatable_cpu_m, shape.allocatable_memory_mib)
    best = worker.on(shape.allocatable_cpu_m, shape.allocatable_memory_mib_at_best)
    return Offer(price=price, workers=planned, at_best=best) if planned else None


def cheapest(offers: Iterator[Offer], most: int) -> list[Offer]:
    """Return the offers whose worker-hour costs least, the cheapest first."""
    return sorted(offers, key=lambda each: (each.worker_hour, each.price.sku))[:most]
