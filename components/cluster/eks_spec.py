"""What a user may ask of a cluster that AWS runs."""

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from components.addons.spec import AddonName
from components.cluster.common import (
    HostPaths,
    Lifetime,
    LoadBalancers,
    PullPolicy,
    TaintSpec,
    marks_refused,
)
from components.refusal import Refusal, refuse
from components.spec import DnsLabel, LabelKey, LabelValue, Spec, Version


class EksPoolSpec(Spec):
    """A managed node group: equal machines that AWS starts, replaces and ends."""

    instance_types: tuple[str, ...] = Field(min_length=1, max_length=20)
    """EC2 types of its nodes, the preferred one first; more than one is for spot."""
    capacity: Literal["on_demand", "spot"] = "on_demand"
    """spot: cheaper machines that AWS takes back on two minutes' notice."""
    min_nodes: int = Field(ge=0, le=450)
    """How many nodes there are at the least."""
    max_nodes: int = Field(ge=1, le=450)
    """How many nodes the autoscaler may come to; also the ceiling of the pool's cost."""
    disk_gib: int = Field(default=50, ge=20, le=16_384)
    """Size of each node's encrypted disk."""
    labels: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels of the nodes, beside the pool's name."""
    taints: tuple[TaintSpec, ...] = ()
    """Taints of the nodes; workloads that name the pool tolerate them."""

    size_field: ClassVar[str] = "min_nodes"

    @property
    def fewest_nodes(self) -> int:
        """How many nodes there are at the least."""
        return self.min_nodes

    @model_validator(mode="after")
    def _nodes_can_be_made(self) -> Self:
        found = marks_refused(self.labels, self.taints)
        if self.max_nodes < self.min_nodes:
            message = f"must be at least min_nodes ({self.min_nodes}), got {self.max_nodes}"
            found.append(Refusal(("max_nodes",), message))
        refuse(found)
        return self


class EksSpec(Spec):
    """A Kubernetes control plane that AWS runs, with managed node groups."""

    kind: Literal["eks"]
    version: Version = "1.35"
    """Its version of Kubernetes, quoted: "1.35"."""
    node_pools: Mapping[DnsLabel, EksPoolSpec] = Field(min_length=1)
    """The managed node groups, keyed by pool name."""

    lifetime: ClassVar[Lifetime] = "of_the_stack"
    load_balancers: ClassVar[LoadBalancers] = "provided"
    ingress_class: ClassVar[str | None] = "alb"
    provides: ClassVar[tuple[AddonName, ...]] = ()
    pull_policy: ClassVar[PullPolicy] = "IfNotPresent"
    host_paths: ClassVar[HostPaths] = "none"

    @property
    def kubernetes_version(self) -> str | None:
        """The version of Kubernetes."""
        return self.version
