"""A port that one group of machines reaches, and nobody else."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.deletion import around_data
from components.spec import DeletionPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class GuardedPortArgs:
    """Which port, and who may come to it."""

    port: int
    description: str
    vpc_id: pulumi.Input[str]
    from_group_id: pulumi.Input[str]
    physical_name: str
    deletion: DeletionPolicy
    """Of what lies behind the port."""


class GuardedPort(pulumi.ComponentResource):
    """A security group without a way out, which lets one other group in at one port."""

    group_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: GuardedPortArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:GuardedPort", name, None, opts)
        child = around_data(self, args.deletion)
        group = aws.ec2.SecurityGroup(
            name,
            description=args.description,
            vpc_id=args.vpc_id,
            tags={"Name": args.physical_name},
            opts=child,
        )
        aws.vpc.SecurityGroupIngressRule(
            name,
            security_group_id=group.id,
            description=args.description,
            referenced_security_group_id=args.from_group_id,
            ip_protocol="tcp",
            from_port=args.port,
            to_port=args.port,
            opts=child,
        )
        self.group_id = group.id
        self.register_outputs({"group_id": self.group_id})
