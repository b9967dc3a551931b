"""What every row of the catalogue says of itself, and the kinds of row that stand in one line."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Confidence = Literal["confirmed", "secondary", "memory"]
"""Read at the vendor or twice independently; read once elsewhere; recalled, derived or assumed."""
PriceProvider = Literal["aws", "digitalocean", "local"]
ShapeProvider = Literal["eks", "doks"]
Unit = Literal["hour", "month", "gb_month", "gb", "million"]
"""`month` of a per-unit price (IOPS, MiB/s, key, secret) is for one such unit and month."""
Architecture = Literal["amd64", "arm64"]
InterruptionBand = Literal["<5%", "5-10%", "10-15%", "15-20%", ">20%"]
"""How much of the capacity was taken back within a month."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\s,]+$")]
Minor = Annotated[str, StringConstraints(pattern=r"^1\.[1-9][0-9]*$")]
"""A minor version of Kubernetes, such as 1.35."""
ApiVersion = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9.-]+/v[0-9]+((alpha|beta)[0-9]+)?$")
]
"""Group and version, such as networking.k8s.io/v1; nothing of the core group was ever removed."""

EVERYWHERE = "any"
"""The region of a price that holds in every region of its provider."""


def minor_number(version: str) -> int:
    """Return the minor as a number to compare by: 35 for "1.35"."""
    return int(version.split(".")[1])


class Sourced(BaseModel):
    """A fact with the day it was read, where, and how sure it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    as_of: date
    """The day of the reading; of an undated source, the day it cannot be older than."""
    source: str = Field(min_length=10)
    confidence: Confidence


class Row(Sourced):
    """A fact that is looked up by a key of its own."""

    what: ClassVar[str]
    """What one row is, as messages call it."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the row is looked up by, unique in its table."""
        raise NotImplementedError


class Price(Row):
    """A list price in US dollars, without tax and discounts."""

    what = "price"

    provider: PriceProvider
    region: Name
    """The provider's name of the region, or `any` for a price that holds in all."""
    sku: Name
    unit: Unit
    usd: Decimal = Field(ge=0)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.provider, self.region, self.sku, self.unit)


class AwsRegion(Row):
    """A region of AWS and the availability zones that an account finds in it."""

    what = "AWS region"

    region: Name
    zones: Annotated[str, StringConstraints(pattern=r"^[a-f]+$")]
    """The letters that zones have there."""
    zone_count: int = Field(ge=1, le=6)
    """How many of them one account sees."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.region,)


class AccountWideActions(Row):
    """The actions of a service of AWS that work on no resource that a policy could name."""

    what = "service of AWS"

    service: Name
    actions: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+( [A-Za-z0-9]+)*$")]

    @property
    def key(self) -> tuple[str, ...]:
        return (self.service,)

    @property
    def known(self) -> frozenset[str]:
        """The actions in lower case, for IAM does not tell cases apart."""
        return frozenset(self.actions.lower().split())


class AwsBalancerZone(Row):
    """The hosted zone that the names of a region's application load balancers lie in."""

    what = "zone of load balancers"

    region: Name
    zone_id: Annotated[str, StringConstraints(pattern=r"^Z[A-Z0-9]+$")]

    @property
    def key(self) -> tuple[str, ...]:
        return (self.region,)


class NodeShape(Row):
    """A machine type as a node: what it has, and what of that pods may use."""

    what = "node shape"

    provider: ShapeProvider
    sku: Name
    vcpu: int = Field(ge=1)
    memory_mib: int = Field(ge=1024)
    arch: Architecture
    gpu: str | None = None
    """Count and model, such as 1x NVIDIA T4."""
    max_pods: int = Field(ge=1)
    """Of EKS without prefix delegation."""
    allocatable_cpu_m: int = Field(ge=1)
    allocatable_memory_mib: int = Field(ge=1)
    """What to plan with; DaemonSets are not subtracted."""
    allocatable_memory_mib_at_best: int = Field(ge=1)
    """Of EKS without any loss to the virtual machine: real nodes lie between the two."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.provider, self.sku)

    @model_validator(mode="after")
    def _allocatable_is_less_than_all(self) -> Self:
        if self.allocatable_cpu_m >= self.vcpu * 1000:
            raise ValueError("allocatable_cpu_m must be less than the machine has")
        if self.allocatable_memory_mib > self.allocatable_memory_mib_at_best:
            raise ValueError("allocatable_memory_mib must be at most the best case")
        if self.allocatable_memory_mib_at_best >= self.memory_mib:
            raise ValueError("allocatable_memory_mib_at_best must be less than the machine has")
        return self


class EksPodLimits(Row):
    """How an EC2 type bounds its pods: network interfaces, and what prefix delegation changes."""

    what = "EC2 type with known pod limits"

    sku: Name
    enis: int = Field(ge=1)
    """Network interfaces on the default network card."""
    ipv4_per_eni: int = Field(ge=2)
    prefix_max_pods: int = Field(ge=1)
    prefix_allocatable_memory_mib: int = Field(ge=1)
    """What to plan with: more pods make the kubelet keep more memory for itself."""
    prefix_allocatable_memory_mib_at_best: int = Field(ge=1)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.sku,)


class SpotInterruptions(Row):
    """How often EC2 took spot machines of a type back in a region."""

    what = "spot interruption band"

    region: Name
    sku: Name
    band: InterruptionBand

    @property
    def key(self) -> tuple[str, ...]:
        return (self.region, self.sku)


class ProductVersion(Row):
    """One version of a product and when its support ends; no date: none announced or none found."""

    what = "version"

    product: Name
    version: Name
    release: date | None = None
    standard_support_end: date | None = None
    extended_support_end: date | None = None
    """The end of support for extra money, or of maintenance."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.product, self.version)

    @model_validator(mode="after")
    def _dates_follow_each_other(self) -> Self:
        known = (self.release, self.standard_support_end, self.extended_support_end)
        days = [day for day in known if day is not None]
        if days != sorted(set(days)):
            raise ValueError("release, standard and extended support must follow each other")
        return self


class RemovedApi(Row):
    """A kind that Kubernetes no longer serves in an old version."""

    what = "removed API"

    api_version: ApiVersion
    kind: Name
    removed_in: Minor
    """The first minor version that does not serve it."""
    replacement: ApiVersion | None = None
    """Where the kind is served today; none means it is gone."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.api_version, self.kind)

    def is_gone_in(self, kubernetes: str) -> bool:
        """Whether a cluster of this version, such as 1.35, refuses the kind."""
        return minor_number(kubernetes) >= minor_number(self.removed_in)


class KubernetesFeature(Row):
    """Something that Kubernetes can do from some version on, with nothing switched on by hand."""

    what = "feature of Kubernetes"

    feature: Name
    """What its gate is called."""
    on_since: Minor
    """The first minor version in which it is on by default."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.feature,)

    def is_on_in(self, kubernetes: str) -> bool:
        """Whether a cluster of this version, such as 1.35, can do it."""
        return minor_number(kubernetes) >= minor_number(self.on_since)


class RetiredImage(Row):
    """Images of software that has ended, by the repository or folder that they lie in."""

    what = "retired image"

    repository: Name
    """With its registry: docker.io/grafana/promtail; a folder stands for all that is in it."""
    product: Name
    version: Name
    """What has ended, as lifecycle.csv calls it; the day stands there."""
    instead: str = Field(min_length=3)
    """What to use in its place, in a few words."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.repository,)
