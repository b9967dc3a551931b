"""A Postgres that AWS runs."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.digest import combined
from components.database.connection import object_name
from components.database.rds_instance import instance_args, parameters
from components.database.rds_spec import RdsSpec
from components.database.shape import PORT, USER, database_name
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.network.guarded import GuardedPort, GuardedPortArgs
from components.secret.kept import Entry, Facts, FactsArgs, KeptConnection
from components.workload.cloud_store import CloudStoreWires

_MONITORING = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
_LOGS = ("postgresql", "upgrade")
_TEMPLATE = {
    "host": "{{ .host }}",
    "port": str(PORT),
    "user": "{{ .user }}",
    "password": "{{ .password }}",
    "name": "{{ .name }}",
    "url": (
        "postgresql://{{ .user }}:{{ .password | urlquery }}@{{ .host }}:"
        f"{PORT}/{{{{ .name }}}}?sslmode=require"
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RdsPostgresArgs:
    """A database and what it is plugged into."""

    spec: RdsSpec
    wires: CloudStoreWires


class RdsPostgres(pulumi.ComponentResource):
    """A Postgres in the database subnets that only the cluster reaches, by TLS."""

    kept: KeptConnection
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: RdsPostgresArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:database:RdsPostgres", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        this, called = object_name(name), wires.physical_name(object_name(name))
        key = EncryptionKey(this, EncryptionKeyArgs(description=f"Database {called}"), child)
        subnets = aws.rds.SubnetGroup(this, name=called, subnet_ids=wires.subnet_ids, opts=child)
        guard = GuardedPort(
            this,
            GuardedPortArgs(
                port=PORT,
                description=f"Postgres of {called}, from its cluster alone",
                vpc_id=wires.vpc_id,
                from_group_id=wires.cluster_group_id,
                physical_name=called,
            ),
            child,
        )
        settings = aws.rds.ParameterGroup(
            this,
            name=called,
            family=f"postgres{spec.version}",
            parameters=parameters(),
            opts=child,
        )
        logs = [
            aws.cloudwatch.LogGroup(
                f"{this}-{log}",
                name=f"/aws/rds/instance/{called}/{log}",
                retention_in_days=90,
                opts=child,
            )
            for log in _LOGS
        ]
        watcher = aws.iam.Role(
            this, assume_role_policy=wires.assumed_by("monitoring.rds.amazonaws.com"), opts=child
        )
        watches = aws.iam.RolePolicyAttachment(
            this, role=watcher.name, policy_arn=_MONITORING, opts=child
        )
        instance = aws.rds.Instance(
            this,
            **instance_args(spec, called, database_name(name)),
            db_subnet_group_name=subnets.name,
            vpc_security_group_ids=[guard.group_id],
            parameter_group_name=settings.name,
            kms_key_id=key.arn,
            performance_insights_kms_key_id=key.arn,
            master_user_secret_kms_key_id=key.arn,
            monitoring_role_arn=watcher.arn,
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=[*logs, watches],
                protect=spec.deletion == "protect",
                retain_on_delete=spec.deletion == "retain",
                # A snapshot is where it began; another one later would begin it anew.
                ignore_changes=["snapshotIdentifier"],
            ),
        )
        for number in range(spec.read_replicas):
            aws.rds.Instance(
                f"{this}-replica-{number}",
                identifier=f"{called}-replica-{number}",
                replicate_source_db=instance.identifier,
                instance_class=spec.instance_class,
                vpc_security_group_ids=[guard.group_id],
                storage_encrypted=True,
                skip_final_snapshot=True,
                auto_minor_version_upgrade=True,
                copy_tags_to_snapshot=True,
                opts=child,
            )
        facts = Facts(
            this,
            FactsArgs(
                physical_name=f"plinth/{wires.platform}/{this}",
                description=f"Where {called} is",
                values={"host": instance.address, "user": USER, "name": database_name(name)},
                key_arn=key.arn,
                deletion=spec.deletion,
            ),
            child,
        )
        password = instance.master_user_secrets.apply(lambda made: made[0].secret_arn or "")
        here = [Entry(key=k, secret=facts.secret_name, property=k) for k in ("host", "name")]
        theirs = [
            Entry(key="user", secret=password, property="username"),
            Entry(key="password", secret=password, property="password"),
        ]
        self.kept = KeptConnection(entries=[*here, *theirs], template=_TEMPLATE)
        self.digest = pulumi.Output.all(instance.address, password).apply(combined)
        self.ready = instance
        self.register_outputs({"digest": self.digest})
