"""What a user may ask of a cluster that AWS runs."""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from catalog.charts import eks_versions
from components.addons.spec import AddonName
from components.cluster.common import HostPaths, Lifetime, LoadBalancers, PullPolicy
from components.cluster.eks_access_spec import EksAccessSpec
from components.cluster.eks_autoscaler_spec import AutoscalerSpec
from components.cluster.eks_existing_spec import PodIdentity
from components.cluster.eks_pool_spec import EksPoolSpec, pool_names_refused
from components.refusal import Refusal, refuse
from components.spec import Cidr, DnsLabel, Spec, Version

LogRetention = Literal[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
]  # fmt: skip
"""The days that CloudWatch keeps logs for, and no others."""
# https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
_SERVICE_RANGES: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
_NOT_PUBLIC: Final = (*_SERVICE_RANGES, "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")
_MOST_PUBLIC_RANGES: Final = 40


class EksSpec(Spec):
    """A Kubernetes control plane that AWS runs, with managed node groups."""

    kind: Literal["eks"]
    version: Version = "1.35"
    """Its version of Kubernetes, quoted: "1.35"; AWS takes it up one minor version at a time."""
    support: Literal["standard", "extended"] = "standard"
    """What happens when the version's standard support ends: standard means that AWS takes the
    cluster to the next version, extended that it stays, at six times the price of the control
    plane."""
    deletion: Literal["protect", "delete"] = "protect"
    """protect: AWS and plinth refuse to delete the cluster; delete: it goes with its stack."""
    access: EksAccessSpec
    """Who may enter the cluster."""
    public_access_from: tuple[Cidr, ...] = Field(default=(), max_length=_MOST_PUBLIC_RANGES)
    """Networks of the internet that reach the cluster's API; none means that it is reached from
    inside its network alone (through a VPN, a peering or a runner that stands there). Nodes always
    take the inner way."""
    log_retention_days: LogRetention = 90
    """How long the control plane's logs are kept, all five: api, audit, authenticator,
    controllerManager and scheduler."""
    service_cidr: Cidr = "172.20.0.0/16"
    """The addresses of Services, which nothing outside the cluster sees; fixed for its life."""
    pod_addresses: Literal["secondary_ips", "prefixes"] = "secondary_ips"
    """secondary_ips: each pod takes one address of its subnet; prefixes: nodes take 16 at once, so
    that small machines hold more pods and subnets need room for whole blocks."""
    identity: PodIdentity = "pod_identity"
    """How pods come to roles of AWS; irsa also makes the cluster's issuer known to the account."""
    autoscaler: AutoscalerSpec | None = None
    """What starts and ends nodes; none means that each pool has min_nodes."""
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

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        refuse(
            [
                *_version_refused(self.version),
                *_public_ranges_refused(self.public_access_from),
                *_service_range_refused(self.service_cidr),
                *pool_names_refused(self.node_pools),
                *_releases_refused(self),
            ]
        )
        return self


def _version_refused(version: str) -> Iterator[Refusal]:
    known = eks_versions()
    if version not in known:
        message = f'must be one of {", ".join(known)}, got "{version}"'
        yield Refusal(("version",), f"{message}; the catalogue knows the add-ons of no other")


def _public_ranges_refused(ranges: tuple[str, ...]) -> Iterator[Refusal]:
    for position, text in enumerate(ranges):
        network = ipaddress.ip_network(text)
        at = ("public_access_from", position)
        if text in ranges[:position]:
            yield Refusal(at, f"{text} is there already")
        elif network.version != 4:
            yield Refusal(at, f"must be an IPv4 network, got {text}: the endpoint has no other")
        elif _within(network, _NOT_PUBLIC):
            message = f"{text} is no network of the internet; inside, the private endpoint is open"
            yield Refusal(at, message)


def _service_range_refused(text: str) -> Iterator[Refusal]:
    network = ipaddress.ip_network(text)
    inside = network.version == 4 and _within(network, _SERVICE_RANGES)
    if not inside or not 12 <= network.prefixlen <= 24:
        message = f"must be a /12 to /24 within {', '.join(_SERVICE_RANGES)}, got {text}"
        yield Refusal(("service_cidr",), message)


def _within(network: ipaddress.IPv4Network, ranges: Sequence[str]) -> bool:
    return any(network.subnet_of(ipaddress.IPv4Network(each)) for each in ranges)


def _releases_refused(spec: EksSpec) -> Iterator[Refusal]:
    for name, pool in spec.node_pools.items():
        # Bottlerocket counts its own releases; those of Amazon Linux begin with Kubernetes'.
        if pool.os != "al2023" or pool.ami_release is None:
            continue
        if not pool.ami_release.startswith(f"{spec.version}."):
            message = f"must be of the cluster's version {spec.version}, got {pool.ami_release}"
            yield Refusal(("node_pools", name, "ami_release"), message)
