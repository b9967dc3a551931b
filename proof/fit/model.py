"""Pods and nodes as plain data, and which of them go together as the scheduler sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from components.cluster.common import TaintSpec

Resource = Literal["cpu", "memory", "pods"]
RESOURCES: Final[tuple[Resource, ...]] = ("cpu", "memory", "pods")


class Amounts(NamedTuple):
    """What one pod asks for, or one node has."""

    cpu: int
    """Thousandths of a core."""
    memory: int
    """Bytes."""
    pods: int = 1


Topology = Literal["node", "zone"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pods:
    """Equal pods."""

    name: str
    count: int
    requests: Amounts
    selector: Mapping[str, str] = field(default_factory=dict[str, str])
    """Labels that a node must have."""
    tolerations: tuple[TaintSpec, ...] = ()
    apart: frozenset[Topology] = frozenset()
    """Over what they must be spread, differing by one at most (DoNotSchedule, maxSkew 1)."""
    tied: Literal["nowhere", "to_a_zone"] = "nowhere"
    """Whether a disk holds all of them in whatever zone it was made in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Nodes:
    """Equal nodes of one pool in one zone."""

    pool: str
    zone: str = ""
    """Empty where nodes have no zone."""
    least: int
    """How many there are to begin with."""
    most: int
    """How many the autoscaler may make of them; without one the same."""
    capacity: Amounts
    """What pods may use of one node once each DaemonSet has its pod there."""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    taints: tuple[TaintSpec, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """All nodes that there may be."""

    nodes: tuple[Nodes, ...]
    ceiling: int | None = None
    """How many the autoscaler makes of all pools together; none means no such limit."""

    @property
    def most(self) -> int:
        """How many nodes there may be at once."""
        most = sum(each.most for each in self.nodes)
        least = sum(each.least for each in self.nodes)
        return most if self.ceiling is None else min(most, max(self.ceiling, least))

    def sure(self, groups: Sequence[int]) -> int:
        """Return how many nodes these groups can have, however many the others have taken."""
        mine = [self.nodes[at] for at in groups]
        most, least = sum(each.most for each in mine), sum(each.least for each in mine)
        if self.ceiling is None:
            return most
        others = sum(each.most for each in self.nodes) - most
        return max(least, min(most, self.ceiling - others))


def matches(pods: Pods, nodes: Nodes) -> bool:
    """Say whether the nodes have the labels that the pods ask for."""
    return all(nodes.labels.get(key) == value for key, value in pods.selector.items())


def tolerates(pods: Pods, nodes: Nodes) -> bool:
    """Say whether the pods tolerate each taint of the nodes that keeps pods off."""
    return all(
        taint.effect == "PreferNoSchedule" or taint in pods.tolerations for taint in nodes.taints
    )


def holds(nodes: Nodes, pods: Pods) -> bool:
    """Say whether an empty node has room for one of the pods."""
    return stopped_by(pods.requests, nodes.capacity) is None


def stopped_by(asked: Amounts, room: Amounts) -> Resource | None:
    """Return of what there is too little; what a pod does not ask for stops it nowhere.

    https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/plugins/noderesources/fit.go
    """
    for resource, wanted, left in zip(RESOURCES, asked, room, strict=True):
        if wanted > 0 and wanted > left:
            return resource
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Where pods may stand, by the positions of the groups of nodes."""

    counted: tuple[int, ...]
    """Those that spreading counts: the labels fit; taints do not matter to it."""
    allowed: tuple[int, ...]
    """Those of them whose taints they tolerate."""
    usable: tuple[int, ...]
    """Those of them that have room for one of the pods while empty."""


def reaches(pods: Sequence[Pods], ground: Ground) -> list[Reach]:
    """Return where each kind of pods may stand; groups that never have a node are left out."""
    known: dict[object, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    found: list[Reach] = []
    for each in pods:
        kind = (tuple(each.selector.items()), tuple(map(repr, each.tolerations)))
        if kind not in known:
            known[kind] = _open_to(each, ground)
        counted, allowed = known[kind]
        usable = tuple(at for at in allowed if holds(ground.nodes[at], each))
        found.append(Reach(counted=counted, allowed=allowed, usable=usable))
    return found


def _open_to(pods: Pods, ground: Ground) -> tuple[tuple[int, ...], tuple[int, ...]]:
    counted = tuple(
        at for at, nodes in enumerate(ground.nodes) if nodes.most and matches(pods, nodes)
    )
    return counted, tuple(at for at in counted if tolerates(pods, ground.nodes[at]))
