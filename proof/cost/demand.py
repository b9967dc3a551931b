"""How many workers a load keeps busy, by Little's law."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from components.workload.spec import WorkerSpec
from proof.cost.billing import DAYS
from stacks.demand import LoadSpec
from stacks.spec import StackSpec

_HOURS_A_DAY: Final = Decimal(24)
_MINUTES: Final = Decimal(60)
_PERCENT: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """The workers that a load needs, by Little's law: arrivals times how long each one takes."""

    average: Decimal
    """Busy ones, on average over the day; below that the queue grows for ever."""
    peak: Decimal
    """Busy ones in the busy hours; below that the queue grows while these last."""
    wanted: Decimal
    """The same with the buffer that is asked for."""
    hours_a_month: Decimal
    """Hours of work that a month has."""

    def most(self) -> int:
        """Return how many there must be to keep up in the busy hours."""
        return math.ceil(self.peak)


def demand_of(load: LoadSpec | None) -> Demand | None:
    """Return what the load needs of workers; none unless it says how many tasks, and how long.

    Little's law, L = lambda x W. https://en.wikipedia.org/wiki/Little%27s_law
    """
    if load is None or load.tasks_per_day is None or load.task_minutes is None:
        return None
    # Divided last and once: 625 must not become 626 by the last of 28 digits.
    minutes_a_day = load.tasks_per_day * load.task_minutes.mean
    in_an_hour, over = minutes_a_day, _MINUTES * load.tasks_at_once
    hours = Decimal(_HOURS_A_DAY)
    if load.busy is not None:
        in_an_hour, hours = minutes_a_day * load.busy.percent, load.busy.hours * _PERCENT
    return Demand(
        average=minutes_a_day / (_HOURS_A_DAY * over),
        peak=in_an_hour / (hours * over),
        wanted=in_an_hour * (_PERCENT + load.buffer_percent) / (hours * over * _PERCENT),
        hours_a_month=minutes_a_day * DAYS / over,
    )


def task_workload(stack: StackSpec) -> str | None:
    """Return the workload whose pods take the tasks; none where there is no worker."""
    if stack.load is None:
        return None
    workers = (name for name, each in stack.workloads.items() if isinstance(each, WorkerSpec))
    return stack.load.task_workload or next(workers, None)
