"""Ways to services of AWS that do not lead through the internet."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.spec import GatewayEndpoint, InterfaceEndpoint

_HTTPS = 443


@dataclass(frozen=True, kw_only=True, slots=True)
class EndpointsArgs:
    """Which services, and where the ways begin."""

    gateways: Sequence[GatewayEndpoint]
    interfaces: Sequence[InterfaceEndpoint]
    region: str
    physical_name: str
    vpc_id: pulumi.Input[str]
    cidr: str
    subnet_ids: Sequence[pulumi.Input[str]]
    route_table_ids: Sequence[pulumi.Input[str]]


class Endpoints(pulumi.ComponentResource):
    """An endpoint for each service; those with addresses let in HTTPS of this network alone."""

    made: Sequence[pulumi.Resource]
    """What must be there before a service is asked that way."""

    def __init__(
        self, name: str, args: EndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:Endpoints", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        made: list[pulumi.Resource] = [
            aws.ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                service_name=f"com.amazonaws.{args.region}.{service}",
                vpc_endpoint_type="Gateway",
                route_table_ids=args.route_table_ids,
                tags={"Name": f"{args.physical_name}-{service}"},
                opts=child,
            )
            for service in args.gateways
        ]
        if args.interfaces:
            group, entrance = _closed_but_for_https(name, args, child)
            made.append(entrance)
            made += [
                aws.ec2.VpcEndpoint(
                    f"{name}-{service}",
                    vpc_id=args.vpc_id,
                    service_name=f"com.amazonaws.{args.region}.{service}",
                    vpc_endpoint_type="Interface",
                    private_dns_enabled=True,
                    subnet_ids=args.subnet_ids,
                    security_group_ids=[group.id],
                    tags={"Name": f"{args.physical_name}-{service}"},
                    opts=child,
                )
                for service in args.interfaces
            ]
        self.made = made
        self.register_outputs({})


def _closed_but_for_https(
    name: str, args: EndpointsArgs, opts: pulumi.ResourceOptions
) -> tuple[aws.ec2.SecurityGroup, aws.vpc.SecurityGroupIngressRule]:
    group = aws.ec2.SecurityGroup(
        name,
        description="HTTPS from this network to endpoints of AWS",
        vpc_id=args.vpc_id,
        tags={"Name": f"{args.physical_name}-endpoints"},
        opts=opts,
    )
    entrance = aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=group.id,
        description="HTTPS from this network",
        cidr_ipv4=args.cidr,
        ip_protocol="tcp",
        from_port=_HTTPS,
        to_port=_HTTPS,
        opts=opts,
    )
    return group, entrance
