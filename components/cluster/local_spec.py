"""What a user may ask of a cluster on this machine, or of one that is there already."""

from collections.abc import Mapping
from typing import ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from components.addons.spec import AddonName
from components.cluster.common import (
    HostPaths,
    Lifetime,
    LoadBalancers,
    NetworkPolicies,
    PullPolicy,
    TaintSpec,
    marks_refused,
)
from components.refusal import Refusal, refuse
from components.spec import DnsLabel, LabelKey, LabelValue, Quantity, Spec, Version

_LONGEST_POOL_NAME: Final = 50
"""A node is called by its pool and number, and a label of it holds that; 63 is the most."""


class SimulatedPoolSpec(Spec):
    """A group of equal simulated nodes; the sizes are what pods may use, not what a machine has."""

    nodes: int = Field(default=1, ge=0, le=500)
    """How many nodes the pool has."""
    cpu: Quantity = Quantity("4")
    """Allocatable CPU of one node."""
    memory: Quantity = Quantity("8Gi")
    """Allocatable memory of one node."""
    pods: int = Field(default=110, ge=1, le=500)
    """How many pods one node takes."""
    ephemeral_storage: Quantity = Quantity("50Gi")
    """Allocatable scratch space of one node."""
    labels: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels of the nodes, beside the pool's name."""
    taints: tuple[TaintSpec, ...] = ()
    """Taints of the nodes; workloads that name the pool tolerate them."""

    size_field: ClassVar[str] = "nodes"

    @property
    def fewest_nodes(self) -> int:
        """How many nodes there are at the least."""
        return self.nodes

    @model_validator(mode="after")
    def _nodes_can_be_made(self) -> Self:
        refuse(marks_refused(self.labels, self.taints))
        return self


class KwokSpec(Spec):
    """The embedded cluster: a real control plane on this machine, with simulated nodes and pods."""

    kind: Literal["local"]
    distribution: Literal["kwok"] = "kwok"
    """What makes the cluster."""
    node_pools: Mapping[DnsLabel, SimulatedPoolSpec] = Field(
        default_factory=lambda: {"default": SimulatedPoolSpec()}, min_length=1
    )
    """The simulated nodes, keyed by pool name."""

    kubernetes_version: ClassVar[str | None] = "1.36"
    lifetime: ClassVar[Lifetime] = "of_the_stack"
    load_balancers: ClassVar[LoadBalancers] = "none"
    ingress_class: ClassVar[str | None] = None
    provides: ClassVar[tuple[AddonName, ...]] = ("metrics_server",)
    pull_policy: ClassVar[PullPolicy] = "IfNotPresent"
    # Its controllers run on the user's machine: what they delete there is no simulation.
    host_paths: ClassVar[HostPaths] = "kept"

    @model_validator(mode="after")
    def _nodes_can_be_named(self) -> Self:
        rule = f"the name must have at most {_LONGEST_POOL_NAME} characters"
        long = [name for name in self.node_pools if len(name) > _LONGEST_POOL_NAME]
        refuse([Refusal(("node_pools", name), f"{rule}, has {len(name)}") for name in long])
        return self


class ExistingSpec(Spec):
    """A cluster that somebody else made: plinth uses it and never changes or deletes it."""

    kind: Literal["local"]
    distribution: Literal["existing"]
    """Says that the cluster is there already."""
    context: str = Field(min_length=1)
    """The kubeconfig context to use."""
    kubeconfig: str = Field(default="~/.kube/config", min_length=1)
    """The kubeconfig file that holds the context."""
    version: Version | None = None
    """Its version of Kubernetes, quoted: "1.35". The plan check judges by it; nothing asks the
    cluster, and none means that nothing is said about it."""
    ingress_class: DnsLabel | None = None
    """The class of the ingress controller that the cluster has; none means its default class."""
    load_balancers: LoadBalancers = "none"
    """Whether something in the cluster gives routes and LoadBalancer Services an address."""
    provides: tuple[AddonName, ...] = ()
    """Add-ons that somebody else has installed; plinth makes none of them and relies on them."""
    network_policies: NetworkPolicies = "unknown"
    """Whether its network enforces NetworkPolicies: that of kind and of k0s does, a plain bridge or
    flannel does not. Nothing asks the cluster."""
    kubelet_certificates: Literal["signed", "self_signed"] = "signed"
    """Whether the cluster vouches for its kubelets' certificates; self_signed, as on kind, minikube
    and Docker Desktop, means that the add-on metrics_server does not check them."""

    lifetime: ClassVar[Lifetime] = "of_its_own"
    node_pools: ClassVar[Mapping[str, SimulatedPoolSpec]] = {}
    # Images of one's own are loaded into a local cluster by hand; no registry has them.
    pull_policy: ClassVar[PullPolicy] = "IfNotPresent"
    host_paths: ClassVar[HostPaths] = "any"

    @property
    def kubernetes_version(self) -> str | None:
        """The version of Kubernetes, if anybody has said it."""
        return self.version
