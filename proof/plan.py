"""What rules look at: a stack and everything that follows from its spec alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from components.workload.pods import PodShape
from components.workload.spec import WorkloadBase
from stacks.shapes import shapes
from stacks.spec import StackSpec


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A stack on a day; rules are pure functions of it."""

    stack: StackSpec
    on: date
    """The day for which it is judged."""

    @cached_property
    def shapes(self) -> Mapping[str, PodShape]:
        """The pods, by `workload.NAME`, `database.NAME` and `cache.NAME`."""
        return shapes(self.stack)

    @cached_property
    def running(self) -> Mapping[str, WorkloadBase]:
        """The workloads that run all the time, by name."""
        workloads = self.stack.workloads.items()
        return {name: each for name, each in workloads if isinstance(each, WorkloadBase)}
