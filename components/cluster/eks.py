"""A cluster that AWS runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s

from components.account.contract import Account
from components.cluster.common import SharedFiles
from components.cluster.eks_access import EksAccess, EksAccessArgs
from components.cluster.eks_addon_phases import BEFORE_NODES, after_nodes
from components.cluster.eks_addons import EksAddons, EksAddonsArgs
from components.cluster.eks_control_plane import EksControlPlane, EksControlPlaneArgs
from components.cluster.eks_kubeconfig import kubeconfig
from components.cluster.eks_pools import EksNodePool, EksNodePoolArgs
from components.cluster.eks_roles import service_role
from components.cluster.eks_spec import EksSpec
from components.cluster.eks_storage import STORAGE_CLASS, storage_class
from components.cluster.provider import kubernetes_provider
from components.network.contract import Network

_NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly")
"""Its network's rights are those of the network's own pods, not of every pod on the node."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EksClusterArgs:
    """An EKS cluster and what it is plugged into."""

    spec: EksSpec
    physical_name: str
    network: Network
    account: Account
    labels: Mapping[str, str]
    """Of its machines and their disks, which no provider tags by itself."""
    shared_files: SharedFiles


class EksCluster(pulumi.ComponentResource):
    """A Kubernetes control plane that AWS runs, its managed node groups and their add-ons."""

    provider: k8s.Provider
    kubeconfig: pulumi.Output[str]
    name: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    oidc_issuer: pulumi.Output[str]
    oidc_provider_arn: pulumi.Output[str] | None

    def __init__(
        self, name: str, args: EksClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksCluster", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        plane = EksControlPlaneArgs(
            spec=args.spec,
            physical_name=args.physical_name,
            network=args.network,
            account=args.account,
        )
        cluster = EksControlPlane(name, plane, child).cluster
        self.name = cluster.name
        self.security_group_id = cluster.vpc_config.cluster_security_group_id
        self.oidc_issuer = cluster.identities[0].oidcs[0].issuer
        self.oidc_provider_arn = self._issuer(name, args.spec)
        access = EksAccessArgs(spec=args.spec.access, cluster_name=cluster.name)
        admitted = EksAccess(name, access, child).admitted
        network = self._addons(f"{name}-before-nodes", args.spec, BEFORE_NODES, ())
        pools = self._pools(name, args, cluster, network)
        storage = self._addons(
            f"{name}-after-nodes", args.spec, after_nodes(args.shared_files), pools
        )
        self.kubeconfig = pulumi.Output.all(
            cluster.endpoint,
            cluster.certificate_authority.data,
            cluster.name,
            # Whoever asks for the cluster gets it with nodes, names and disks, and as an admin.
            *admitted,
            *(each.urn for each in (*pools, *storage)),
        ).apply(lambda known: kubeconfig(known[0], known[1], known[2], args.account))
        self.provider = kubernetes_provider(name, self.kubeconfig, args.physical_name, self)
        k8s.storage.v1.StorageClass(
            STORAGE_CLASS,
            **storage_class(args.labels),
            opts=pulumi.ResourceOptions(parent=self, provider=self.provider),
        )
        self.register_outputs({"kubeconfig": self.kubeconfig})

    def _issuer(self, name: str, spec: EksSpec) -> pulumi.Output[str] | None:
        if spec.identity == "pod_identity":
            return None
        return aws.iam.OpenIdConnectProvider(
            name,
            url=self.oidc_issuer,
            client_id_lists=["sts.amazonaws.com"],
            opts=pulumi.ResourceOptions(parent=self),
        ).arn

    def _addons(
        self,
        name: str,
        spec: EksSpec,
        chains: Sequence[Sequence[str]],
        after: Sequence[pulumi.Resource],
    ) -> Sequence[pulumi.Resource]:
        args = EksAddonsArgs(spec=spec, cluster_name=self.name, chains=chains, after=after)
        return EksAddons(name, args, pulumi.ResourceOptions(parent=self)).ready

    def _pools(
        self,
        name: str,
        args: EksClusterArgs,
        cluster: aws.eks.Cluster,
        after: Sequence[pulumi.Resource],
    ) -> Sequence[pulumi.Resource]:
        role, attached = service_role(f"{name}-nodes", "ec2.amazonaws.com", _NODE_POLICIES, self)
        wired = [
            EksNodePoolArgs(
                spec=spec,
                pool=pool,
                cluster=cluster,
                physical_name=args.physical_name,
                role_arn=role.arn,
                subnet_ids=args.network.private_subnet_ids,
                autoscaler=args.spec.autoscaler,
                labels=args.labels,
                after=[*attached, *after],
            )
            for pool, spec in args.spec.node_pools.items()
        ]
        return [
            EksNodePool(
                f"{name}-{each.node_group_name}", each, pulumi.ResourceOptions(parent=self)
            ).node_group
            for each in wired
        ]
