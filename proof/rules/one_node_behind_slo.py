"""Availability that hangs on one node."""

from collections.abc import Iterator

from proof.nodes import nodes_in, pools_for
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    alone: dict[str, list[str]] = {}
    for name, web in plan.webs.items() if promise is not None else ():
        pools = pools_for(plan.stack, web)
        if nodes_in(plan.stack, pools) == 1:
            (pool,) = (pool for pool in pools if nodes_in(plan.stack, (pool,)) == 1)
            alone.setdefault(pool, []).append(name)
    for pool, names in alone.items():
        yield Hit(
            path=("cluster", "node_pools", pool, plan.stack.cluster.node_pools[pool].size_field),
            message=f"is 1, and {', '.join(names)} can stand nowhere else; {promise}",
        )


RULE = Rule(
    id="one-node-behind-slo",
    severity="warning",
    title="a promised availability and web workloads with one node to stand on",
    why=(
        "When the node is drained, upgraded or fails, all pods go at once, however many there are,"
        " and have nowhere to go to."
    ),
    ways_out=(
        "give the pool two nodes or more: cluster.node_pools",
        "let the pods stand on other pools too: take node_pool out of the workload",
    ),
    find=_find,
)
