"""What a replication group of ElastiCache needs around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.cache.connection import PORT
from components.cache.elasticache_spec import ElastiCacheSpec
from components.deletion import around_data
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.log_groups import LogGroups, LogGroupsArgs
from components.network.guarded import GuardedPort, GuardedPortArgs
from components.workload.cloud_store import CloudStoreWires, key_deletion

LOGS: Final = ("slow-log", "engine-log")


@dataclass(frozen=True, kw_only=True, slots=True)
class ElastiCacheSurroundingsArgs:
    """Which cache it is for, and what it is plugged into."""

    spec: ElastiCacheSpec
    physical_name: str
    wires: CloudStoreWires


class ElastiCacheSurroundings(pulumi.ComponentResource):
    """A key, subnets, one open port, settings and log groups."""

    key_arn: pulumi.Output[str]
    subnet_group: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    parameter_group: pulumi.Output[str]
    log_groups: Sequence[pulumi.Output[str]]
    """In the order of LOGS."""

    def __init__(
        self,
        name: str,
        args: ElastiCacheSurroundingsArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("plinth:cache:ElastiCacheSurroundings", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        called, kept = args.physical_name, around_data(self, spec.deletion)
        key = EncryptionKeyArgs(
            description=f"Cache {called}, its snapshots and its token",
            deletion=key_deletion(spec.deletion, spec.last_snapshot),
        )
        self.key_arn = EncryptionKey(name, key, child).arn
        self.subnet_group = aws.elasticache.SubnetGroup(
            name, name=called, subnet_ids=wires.subnet_ids, opts=kept
        ).name
        self.security_group_id = GuardedPort(
            name,
            GuardedPortArgs(
                port=PORT,
                description=f"Valkey of {called}, from its cluster alone",
                vpc_id=wires.vpc_id,
                from_group_id=wires.cluster_group_id,
                physical_name=called,
                deletion=spec.deletion,
            ),
            child,
        ).group_id
        self.parameter_group = aws.elasticache.ParameterGroup(
            name,
            # An upgrade needs both families at once, so they cannot share a name.
            name=f"{called}-valkey{spec.major_version}",
            family=f"valkey{spec.major_version}",
            parameters=[{"name": "maxmemory-policy", "value": spec.maxmemory_policy}],
            opts=kept,
        ).name
        logs = LogGroups(
            f"{name}-logs",
            LogGroupsArgs(
                prefix=f"/aws/elasticache/{called}/",
                kinds=LOGS,
                account=wires.account,
                deletion=spec.deletion,
            ),
            child,
        )
        self.log_groups = logs.names
        self.register_outputs({})
