"""RDS: instances, and what they are made with."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import REGION, arn, named
from rehearsal.clouds.model import Live, Model, World

INSTANCE: Final = "aws:rds/instance:Instance"
_FIXED: Final = frozenset(
    {
        "engine",
        "username",
        "dbName",
        "dbSubnetGroupName",
        "kmsKeyId",
        "storageEncrypted",
        "snapshotIdentifier",
        "replicateSourceDb",
    }
)
_FREE: Final = frozenset(
    {
        "identifier",
        "engineVersion",
        "engineLifecycleSupport",
        "instanceClass",
        "port",
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


def _instance(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = text(inputs, "identifier")
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
        "arn": arn("rds", f"db:{name}"),
        "address": f"{name}.{number}.{REGION}.rds.amazonaws.com",
        "endpoint": f"{name}.{number}.{REGION}.rds.amazonaws.com:5432",
        "masterUserSecrets": secrets,
    }


def _protected(world: World, live: Live) -> None:
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
        deleted=_protected,
    ),
    Model(
        token="aws:rds/subnetGroup:SubnetGroup",
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
