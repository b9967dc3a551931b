"""The record of calls to an account's APIs."""

from pathlib import Path

import pytest

from components.account.trail import bucket_name, grants
from tests.components.cloud_kit import kinds, planned
from tests.plan import assert_house_rules

TRAIL, BUCKET = "aws:cloudtrail/trail:Trail", "aws:s3/bucket:Bucket"
ARN = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/toy-prod"


def test_cloudtrail_alone_writes_and_for_this_trail_alone() -> None:
    from_trail = {"aws:SourceArn": ARN}
    assert grants("b", "123456789012", "eu-west-1", "toy-prod") == [
        {
            "Sid": "TrailLooks",
            "Effect": "Allow",
            "Principal": {"Service": "cloudtrail.amazonaws.com"},
            "Action": "s3:GetBucketAcl",
            "Resource": "arn:aws:s3:::b",
            "Condition": {"StringEquals": from_trail},
        },
        {
            "Sid": "TrailWrites",
            "Effect": "Allow",
            "Principal": {"Service": "cloudtrail.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": "arn:aws:s3:::b/AWSLogs/123456789012/*",
            "Condition": {
                "StringEquals": {**from_trail, "s3:x-amz-acl": "bucket-owner-full-control"}
            },
        },
    ]


def test_all_calls_of_all_regions_are_kept_encrypted_and_cannot_be_forged(tmp_path: Path) -> None:
    plan = planned(tmp_path, "account: {trail: {kind: own, retention_days: 400}}")
    assert_house_rules(plan)
    (trail,) = plan.of(TRAIL)
    made = {
        name: trail.at(name)
        for name in (
            "name",
            "s3BucketName",
            "isMultiRegionTrail",
            "includeGlobalServiceEvents",
            "enableLogFileValidation",
        )
    }
    assert made == {
        "name": "toy-prod",
        "s3BucketName": "toy-prod-trail-123456789012-eu-west-1",
        "isMultiRegionTrail": True,
        "includeGlobalServiceEvents": True,
        "enableLogFileValidation": True,
    }
    key = plan.one("aws:kms/key:Key", "account-trail")
    assert trail.property_dependencies["kmsKeyId"] == (key.urn,)
    (policy,) = (
        each for each in plan.of("aws:s3/bucketPolicy:BucketPolicy") if each.name == "account-trail"
    )
    assert policy.urn in trail.depends_on, "else AWS refuses to write to the bucket"
    life = plan.one(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "account-trail"
    )
    assert life.at("rules", 0, "expiration", "days") == 400


def test_its_bucket_has_a_name_that_s3_takes_however_long_the_platforms_is() -> None:
    assert bucket_name("toy-prod", "123456789012", "eu-west-1") == (
        "toy-prod-trail-123456789012-eu-west-1"
    )
    long, other = "p" * 40, f"{'p' * 39}q"
    made = bucket_name(long, "123456789012", "ap-southeast-1")
    assert len(made) == 63
    assert made.endswith("-123456789012-ap-southeast-1")
    assert made != bucket_name(other, "123456789012", "ap-southeast-1")


@pytest.mark.parametrize("trail", ["{kind: none}", "{kind: existing, name: organisation}"])
def test_the_trail_of_somebody_else_is_left_alone(tmp_path: Path, trail: str) -> None:
    plan = planned(tmp_path, f"account: {{trail: {trail}}}")
    assert not plan.of(TRAIL)
    assert kinds(plan, "plinth:account:AwsAccount") == ["pulumi:providers:aws"]
