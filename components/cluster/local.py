"""Clusters that are not made in a cloud: the embedded one and those that exist already."""

from dataclasses import dataclass

import pulumi
import pulumi.dynamic
import pulumi_kubernetes as k8s

from components.cluster.pools import driver_pools
from components.cluster.provider import kubernetes_provider
from components.cluster.spec import ExistingSpec, KwokSpec, ResourceMetrics
from engine.embedded.existing import ExistingClusterProvider
from engine.embedded.provider import KwokClusterProvider


class _KwokCluster(pulumi.dynamic.Resource, module="plinth", name="KwokCluster"):
    kubeconfig: pulumi.Output[str]
    kubeconfig_path: pulumi.Output[str]


class _ExistingCluster(pulumi.dynamic.Resource, module="plinth", name="ExistingCluster"):
    kubeconfig: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class KwokClusterArgs:
    """What the embedded cluster is plugged into."""

    spec: KwokSpec
    physical_name: str
    metrics: ResourceMetrics


class KwokCluster(pulumi.ComponentResource):
    """A real Kubernetes control plane on this machine with simulated nodes."""

    provider: k8s.Provider
    kubeconfig: pulumi.Output[str]

    def __init__(
        self, name: str, args: KwokClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:KwokCluster", name, None, opts)
        cluster = _KwokCluster(
            KwokClusterProvider(),
            name,
            {
                "name": args.physical_name,
                "pools": driver_pools(args.spec.node_pools),
                "metrics": args.metrics,
                "kubeconfig": None,
                "kubeconfig_path": None,
                "endpoint": None,
            },
            pulumi.ResourceOptions(parent=self, additional_secret_outputs=["kubeconfig"]),
        )
        self.kubeconfig = pulumi.Output.secret(cluster.kubeconfig)
        # By its path: a refresh makes the provider from the old state, whose port and certificates
        # may be gone, while the file at that path is always the cluster's present one.
        self.provider = kubernetes_provider(name, cluster.kubeconfig_path, args.physical_name, self)
        self.register_outputs({"kubeconfig": self.kubeconfig})


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingClusterArgs:
    """What an existing cluster is plugged into."""

    spec: ExistingSpec
    physical_name: str


class ExistingCluster(pulumi.ComponentResource):
    """Nothing new: a cluster that is there already, adopted by its kubeconfig context."""

    provider: k8s.Provider
    kubeconfig: pulumi.Output[str]

    def __init__(
        self, name: str, args: ExistingClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:ExistingCluster", name, None, opts)
        cluster = _ExistingCluster(
            ExistingClusterProvider(),
            name,
            {
                "context": args.spec.context,
                "kubeconfig_file": args.spec.kubeconfig,
                "kubeconfig": None,
                "endpoint": None,
            },
            pulumi.ResourceOptions(parent=self, additional_secret_outputs=["kubeconfig"]),
        )
        self.kubeconfig = pulumi.Output.secret(cluster.kubeconfig)
        self.provider = kubernetes_provider(name, self.kubeconfig, args.physical_name, self)
        self.register_outputs({"kubeconfig": self.kubeconfig})
