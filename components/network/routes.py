"""The ways between subnets, NAT gateways and the internet."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

_EVERYWHERE = "0.0.0.0/0"


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneSubnetIds:
    """The subnets of one zone, made."""

    zone: str
    public: aws.ec2.Subnet
    private: aws.ec2.Subnet
    database: aws.ec2.Subnet


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutesArgs:
    """Whose ways these are."""

    physical_name: str
    vpc_id: pulumi.Input[str]
    zones: Sequence[ZoneSubnetIds]
    nat_zones: Sequence[str]
    """The zones that have a NAT gateway; the others go through the first one's. Where none has
    one, nothing leads out of private subnets."""


class Routes(pulumi.ComponentResource):
    """An internet gateway, NAT gateways with fixed addresses, and a route table for each zone."""

    ways_out: Sequence[pulumi.Resource]
    route_table_ids: Sequence[pulumi.Output[str]]
    """Those of the private and database subnets."""

    def __init__(
        self, name: str, args: RoutesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:Routes", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        internet = aws.ec2.InternetGateway(
            name, vpc_id=args.vpc_id, tags={"Name": args.physical_name}, opts=child
        )
        public = self._table(f"{name}-public", args, child)
        outward = aws.ec2.Route(
            f"{name}-public",
            route_table_id=public.id,
            destination_cidr_block=_EVERYWHERE,
            gateway_id=internet.id,
            opts=child,
        )
        # Without the gateway an address cannot be mapped, and its mapping holds the gateway.
        after = pulumi.ResourceOptions(parent=self, depends_on=[internet])
        nats = {
            each.zone: self._nat(f"{name}-{each.zone}", args, each, after)
            for each in args.zones
            if each.zone in args.nat_zones
        }
        closed = self._table(f"{name}-database", args, child)
        ways: list[pulumi.Resource] = [outward]
        tables = [closed.id]
        for each in args.zones:
            private = self._table(f"{name}-private-{each.zone}", args, child)
            tables.append(private.id)
            if nats:
                ways.append(
                    aws.ec2.Route(
                        f"{name}-private-{each.zone}",
                        route_table_id=private.id,
                        destination_cidr_block=_EVERYWHERE,
                        nat_gateway_id=nats.get(each.zone, nats[args.nat_zones[0]]).id,
                        opts=child,
                    )
                )
            rows = (("public", each.public, public), ("private", each.private, private))
            for role, subnet, table in (*rows, ("database", each.database, closed)):
                ways.append(
                    aws.ec2.RouteTableAssociation(
                        f"{name}-{role}-{each.zone}",
                        subnet_id=subnet.id,
                        route_table_id=table.id,
                        opts=child,
                    )
                )
        self.ways_out, self.route_table_ids = ways, tables
        self.register_outputs({})

    @staticmethod
    def _table(name: str, args: RoutesArgs, opts: pulumi.ResourceOptions) -> aws.ec2.RouteTable:
        role = name.partition("-")[2]
        tags = {"Name": f"{args.physical_name}-{role}"}
        return aws.ec2.RouteTable(name, vpc_id=args.vpc_id, tags=tags, opts=opts)

    @staticmethod
    def _nat(
        name: str, args: RoutesArgs, zone: ZoneSubnetIds, opts: pulumi.ResourceOptions
    ) -> aws.ec2.NatGateway:
        tags = {"Name": f"{args.physical_name}-{zone.zone}"}
        address = aws.ec2.Eip(name, domain="vpc", tags=tags, opts=opts)
        return aws.ec2.NatGateway(
            name, allocation_id=address.id, subnet_id=zone.public.id, tags=tags, opts=opts
        )
