"""Clusters whose own pods stand on machines that AWS takes back."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.nodes import keeps_off
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    open_pools = {name: each for name, each in cluster.node_pools.items() if not keeps_off(each)}
    if open_pools and all(each.capacity == "spot" for each in open_pools.values()):
        names = ", ".join(open_pools)
        message = f"coredns and the add-ons run on {names}: there is no other pool without taints"
        path = ("cluster", "node_pools", next(iter(open_pools)), "capacity")
        yield Hit(path=path, message=message)


RULE = Rule(
    id="spot-under-system-pods",
    severity="error",
    title="system pods on spot machines alone",
    why=(
        "AWS takes spot machines back on two minutes' notice, many of one type at once. With them"
        " go the names of all Services, the autoscaler that would fetch new nodes, and every"
        " controller of the cluster."
    ),
    ways_out=(
        "add a pool with capacity: on_demand and no taints: cluster.node_pools",
        "taint the spot pools, so that only workloads that name them run there: taints",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
)
