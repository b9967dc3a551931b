"""Pools with room that nothing uses."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec) or cluster.autoscaler is not None:
        return
    for name, pool in cluster.node_pools.items():
        if pool.max_nodes > pool.min_nodes:
            message = f"{pool.min_nodes} to {pool.max_nodes} nodes, and nothing starts one"
            yield Hit(path=("cluster", "node_pools", name, "max_nodes"), message=message)


RULE = Rule(
    id="pool-never-grows",
    severity="warning",
    title="a pool with room to grow and no autoscaler",
    why="An autoscaling group of EC2 does not look at pods: it stays at min_nodes while they wait.",
    ways_out=(
        "add cluster.autoscaler: {kind: cluster_autoscaler}",
        "say how many nodes there are: max_nodes as min_nodes",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html",
)
