"""The record of a network's connections."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.policies import for_log_group
from components.network.spec import CloudWatchFlowLogsSpec

_WRITES = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")


@dataclass(frozen=True, kw_only=True, slots=True)
class FlowLogsArgs:
    """Which network is recorded, and where."""

    spec: CloudWatchFlowLogsSpec
    account: str
    region: str
    physical_name: str
    vpc_id: pulumi.Input[str]


class FlowLogs(pulumi.ComponentResource):
    """A record of every connection in a network, in an encrypted log group."""

    def __init__(
        self, name: str, args: FlowLogsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:FlowLogs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        called = f"/plinth/{args.physical_name}/flow-logs"
        key = EncryptionKey(
            name,
            EncryptionKeyArgs(
                description=f"Connections in the network of {args.physical_name}",
                policy=for_log_group(args.account, args.region, called),
            ),
            child,
        )
        group = aws.cloudwatch.LogGroup(
            name,
            name=called,
            retention_in_days=args.spec.retention_days,
            kms_key_id=key.arn,
            opts=child,
        )
        role = aws.iam.Role(name, assume_role_policy=assumed_by_flow_logs(args.account), opts=child)
        written = aws.iam.RolePolicy(
            name, role=role.name, policy=group.arn.apply(writes_to), opts=child
        )
        aws.ec2.FlowLog(
            name,
            vpc_id=args.vpc_id,
            traffic_type="ALL",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            tags={"Name": args.physical_name},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[written]),
        )
        self.register_outputs({})


def assumed_by_flow_logs(account: str) -> str:
    """Return who may take the role: the service, and for this account alone."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": account}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)


def writes_to(group: str) -> str:
    """Return what the role may do: write to one log group."""
    statement = {"Effect": "Allow", "Action": list(_WRITES), "Resource": [group, f"{group}:*"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)
