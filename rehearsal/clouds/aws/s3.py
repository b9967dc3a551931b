"""Buckets, each with settings that are resources of their own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws.names import REGION
from rehearsal.clouds.model import Live, Model, World

BUCKET: Final = "aws:s3/bucket:Bucket"
OBJECTS: Final = "objects of a bucket"


def _bucket(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = str(inputs["bucket"])
    return {
        "id": name,
        "arn": f"arn:aws:s3:::{name}",
        "bucketRegionalDomainName": f"{name}.s3.{REGION}.amazonaws.com",
    }


def _goes(world: World, live: Live) -> None:
    if world.keeps(OBJECTS, live.id) and not live.inputs.get("forceDestroy"):
        raise RefusedError(
            "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all"
            f" versions in the bucket: {live.id}"
        )


def _logs_arrive(world: World, live: Live) -> None:
    world.keep(OBJECTS, str(live.inputs["targetBucket"]))


def _of_bucket(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": str(inputs["bucket"])}


# A bucket and each of its settings are made anew for another name alone: ForceNew in bucket*.go of
# https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/s3, read on
# 2026-11-27.
def _setting(token: str, *inputs: str, required: tuple[str, ...] = ()) -> Model:
    return Model(
        token=token,
        inputs=frozenset({"bucket", *inputs}),
        required=frozenset({"bucket", *required}),
        immutable=frozenset({"bucket"}),
        outputs=_of_bucket,
    )


MODELS = (
    Model(
        token=BUCKET,
        inputs=frozenset({"bucket", "forceDestroy", "tags"}),
        immutable=frozenset({"bucket"}),
        name="bucket",
        outputs=_bucket,
        deleted=_goes,
    ),
    replace(
        _setting(
            "aws:s3/bucketLogging:BucketLogging",
            "targetBucket",
            "targetPrefix",
            required=("targetBucket", "targetPrefix"),
        ),
        created=_logs_arrive,
    ),
    _setting("aws:s3/bucketPolicy:BucketPolicy", "policy", required=("policy",)),
    _setting(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    ),
    _setting("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "rule", required=("rule",)),
    _setting(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "rules",
        required=("rules",),
    ),
    _setting(
        "aws:s3/bucketVersioning:BucketVersioning",
        "versioningConfiguration",
        required=("versioningConfiguration",),
    ),
    _setting("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "rules"),
)
