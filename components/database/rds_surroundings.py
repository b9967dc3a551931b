"""What an RDS instance needs around it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.database.connection import PORT
from components.database.rds_instance import LOGS, parameters
from components.database.rds_spec import RdsSpec
from components.deletion import around_data
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.log_groups import LogGroups, LogGroupsArgs
from components.network.guarded import GuardedPort, GuardedPortArgs
from components.spec import DeletionPolicy
from components.workload.cloud_store import CloudStoreWires, key_deletion

_MONITORING = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"


@dataclass(frozen=True, kw_only=True, slots=True)
class RdsSurroundingsArgs:
    """Which database it is for, and what it is plugged into."""

    spec: RdsSpec
    physical_name: str
    replicas: Sequence[str]
    """What the cloud calls its read replicas."""
    wires: CloudStoreWires


class RdsSurroundings(pulumi.ComponentResource):
    """A key, subnets, one open port, settings, log groups and whoever may watch the machine."""

    key_arn: pulumi.Output[str]
    subnet_group: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    parameter_group: pulumi.Output[str]
    monitoring_role_arn: pulumi.Output[str]
    ready: Sequence[pulumi.Resource]
    """What must be there first, and is not said by any value."""

    def __init__(
        self, name: str, args: RdsSurroundingsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:database:RdsSurroundings", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        called, kept = args.physical_name, around_data(self, spec.deletion)
        key = EncryptionKeyArgs(
            description=f"Database {called}, its snapshots and its password",
            deletion=key_deletion(spec.deletion, spec.last_snapshot),
        )
        self.key_arn = EncryptionKey(name, key, child).arn
        self.subnet_group = aws.rds.SubnetGroup(
            name, name=called, subnet_ids=wires.subnet_ids, opts=kept
        ).name
        self.security_group_id = GuardedPort(
            name,
            GuardedPortArgs(
                port=PORT,
                description=f"Postgres of {called}, from its cluster alone",
                vpc_id=wires.vpc_id,
                from_group_id=wires.cluster_group_id,
                physical_name=called,
                deletion=spec.deletion,
            ),
            child,
        ).group_id
        self.parameter_group = aws.rds.ParameterGroup(
            name,
            # An upgrade needs both families at once, so they cannot share a name.
            name=f"{called}-postgres{spec.major_version}",
            family=f"postgres{spec.major_version}",
            parameters=parameters(),
            opts=kept,
        ).name
        watcher = aws.iam.Role(
            name,
            assume_role_policy=wires.assumed_by("monitoring.rds.amazonaws.com"),
            opts=kept,
        )
        watches = aws.iam.RolePolicyAttachment(
            name, role=watcher.name, policy_arn=_MONITORING, opts=kept
        )
        self.monitoring_role_arn = watcher.arn
        logs = [
            _logs(f"{name}{part}-logs", f"{called}{part}", spec.deletion, wires, child)
            for part in ("", *args.replicas)
        ]
        self.ready = [watches, *(group for each in logs for group in each.ready)]
        self.register_outputs({})


def _logs(
    name: str,
    called: str,
    deletion: DeletionPolicy,
    wires: CloudStoreWires,
    opts: pulumi.ResourceOptions,
) -> LogGroups:
    args = LogGroupsArgs(
        prefix=f"/aws/rds/instance/{called}/",
        kinds=LOGS,
        account=wires.account,
        deletion=deletion,
    )
    return LogGroups(name, args, opts)
