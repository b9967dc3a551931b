"""The managed node groups of an EKS cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.cluster.common import POOL_LABEL, TaintSpec
from components.cluster.eks_spec import EksPoolSpec

_EFFECTS = {
    "NoSchedule": "NO_SCHEDULE",
    "PreferNoSchedule": "PREFER_NO_SCHEDULE",
    "NoExecute": "NO_EXECUTE",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class EksNodePoolArgs:
    """A pool and what it is plugged into."""

    spec: EksPoolSpec
    pool: str
    cluster_name: pulumi.Input[str]
    role_arn: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    after: Sequence[pulumi.Resource]


class EksNodePool(pulumi.ComponentResource):
    """A managed node group."""

    node_group: aws.eks.NodeGroup

    def __init__(
        self, name: str, args: EksNodePoolArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksNodePool", name, None, opts)
        spec = args.spec
        self.node_group = aws.eks.NodeGroup(
            name,
            cluster_name=args.cluster_name,
            node_role_arn=args.role_arn,
            subnet_ids=args.subnet_ids,
            instance_types=list(spec.instance_types),
            capacity_type=spec.capacity.upper(),
            disk_size=spec.disk_gib,
            labels={**spec.labels, POOL_LABEL: args.pool},
            taints=[taint(each) for each in spec.taints],
            scaling_config={
                "min_size": spec.min_nodes,
                "max_size": spec.max_nodes,
                "desired_size": spec.min_nodes,
            },
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=list(args.after),
                # The autoscaler owns it from the first node on.
                ignore_changes=["scalingConfig.desiredSize"],
            ),
        )
        self.register_outputs({})


def taint(spec: TaintSpec) -> aws.eks.NodeGroupTaintArgsDict:
    """Return the taint as EKS spells it."""
    return {"key": spec.key, "value": spec.value, "effect": _EFFECTS[spec.effect]}
