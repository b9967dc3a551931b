"""Buckets, each with settings that are resources of their own."""

from collections.abc import Mapping
from typing import Final

from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws.names import REGION
from rehearsal.clouds.model import Model, World

BUCKET: Final = "aws:s3/bucket:Bucket"


def _bucket(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = str(inputs["bucket"])
    return {
        "id": name,
        "arn": f"arn:aws:s3:::{name}",
        "bucketRegionalDomainName": f"{name}.s3.{REGION}.amazonaws.com",
    }


def _of_bucket(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": str(inputs["bucket"])}


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
