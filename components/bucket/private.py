"""A bucket as every bucket of a platform is: private, encrypted, versioned, reached by TLS."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.bucket.rules import Rule, lifecycle
from components.spec import DeletionPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivateBucketArgs:
    """What a bucket is called, who may use it besides, and what becomes of what lies in it."""

    physical_name: str
    rules: Sequence[Rule]
    deletion: DeletionPolicy
    key_arn: pulumi.Input[str] | None
    """The key of its content; none means one that S3 keeps itself."""
    grants: Sequence[Mapping[str, object]] = ()
    """Statements beside the one that refuses plain HTTP."""


class PrivateBucket(pulumi.ComponentResource):
    """A bucket that no one outside of the account reads, whatever its objects say."""

    arn: pulumi.Output[str]
    bucket_name: pulumi.Output[str]
    ready: pulumi.Resource
    """There once the bucket's policy holds."""

    def __init__(
        self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:bucket:PrivateBucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            name,
            bucket=args.physical_name,
            force_destroy=args.deletion == "delete",
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.deletion == "protect",
                retain_on_delete=args.deletion == "retain",
            ),
        )
        self.arn, self.bucket_name = bucket.arn, bucket.bucket
        closed = aws.s3.BucketPublicAccessBlock(
            name,
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketOwnershipControls(
            name, bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"}, opts=child
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            name,
            bucket=bucket.id,
            rules=[
                {
                    "apply_server_side_encryption_by_default": (
                        {"sse_algorithm": "AES256"}
                        if args.key_arn is None
                        else {"sse_algorithm": "aws:kms", "kms_master_key_id": args.key_arn}
                    ),
                    # One request to the key for many objects.
                    "bucket_key_enabled": args.key_arn is not None,
                }
            ],
            opts=child,
        )
        versions = aws.s3.BucketVersioning(
            name, bucket=bucket.id, versioning_configuration={"status": "Enabled"}, opts=child
        )
        aws.s3.BucketLifecycleConfiguration(
            name,
            bucket=bucket.id,
            rules=[lifecycle(rule) for rule in args.rules],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versions]),
        )
        self.ready = aws.s3.BucketPolicy(
            name,
            bucket=bucket.id,
            policy=policy(args.physical_name, args.grants),
            # While it is not closed, AWS takes a policy for a public one and refuses it.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[closed]),
        )
        self.register_outputs({"arn": self.arn, "bucket_name": self.bucket_name})


def policy(bucket: str, grants: Sequence[Mapping[str, object]]) -> str:
    """Return the policy of a bucket that answers no plain HTTP, with what else is granted."""
    arn = f"arn:aws:s3:::{bucket}"
    refusal = {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [refusal, *grants]}, sort_keys=True)
