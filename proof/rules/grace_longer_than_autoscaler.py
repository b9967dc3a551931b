"""Pods that the node autoscaler gives less time than their own grace period."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec) or cluster.autoscaler is None:
        return
    most = cluster.autoscaler.max_grace_seconds
    for name, workload in plan.stack.workloads.items():
        if workload.grace_seconds > most:
            yield Hit(
                path=("cluster", "autoscaler", "max_grace_seconds"),
                message=f"is {most} s, and the pods of {name} have {workload.grace_seconds} s",
            )


RULE = Rule(
    id="grace-longer-than-autoscaler",
    severity="error",
    title="a grace period that the node autoscaler cuts off",
    why=(
        "The autoscaler empties a node that is little used, and waits for its pods so long and no"
        " longer; then the node goes. Whatever the pods were to finish in their grace period is"
        " lost, at night for the most part, when nodes go."
    ),
    ways_out=(
        "raise cluster.autoscaler.max_grace_seconds to the longest grace_seconds",
        "lower grace_seconds, if the work is shorter",
        "run such work in a pool of fixed size: node_pool, min_nodes as max_nodes",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md",
)
