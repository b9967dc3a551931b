"""What a user may ask of the managed node groups of an EKS cluster."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from catalog.read import UnknownKey
from catalog.rows import NodeShape
from catalog.shapes import node_shape
from components.cluster.common import TaintSpec, marks_refused
from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import IntOrPercent, LabelKey, LabelValue, Spec

Capacity = Literal["on_demand", "spot"]
NodeSystem = Literal["al2023", "bottlerocket"]
AmiRelease = Annotated[
    str,
    TextRule(
        rule="must be the release of an EKS image, such as 1.35.3-20260812",
        pattern=r"[0-9]+\.[0-9]+\.[0-9]+-[0-9a-f]+",
        examples=("1.35.3-20260812", "1.60.0-8a1b2c3d"),
        longest=40,
    ),
]
DIGEST_LENGTH: Final = 8
_LONGEST_NODE_GROUP: Final = 63
# https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
LONGEST_POOL: Final = _LONGEST_NODE_GROUP - 1 - DIGEST_LENGTH
"""Of a pool's name: what is immutable of the pool follows it as a digest."""
_MOST_TAINTS: Final = 50
_HOW_TO_ADD: Final = "; a new one needs a row in catalog/data/node_shapes.csv"


class EksPoolSpec(Spec):
    """A managed node group: equal machines that AWS starts, replaces and ends."""

    instance_types: tuple[str, ...] = Field(min_length=1, max_length=20)
    """EC2 types of its nodes, the preferred one first; several are for spot, where AWS takes what
    it has. Another list is another node group: it is made, the old one drained, then deleted."""
    capacity: Capacity = "on_demand"
    """spot: cheaper machines that AWS takes back on two minutes' notice."""
    os: NodeSystem = "al2023"
    """The image of its nodes: Amazon Linux 2023, or Bottlerocket, which has no shell."""
    ami_release: AmiRelease | None = None
    """The exact release of that image; none means the newest one of the cluster's version whenever
    the node group is made or its version changes."""
    min_nodes: int = Field(ge=0, le=450)
    """How many nodes there are at the least. Where an autoscaler owns the number of nodes, AWS
    refuses a minimum above the nodes that there are: let it come that far first."""
    max_nodes: int = Field(ge=1, le=450)
    """How many nodes the autoscaler may come to; also the ceiling of the pool's cost."""
    max_unavailable: IntOrPercent = 1
    """How many nodes a new image or disk takes away at a time, as a number or a percentage."""
    disk_gib: int = Field(default=50, ge=20, le=16_384)
    """Size of each node's encrypted gp3 disk for images, logs and scratch space."""
    metadata_hops: int = Field(default=1, ge=1, le=2)
    """How far the answers of a node's metadata service travel. 1 keeps pods from its credentials
    (their own come from the cluster's identity); software that reads region or VPC from there needs
    2, or these two as settings."""
    labels: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels of the nodes, beside the pool's name."""
    taints: tuple[TaintSpec, ...] = Field(default=(), max_length=_MOST_TAINTS)
    """Taints of the nodes; workloads that name the pool tolerate them."""

    size_field: ClassVar[str] = "min_nodes"

    @property
    def fewest_nodes(self) -> int:
        """How many nodes there are at the least."""
        return self.min_nodes

    @property
    def shapes(self) -> tuple[NodeShape, ...]:
        """What its machines are, in the order of their types."""
        return tuple(node_shape("eks", name) for name in self.instance_types)

    @model_validator(mode="after")
    def _nodes_can_be_made(self) -> Self:
        found = [*marks_refused(self.labels, self.taints), *_types_refused(self.instance_types)]
        if self.max_nodes < self.min_nodes:
            message = f"must be at least min_nodes ({self.min_nodes}), got {self.max_nodes}"
            found.append(Refusal(("max_nodes",), message))
        if self.max_unavailable in (0, "0%"):
            message = "must be at least 1: with 0 no node could ever be exchanged"
            found.append(Refusal(("max_unavailable",), message))
        refuse(found)
        return self


def _types_refused(types: tuple[str, ...]) -> Iterator[Refusal]:
    first: NodeShape | None = None
    for position, name in enumerate(types):
        at = ("instance_types", position)
        if name in types[:position]:
            yield Refusal(at, f"{name} is there already")
            continue
        try:
            shape = node_shape("eks", name)
        except UnknownKey as unknown:
            yield Refusal(at, _no_such_type(name, unknown.near))
            continue
        first = first or shape
        if shape.arch != first.arch:
            message = (
                f"is {shape.arch}, and {first.sku} is {first.arch}: one image fits one of them"
            )
            yield Refusal(at, f"{message}; make a pool for each")
        elif (shape.gpu is None) != (first.gpu is None):
            message = f"{name} and {first.sku}: only one of them has a GPU, and needs its own image"
            yield Refusal(at, f"{message}; make a pool for each")


def _no_such_type(name: str, near: tuple[str, ...]) -> str:
    meant = [each.removeprefix("eks / ") for each in near if each.startswith("eks / ")]
    hint = f"; did you mean {' or '.join(meant)}?" if meant else ""
    return f"no EC2 type {name} in the catalogue{hint}{_HOW_TO_ADD}"


def pool_names_refused(pools: Mapping[str, EksPoolSpec]) -> Iterator[Refusal]:
    """Yield the pools whose node group would have too long a name for AWS."""
    for name in pools:
        if len(name) > LONGEST_POOL:
            message = f"the name must have at most {LONGEST_POOL} characters, has {len(name)}"
            yield Refusal(("node_pools", name), f"{message}: AWS allows node groups 63")
