"""Pods that no node takes."""

from collections.abc import Iterator

from components.workload.base import WorkloadBase
from components.workload.spec import WorkloadSpec
from proof.nodes import nodes_in, pools_for
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    known = plan.stack.cluster.node_pools
    for name, workload in plan.stack.workloads.items():
        if not known or not _has_pods(workload):
            continue
        if nodes_in(plan.stack, pools_for(plan.stack, workload)) == 0:
            yield Hit(path=("workloads", name, "node_pool"), message=_reason(plan, workload))


def _has_pods(workload: WorkloadSpec) -> bool:
    return not isinstance(workload, WorkloadBase) or workload.most_pods() > 0


def _reason(plan: Plan, workload: WorkloadSpec) -> str:
    if workload.node_pool is not None:
        return f"is {workload.node_pool}, and this pool has no nodes"
    if nodes_in(plan.stack, tuple(plan.stack.cluster.node_pools)) == 0:
        return "no pool has any nodes"
    return "is missing, and the taints of all nodes keep its pods off"


RULE = Rule(
    id="no-node-for-pods",
    severity="error",
    title="a workload whose pods no node takes",
    why=(
        "Its pods wait for a node without an end, and up waits for them. A pod tolerates the taints"
        " of the pool that it names and no others."
    ),
    ways_out=(
        "name a pool that has nodes in node_pool",
        "give a pool without taints a node: cluster.node_pools",
    ),
    find=_find,
)
