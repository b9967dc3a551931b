"""What grants come to, asked action by action."""

import pytest

from components.identity.grants import as_said, on_bucket, on_database, on_secrets
from components.identity.policy import document
from components.identity.spec import BucketAccess, PermissionSpec
from tests.iam import actions, may

BUCKET = "arn:aws:s3:::toy-prod-uploads-123456789012"
OBJECT = f"{BUCKET}/2026/report.pdf"
OTHER_OBJECT = "arn:aws:s3:::toy-prod-uploads-123456789012-other/report.pdf"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/uploads"
OTHER_KEY = "arn:aws:kms:eu-west-1:123456789012:key/other"
BY_S3 = {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}
READS = ("s3:GetObject",)
WRITES = (
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
)
NEVER = (
    "s3:DeleteBucket",
    "s3:DeleteObjectVersion",
    "s3:GetObjectVersion",
    "s3:PutBucketPolicy",
    "s3:PutObjectAcl",
)
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:plinth/toy-prod/main-a1B2c3"
OTHER_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:plinth/toy-prod/main-x9Y8z7"
ANY_KEY = "arn:aws:kms:eu-west-1:123456789012:key/whatever"


def bucket(access: BucketAccess, key: str | None = KEY) -> str:
    return document(*on_bucket(BUCKET, access, key, "eu-west-1"))


@pytest.mark.parametrize("access", ["read", "write", "read_write"])
def test_a_bucket_is_read_or_written_as_was_asked_and_no_further(access: BucketAccess) -> None:
    policy = bucket(access)
    reading, writing = access != "write", access != "read"
    assert may(policy, "s3:ListBucket", BUCKET) is reading
    for action in READS:
        assert may(policy, action, OBJECT) is reading
        assert not may(policy, action, OTHER_OBJECT)
    for action in WRITES:
        assert may(policy, action, OBJECT) is writing
        assert not may(policy, action, OTHER_OBJECT)
    for action in NEVER:
        assert not may(policy, action, BUCKET)
        assert not may(policy, action, OBJECT)


@pytest.mark.parametrize("access", ["read", "write", "read_write"])
def test_the_buckets_key_is_used_through_s3_alone(access: BucketAccess) -> None:
    policy = bucket(access)
    assert may(policy, "kms:Decrypt", KEY, BY_S3)
    assert may(policy, "kms:GenerateDataKey", KEY, BY_S3) is (access != "read")
    for action in ("kms:Decrypt", "kms:GenerateDataKey"):
        assert not may(policy, action, KEY)
        assert not may(policy, action, KEY, {"kms:ViaService": "ec2.eu-west-1.amazonaws.com"})
        assert not may(policy, action, OTHER_KEY, BY_S3)


def test_a_bucket_with_a_key_of_s3_needs_none() -> None:
    assert {
        each for each in actions(bucket("read_write", None)) if each.startswith("kms:")
    } == set()


def test_every_action_on_buckets_is_asked_about_here() -> None:
    asked = {"s3:ListBucket", *READS, *WRITES, "kms:Decrypt", "kms:GenerateDataKey"}
    assert actions(bucket("read_write")) == asked


def test_a_secret_is_read_and_its_key_opens_that_one_alone() -> None:
    policy = document(*on_secrets([SECRET]))
    through = {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}
    for action in ("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"):
        assert may(policy, action, SECRET)
        assert not may(policy, action, OTHER_SECRET)
    for action in ("secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"):
        assert not may(policy, action, SECRET)
    told = {**through, "kms:EncryptionContext:SecretARN": SECRET}
    assert may(policy, "kms:Decrypt", ANY_KEY, told)
    other = {**told, "kms:EncryptionContext:SecretARN": OTHER_SECRET}
    assert not may(policy, "kms:Decrypt", ANY_KEY, other)
    assert not may(policy, "kms:Decrypt", ANY_KEY, through)
    assert not may(policy, "kms:Decrypt", ANY_KEY, {"kms:EncryptionContext:SecretARN": SECRET})
    assert not may(policy, "kms:Encrypt", ANY_KEY, told)
    assert actions(policy) == {
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "kms:Decrypt",
    }


def test_secrets_of_two_regions_are_opened_each_in_its_own() -> None:
    there = SECRET.replace("eu-west-1", "eu-central-1")
    policy = document(*on_secrets([SECRET, there]))
    told = {
        "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
        "kms:EncryptionContext:SecretARN": there,
    }
    assert may(policy, "kms:Decrypt", ANY_KEY.replace("eu-west-1", "eu-central-1"), told)
    crossed = {**told, "kms:EncryptionContext:SecretARN": SECRET}
    assert not may(policy, "kms:Decrypt", ANY_KEY, told)
    assert not may(policy, "kms:Decrypt", ANY_KEY.replace("eu-west-1", "eu-central-1"), crossed)


def test_a_database_is_entered_as_one_user() -> None:
    policy = document(*on_database(["db-ABC", "db-COPY"], "orders", "123456789012", "eu-west-1"))
    users = "arn:aws:rds-db:eu-west-1:123456789012:dbuser"
    for machine in ("db-ABC", "db-COPY"):
        assert may(policy, "rds-db:connect", f"{users}:{machine}/orders")
    assert not may(policy, "rds-db:connect", f"{users}:db-ABC/postgres")
    assert not may(policy, "rds-db:connect", f"{users}:db-DEF/orders")
    assert actions(policy) == {"rds-db:connect"}


def test_a_permission_is_what_was_said() -> None:
    said = PermissionSpec.model_validate(
        {
            "actions": ("sqs:SendMessage", "sqs:GetQueueUrl"),
            "resources": ("arn:aws:sqs:eu-west-1:123456789012:orders",),
            "conditions": {"StringEquals": {"aws:ResourceTag/team": ("shop", "ops")}},
        }
    )
    policy, queue = document(as_said(said)), said.resources[0]
    for action in said.actions:
        assert may(policy, action, queue, {"aws:ResourceTag/team": "ops"})
        assert not may(policy, action, queue, {"aws:ResourceTag/team": "others"})
        assert not may(policy, action, queue)
    assert not may(policy, "sqs:DeleteQueue", queue, {"aws:ResourceTag/team": "ops"})


def test_a_permission_without_conditions_has_no_empty_ones() -> None:
    said = PermissionSpec(actions=("sqs:SendMessage",), resources=("*",))
    assert as_said(said) == {"Effect": "Allow", "Action": ("sqs:SendMessage",), "Resource": ("*",)}
