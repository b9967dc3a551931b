"""The one place that looks at the kind of cluster."""

from typing import assert_never

import pulumi

from components.cluster.contract import Cluster
from components.cluster.local import (
    ExistingCluster,
    ExistingClusterArgs,
    KwokCluster,
    KwokClusterArgs,
)
from components.cluster.spec import ClusterSpec, ExistingSpec, KwokSpec


def create_cluster(
    name: str, spec: ClusterSpec, physical_name: str, opts: pulumi.ResourceOptions | None = None
) -> Cluster:
    """Return the cluster that the spec asks for; `physical_name` is its name outside the engine."""
    match spec:
        case KwokSpec():
            return KwokCluster(name, KwokClusterArgs(spec=spec, physical_name=physical_name), opts)
        case ExistingSpec():
            return ExistingCluster(
                name, ExistingClusterArgs(spec=spec, physical_name=physical_name), opts
            )
        case _:
            assert_never(spec)
