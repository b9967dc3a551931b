"""What the managed node groups of an EKS cluster are made of; pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws

from components.cluster.common import POOL_LABEL, TaintSpec
from components.cluster.eks_pool_spec import DIGEST_LENGTH, EksPoolSpec, NodeSystem

_EFFECTS = {
    "NoSchedule": "NO_SCHEDULE",
    "PreferNoSchedule": "PREFER_NO_SCHEDULE",
    "NoExecute": "NO_EXECUTE",
}
_BOTTLEROCKET_ROOT_GIB = 4
"""Bottlerocket keeps its own system apart, on a disk that nothing else is written to."""
_AUTOSCALER = "k8s.io/cluster-autoscaler"


@dataclass(frozen=True, kw_only=True, slots=True)
class AutoscalingTag:
    """A tag of a node group's autoscaling group."""

    called: str
    """How it is told from the others of its group."""
    key: str
    value: str


def image_type(spec: EksPoolSpec) -> str:
    """Return what EKS calls the image that fits the pool's machines."""
    shape = spec.shapes[0]
    system: Mapping[NodeSystem, str] = {"al2023": "AL2023", "bottlerocket": "BOTTLEROCKET"}
    processor = "ARM_64" if shape.arch == "arm64" else "x86_64"
    plain = {"al2023": "_STANDARD", "bottlerocket": ""}[spec.os]
    return f"{system[spec.os]}_{processor}{'_NVIDIA' if shape.gpu is not None else plain}"


def identity_of(pool: str, spec: EksPoolSpec, subnets: int) -> str:
    """Return the name of a pool's node group: the pool's, and a digest of what cannot change.

    A pool of another machine type, capacity, image type or number of subnets is another node group
    with another name, so that it can stand beside the old one until that is drained.
    """
    fixed = [list(spec.instance_types), spec.capacity, image_type(spec), subnets]
    digest = hashlib.sha256(json.dumps(fixed).encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{pool}-{digest}"


def node_labels(pool: str, spec: EksPoolSpec) -> dict[str, str]:
    """Return the labels of a pool's nodes."""
    return {**spec.labels, POOL_LABEL: pool}


def taint(spec: TaintSpec) -> aws.eks.NodeGroupTaintArgsDict:
    """Return the taint as EKS spells it."""
    return {"key": spec.key, "value": spec.value, "effect": _EFFECTS[spec.effect]}


def update_limit(spec: EksPoolSpec) -> aws.eks.NodeGroupUpdateConfigArgsDict:
    """Return how many nodes an update may take away at a time."""
    if isinstance(spec.max_unavailable, int):
        return {"max_unavailable": spec.max_unavailable}
    return {"max_unavailable_percentage": int(spec.max_unavailable.removesuffix("%"))}


def disks(spec: EksPoolSpec) -> Sequence[aws.ec2.LaunchTemplateBlockDeviceMappingArgsDict]:
    """Return the disks of a node, all of them encrypted."""
    match spec.os:
        case "al2023":
            return [_disk("/dev/xvda", spec.disk_gib)]
        case "bottlerocket":
            return [_disk("/dev/xvda", _BOTTLEROCKET_ROOT_GIB), _disk("/dev/xvdb", spec.disk_gib)]


def _disk(device: str, gib: int) -> aws.ec2.LaunchTemplateBlockDeviceMappingArgsDict:
    return {
        "device_name": device,
        "ebs": {
            "volume_size": gib,
            "volume_type": "gp3",
            "encrypted": "true",
            "delete_on_termination": "true",
        },
    }


def metadata_service(spec: EksPoolSpec) -> aws.ec2.LaunchTemplateMetadataOptionsArgsDict:
    """Return how a node's metadata service is asked: with a session token, from so far away."""
    return {
        "http_endpoint": "enabled",
        "http_tokens": "required",
        "http_put_response_hop_limit": spec.metadata_hops,
        "instance_metadata_tags": "disabled",
    }


def machine_tags(
    name: str, labels: Mapping[str, str]
) -> Sequence[aws.ec2.LaunchTemplateTagSpecificationArgsDict]:
    """Return the tags of the machines and their disks, to which no provider adds its own."""
    tags = {**labels, "Name": name}
    kinds = ("instance", "volume", "network-interface")
    return [{"resource_type": kind, "tags": tags} for kind in kinds]


def group_tags(labels: Mapping[str, str]) -> tuple[AutoscalingTag, ...]:
    """Return the stack's labels as tags of a node group's autoscaling group.

    EKS makes that group, and hands the node group's own tags not on to it.
    """
    return tuple(
        AutoscalingTag(called=f"owner-{key}", key=key, value=value)
        for key, value in sorted(labels.items())
    )


def autoscaling_tags(pool: str, spec: EksPoolSpec, cluster: str) -> tuple[AutoscalingTag, ...]:
    """Return by which tags the autoscaler finds a group, and knows its nodes while it has none.

    EKS does not hand labels and taints of a node group on to its autoscaling group:
    https://github.com/aws/containers-roadmap/issues/724
    """
    template = f"{_AUTOSCALER}/node-template"
    found = [
        AutoscalingTag(called="enabled", key=f"{_AUTOSCALER}/enabled", value="true"),
        AutoscalingTag(called="owned", key=f"{_AUTOSCALER}/{cluster}", value="owned"),
        AutoscalingTag(
            called="disk",
            key=f"{template}/resources/ephemeral-storage",
            value=f"{spec.disk_gib}Gi",
        ),
    ]
    found += [
        AutoscalingTag(called=f"label-{key}", key=f"{template}/label/{key}", value=value)
        for key, value in sorted(node_labels(pool, spec).items())
    ]
    found += [
        AutoscalingTag(
            called=f"taint-{each.key}-{each.effect}",
            key=f"{template}/taint/{each.key}",
            value=f"{each.value}:{each.effect}",
        )
        for each in spec.taints
    ]
    return tuple(found)
