"""The add-ons that EKS itself keeps in a cluster, in their phases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from catalog.charts import eks_addon_version
from components.cluster.eks_roles import service_role
from components.cluster.eks_spec import EksSpec

_PODS: Final = "pods.eks.amazonaws.com"

Settings = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pods:
    """Pods of an add-on that work as a role of their own."""

    service_account: str
    policy: str
    """The policy that AWS keeps for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EksAddonsArgs:
    """A phase of add-ons: which, in which cluster, and after what."""

    spec: EksSpec
    cluster_name: pulumi.Output[str]
    chains: Sequence[Sequence[str]]
    """Add-ons that wait for each other, in rows that do not."""
    after: Sequence[pulumi.Resource] = ()


class EksAddons(pulumi.ComponentResource):
    """Add-ons that EKS installs, in pinned versions, each with a role where it needs one."""

    ready: list[pulumi.Resource]
    """The add-ons themselves."""

    def __init__(
        self, name: str, args: EksAddonsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksAddons", name, None, opts)
        self.ready = []
        for chain in args.chains:
            after = list(args.after)
            for addon in chain:
                after = [self._addon(addon, args, after)]
                self.ready += after
        self.register_outputs({})

    def _addon(
        self, addon: str, args: EksAddonsArgs, after: Sequence[pulumi.Resource]
    ) -> aws.eks.Addon:
        settings = settings_of(addon, args.spec)
        pods = PODS.get(addon)
        role, attached = (
            service_role(addon, _PODS, [pods.policy], self) if pods is not None else (None, [])
        )
        return aws.eks.Addon(
            addon,
            cluster_name=args.cluster_name,
            addon_name=addon,
            addon_version=eks_addon_version(addon, args.spec.version),
            configuration_values=json.dumps(settings, sort_keys=True) if settings else None,
            pod_identity_associations=(
                [{"role_arn": role.arn, "service_account": pods.service_account}]
                if role is not None and pods is not None
                else None
            ),
            # Nobody has changed anything in a new cluster; later on this stack has the last word.
            resolve_conflicts_on_create="OVERWRITE",
            resolve_conflicts_on_update="OVERWRITE",
            opts=pulumi.ResourceOptions(parent=self, depends_on=[*after, *attached]),
        )


PODS: Final[Mapping[str, Pods]] = {
    "vpc-cni": Pods(service_account="aws-node", policy="AmazonEKS_CNI_Policy"),
    "aws-ebs-csi-driver": Pods(
        service_account="ebs-csi-controller-sa", policy="service-role/AmazonEBSCSIDriverPolicy"
    ),
    "aws-efs-csi-driver": Pods(
        service_account="efs-csi-controller-sa", policy="service-role/AmazonEFSCSIDriverPolicy"
    ),
}


def settings_of(addon: str, spec: EksSpec) -> Settings:
    """Return what an add-on is told beyond its own defaults."""
    if addon != "vpc-cni":
        return {}
    settings: dict[str, str | Mapping[str, str]] = {"enableNetworkPolicy": "true"}
    if spec.pod_addresses == "prefixes":
        # One spare block a node: https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
        settings["env"] = {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"}
    return settings
