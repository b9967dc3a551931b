"""Clusters whose own pods find no node."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.fit.words import said
from proof.nodes import keeps_off
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec) or plan.fit is None:
        return
    fit = plan.fit.beginning()
    if fit.answer != "does_not_fit" or fit.obstacle is None:
        return
    if fit.obstacle.cause in ("labels", "taints"):
        untainted = [pool for pool in cluster.node_pools.values() if not keeps_off(pool)]
        what = "has a node to begin with" if untainted else "is there"
        message = f"no pool without taints {what}, and coredns runs on no other"
        yield Hit(path=("cluster", "node_pools"), message=message)
    else:
        pools = fit.obstacle.pools
        path = ("cluster", "node_pools", *pools, "min_nodes")
        message = f"to begin with, {said(fit.obstacle)}"
        yield Hit(path=path if len(pools) == 1 else path[:2], message=message)


RULE = Rule(
    id="no-node-for-system-pods",
    severity="error",
    title="a cluster whose own pods no node takes",
    why=(
        "EKS waits until coredns and the disk driver run, and up waits for EKS. They tolerate no"
        " taints of yours, and the autoscaler that would start a node is a pod itself."
    ),
    ways_out=(
        "give a pool without taints a node more: cluster.node_pools.NAME.min_nodes",
        "take larger machines: cluster.node_pools.NAME.instance_types",
    ),
    find=_find,
)
