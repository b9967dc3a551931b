"""How many nodes a bill counts on."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.cluster.spec import EksSpec
from proof.levels import Level
from stacks.spec import StackSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeCounts:
    """The nodes of each pool at each level, and what the numbers rest on."""

    pools: Mapping[str, Mapping[Level, int]]
    """By the pool's name."""
    assumption: str | None = None
    """What the expected numbers rest on that nobody has proved."""


def from_bounds(stack: StackSpec) -> NodeCounts:
    """Return what the pools' own bounds say: as usual there are as few nodes as may be.

    Without an autoscaler nothing ever adds a node to those.
    """
    cluster = stack.cluster
    if not isinstance(cluster, EksSpec):
        return NodeCounts(pools={})
    pools: dict[str, Mapping[Level, int]] = {}
    for name, pool in cluster.node_pools.items():
        least = pool.fewest_nodes
        most = pool.max_nodes if cluster.autoscaler is not None else least
        pools[name] = {"min": least, "expected": least, "max": most}
    moves = any(each["max"] > each["expected"] for each in pools.values())
    said = "as usual each pool has the fewest nodes that it may have"
    return NodeCounts(pools=pools, assumption=said if moves else None)
