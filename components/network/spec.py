"""What a user may ask of the network that a cluster in a cloud lies in."""

import ipaddress
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import Cidr, Spec

Zone = Literal["a", "b", "c", "d", "e", "f"]
"""The letter of an availability zone."""
GatewayEndpoint = Literal["s3", "dynamodb"]
InterfaceEndpoint = Literal[
    "autoscaling",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "kms",
    "logs",
    "secretsmanager",
    "sts",
]
"""A service of AWS that pods reach without leaving the network."""

LARGEST: Final = 16
"""https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"""
SMALLEST: Final = 21
"""Its public subnets are /27, the smallest that a load balancer works in.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
"""


def _id(kind: str) -> TextRule:
    return TextRule(
        rule=f"must be the id of a {kind}, such as {kind}-0a1b2c3d4e5f60718",
        pattern=rf"{kind}-(?:[0-9a-f]{{8}}|[0-9a-f]{{17}})",
        examples=(f"{kind}-0a1b2c3d4e5f60718",),
        longest=40,
    )


VpcId = Annotated[str, _id("vpc")]
SubnetId = Annotated[str, _id("subnet")]


class CloudWatchFlowLogsSpec(Spec):
    """A record of every connection in the network, accepted or not, in CloudWatch."""

    kind: Literal["cloudwatch"]
    retention_days: Literal[30, 60, 90, 180, 365, 731] = 365
    """How long it is kept, in days."""


class NoFlowLogsSpec(Spec):
    """Nobody records connections."""

    kind: Literal["none"]


FlowLogsSpec = Annotated[CloudWatchFlowLogsSpec | NoFlowLogsSpec, Field(discriminator="kind")]


class AwsNetworkSpec(Spec):
    """A VPC of its own, with public, private and database subnets in each zone."""

    kind: Literal["aws"]
    cidr: Cidr = "10.0.0.0/16"
    """The addresses of the whole network; no other network that it is joined to may have them."""
    zones: tuple[Zone, ...] = Field(default=("a", "b", "c"), min_length=2, max_length=6)
    """The letters of the availability zones; each has addresses of its own, wherever it stands in
    the list, so that one more or one less moves no other."""
    nat: Literal["one", "one_per_zone", "none"] = "one_per_zone"
    """How many NAT gateways lead out: one, in the first zone, is cheaper, and takes all others down
    with that zone; with none nothing inside reaches the internet, and every service of AWS that
    nodes and pods ask needs an endpoint."""
    gateway_endpoints: tuple[GatewayEndpoint, ...] = ("s3",)
    """Services that are reached without NAT; these two cost nothing."""
    interface_endpoints: tuple[InterfaceEndpoint, ...] = ()
    """Services that are reached without NAT, each for an hourly price in every zone."""
    flow_logs: FlowLogsSpec = CloudWatchFlowLogsSpec(kind="cloudwatch")
    """Who keeps a record of all connections."""

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        found: list[Refusal] = []
        network = ipaddress.ip_network(self.cidr)
        if network.version != 4 or not LARGEST <= network.prefixlen <= SMALLEST:
            message = (
                f"must be an IPv4 network from /{LARGEST} to /{SMALLEST}, got {self.cidr}: AWS"
                " takes none larger, and a smaller one has no room for public, private and database"
                " subnets"
            )
            found.append(Refusal(("cidr",), message))
        for field in ("zones", "gateway_endpoints", "interface_endpoints"):
            values: tuple[str, ...] = getattr(self, field)
            for at, value in enumerate(values):
                if value in values[:at]:
                    found.append(Refusal((field, at), f"{value} is there already"))
        refuse(found)
        return self


class ExistingAwsNetworkSpec(Spec):
    """A VPC that somebody else made: plinth uses it and never changes or deletes it."""

    kind: Literal["existing"]
    vpc_id: VpcId
    """The network."""
    cidr: Cidr
    """Its addresses; nothing asks AWS for them."""
    public_subnets: Mapping[Zone, SubnetId] = Field(min_length=2)
    """Subnets that the internet reaches, by zone; tagged kubernetes.io/role/elb: 1."""
    private_subnets: Mapping[Zone, SubnetId] = Field(min_length=2)
    """Subnets of nodes and pods, by zone; tagged kubernetes.io/role/internal-elb: 1."""
    database_subnets: Mapping[Zone, SubnetId] = Field(min_length=2)
    """Subnets of stores, by zone; they may be the private ones."""

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The letters of the availability zones that nodes are in."""
        return tuple(sorted(self.private_subnets))


NetworkSpec = Annotated[AwsNetworkSpec | ExistingAwsNetworkSpec, Field(discriminator="kind")]
