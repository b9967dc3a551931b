"""Autoscalers that stop before their pools are full."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec) or cluster.autoscaler is None:
        return
    ceiling = cluster.autoscaler.max_nodes_total
    most = sum(pool.max_nodes for pool in cluster.node_pools.values())
    if ceiling is not None and ceiling < most:
        message = f"{ceiling} nodes in all, and the pools' max_nodes add up to {most}"
        yield Hit(path=("cluster", "autoscaler", "max_nodes_total"), message=message)


RULE = Rule(
    id="autoscaler-below-pools",
    severity="warning",
    title="an autoscaler whose ceiling is below its pools' maxima",
    why=(
        "Whichever pool grows first takes the nodes that another one was promised: its pods wait"
        " though its own max_nodes is not reached, and nothing in the pool says why."
    ),
    ways_out=(
        "raise cluster.autoscaler.max_nodes_total to the sum, or leave it out",
        "lower the max_nodes of the pools to what they may have at the same time",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md",
)
