"""File systems, the ways to them in each zone, and their settings."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import REGION, arn
from rehearsal.clouds.aws.network import SUBNET
from rehearsal.clouds.model import Model, World

SYSTEM: Final = "aws:efs/fileSystem:FileSystem"
TARGET: Final = "aws:efs/mountTarget:MountTarget"
POINT: Final = "aws:efs/accessPoint:AccessPoint"


def _system(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    made = f"fs-{world.number(SYSTEM)}"
    return {
        "id": made,
        "arn": arn("elasticfilesystem", f"file-system/{made}"),
        "dnsName": f"{made}.efs.{REGION}.amazonaws.com",
    }


def _target(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    zone = _zone(world, inputs)
    for other in world.all(TARGET):
        same = other.inputs.get("fileSystemId") == inputs.get("fileSystemId")
        if same and _zone(world, other.inputs) == zone:
            raise RefusedError("MountTargetConflict: mount target already exists in this AZ")
    number = world.number(TARGET)
    return {"id": f"fsmt-{number}", "networkInterfaceId": f"eni-{number}"}


def _zone(world: World, inputs: JsonObject) -> Json:
    subnet = world.find(SUBNET, inputs.get("subnetId"))
    return subnet.inputs.get("availabilityZone") if subnet else inputs.get("subnetId")


def _point(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    made = f"fsap-{world.number(POINT)}"
    return {"id": made, "arn": arn("elasticfilesystem", f"access-point/{made}")}


def _setting(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": text(inputs, "fileSystemId")}


# What is immutable is ForceNew in file_system.go, mount_target.go and access_point.go of
# https://github.com/hashicorp/terraform-provider-aws/tree/0389f4671dd9/internal/service/efs, read
# on 2026-11-27.
MODELS = (
    Model(
        token=SYSTEM,
        inputs=frozenset(
            {
                "creationToken",
                "encrypted",
                "kmsKeyId",
                "throughputMode",
                "performanceMode",
                "lifecyclePolicies",
                "tags",
            }
        ),
        immutable=frozenset({"creationToken", "encrypted", "kmsKeyId", "performanceMode"}),
        name="creationToken",
        outputs=_system,
        held="FileSystemInUse",
    ),
    Model(
        token=TARGET,
        inputs=frozenset({"fileSystemId", "subnetId", "securityGroups"}),
        required=frozenset({"fileSystemId", "subnetId"}),
        immutable=frozenset({"fileSystemId", "subnetId"}),
        outputs=_target,
    ),
    Model(
        token=POINT,
        inputs=frozenset({"fileSystemId", "posixUser", "rootDirectory", "tags"}),
        required=frozenset({"fileSystemId"}),
        immutable=frozenset({"fileSystemId", "posixUser", "rootDirectory"}),
        outputs=_point,
    ),
    Model(
        token="aws:efs/backupPolicy:BackupPolicy",
        inputs=frozenset({"fileSystemId", "backupPolicy"}),
        required=frozenset({"fileSystemId", "backupPolicy"}),
        immutable=frozenset({"fileSystemId"}),
        outputs=_setting,
    ),
    Model(
        token="aws:efs/fileSystemPolicy:FileSystemPolicy",
        inputs=frozenset({"fileSystemId", "policy"}),
        required=frozenset({"fileSystemId", "policy"}),
        immutable=frozenset({"fileSystemId"}),
        outputs=_setting,
    ),
)
