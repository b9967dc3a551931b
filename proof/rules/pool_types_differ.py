"""Pools of unlike machines."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    for name, pool in cluster.node_pools.items():
        first, *others = pool.shapes
        for position, other in enumerate(others, start=1):
            if (other.vcpu, other.memory_mib) != (first.vcpu, first.memory_mib):
                message = (
                    f"{other.sku} has {other.vcpu} vCPU and {other.memory_mib // 1024} GiB,"
                    f" {first.sku} {first.vcpu} and {first.memory_mib // 1024}"
                )
                path = ("cluster", "node_pools", name, "instance_types", position)
                yield Hit(path=path, message=message)


RULE = Rule(
    id="pool-types-differ",
    severity="warning",
    title="a pool whose machine types differ in size",
    why=(
        "The autoscaler takes every node of a pool for one like those it knows. With a smaller one"
        " the pods that it was started for may not fit, and with a larger one money is lost; plinth"
        " too plans with the first type."
    ),
    ways_out=(
        "name types of the same vCPU and memory, such as m6i.large, m6a.large and m5.large",
        "make a pool for each size: cluster.node_pools",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
)
