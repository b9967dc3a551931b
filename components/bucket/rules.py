"""What becomes of a bucket's objects in time."""

from dataclasses import dataclass

import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule for all objects below a prefix."""

    name: str
    prefix: str = ""
    expire_days: int | None = None
    """When an object goes; none keeps it."""
    noncurrent_days: int = 30
    """When a version goes that was overwritten or deleted."""
    archive_days: int | None = None
    """When an object moves to the archive whose objects are read at once; none never."""
    infrequent_days: int | None = None
    """When an object moves to storage that is cheaper to keep and dearer to read; none never."""


def lifecycle(rule: Rule) -> aws.s3.BucketLifecycleConfigurationRuleArgsDict:
    """Return the rule as S3 spells it; uploads that were begun and never finished go in a week."""
    made: aws.s3.BucketLifecycleConfigurationRuleArgsDict = {
        "id": rule.name,
        "status": "Enabled",
        "filter": {"prefix": rule.prefix},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
        "noncurrent_version_expiration": {"noncurrent_days": rule.noncurrent_days},
    }
    if rule.expire_days is not None:
        made["expiration"] = {"days": rule.expire_days}
    steps = (("STANDARD_IA", rule.infrequent_days), ("GLACIER_IR", rule.archive_days))
    moves: list[aws.s3.BucketLifecycleConfigurationRuleTransitionArgsDict] = [
        {"days": days, "storage_class": storage} for storage, days in steps if days is not None
    ]
    if moves:
        made["transitions"] = moves
    return made
