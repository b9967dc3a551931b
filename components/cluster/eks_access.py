"""Who may enter an EKS cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.cluster.eks_access_spec import EksAccessSpec

_CLUSTER_ADMIN: Final = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"


@dataclass(frozen=True, kw_only=True, slots=True)
class EksAccessArgs:
    """Who may enter which cluster."""

    spec: EksAccessSpec
    cluster_name: pulumi.Input[str]


class EksAccess(pulumi.ComponentResource):
    """An access entry for everybody named: admins have a policy, all others a group."""

    admitted: list[pulumi.Output[str]]
    """Known once every admin may work in the cluster."""

    def __init__(
        self, name: str, args: EksAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksAccess", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.admitted = []
        for admin, principal in args.spec.admins.items():
            entry = aws.eks.AccessEntry(
                f"{name}-admin-{admin}",
                cluster_name=args.cluster_name,
                principal_arn=principal,
                type="STANDARD",
                opts=child,
            )
            policy = aws.eks.AccessPolicyAssociation(
                f"{name}-admin-{admin}",
                cluster_name=args.cluster_name,
                principal_arn=entry.principal_arn,
                policy_arn=_CLUSTER_ADMIN,
                access_scope={"type": "cluster"},
                opts=child,
            )
            self.admitted.append(policy.id)
        self._groups(f"{name}-operator", args.spec.operators, args.cluster_name)
        self._groups(f"{name}-developer", args.spec.developers, args.cluster_name)
        self.register_outputs({})

    def _groups(
        self, name: str, groups: Mapping[str, str], cluster_name: pulumi.Input[str]
    ) -> None:
        for group, principal in groups.items():
            aws.eks.AccessEntry(
                f"{name}-{group}",
                cluster_name=cluster_name,
                principal_arn=principal,
                kubernetes_groups=[group],
                type="STANDARD",
                opts=pulumi.ResourceOptions(parent=self),
            )
