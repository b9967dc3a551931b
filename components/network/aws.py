"""A VPC and its subnets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import pulumi
import pulumi_aws as aws

from components.account.contract import Account
from components.network.endpoints import Endpoints, EndpointsArgs
from components.network.flow_logs import FlowLogs, FlowLogsArgs
from components.network.routes import Routes, RoutesArgs, ZoneSubnetIds
from components.network.spec import AwsNetworkSpec, CloudWatchFlowLogsSpec, Zone
from components.network.subnets import subnets

# Whoever makes load balancers looks for subnets by these tags.
# https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/
_LOAD_BALANCERS_OUTSIDE = {"kubernetes.io/role/elb": "1"}
_LOAD_BALANCERS_INSIDE = {"kubernetes.io/role/internal-elb": "1"}


@dataclass(frozen=True, kw_only=True, slots=True)
class AwsNetworkArgs:
    """A network and what it is plugged into."""

    spec: AwsNetworkSpec
    account: Account
    physical_name: str


class AwsNetwork(pulumi.ComponentResource):
    """A VPC with public, private and database subnets in each zone, and ways out of it."""

    vpc_id: pulumi.Output[str]
    cidr: str
    public_subnet_ids: Sequence[pulumi.Output[str]]
    private_subnet_ids: Sequence[pulumi.Output[str]]
    database_subnet_ids: Sequence[pulumi.Output[str]]
    ways_out: Sequence[pulumi.Resource]

    def __init__(
        self, name: str, args: AwsNetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:AwsNetwork", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        spec = args.spec
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=spec.cidr,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": args.physical_name},
            opts=child,
        )
        self.vpc_id, self.cidr = vpc.id, spec.cidr
        # AWS makes it with every VPC, open within itself; without rules it is of no use to anybody.
        aws.ec2.DefaultSecurityGroup(
            name, vpc_id=vpc.id, tags={"Name": f"{args.physical_name}-unused"}, opts=child
        )
        zones = [
            ZoneSubnetIds(
                zone=row.zone,
                public=_subnet(name, "public", row.zone, row.public, args, vpc, child),
                private=_subnet(name, "private", row.zone, row.private, args, vpc, child),
                database=_subnet(name, "database", row.zone, row.database, args, vpc, child),
            )
            for row in subnets(spec.cidr, spec.zones)
        ]
        self.public_subnet_ids = [each.public.id for each in zones]
        self.private_subnet_ids = [each.private.id for each in zones]
        self.database_subnet_ids = [each.database.id for each in zones]
        routes = Routes(
            name,
            RoutesArgs(
                physical_name=args.physical_name,
                vpc_id=vpc.id,
                zones=zones,
                nat_zones=nat_zones(spec),
            ),
            child,
        )
        endpoints = Endpoints(
            name,
            EndpointsArgs(
                gateways=spec.gateway_endpoints,
                interfaces=spec.interface_endpoints,
                region=args.account.region,
                physical_name=args.physical_name,
                vpc_id=vpc.id,
                cidr=spec.cidr,
                subnet_ids=self.private_subnet_ids,
                route_table_ids=routes.route_table_ids,
            ),
            child,
        )
        self.ways_out = [*routes.ways_out, *endpoints.made]
        if isinstance(spec.flow_logs, CloudWatchFlowLogsSpec):
            FlowLogs(
                name,
                FlowLogsArgs(
                    spec=spec.flow_logs,
                    account=args.account.id,
                    region=args.account.region,
                    physical_name=args.physical_name,
                    vpc_id=vpc.id,
                ),
                child,
            )
        self.register_outputs({"vpc_id": self.vpc_id})


def nat_zones(spec: AwsNetworkSpec) -> Sequence[Zone]:
    """Return the zones that have a NAT gateway."""
    match spec.nat:
        case "one_per_zone":
            return spec.zones
        case "one":
            return spec.zones[:1]
        case "none":
            return ()
        case _:
            assert_never(spec.nat)


def _subnet(
    name: str,
    role: str,
    zone: str,
    cidr: str,
    args: AwsNetworkArgs,
    vpc: aws.ec2.Vpc,
    opts: pulumi.ResourceOptions,
) -> aws.ec2.Subnet:
    found_by = {"public": _LOAD_BALANCERS_OUTSIDE, "private": _LOAD_BALANCERS_INSIDE}
    return aws.ec2.Subnet(
        f"{name}-{role}-{zone}",
        vpc_id=vpc.id,
        cidr_block=cidr,
        availability_zone=f"{args.account.region}{zone}",
        # Load balancers and NAT gateways get addresses of their own; nothing else is to have one.
        map_public_ip_on_launch=False,
        tags={"Name": f"{args.physical_name}-{role}-{zone}", **found_by.get(role, {})},
        opts=opts,
    )
