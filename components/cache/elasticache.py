"""A Valkey that AWS runs."""

import hashlib
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.cache.connection import PORT, object_name
from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.elasticache_surroundings import (
    LOGS,
    ElastiCacheSurroundings,
    ElastiCacheSurroundingsArgs,
)
from components.cache.kept import connection_template
from components.config.digest import combined
from components.deletion import of_data
from components.secret.generated import GeneratedSecret
from components.secret.kept import Entry, Facts, FactsArgs, KeptConnection
from components.workload.cloud_store import CloudStoreWires

_TOKEN_LENGTH: Final = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class ElastiCacheValkeyArgs:
    """A cache and what it is plugged into."""

    spec: ElastiCacheSpec
    wires: CloudStoreWires


class ElastiCacheValkey(pulumi.ComponentResource):
    """A Valkey in the database subnets that only the cluster reaches, by TLS and with a token."""

    kept: KeptConnection
    arn: pulumi.Output[str]
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: ElastiCacheValkeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cache:ElastiCacheValkey", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        this, called = object_name(name), wires.physical_name(object_name(name))
        # A cache that stays is of no use without its token.
        token = GeneratedSecret(
            this,
            _TOKEN_LENGTH,
            pulumi.ResourceOptions(parent=self, protect=spec.deletion == "protect"),
        ).value
        around = ElastiCacheSurroundings(
            this,
            ElastiCacheSurroundingsArgs(spec=spec, physical_name=called, wires=wires),
            child,
        )
        group = aws.elasticache.ReplicationGroup(
            this,
            replication_group_id=called,
            description=f"Cache {name} of {wires.platform}",
            engine="valkey",
            engine_version=spec.version,
            node_type=spec.node_type,
            num_cache_clusters=1 + spec.replicas,
            automatic_failover_enabled=spec.replicas > 0,
            multi_az_enabled=spec.replicas > 0,
            port=PORT,
            subnet_group_name=around.subnet_group,
            security_group_ids=[around.security_group_id],
            parameter_group_name=around.parameter_group,
            at_rest_encryption_enabled=True,
            kms_key_id=around.key_arn,
            transit_encryption_enabled=True,
            # Not auth_token: what AWS is told this way comes back in no answer.
            auth_token_wo=token,
            auth_token_wo_version=1,
            auto_minor_version_upgrade=spec.minor_upgrades == "automatic",
            apply_immediately=spec.changes == "at_once",
            snapshot_name=spec.restore_from,
            snapshot_retention_limit=spec.snapshot_days,
            snapshot_window=spec.snapshot_window,
            maintenance_window=spec.maintenance_window,
            final_snapshot_identifier=last_snapshot(spec, called),
            log_delivery_configurations=[
                {
                    "destination": group_name,
                    "destination_type": "cloudwatch-logs",
                    "log_format": "json",
                    "log_type": log,
                }
                for log, group_name in zip(LOGS, around.log_groups, strict=True)
            ],
            opts=of_data(self, spec.deletion, (), ["snapshotName"]),
        )
        facts = Facts(
            this,
            FactsArgs(
                physical_name=wires.secret_name(this),
                description=f"Where {called} is, and its token",
                values={
                    "host": group.primary_endpoint_address,
                    "port": str(PORT),
                    "password": token,
                },
                key_arn=around.key_arn,
            ),
            child,
        )
        self.arn, self.ready = group.arn, group
        self.kept = KeptConnection(
            entries=[
                Entry(key=key, secret=facts.secret_name, property=key)
                for key in ("host", "password")
            ],
            template=connection_template("{{ .host }}", PORT).by_key(),
            secret_arns=[facts.arn],
        )
        self.digest = pulumi.Output.all(group.primary_endpoint_address, facts.secret_name).apply(
            combined
        )
        self.register_outputs({"arn": self.arn, "digest": self.digest})


def last_snapshot(spec: ElastiCacheSpec, called: str) -> str | None:
    """Return the name of the snapshot that AWS takes last; none if it takes none.

    The same at each run, for another one would be a change. What began with a snapshot has another
    name for its own, which could not be taken while the first one is there.
    """
    if spec.last_snapshot == "none":
        return None
    if spec.restore_from is None:
        return f"{called}-final"
    return f"{called}-final-{hashlib.sha256(spec.restore_from.encode()).hexdigest()[:8]}"
