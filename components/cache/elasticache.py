"""A Valkey that AWS runs."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.cache.connection import object_name
from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.shape import PORT
from components.config.digest import combined
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.network.guarded import GuardedPort, GuardedPortArgs
from components.secret.generated import GeneratedSecret
from components.secret.kept import Entry, Facts, FactsArgs, KeptConnection
from components.workload.cloud_store import CloudStoreWires

_TOKEN_LENGTH = 64
_TEMPLATE = {
    "host": "{{ .host }}",
    "port": str(PORT),
    "password": "{{ .password }}",
    "url": f"rediss://:{{{{ .password }}}}@{{{{ .host }}}}:{PORT}/0",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ElastiCacheValkeyArgs:
    """A cache and what it is plugged into."""

    spec: ElastiCacheSpec
    wires: CloudStoreWires


class ElastiCacheValkey(pulumi.ComponentResource):
    """A Valkey in the database subnets that only the cluster reaches, by TLS and with a token."""

    kept: KeptConnection
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: ElastiCacheValkeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cache:ElastiCacheValkey", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        this, called = object_name(name), wires.physical_name(object_name(name))
        key = EncryptionKey(this, EncryptionKeyArgs(description=f"Cache {called}"), child)
        token = GeneratedSecret(this, _TOKEN_LENGTH, child).value
        subnets = aws.elasticache.SubnetGroup(
            this, name=called, subnet_ids=wires.subnet_ids, opts=child
        )
        guard = GuardedPort(
            this,
            GuardedPortArgs(
                port=PORT,
                description=f"Valkey of {called}, from its cluster alone",
                vpc_id=wires.vpc_id,
                from_group_id=wires.cluster_group_id,
                physical_name=called,
            ),
            child,
        )
        settings = aws.elasticache.ParameterGroup(
            this,
            name=called,
            family=f"valkey{spec.version.partition('.')[0]}",
            parameters=[{"name": "maxmemory-policy", "value": spec.maxmemory_policy}],
            opts=child,
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
            subnet_group_name=subnets.name,
            security_group_ids=[guard.group_id],
            parameter_group_name=settings.name,
            at_rest_encryption_enabled=True,
            kms_key_id=key.arn,
            transit_encryption_enabled=True,
            auth_token=token,
            auto_minor_version_upgrade=True,
            snapshot_retention_limit=spec.snapshot_days,
            snapshot_window=spec.snapshot_window,
            maintenance_window=spec.maintenance_window,
            # The same at each run: with another name a second deletion would be another change.
            final_snapshot_identifier=f"{called}-final",
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=spec.deletion == "protect",
                retain_on_delete=spec.deletion == "retain",
                additional_secret_outputs=["authToken"],
            ),
        )
        facts = Facts(
            this,
            FactsArgs(
                physical_name=f"plinth/{wires.platform}/{this}",
                description=f"Where {called} is, and its token",
                values={"host": group.primary_endpoint_address, "password": token},
                key_arn=key.arn,
                deletion=spec.deletion,
            ),
            child,
        )
        entries = [Entry(key=k, secret=facts.secret_name, property=k) for k in ("host", "password")]
        self.kept = KeptConnection(entries=entries, template=_TEMPLATE)
        self.digest = pulumi.Output.all(group.primary_endpoint_address, facts.secret_name).apply(
            combined
        )
        self.ready = group
        self.register_outputs({"digest": self.digest})
