"""What horizontal autoscalers aim at, beside what it is measured against."""

from collections.abc import Iterator
from dataclasses import dataclass

from components.quantity import Quantity
from components.workload.vertical import Resource
from proof.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The share of one resource that the pods of a workload are to use."""

    workload: str
    resource: Resource
    percent: int
    request: Quantity | None
    limit: Quantity | None


def utilisation_targets(plan: Plan) -> Iterator[Target]:
    """Yield the targets of all workloads that are percentages of their requests."""
    for name, scaling in plan.autoscaled.items():
        requests = plan.running[name].resources.requests
        limits = plan.running[name].resources.limits
        rows: tuple[tuple[Resource, int | None, Quantity | None, Quantity | None], ...] = (
            ("cpu", scaling.targets.cpu_percent, requests.cpu, limits.cpu),
            ("memory", scaling.targets.memory_percent, requests.memory, limits.memory),
        )
        for resource, percent, request, limit in rows:
            if percent is not None:
                yield Target(
                    workload=name, resource=resource, percent=percent, request=request, limit=limit
                )
