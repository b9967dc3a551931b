"""The control plane of an EKS cluster."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.account.contract import Account
from components.cluster.eks_keys import log_key_policy
from components.cluster.eks_roles import service_role
from components.cluster.eks_spec import EksSpec
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.network.contract import Network

LOGS: Final = ("api", "audit", "authenticator", "controllerManager", "scheduler")
"""All that there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EksControlPlaneArgs:
    """A control plane and what it is plugged into."""

    spec: EksSpec
    physical_name: str
    network: Network
    account: Account


class EksControlPlane(pulumi.ComponentResource):
    """A control plane with its role, its logs, and keys for both them and its Secrets."""

    cluster: aws.eks.Cluster

    def __init__(
        self, name: str, args: EksControlPlaneArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksControlPlane", name, None, opts)
        spec = args.spec
        role, attached = service_role(
            f"{name}-control-plane", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"], self
        )
        secrets_key = EncryptionKey(
            f"{name}-secrets",
            EncryptionKeyArgs(description=f"Secrets of the cluster {args.physical_name}"),
            pulumi.ResourceOptions(parent=self),
        )
        self.cluster = aws.eks.Cluster(
            name,
            name=args.physical_name,
            version=spec.version,
            role_arn=role.arn,
            vpc_config=endpoints(spec, args.network),
            access_config={
                "authentication_mode": "API",
                "bootstrap_cluster_creator_admin_permissions": False,
            },
            encryption_config={
                "provider": {"key_arn": secrets_key.arn},
                "resources": ["secrets"],
            },
            enabled_cluster_log_types=list(LOGS),
            kubernetes_network_config={"service_ipv4_cidr": spec.service_cidr},
            upgrade_policy={"support_type": spec.support.upper()},
            # They come as add-ons of EKS, in their order and with pinned versions.
            bootstrap_self_managed_addons=False,
            deletion_protection=spec.deletion == "protect",
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=spec.deletion == "protect",
                # Without the group EKS makes one that nothing encrypts and that is kept for ever.
                depends_on=[*attached, self._log_group(name, args)],
            ),
        )
        self.register_outputs({"name": self.cluster.name})

    def _log_group(self, name: str, args: EksControlPlaneArgs) -> aws.cloudwatch.LogGroup:
        group = f"/aws/eks/{args.physical_name}/cluster"
        policy = log_key_policy(args.account.id, args.account.region, group)
        key = EncryptionKey(
            f"{name}-logs",
            EncryptionKeyArgs(description=f"Logs of {args.physical_name}", policy=policy),
            pulumi.ResourceOptions(parent=self),
        )
        return aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=group,
            retention_in_days=args.spec.log_retention_days,
            kms_key_id=key.arn,
            opts=pulumi.ResourceOptions(parent=self),
        )


def endpoints(spec: EksSpec, network: Network) -> aws.eks.ClusterVpcConfigArgsDict:
    """Return where the cluster's API is reached: always from inside, from outside if asked."""
    inside: aws.eks.ClusterVpcConfigArgsDict = {
        "subnet_ids": list(network.private_subnet_ids),
        "endpoint_private_access": True,
        "endpoint_public_access": bool(spec.public_access_from),
    }
    if spec.public_access_from:
        inside["public_access_cidrs"] = list(spec.public_access_from)
    return inside
