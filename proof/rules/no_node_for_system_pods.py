"""Clusters whose own pods find no node."""

from collections.abc import Iterator

from proof.nodes import keeps_off
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if plan.fit is None or not plan.fit.stranded:
        return
    pools = plan.stack.cluster.node_pools.values()
    untainted = [pool for pool in pools if not keeps_off(pool)]
    what = "has a node to begin with" if untainted else "is there"
    message = f"no pool without taints {what}, and coredns runs on no other"
    yield Hit(path=("cluster", "node_pools"), message=message)


RULE = Rule(
    id="no-node-for-system-pods",
    severity="error",
    title="a cluster whose own pods no node takes",
    why=(
        "EKS waits until coredns and the disk driver run, and up waits for EKS. They tolerate no"
        " taints of yours, and the autoscaler that would start a node is a pod itself."
    ),
    ways_out=("give a pool without taints a node: cluster.node_pools.NAME.min_nodes",),
    find=_find,
)
