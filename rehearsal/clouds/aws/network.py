"""VPCs and what lies in them."""

from rehearsal.clouds.aws.names import numbered
from rehearsal.clouds.model import Model

VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"

MODELS = (
    Model(
        token=VPC,
        inputs=frozenset({"cidrBlock", "enableDnsHostnames", "enableDnsSupport", "tags"}),
        immutable=frozenset({"cidrBlock"}),
        outputs=numbered(VPC, "vpc"),
        held="DependencyViolation",
    ),
    Model(
        token=SUBNET,
        inputs=frozenset({"vpcId", "cidrBlock", "availabilityZone", "mapPublicIpOnLaunch", "tags"}),
        required=frozenset({"vpcId"}),
        immutable=frozenset({"vpcId", "cidrBlock", "availabilityZone"}),
        outputs=numbered(SUBNET, "subnet"),
        held="DependencyViolation",
    ),
)
