"""The machines of a managed node group as simulated nodes; pure but for what lies around them."""

import json
from collections.abc import Sequence

from catalog.read import UnknownKey
from catalog.shapes import eks_pod_limits, node_shape
from components.naming import dns_label
from engine.embedded.nodes import ZONE_LABEL
from engine.embedded.pools import Pool, Taint
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, as_object, child, dig, number, objects, text
from rehearsal.clouds.aws.names import REGION
from rehearsal.clouds.aws.network import SUBNET
from rehearsal.clouds.model import World

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
ADDON = "aws:eks/addon:Addon"
_LONGEST = 50
"""Of a simulated pool's name."""
_DISK_GIB = 20
"""What EKS gives a node without a launch template that says more."""
_EFFECTS = {
    "NO_SCHEDULE": "NoSchedule",
    "PREFER_NO_SCHEDULE": "PreferNoSchedule",
    "NO_EXECUTE": "NoExecute",
}


def pools(world: World, inputs: JsonObject) -> tuple[Pool, ...]:
    """Return a group's nodes, one pool a zone, with what their type really offers to pods.

    Raises RefusedError for a type that the catalogue does not know.
    """
    name = text(inputs, "nodeGroupName")
    zones = zones_of(world, inputs.get("subnetIds"))
    count = number(inputs, "scalingConfig", "desiredSize")
    return tuple(
        _pool(world, inputs, dns_label(name, zone[-1], longest=_LONGEST), zone, share)
        for zone, share in zip(zones, shares(count, len(zones)), strict=True)
        if share
    )


def shares(count: int, zones: int) -> list[int]:
    """Return how an autoscaling group spreads machines over its zones: as evenly as it can."""
    return [count // zones + (position < count % zones) for position in range(zones)]


def zones_of(world: World, subnet_ids: Json) -> Sequence[str]:
    """Return the zones of subnets; those of another network lie one in each."""
    ids = subnet_ids if isinstance(subnet_ids, list) else []
    found = [world.find(SUBNET, each) for each in ids]
    zones = [
        text(each.inputs, "availabilityZone") if each else f"{REGION}{'abcdef'[position % 6]}"
        for position, each in enumerate(found)
    ]
    return list(dict.fromkeys(zones)) or [f"{REGION}a"]


def _pool(world: World, inputs: JsonObject, name: str, zone: str, nodes: int) -> Pool:
    types = inputs.get("instanceTypes")
    first = str(types[0]) if isinstance(types, list) and types else "t3.medium"
    try:
        shape, limits = node_shape("eks", first), eks_pod_limits(first)
    except UnknownKey as unknown:
        raise RefusedError(f"InvalidParameterException: {unknown}") from None
    prefixes = has_prefixes(world, text(inputs, "clusterName"))
    memory = limits.prefix_allocatable_memory_mib if prefixes else shape.allocatable_memory_mib
    return Pool(
        name=name,
        nodes=nodes,
        cpu=f"{shape.allocatable_cpu_m}m",
        memory=f"{memory}Mi",
        pods=limits.prefix_max_pods if prefixes else shape.max_pods,
        ephemeral_storage=f"{_scratch_gib(world, inputs)}Gi",
        labels={
            **{key: str(value) for key, value in child(inputs, "labels").items()},
            "eks.amazonaws.com/nodegroup": text(inputs, "nodeGroupName"),
            "eks.amazonaws.com/capacityType": text(inputs, "capacityType") or "ON_DEMAND",
            "node.kubernetes.io/instance-type": first,
            "kubernetes.io/arch": shape.arch,
            "topology.kubernetes.io/region": REGION,
            ZONE_LABEL: zone,
        },
        taints=tuple(
            Taint(text(t, "key"), text(t, "value"), _EFFECTS[text(t, "effect")])
            for t in objects(inputs, "taints")
        ),
    )


def has_prefixes(world: World, cluster: str) -> bool:
    """Say whether the cluster's network gives nodes whole blocks of addresses."""
    for each in world.all(ADDON):
        mine = each.inputs.get("clusterName") == cluster
        if mine and each.inputs.get("addonName") == "vpc-cni":
            settings = as_object(json.loads(text(each.inputs, "configurationValues") or "{}"))
            return dig(settings, "env", "ENABLE_PREFIX_DELEGATION") == "true"
    return False


def _scratch_gib(world: World, inputs: JsonObject) -> int:
    template = world.find(TEMPLATE, dig(inputs, "launchTemplate", "id"))
    disks = objects(template.inputs, "blockDeviceMappings") if template else []
    size = number(disks[-1], "ebs", "volumeSize") if disks else _DISK_GIB
    # The kubelet sets 1 GiB aside and evicts below a tenth:
    # https://github.com/awslabs/amazon-eks-ami nodeadm, and the kubelet's own default.
    return size * 9 // 10 - 1
