"""VPCs and what lies in them."""

from collections.abc import Mapping
from typing import Final

from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws.names import arn, numbered
from rehearsal.clouds.model import Model, Outputs, World

VPC: Final = "aws:ec2/vpc:Vpc"
SUBNET: Final = "aws:ec2/subnet:Subnet"
SECURITY_GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
_DEPENDED_ON: Final = "DependencyViolation"
_RULE_INPUTS: Final = frozenset(
    {
        "securityGroupId",
        "description",
        "cidrIpv4",
        "referencedSecurityGroupId",
        "ipProtocol",
        "fromPort",
        "toPort",
        "tags",
    }
)


def _tied(token: str, prefix: str, held: str | None, *immutable: str, also: str = "") -> Model:
    """Return a type that belongs to one other resource, for good."""
    return Model(
        token=token,
        inputs=frozenset({*immutable, *also.split(), "tags"}),
        required=frozenset(immutable[:1]),
        immutable=frozenset(immutable),
        outputs=numbered(token, prefix),
        held=held,
    )


def _default_group(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"sg-{world.number('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup')}"}


def _address(token: str) -> Outputs:
    def outputs(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
        number = world.number(token)
        made = f"eipalloc-{number}"
        return {
            "id": made,
            "allocationId": made,
            "publicIp": f"203.0.113.{int(number, 16) % 256}",
            "arn": arn("ec2", f"elastic-ip/{made}"),
        }

    return outputs


def _route(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"r-{inputs['routeTableId']}{world.number('route')}"}


_EIP: Final = "aws:ec2/eip:Eip"

MODELS = (
    Model(
        token=VPC,
        inputs=frozenset({"cidrBlock", "enableDnsHostnames", "enableDnsSupport", "tags"}),
        immutable=frozenset({"cidrBlock"}),
        outputs=numbered(VPC, "vpc"),
        held=_DEPENDED_ON,
    ),
    Model(
        token=SUBNET,
        inputs=frozenset({"vpcId", "cidrBlock", "availabilityZone", "mapPublicIpOnLaunch", "tags"}),
        required=frozenset({"vpcId"}),
        immutable=frozenset({"vpcId", "cidrBlock", "availabilityZone"}),
        outputs=numbered(SUBNET, "subnet"),
        held=_DEPENDED_ON,
    ),
    _tied("aws:ec2/internetGateway:InternetGateway", "igw", _DEPENDED_ON, also="vpcId"),
    Model(
        token=_EIP,
        inputs=frozenset({"domain", "tags"}),
        immutable=frozenset({"domain"}),
        outputs=_address(_EIP),
        held="InvalidIPAddress.InUse",
    ),
    _tied(
        "aws:ec2/natGateway:NatGateway", "nat", "Gateway.NotAttached", "subnetId", "allocationId"
    ),
    _tied("aws:ec2/routeTable:RouteTable", "rtb", _DEPENDED_ON, "vpcId"),
    Model(
        token="aws:ec2/route:Route",
        inputs=frozenset({"routeTableId", "destinationCidrBlock", "gatewayId", "natGatewayId"}),
        required=frozenset({"routeTableId"}),
        immutable=frozenset({"routeTableId", "destinationCidrBlock"}),
        outputs=_route,
    ),
    Model(
        token="aws:ec2/routeTableAssociation:RouteTableAssociation",
        inputs=frozenset({"subnetId", "routeTableId"}),
        required=frozenset({"routeTableId"}),
        immutable=frozenset({"subnetId"}),
        outputs=numbered("aws:ec2/routeTableAssociation:RouteTableAssociation", "rtbassoc"),
    ),
    _tied(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "vpce",
        None,
        "vpcId",
        "serviceName",
        "vpcEndpointType",
        also="routeTableIds subnetIds securityGroupIds privateDnsEnabled",
    ),
    _tied(
        "aws:ec2/flowLog:FlowLog",
        "fl",
        None,
        "vpcId",
        "trafficType",
        "logDestination",
        "iamRoleArn",
    ),
    Model(
        token="aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        inputs=frozenset({"vpcId", "tags"}),
        immutable=frozenset({"vpcId"}),
        outputs=_default_group,
    ),
    Model(
        token=SECURITY_GROUP,
        inputs=frozenset({"name", "description", "vpcId", "revokeRulesOnDelete", "tags"}),
        immutable=frozenset({"name", "description", "vpcId"}),
        name="name",
        outputs=numbered(SECURITY_GROUP, "sg", "security-group"),
        held=_DEPENDED_ON,
    ),
    *(
        Model(
            token=token,
            inputs=_RULE_INPUTS,
            required=frozenset({"securityGroupId", "ipProtocol"}),
            immutable=frozenset({"securityGroupId"}),
            outputs=numbered(token, "sgr", "security-group-rule"),
        )
        for token in (
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        )
    ),
)
