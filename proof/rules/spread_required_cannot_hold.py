"""Pods that must stand apart and have not enough places."""

from collections.abc import Iterator

from components.workload.base import WorkloadBase
from components.workload.scaling import RollingUpdateSpec
from proof.counts import extra_in_rollout, missing_in_rollout
from proof.nodes import nodes_in, pools_for
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        if workload.spread.nodes != "require" or workload.node_pool is not None:
            continue
        usable = nodes_in(plan.stack, pools_for(plan.stack, workload))
        shut = nodes_in(plan.stack, tuple(plan.stack.cluster.node_pools)) - usable
        pods = workload.most_pods()
        extra = _extra(workload, pods)
        if shut and pods > 1 and pods + extra > usable:
            rollout = f" and {extra} more in a rollout" if extra else ""
            yield Hit(
                path=("workloads", name, "spread", "nodes"),
                message=(
                    f"is require: {pods} pods{rollout} need a node each, and {usable} of"
                    f" {usable + shut} nodes take them"
                ),
            )


def _extra(workload: WorkloadBase, pods: int) -> int:
    """Return how many pods a rollout needs a place for before it can take any away."""
    rollout = workload.rollout
    if not isinstance(rollout, RollingUpdateSpec) or missing_in_rollout(rollout, pods) > 0:
        return 0
    return min(extra_in_rollout(rollout, pods), 1)


RULE = Rule(
    id="spread-required-cannot-hold",
    severity="error",
    title="pods that must be spread over nodes which do not take them",
    why=(
        "Pods that must be spread may differ by one from node to node, and Kubernetes counts nodes"
        " as well whose taints keep these pods off. Such a node has none for ever, so each of the"
        " others takes one and no more. A pod beyond that waits without an end, and so does a"
        " rollout that may not take a pod away first."
    ),
    ways_out=(
        "name the pool in node_pool: then only its nodes count",
        "set spread.nodes to prefer",
        "give the pools without taints more nodes: cluster.node_pools",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
)
