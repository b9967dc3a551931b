"""ElastiCache: replication groups, and what they are made with."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import REGION, arn, named
from rehearsal.clouds.model import Live, Model, World

GROUP: Final = "aws:elasticache/replicationGroup:ReplicationGroup"
_FIXED: Final = frozenset(
    {
        # From Redis to Valkey in place, never back.
        "engine",
        "replicationGroupId",
        "subnetGroupName",
        "atRestEncryptionEnabled",
        "kmsKeyId",
        "port",
        "snapshotName",
    }
)
"""ForceNew and CustomizeDiff in the Terraform provider's own source, which Pulumi's is made of:
https://github.com/hashicorp/terraform-provider-aws/tree/001b6364c1a3/internal/service/elasticache
replication_group.go and engine_version.go, read on 2026-11-27."""
_FREE: Final = frozenset(
    {
        "description",
        "engineVersion",
        "nodeType",
        "numCacheClusters",
        "automaticFailoverEnabled",
        "multiAzEnabled",
        "securityGroupIds",
        "parameterGroupName",
        "transitEncryptionEnabled",
        "authTokenWo",
        "authTokenWoVersion",
        "applyImmediately",
        "logDeliveryConfigurations",
        "autoMinorVersionUpgrade",
        "snapshotRetentionLimit",
        "snapshotWindow",
        "maintenanceWindow",
        "finalSnapshotIdentifier",
        "tags",
    }
)


_SNAPSHOT: Final = "snapshot of ElastiCache"
_SHORTEST_TOKEN, _LONGEST_TOKEN = 16, 128


def _refuse(inputs: JsonObject) -> None:
    """Raise what AWS says to a group that it cannot make."""
    nodes, token = inputs.get("numCacheClusters"), inputs.get("authTokenWo")
    if inputs.get("automaticFailoverEnabled") and isinstance(nodes, int | float) and nodes < 2:
        raise RefusedError(
            "InvalidParameterCombination: Replication group with automatic failover must have at"
            " least one replica."
        )
    if inputs.get("multiAzEnabled") and not inputs.get("automaticFailoverEnabled"):
        raise RefusedError(
            "InvalidParameterCombination: Must enable Automatic Failover to enable Multi-AZ."
        )
    if token is not None and not inputs.get("transitEncryptionEnabled"):
        raise RefusedError(
            "InvalidParameterCombination: The AUTH token is only supported when encryption-in-"
            "transit is enabled"
        )
    if isinstance(token, str) and not _SHORTEST_TOKEN <= len(token) <= _LONGEST_TOKEN:
        raise RefusedError(
            "InvalidParameterValue: Invalid AuthToken provided. The AUTH token must be from"
            f" {_SHORTEST_TOKEN} to {_LONGEST_TOKEN} characters long."
        )


def _goes(world: World, live: Live) -> None:
    """Keep the last snapshot that is asked for; raise what AWS says if there is such a one."""
    snapshot = text(live.inputs, "finalSnapshotIdentifier")
    if not snapshot:
        return
    if world.keeps(_SNAPSHOT, snapshot):
        raise RefusedError(f"SnapshotAlreadyExistsFault: {snapshot} already exists.")
    world.keep(_SNAPSHOT, snapshot, live.inputs.get("kmsKeyId"))


def _group(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    _refuse(inputs)
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
        immutable_downwards=frozenset({"engineVersion"}),
        name="replicationGroupId",
        outputs=_group,
        deleted=_goes,
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
