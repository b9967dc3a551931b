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
from components.cluster.spec import ClusterSpec, ExistingSpec, KwokSpec, ResourceMetrics


def create_cluster(
    name: str,
    spec: ClusterSpec,
    physical_name: str,
    metrics: ResourceMetrics,
    opts: pulumi.ResourceOptions | None = None,
) -> Cluster:
    """Return the cluster that the spec asks for; `physical_name` is its name outside the engine.

    Metrics are for an embedded cluster to bring; any other has its own or gets an add-on.
    """
    match spec:
        case KwokSpec():
            args = KwokClusterArgs(spec=spec, physical_name=physical_name, metrics=metrics)
            return KwokCluster(name, args, opts)
        case ExistingSpec():
            return ExistingCluster(
                name, ExistingClusterArgs(spec=spec, physical_name=physical_name), opts
            )
        case _:
            assert_never(spec)
