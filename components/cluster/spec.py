"""What a user may ask of a cluster."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from components.spec import DnsLabel, LabelKey, LabelValue, Quantity, Spec

POOL_LABEL = "plinth.dev/pool"
"""The node label that carries the name of the node's pool."""


Lifetime = Literal["of_the_stack", "of_its_own"]
"""Whether a cluster goes when its stack is destroyed, and every volume in it with it."""
LoadBalancers = Literal["none", "provided"]


class TaintSpec(Spec):
    """Keeps pods off the nodes of a pool unless they tolerate it."""

    key: LabelKey
    value: LabelValue = ""
    effect: Literal["NoSchedule", "PreferNoSchedule", "NoExecute"] = "NoSchedule"


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


class KwokSpec(Spec):
    """The embedded cluster: a real control plane on this machine, with simulated nodes and pods."""

    kind: Literal["local"]
    distribution: Literal["kwok"] = "kwok"
    node_pools: Mapping[DnsLabel, SimulatedPoolSpec] = Field(
        default_factory=lambda: {"default": SimulatedPoolSpec()}, min_length=1
    )
    """The simulated nodes, keyed by pool name."""

    lifetime: ClassVar[Lifetime] = "of_the_stack"
    load_balancers: ClassVar[LoadBalancers] = "none"
    ingress_class: ClassVar[str | None] = None


class ExistingSpec(Spec):
    """A cluster that somebody else made: plinth uses it and never changes or deletes it."""

    kind: Literal["local"]
    distribution: Literal["existing"]
    context: str = Field(min_length=1)
    """The kubeconfig context to use."""
    kubeconfig: str = "~/.kube/config"
    """The kubeconfig file that holds the context."""
    ingress_class: DnsLabel | None = None
    """The class of the ingress controller that the cluster has; none means its default class."""
    load_balancers: LoadBalancers = "none"
    """Whether something in the cluster gives routes and LoadBalancer Services an address."""

    lifetime: ClassVar[Lifetime] = "of_its_own"
    node_pools: ClassVar[Mapping[str, SimulatedPoolSpec]] = {}


def _distribution(value: object) -> str:
    """Return the tag of a local cluster, for kwok is what a user gets who names none."""
    if isinstance(value, Mapping):
        return str(value.get("distribution", "kwok"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]  # raw YAML
    return str(getattr(value, "distribution", "kwok"))


LocalSpec = Annotated[
    Annotated[KwokSpec, Tag("kwok")] | Annotated[ExistingSpec, Tag("existing")],
    Discriminator(_distribution),
]

ClusterSpec = LocalSpec
