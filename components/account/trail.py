"""The record of calls to an account's APIs."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.account.spec import OwnTrailSpec
from components.bucket.private import PrivateBucket, PrivateBucketArgs
from components.bucket.rules import Rule
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.policies import for_trail
from components.naming import dns_label

_SERVICE = "cloudtrail.amazonaws.com"
_LONGEST_BUCKET = 63


@dataclass(frozen=True, kw_only=True, slots=True)
class TrailArgs:
    """A trail and what it is plugged into."""

    spec: OwnTrailSpec
    account: str
    region: str
    physical_name: str


class Trail(pulumi.ComponentResource):
    """A trail over all regions into a bucket of its own."""

    def __init__(
        self, name: str, args: TrailArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:account:Trail", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        key = EncryptionKey(
            f"{name}-trail",
            EncryptionKeyArgs(
                description=f"Calls to the APIs of account {args.account}",
                policy=for_trail(args.account, args.region, args.physical_name),
            ),
            child,
        )
        called = bucket_name(args.physical_name, args.account, args.region)
        bucket = PrivateBucket(
            f"{name}-trail",
            PrivateBucketArgs(
                physical_name=called,
                rules=[Rule(name="expire", expire_days=args.spec.retention_days)],
                deletion="delete",
                key_arn=key.arn,
                grants=grants(called, args.account, args.region, args.physical_name),
            ),
            child,
        )
        aws.cloudtrail.Trail(
            name,
            name=args.physical_name,
            s3_bucket_name=bucket.bucket_name,
            kms_key_id=key.arn,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[bucket.ready]),
        )
        self.register_outputs({})


def bucket_name(platform: str, account: str, region: str) -> str:
    """Return what the trail's bucket is called in the world, in at most S3's 63 characters."""
    place = f"{account}-{region}"
    room = _LONGEST_BUCKET - len("-") - len(place)
    return f"{dns_label(platform, 'trail', longest=room)}-{place}"


def grants(bucket: str, account: str, region: str, trail: str) -> list[Mapping[str, object]]:
    """Return what CloudTrail may do in the bucket, for this trail alone.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    from_trail = {"aws:SourceArn": f"arn:aws:cloudtrail:{region}:{account}:trail/{trail}"}
    return [
        {
            "Sid": "TrailLooks",
            "Effect": "Allow",
            "Principal": {"Service": _SERVICE},
            "Action": "s3:GetBucketAcl",
            "Resource": f"arn:aws:s3:::{bucket}",
            "Condition": {"StringEquals": from_trail},
        },
        {
            "Sid": "TrailWrites",
            "Effect": "Allow",
            "Principal": {"Service": _SERVICE},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{bucket}/AWSLogs/{account}/*",
            "Condition": {
                "StringEquals": {**from_trail, "s3:x-amz-acl": "bucket-owner-full-control"}
            },
        },
    ]
