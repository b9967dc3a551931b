"""ElastiCache: replication groups, and what they are made with."""

from collections.abc import Mapping
from typing import Final

from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import REGION, arn, named
from rehearsal.clouds.model import Model, World

GROUP: Final = "aws:elasticache/replicationGroup:ReplicationGroup"
_FIXED: Final = frozenset(
    {
        "replicationGroupId",
        "subnetGroupName",
        "atRestEncryptionEnabled",
        "kmsKeyId",
        "port",
    }
)
_FREE: Final = frozenset(
    {
        "description",
        "engine",
        "engineVersion",
        "nodeType",
        "numCacheClusters",
        "automaticFailoverEnabled",
        "multiAzEnabled",
        "securityGroupIds",
        "parameterGroupName",
        "transitEncryptionEnabled",
        "authToken",
        "autoMinorVersionUpgrade",
        "snapshotRetentionLimit",
        "snapshotWindow",
        "maintenanceWindow",
        "finalSnapshotIdentifier",
        "tags",
    }
)


def _group(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = text(inputs, "replicationGroupId")
    number = world.number(GROUP)
    return {
        "id": name,
        "arn": arn("elasticache", f"replicationgroup:{name}"),
        "primaryEndpointAddress": f"master.{name}.{number}.{REGION}.cache.amazonaws.com",
        "readerEndpointAddress": f"replica.{name}.{number}.{REGION}.cache.amazonaws.com",
    }


MODELS = (
    Model(
        token=GROUP,
        inputs=_FIXED | _FREE,
        required=frozenset({"description"}),
        immutable=_FIXED,
        name="replicationGroupId",
        outputs=_group,
    ),
    Model(
        token="aws:elasticache/subnetGroup:SubnetGroup",
        inputs=frozenset({"name", "description", "subnetIds", "tags"}),
        required=frozenset({"subnetIds"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("elasticache", "subnetgroup"),
        held="CacheSubnetGroupInUse",
    ),
    Model(
        token="aws:elasticache/parameterGroup:ParameterGroup",
        inputs=frozenset({"name", "description", "family", "parameters", "tags"}),
        required=frozenset({"family"}),
        immutable=frozenset({"name", "family", "description"}),
        name="name",
        outputs=named("elasticache", "parametergroup"),
        held="InvalidCacheParameterGroupState",
    ),
)
