"""What workloads of all kinds are plugged into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from components.cluster.spec import LoadBalancers
from components.tenancy.traffic import Traffic
from components.workload.pods import PodShape


@dataclass(frozen=True, kw_only=True, slots=True)
class Wires:
    """What a workload is plugged into."""

    shape: PodShape
    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    traffic: Traffic
    content: pulumi.Input[str]
    """A digest of the configs and secrets that the pods read."""
    after: Sequence[pulumi.Resource] = ()
    """What must be ready before the first pod starts."""
    after_addons: Sequence[pulumi.Resource] = ()
    """What brings the definitions and controllers of the custom resources that workloads have."""
    account_annotations: Mapping[str, pulumi.Input[str]] = field(
        default_factory=dict[str, pulumi.Input[str]]
    )
    """What the pods' service account says to the cloud."""
    ingress_class: str | None = None
    """Class of the cluster's ingress controller; none means its default class."""
    route_annotations: Mapping[str, pulumi.Input[str]] = field(
        default_factory=dict[str, pulumi.Input[str]]
    )
    """What the workload's route says to whoever serves it."""
    load_balancers: LoadBalancers = "none"
    """Whether routes and LoadBalancer Services ever get an address."""
