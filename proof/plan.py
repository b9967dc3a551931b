"""What rules look at: a stack and everything that follows from its spec alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from components.workload.pods import PodShape
from components.workload.scaling import HpaScalingSpec
from components.workload.spec import CronSpec, JobSpec, WebSpec, WorkloadBase
from proof.cost.bill import Bill, bill_of
from proof.cost.node_counts import node_counts
from proof.fit.stack import StackFit, fit_of
from proof.lifecycle import Dated, calendar
from stacks.placement import Kept, kept_parts
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

    @cached_property
    def webs(self) -> Mapping[str, WebSpec]:
        """The workloads that answer requests, by name."""
        workloads = self.stack.workloads.items()
        return {name: each for name, each in workloads if isinstance(each, WebSpec)}

    @cached_property
    def crons(self) -> Mapping[str, CronSpec]:
        """The workloads that run at times, by name."""
        workloads = self.stack.workloads.items()
        return {name: each for name, each in workloads if isinstance(each, CronSpec)}

    @cached_property
    def jobs(self) -> Mapping[str, JobSpec]:
        """The workloads that run once, by name."""
        workloads = self.stack.workloads.items()
        return {name: each for name, each in workloads if isinstance(each, JobSpec)}

    @cached_property
    def autoscaled(self) -> Mapping[str, HpaScalingSpec]:
        """The scaling of the workloads that have a horizontal autoscaler, by their name."""
        return {
            name: each.scaling
            for name, each in self.running.items()
            if isinstance(each.scaling, HpaScalingSpec)
        }

    @cached_property
    def kept(self) -> Mapping[tuple[str, str], Kept]:
        """All that keeps data, by group and name."""
        return kept_parts(self.stack)

    @cached_property
    def calendar(self) -> tuple[Dated, ...]:
        """When the support of what it runs ends."""
        return calendar(self.stack, self.on)

    @cached_property
    def fit(self) -> StackFit | None:
        """Whether its pods fit on its nodes; none where nobody says which nodes there are."""
        return fit_of(self.stack, self.shapes)

    @cached_property
    def bill(self) -> Bill | None:
        """What it costs in a month; none where no cloud bills it."""
        used = self.fit.expected.pools if self.fit is not None else ()
        needed = {each.pool: each.nodes for each in used}
        return bill_of(self.stack, self.on, node_counts(self.stack, needed))
