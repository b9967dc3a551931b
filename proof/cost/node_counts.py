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


def node_counts(stack: StackSpec, needed: Mapping[str, int] | None = None) -> NodeCounts:
    """Return the nodes of all pools, within their bounds.

    `needed` is how many of each pool the usual pods were proved to need. Of a pool that nobody has
    looked at there are as few as may be. Without an autoscaler nothing ever adds a node. With
    one, all pools are at their own ceiling at once, also where its max_nodes_total is lower.
    """
    cluster = stack.cluster
    if not isinstance(cluster, EksSpec):
        return NodeCounts(pools={})
    proved = needed or {}
    pools: dict[str, Mapping[Level, int]] = {}
    for name, pool in cluster.node_pools.items():
        least = pool.fewest_nodes
        most = pool.max_nodes if cluster.autoscaler is not None else least
        usual = min(max(proved.get(name, least), least), most)
        pools[name] = {"min": least, "expected": usual, "max": most}
    guessed = any(each["max"] > each["min"] for n, each in pools.items() if n not in proved)
    said = "as usual each pool has the fewest nodes that it may have"
    return NodeCounts(pools=pools, assumption=said if guessed else None)
