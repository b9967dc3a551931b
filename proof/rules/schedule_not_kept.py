"""Schedules on a cluster where nothing keeps them."""

from collections.abc import Iterator

from components.cluster.spec import KwokSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if not isinstance(plan.stack.cluster, KwokSpec):
        return
    for name, workload in plan.running.items():
        if workload.schedule:
            yield Hit(
                path=("workloads", name, "schedule"),
                message="is kept by nothing on the embedded cluster: there is one pod",
            )


RULE = Rule(
    id="schedule-not-kept",
    severity="note",
    title="a schedule on simulated nodes",
    why=(
        "KEDA keeps schedules, and on the embedded cluster only stand-ins of its pods run. A"
        " workload with a schedule has one pod there at any hour, whatever scaling says, so nothing"
        " about its number can be tried out."
    ),
    ways_out=(
        "use a cluster with real pods: cluster.distribution: existing",
        "set schedule to null in this stack's file, and scaling counts",
    ),
    find=_find,
)
