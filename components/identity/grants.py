"""What grants come to, action by action; pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from components.identity.policy import Statement, allow
from components.identity.spec import BucketAccess, PermissionSpec

_READ: Final = ("s3:GetObject",)
_WRITE: Final = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
)
_ON_OBJECTS: Final[Mapping[BucketAccess, Sequence[str]]] = {
    "read": _READ,
    "write": _WRITE,
    "read_write": (*_READ, *_WRITE),
}
_ON_KEY: Final[Mapping[BucketAccess, Sequence[str]]] = {
    "read": ("kms:Decrypt",),
    # Decrypt too: S3 reads the parts of a large upload again to put them together.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
    "write": ("kms:Decrypt", "kms:GenerateDataKey"),
    "read_write": ("kms:Decrypt", "kms:GenerateDataKey"),
}


def on_bucket(
    arn: str, access: BucketAccess, key_arn: str | None, region: str
) -> Sequence[Statement]:
    """Return what it takes to read or write a bucket's objects, and to use their key through S3."""
    made = [allow(_ON_OBJECTS[access], f"{arn}/*")]
    if access != "write":
        # Without it S3 says "denied" of an object that is not there.
        made.insert(0, allow(["s3:ListBucket"], arn))
    if key_arn is not None:
        through = {"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}}
        made.append(allow(_ON_KEY[access], key_arn, through))
    return made


def on_secrets(arns: Sequence[str]) -> Sequence[Statement]:
    """Return what it takes to read secrets: each, and any key for the sake of that one alone.

    Secrets Manager tells the key whose secret it opens.
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    made = [allow(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], [*arns])]
    for region, account in sorted({(arn.split(":")[3], arn.split(":")[4]) for arn in arns}):
        there = [arn for arn in arns if arn.split(":")[3:5] == [region, account]]
        opens = {
            "StringEquals": {
                "kms:ViaService": f"secretsmanager.{region}.amazonaws.com",
                "kms:EncryptionContext:SecretARN": there,
            }
        }
        made.append(allow(["kms:Decrypt"], f"arn:aws:kms:{region}:{account}:key/*", opens))
    return made


def on_database(
    machines: Sequence[str], user: str, account: str, region: str
) -> Sequence[Statement]:
    """Return what it takes to log in to a database of RDS as one of its users.

    `machines` are the resource ids of the instances that serve it.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
    """
    users = f"arn:aws:rds-db:{region}:{account}:dbuser"
    return [allow(["rds-db:connect"], [f"{users}:{machine}/{user}" for machine in machines])]


def as_said(permission: PermissionSpec) -> Statement:
    """Return a permission as IAM spells it."""
    conditions = {
        operator: {key: list(values) for key, values in keys.items()}
        for operator, keys in permission.conditions.items()
    }
    return allow(permission.actions, permission.resources, conditions or None)
