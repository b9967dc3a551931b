"""What a user may ask of a cluster."""

from collections.abc import Mapping
from typing import Annotated, cast

from pydantic import Discriminator, Tag

from components.cluster.common import (
    POOL_LABEL,
    HostPaths,
    Lifetime,
    LoadBalancers,
    PullPolicy,
    ResourceMetrics,
    TaintSpec,
)
from components.cluster.eks_access_spec import EksAccessSpec
from components.cluster.eks_autoscaler_spec import AutoscalerSpec, ClusterAutoscalerSpec
from components.cluster.eks_existing_spec import ExistingEksSpec, PodIdentity
from components.cluster.eks_pool_spec import EksPoolSpec
from components.cluster.eks_spec import EksSpec
from components.cluster.local_spec import ExistingSpec, KwokSpec, SimulatedPoolSpec

__all__ = [
    "POOL_LABEL",
    "AutoscalerSpec",
    "AwsClusterSpec",
    "ClusterAutoscalerSpec",
    "ClusterSpec",
    "EksAccessSpec",
    "EksPoolSpec",
    "EksSpec",
    "ExistingEksSpec",
    "ExistingSpec",
    "HostPaths",
    "KwokSpec",
    "Lifetime",
    "LoadBalancers",
    "LocalSpec",
    "PodIdentity",
    "PoolSpec",
    "PullPolicy",
    "ResourceMetrics",
    "SimulatedPoolSpec",
    "TaintSpec",
]

PoolSpec = SimulatedPoolSpec | EksPoolSpec


def _distribution(value: object) -> str:
    """Return the tag of a local cluster, for kwok is what a user gets who names none."""
    if isinstance(value, Mapping):
        return str(cast("Mapping[object, object]", value).get("distribution", "kwok"))
    return str(getattr(value, "distribution", "kwok"))


def _kind(value: object) -> str | None:
    if isinstance(value, Mapping):
        kind = cast("Mapping[object, object]", value).get("kind")
        return kind if isinstance(kind, str) else None
    return getattr(value, "kind", None)


LocalSpec = Annotated[
    Annotated[KwokSpec, Tag("kwok")] | Annotated[ExistingSpec, Tag("existing")],
    Discriminator(_distribution),
]

AwsClusterSpec = EksSpec | ExistingEksSpec
"""Clusters that lie in an AWS account and its network."""

ClusterSpec = Annotated[
    Annotated[EksSpec, Tag("eks")]
    | Annotated[ExistingEksSpec, Tag("existing_eks")]
    | Annotated[LocalSpec, Tag("local")],
    Discriminator(_kind),
]
