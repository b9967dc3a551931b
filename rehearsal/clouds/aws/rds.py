"""RDS: instances, and what they are made with."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import REGION, arn, named
from rehearsal.clouds.model import Live, Model, World

INSTANCE: Final = "aws:rds/instance:Instance"
SUBNET_GROUP: Final = "aws:rds/subnetGroup:SubnetGroup"
_FIXED: Final = frozenset(
    {
        "engine",
        "username",
        "dbName",
        "kmsKeyId",
        "storageEncrypted",
        "snapshotIdentifier",
        "restoreToPointInTime",
    }
)
"""ForceNew in the Terraform provider's own source, which Pulumi's is made of:
https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/rds instance.go, read
on 2026-11-27. Another identifier is a new name for the same database there, and another subnet
group a change that AWS itself refuses within a network."""
_FREE: Final = frozenset(
    {
        "identifier",
        # To take it away makes a replica a database of its own.
        "replicateSourceDb",
        "engineVersion",
        "allowMajorVersionUpgrade",
        "applyImmediately",
        "engineLifecycleSupport",
        "instanceClass",
        "port",
        "dbSubnetGroupName",
        "multiAz",
        "allocatedStorage",
        "maxAllocatedStorage",
        "storageType",
        "publiclyAccessible",
        "manageMasterUserPassword",
        "masterUserSecretKmsKeyId",
        "iamDatabaseAuthenticationEnabled",
        "enabledCloudwatchLogsExports",
        "performanceInsightsEnabled",
        "performanceInsightsRetentionPeriod",
        "performanceInsightsKmsKeyId",
        "monitoringInterval",
        "monitoringRoleArn",
        "backupRetentionPeriod",
        "backupWindow",
        "maintenanceWindow",
        "copyTagsToSnapshot",
        "deleteAutomatedBackups",
        "autoMinorVersionUpgrade",
        "caCertIdentifier",
        "deletionProtection",
        "skipFinalSnapshot",
        "finalSnapshotIdentifier",
        "vpcSecurityGroupIds",
        "parameterGroupName",
        "tags",
    }
)


_SNAPSHOT: Final = "snapshot of RDS"
_FEWEST_ZONES: Final = 2


def _instance(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = text(inputs, "identifier")
    _refuse(world, inputs)
    number = world.number(INSTANCE)
    secrets: list[Json] = []
    if inputs.get("manageMasterUserPassword"):
        secrets.append(
            {
                "secretArn": arn("secretsmanager", f"secret:rds!db-{number}"),
                "secretStatus": "active",
                "kmsKeyId": text(inputs, "masterUserSecretKmsKeyId"),
            }
        )
    return {
        "id": f"db-{number}",
        "resourceId": f"db-{number}",
        "arn": arn("rds", f"db:{name}"),
        "address": f"{name}.{number}.{REGION}.rds.amazonaws.com",
        "endpoint": f"{name}.{number}.{REGION}.rds.amazonaws.com:5432",
        "masterUserSecrets": secrets,
    }


def _refuse(world: World, inputs: JsonObject) -> None:
    """Raise what AWS says to an instance that it cannot make."""
    group = world.find(SUBNET_GROUP, inputs.get("dbSubnetGroupName"))
    zones = group.inputs.get("subnetIds") if group is not None else None
    if inputs.get("multiAz") and isinstance(zones, list) and len(zones) < _FEWEST_ZONES:
        raise RefusedError(
            "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone"
            " (AZ) coverage requirement: it covers one, and at least two are needed."
        )
    least, most = inputs.get("allocatedStorage"), inputs.get("maxAllocatedStorage")
    if isinstance(least, int | float) and isinstance(most, int | float) and most < least * 1.1:
        raise RefusedError(
            "InvalidParameterCombination: Invalid max storage size for engine name postgres and"
            " storage type gp3: it must be at least 10% above the allocated storage"
        )
    source = inputs.get("replicateSourceDb")
    named = (each for each in world.all(INSTANCE) if each.inputs.get("identifier") == source)
    found = next(named, None) if source is not None else None
    if found is not None and not found.inputs.get("backupRetentionPeriod"):
        raise RefusedError(
            "InvalidDBInstanceState: Automated backups are not enabled for this database instance."
            " To enable automated backups, use ModifyDBInstance to set the backup retention period"
            " to a non-zero value."
        )


def _goes(world: World, live: Live) -> None:
    """Raise what AWS says to a deletion, or keep the last snapshot that it is asked for."""
    _refuse_deletion(world, live)
    if live.inputs.get("skipFinalSnapshot") or live.inputs.get("replicateSourceDb"):
        return
    snapshot = text(live.inputs, "finalSnapshotIdentifier")
    if not snapshot:
        raise RefusedError(
            "InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless"
            " SkipFinalSnapshot is specified."
        )
    if world.keeps(_SNAPSHOT, snapshot):
        raise RefusedError(
            f"DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the"
            f" identifier {snapshot} already exists."
        )
    world.keep(_SNAPSHOT, snapshot, live.inputs.get("kmsKeyId"))


def _refuse_deletion(world: World, live: Live) -> None:
    name = text(live.inputs, "identifier")
    if live.inputs.get("deletionProtection"):
        raise RefusedError(
            f"InvalidParameterCombination: Cannot delete protected DB Instance {name}, please"
            " disable deletion protection and try again."
        )
    replicas = [
        text(each.inputs, "identifier")
        for each in world.all(INSTANCE)
        if each.inputs.get("replicateSourceDb") == name
    ]
    if replicas:
        raise RefusedError(f"InvalidDBInstanceState: {name} has replicas: {', '.join(replicas)}")


MODELS = (
    Model(
        token=INSTANCE,
        inputs=_FIXED | _FREE,
        required=frozenset({"instanceClass"}),
        immutable=_FIXED,
        name="identifier",
        outputs=_instance,
        deleted=_goes,
    ),
    Model(
        token=SUBNET_GROUP,
        inputs=frozenset({"name", "description", "subnetIds", "tags"}),
        required=frozenset({"subnetIds"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("rds", "subgrp"),
        held="InvalidDBSubnetGroupStateFault",
    ),
    Model(
        token="aws:rds/parameterGroup:ParameterGroup",
        inputs=frozenset({"name", "description", "family", "parameters", "tags"}),
        required=frozenset({"family"}),
        immutable=frozenset({"name", "family", "description"}),
        name="name",
        outputs=named("rds", "pg"),
        held="InvalidDBParameterGroupState",
    ),
)
