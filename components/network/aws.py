"""A VPC and its subnets."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.spec import AwsNetworkSpec
from components.network.subnets import subnets

_LOAD_BALANCERS_OUTSIDE = {"kubernetes.io/role/elb": "1"}
_LOAD_BALANCERS_INSIDE = {"kubernetes.io/role/internal-elb": "1"}


@dataclass(frozen=True, kw_only=True, slots=True)
class AwsNetworkArgs:
    """A network and what it is plugged into."""

    spec: AwsNetworkSpec
    region: str
    physical_name: str


class AwsNetwork(pulumi.ComponentResource):
    """A VPC with public, private and database subnets in each zone, and ways out through NAT."""

    vpc_id: pulumi.Output[str]
    public_subnet_ids: Sequence[pulumi.Output[str]]
    private_subnet_ids: Sequence[pulumi.Output[str]]
    database_subnet_ids: Sequence[pulumi.Output[str]]

    def __init__(
        self, name: str, args: AwsNetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:AwsNetwork", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.spec.cidr,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": args.physical_name},
            opts=child,
        )
        self.vpc_id = vpc.id
        rows = subnets(args.spec.cidr, args.spec.zones)

        def subnet(role: str, zone: str, cidr: str, tags: dict[str, str]) -> aws.ec2.Subnet:
            return aws.ec2.Subnet(
                f"{name}-{role}-{zone}",
                vpc_id=vpc.id,
                cidr_block=cidr,
                availability_zone=f"{args.region}{zone}",
                map_public_ip_on_launch=False,
                tags={"Name": f"{args.physical_name}-{role}-{zone}", **tags},
                opts=child,
            )

        public = [subnet("public", r.zone, r.public, _LOAD_BALANCERS_OUTSIDE) for r in rows]
        private = [subnet("private", r.zone, r.private, _LOAD_BALANCERS_INSIDE) for r in rows]
        database = [subnet("database", r.zone, r.database, {}) for r in rows]
        self.public_subnet_ids = [each.id for each in public]
        self.private_subnet_ids = [each.id for each in private]
        self.database_subnet_ids = [each.id for each in database]
        self.register_outputs({"vpc_id": self.vpc_id})
