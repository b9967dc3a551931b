"""Pods for which nothing is set aside."""

from collections.abc import Iterator

from components.quantity import Quantity
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        requests, limits = workload.resources.requests, workload.resources.limits
        rows = (("cpu", requests.cpu, limits.cpu), ("memory", requests.memory, limits.memory))
        missing = [_told(resource, limit) for resource, request, limit in rows if request is None]
        if missing:
            yield Hit(
                path=("workloads", name, "resources", "requests"),
                message=f"no request for {' and '.join(missing)}",
            )


def _told(resource: str, limit: Quantity | None) -> str:
    return resource if limit is None else f"{resource} (Kubernetes takes the limit, {limit})"


RULE = Rule(
    id="missing-requests",
    severity="error",
    title="a workload without requests",
    why=(
        "Requests are what the scheduler sets aside, what utilisation is measured against and what"
        " this check counts. Where one is missing somebody else's number counts: the limit if there"
        " is one, else the container_defaults of the namespace. The pod then keeps far more to"
        " itself than it needs, or so little that it is slowed down, and evicted first when its"
        " node is full."
    ),
    ways_out=("set resources.requests.cpu and resources.requests.memory",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
)
