"""The managed node groups of an EKS cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.cluster.eks_autoscaler_spec import AutoscalerSpec
from components.cluster.eks_nodes import (
    AutoscalingTag,
    autoscaling_tags,
    disks,
    group_tags,
    identity_of,
    image_type,
    machine_tags,
    metadata_service,
    node_labels,
    taint,
    update_limit,
)
from components.cluster.eks_pool_spec import EksPoolSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class EksNodePoolArgs:
    """A pool and what it is plugged into."""

    spec: EksPoolSpec
    pool: str
    cluster: aws.eks.Cluster
    physical_name: str
    role_arn: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    autoscaler: AutoscalerSpec | None
    labels: Mapping[str, str]
    after: Sequence[pulumi.Resource]

    @property
    def node_group_name(self) -> str:
        """What AWS calls the node group."""
        return identity_of(self.pool, self.spec, len(self.subnet_ids))


class EksNodePool(pulumi.ComponentResource):
    """A managed node group with its launch template, and tags by which the autoscaler knows it.

    Its name ends in a digest of what AWS cannot change, so that a changed pool is a new one: made
    first, then AWS drains and deletes the old one, for whose pods disruption budgets hold.
    """

    node_group: aws.eks.NodeGroup

    def __init__(
        self, name: str, args: EksNodePoolArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksNodePool", name, None, opts)
        template = self._launch_template(name, args)
        self.node_group = self._node_group(name, args, template)
        self._tags(name, group_tags(args.labels))
        if args.autoscaler is not None:
            self._tags(name, autoscaling_tags(args.pool, args.spec, args.physical_name))
        self.register_outputs({})

    def _launch_template(self, name: str, args: EksNodePoolArgs) -> aws.ec2.LaunchTemplate:
        machine = f"{args.physical_name}-{args.pool}"
        return aws.ec2.LaunchTemplate(
            name,
            description=f"Nodes of {machine}",
            update_default_version=True,
            metadata_options=metadata_service(args.spec),
            block_device_mappings=disks(args.spec),
            tag_specifications=machine_tags(machine, args.labels),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _node_group(
        self, name: str, args: EksNodePoolArgs, template: aws.ec2.LaunchTemplate
    ) -> aws.eks.NodeGroup:
        spec = args.spec
        return aws.eks.NodeGroup(
            name,
            cluster_name=args.cluster.name,
            node_group_name=args.node_group_name,
            node_role_arn=args.role_arn,
            subnet_ids=args.subnet_ids,
            version=args.cluster.version,
            ami_type=image_type(spec),
            release_version=spec.ami_release,
            instance_types=list(spec.instance_types),
            capacity_type=spec.capacity.upper(),
            launch_template={"id": template.id, "version": template.latest_version.apply(str)},
            labels=node_labels(args.pool, spec),
            taints=[taint(each) for each in spec.taints],
            update_config=update_limit(spec),
            node_repair_config={"enabled": True},
            scaling_config={
                "min_size": spec.min_nodes,
                "max_size": spec.max_nodes,
                "desired_size": spec.min_nodes,
            },
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=list(args.after),
                # The autoscaler owns it from the first node on.
                ignore_changes=["scalingConfig.desiredSize"] if args.autoscaler else None,
            ),
        )

    def _tags(self, name: str, tags: Sequence[AutoscalingTag]) -> None:
        group = self.node_group.resources[0].autoscaling_groups[0].name
        for each in tags:
            aws.autoscaling.Tag(
                f"{name}-{each.called}",
                autoscaling_group_name=group,
                tag={"key": each.key, "value": each.value, "propagate_at_launch": False},
                opts=pulumi.ResourceOptions(parent=self),
            )
