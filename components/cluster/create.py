"""The one place that looks at the kind of cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import pulumi

from components.account.contract import Account
from components.cluster.common import SharedFiles
from components.cluster.contract import Cluster
from components.cluster.local import (
    ExistingCluster,
    ExistingClusterArgs,
    KwokCluster,
    KwokClusterArgs,
)
from components.cluster.spec import (
    ClusterSpec,
    EksSpec,
    ExistingEksSpec,
    ExistingSpec,
    KwokSpec,
    ResourceMetrics,
)
from components.network.contract import Network


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudGround:
    """What a cluster in a cloud lies in."""

    account: Account
    network: Network


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterWires:
    """What a cluster is plugged into."""

    physical_name: str
    """Its name outside the engine."""
    labels: Mapping[str, str]
    """Who owns it and who pays."""
    metrics: ResourceMetrics
    """For an embedded cluster to bring; any other has its own or gets an add-on."""
    shared_files: SharedFiles
    """For a cluster of AWS to bring the driver of."""
    ground: CloudGround | None
    """None for a cluster that lies in no cloud."""


def create_cluster(
    name: str, spec: ClusterSpec, wires: ClusterWires, opts: pulumi.ResourceOptions | None = None
) -> Cluster:
    """Return the cluster that the spec asks for."""
    match spec:
        case KwokSpec():
            args = KwokClusterArgs(
                spec=spec, physical_name=wires.physical_name, metrics=wires.metrics
            )
            return KwokCluster(name, args, opts)
        case ExistingSpec():
            return ExistingCluster(
                name, ExistingClusterArgs(spec=spec, physical_name=wires.physical_name), opts
            )
        case EksSpec():
            # Here and not above: a local run needs no cloud's library.
            from components.cluster.eks import EksCluster, EksClusterArgs

            ground = on_ground(wires)
            return EksCluster(
                name,
                EksClusterArgs(
                    spec=spec,
                    physical_name=wires.physical_name,
                    network=ground.network,
                    account=ground.account,
                    labels=wires.labels,
                    shared_files=wires.shared_files,
                ),
                opts,
            )
        case ExistingEksSpec():
            from components.cluster.eks_existing import ExistingEksCluster, ExistingEksClusterArgs

            account = on_ground(wires).account
            return ExistingEksCluster(
                name, ExistingEksClusterArgs(spec=spec, account=account), opts
            )
        case _:
            assert_never(spec)


def on_ground(wires: ClusterWires) -> CloudGround:
    """Return the ground of a cluster in a cloud, which the stack file is refused without."""
    if wires.ground is None:
        raise AssertionError("a cloud cluster without account and network passed the spec")
    return wires.ground
