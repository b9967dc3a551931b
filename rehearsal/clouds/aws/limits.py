"""How much of each thing a new AWS account may have, and how long AWS takes over it.

Quotas: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html and
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits
(as of 2026-11-26). Times are rough, from memory; only their order of size matters here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from catalog.shapes import node_shape
from engine.standin.shape import JsonObject, number
from rehearsal.clouds.aws.eks import CLUSTER, NODE_GROUP
from rehearsal.clouds.aws.network import VPC
from rehearsal.clouds.model import Model
from rehearsal.clouds.trouble import Quota

_ADDRESS: Final = "aws:ec2/eip:Eip"


def _vcpus(inputs: JsonObject) -> int:
    types = inputs.get("instanceTypes")
    first = str(types[0]) if isinstance(types, list) and types else "t3.medium"
    return number(inputs, "scalingConfig", "desiredSize") * node_shape("eks", first).vcpu


QUOTAS: Final[Mapping[str, Quota]] = {
    VPC: Quota(name="VPCs per Region (L-F678F1CE)", error="VpcLimitExceeded", limit=5),
    _ADDRESS: Quota(name="EC2-VPC Elastic IPs (L-0263D0A3)", error="AddressLimitExceeded", limit=5),
    NODE_GROUP: Quota(
        name="Running On-Demand Standard instances, in vCPUs (L-1216C47A)",
        error="VcpuLimitExceeded",
        limit=None,
        weight=_vcpus,
    ),
}
SECONDS: Final[Mapping[str, tuple[float, float]]] = {
    CLUSTER: (500, 200),
    NODE_GROUP: (150, 200),
    "aws:eks/addon:Addon": (40, 10),
    "aws:ec2/natGateway:NatGateway": (120, 60),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (60, 30),
    "aws:efs/mountTarget:MountTarget": (90, 30),
    "aws:elasticache/replicationGroup:ReplicationGroup": (600, 300),
    "aws:rds/instance:Instance": (600, 300),
}


def limited(model: Model) -> Model:
    """Return the type with its quota and its times."""
    quota, seconds = QUOTAS.get(model.token), SECONDS.get(model.token, model.seconds)
    return replace(model, quota=quota or model.quota, seconds=seconds)
