"""A Postgres that AWS runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.config.digest import combined
from components.database.connection import PORT, object_name
from components.database.kept import replicated_template
from components.database.rds_instance import instance_args, replica_args
from components.database.rds_spec import RdsSpec
from components.database.rds_surroundings import RdsSurroundings, RdsSurroundingsArgs
from components.database.shape import USER, database_name
from components.deletion import of_data
from components.secret.kept import Entry, Facts, FactsArgs, KeptConnection
from components.workload.cloud_store import CloudStoreWires

_BEGINNING: Final = ("snapshotIdentifier", "restoreToPointInTime", "dbName", "username")
"""What a database began with; another beginning later would be another database."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RdsPostgresArgs:
    """A database and what it is plugged into."""

    spec: RdsSpec
    wires: CloudStoreWires


class RdsPostgres(pulumi.ComponentResource):
    """A Postgres in the database subnets that only the cluster reaches, by TLS."""

    kept: KeptConnection
    arn: pulumi.Output[str]
    resource_ids: Sequence[pulumi.Output[str]]
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: RdsPostgresArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:database:RdsPostgres", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        this, called = object_name(name), wires.physical_name(object_name(name))
        replicas = [f"-replica-{number}" for number in range(spec.read_replicas)]
        around = RdsSurroundings(
            this,
            RdsSurroundingsArgs(spec=spec, physical_name=called, replicas=replicas, wires=wires),
            child,
        )
        instance = aws.rds.Instance(
            this,
            **instance_args(spec, called, database_name(name)),
            db_subnet_group_name=around.subnet_group,
            vpc_security_group_ids=[around.security_group_id],
            parameter_group_name=around.parameter_group,
            kms_key_id=around.key_arn,
            performance_insights_kms_key_id=around.key_arn,
            master_user_secret_kms_key_id=around.key_arn,
            monitoring_role_arn=around.monitoring_role_arn,
            opts=of_data(self, spec.deletion, around.ready, _BEGINNING),
        )
        copies = [
            aws.rds.Instance(
                f"{this}{replica}",
                **replica_args(spec),
                identifier=f"{called}{replica}",
                replicate_source_db=instance.identifier,
                vpc_security_group_ids=[around.security_group_id],
                parameter_group_name=around.parameter_group,
                performance_insights_kms_key_id=around.key_arn,
                monitoring_role_arn=around.monitoring_role_arn,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[*around.ready]),
            )
            for replica in replicas
        ]
        read_hosts = _listed([copy.address for copy in copies or [instance]])
        password = instance.master_user_secrets[0].secret_arn.apply(str)
        aws.secretsmanager.SecretRotation(
            this,
            secret_id=password,
            rotate_immediately=False,
            rotation_rules={"automatically_after_days": spec.password_days},
            opts=child,
        )
        facts = Facts(
            this,
            FactsArgs(
                physical_name=wires.secret_name(this),
                description=f"Where {called} is",
                values={
                    "host": instance.address,
                    "read_hosts": read_hosts,
                    "port": str(PORT),
                    "user": USER,
                    "name": database_name(name),
                    "password_arn": password,
                },
                key_arn=around.key_arn,
            ),
            child,
        )
        self.arn, self.ready = instance.arn, instance
        self.resource_ids = [machine.resource_id for machine in (instance, *copies)]
        self.kept = KeptConnection(
            entries=[
                *(
                    Entry(key=key, secret=facts.secret_name, property=key)
                    for key in ("host", "read_hosts")
                ),
                Entry(key="user", secret=password, property="username"),
                Entry(key="password", secret=password, property="password"),
            ],
            template=replicated_template(PORT, database_name(name)).by_key(),
            secret_arns=[facts.arn, password],
        )
        self.digest = pulumi.Output.all(instance.address, read_hosts, password).apply(combined)
        self.register_outputs({"arn": self.arn, "digest": self.digest})


def _listed(hosts: Sequence[pulumi.Output[str]]) -> pulumi.Output[str]:
    """Return the hosts with commas between."""
    return pulumi.Output.all(*hosts).apply(",".join)
