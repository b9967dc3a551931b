"""A bucket of a stack in AWS."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.account.contract import Account
from components.bucket.contract import Bucket
from components.bucket.logs import delivers_balancer_logs_to, delivers_logs_to
from components.bucket.names import bucket_name
from components.bucket.private import PrivateBucket, PrivateBucketArgs
from components.bucket.rules import Rule
from components.bucket.spec import S3BucketSpec
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.routing.spec import Audience


@dataclass(frozen=True, kw_only=True, slots=True)
class S3BucketArgs:
    """A bucket and what it is plugged into."""

    spec: S3BucketSpec
    platform: str
    """What the platform is called in the cloud."""
    account: Account
    logs_to: Bucket | None = None
    """Where the log of its requests goes."""
    logged_from: Sequence[str] = ()
    """What the buckets are called whose logs go here."""
    balancers: Sequence[Audience] = ()
    """Whose load balancers' logs go here."""


class S3Bucket(pulumi.ComponentResource):
    """A private bucket: versioned, encrypted, reached by TLS alone, with rules for old objects."""

    arn: pulumi.Output[str]
    bucket_name: pulumi.Output[str]
    key_arn: pulumi.Output[str] | None
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: S3BucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:bucket:S3Bucket", name, None, opts)
        child, spec = pulumi.ResourceOptions(parent=self), args.spec
        called = bucket_name(name, spec, args.platform, args.account.id)
        self.key_arn = None
        if spec.encryption == "own_key":
            key = EncryptionKeyArgs(description=f"Bucket {called}", deletion=spec.deletion)
            self.key_arn = EncryptionKey(name, key, child).arn
        made = PrivateBucket(
            name,
            PrivateBucketArgs(
                physical_name=called,
                rules=[_rule(each, spec) for each in spec.lifecycle],
                deletion=spec.deletion,
                key_arn=self.key_arn,
                grants=[
                    *(delivers_logs_to(called, each, args.account.id) for each in args.logged_from),
                    *(
                        delivers_balancer_logs_to(called, each, args.account.id)
                        for each in args.balancers
                    ),
                ],
            ),
            child,
        )
        self.arn, self.bucket_name, self.ready = made.arn, made.bucket_name, made.ready
        if args.logs_to is not None:
            aws.s3.BucketLogging(
                name,
                bucket=self.bucket_name,
                target_bucket=args.logs_to.bucket_name,
                target_prefix=f"{called}/",
                # Until its policy holds, the other one takes no logs.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[args.logs_to.ready]),
            )
        self.register_outputs({"arn": self.arn, "bucket_name": self.bucket_name})


def _rule(name: str, spec: S3BucketSpec) -> Rule:
    asked = spec.lifecycle[name]
    return Rule(
        name=name,
        prefix=asked.prefix,
        expire_days=asked.expire_days,
        noncurrent_days=asked.noncurrent_days,
        infrequent_days=asked.infrequent_days,
        archive_days=asked.archive_days,
    )
