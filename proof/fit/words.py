"""What an answer says, in words with its numbers, and which field of the stack file to change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, assert_never

from proof.fit.bounds import Obstacle
from proof.fit.ground import size_field
from proof.fit.model import Resource, Topology
from proof.fit.pods import Moment
from proof.sums import in_words
from stacks.file import KeyPath
from stacks.spec import StackSpec

WHEN: Final[dict[Moment, str]] = {
    "min": "with the fewest pods",
    "expected": "in the usual busy hour",
    "rollout": "while new versions of all workloads come",
    "max": "with the most pods",
}
_MOST_NAMED: Final = 4


def said(found: Obstacle) -> str:
    """Return why pods do not fit: the first of them, and the limit that stops it."""
    which = f"pod {found.number} of {found.count} of {found.pods} finds no place"
    where, nodes = " and ".join(found.pools), counted(found.nodes, "node")
    needed, there = _amount(found.limit, found.needed), _amount(found.limit, found.there)
    match found.cause:
        case "labels":
            return f"{which}: no node is of the pool that it names"
        case "taints":
            return f"{which}: the taints of all nodes keep it off"
        case "size":
            return f"{which}: it asks for {needed}, and an empty node of {where} has {there} for it"
        case "spread":
            places = counted(found.there, found.limit)
            return f"{which}: {needed} must stand apart, and {places} take any"
        case "sum":
            have = "has" if found.nodes == 1 else "have"
            reason = (
                f"what must stand on {where} asks for {needed}, and {nodes} there {have} {there}"
            )
        case "each":
            hold = "holds" if found.nodes == 1 else "hold"
            reason = (
                f"there are {found.needed} of its size or larger for {where},"
                f" and {nodes} there {hold} {found.there} ({_NAMES[found.limit]})"
            )
        case _:
            assert_never(found.cause)
    more = f"; it takes {counted(found.nodes_needed, 'node')}" if found.nodes_needed else ""
    return f"{which}: {reason}{more}"


def place(found: Obstacle, stack: StackSpec) -> KeyPath:
    """Return the field to change first: a pool's size, or what the pods ask for."""
    kind, _, rest = found.pods.partition(".")
    name, _, part = rest.partition(".")
    match found.cause, kind:
        case "size", "addon":
            return ("addons", name, "resources", part)
        case "size", "workload" | "database" | "cache":
            return (f"{kind}s", name, "resources", "requests", found.limit)
        case "spread", "workload":
            return ("workloads", name, "spread", f"{found.limit}s")
        case "labels" | "taints", "workload":
            return ("workloads", name, "node_pool")
        case _:
            return pool_place(found.pools, stack)


def pool_place(pools: Sequence[str], stack: StackSpec) -> KeyPath:
    """Return the field that says how many nodes the pools may come to."""
    known = [name for name in pools if name in stack.cluster.node_pools]
    if len(known) != 1:
        return ("cluster", "node_pools")
    (name,) = known
    field = size_field(stack.cluster.node_pools[name], stack)
    return ("cluster", "node_pools", name, field)


def named(members: Sequence[str]) -> str:
    """Return the first few names, and how many more there are."""
    shown, more = members[:_MOST_NAMED], len(members) - _MOST_NAMED
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def counted(number: int, noun: str) -> str:
    """Return so many of something: 1 node, 2 nodes."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


_NAMES: Final[dict[Resource | Topology, str]] = {
    "cpu": "cpu",
    "memory": "memory",
    "pods": "their limit of pods",
    "node": "nodes",
    "zone": "zones",
}


def _amount(limit: Resource | Topology, amount: int) -> str:
    match limit:
        case "cpu":
            return f"{in_words('requests.cpu', Decimal(amount) / 1000)} cpu"
        case "memory":
            return f"{in_words('requests.memory', Decimal(amount))} memory"
        case "pods" | "node" | "zone":
            return counted(amount, "pod")
        case _:
            assert_never(limit)
