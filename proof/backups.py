"""What is kept of the past of a stack's data."""

from collections.abc import Iterator
from dataclasses import dataclass

from components.bucket.spec import S3BucketSpec
from components.cache.elasticache_spec import ElastiCacheSpec
from components.database.rds_spec import RdsSpec
from components.registry.spec import EcrRepositorySpec
from components.volume.spec import EfsVolumeSpec
from proof.plan import Plan
from stacks.file import KeyPath
from stacks.placement import Kept

_RESTORABLE = 5 / 60
"""RDS writes its log away every five minutes."""
_DAILY = 24.0
_EFS_DAYS = 35
"""Of the plan that EFS itself asks AWS Backup for: docs.aws.amazon.com/efs/latest/ug/awsbackup.html
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What can be had back of one part of a stack."""

    path: KeyPath
    """The field that decides."""
    what: str
    """What it says, in words."""
    days: int
    """How far back."""
    hours_lost: float
    """How much of the newest is gone when the store is."""


def pasts(plan: Plan) -> Iterator[Past]:
    """Yield what is kept of each part that holds data; images are made anew from their source."""
    for path, part in plan.kept.items():
        past = _past(path, part)
        if past is not None:
            yield past


def _past(path: KeyPath, part: Kept) -> Past | None:
    match part:
        case RdsSpec():
            days = part.backup.retention_days
            at = (*path, "backup", "retention_days")
            return Past(path=at, what=f"{days} days", days=days, hours_lost=_RESTORABLE)
        case ElastiCacheSpec():
            days = part.snapshot_days
            at = (*path, "snapshot_days")
            lost = _DAILY if days else float("inf")
            return Past(path=at, what=f"{days} days", days=days, hours_lost=lost)
        case EfsVolumeSpec(backup="daily"):
            what = f"daily, for {_EFS_DAYS} days"
            return Past(path=(*path, "backup"), what=what, days=_EFS_DAYS, hours_lost=_DAILY)
        case S3BucketSpec():
            days = min(rule.noncurrent_days for rule in part.lifecycle.values())
            what = f"old versions for {days} days"
            return Past(path=(*path, "lifecycle"), what=what, days=days, hours_lost=0)
        case EcrRepositorySpec():
            return None
        case _:
            field = "backup" if isinstance(part, EfsVolumeSpec) else "kind"
            what = f"{part.kind}, of which nothing makes backups"
            return Past(path=(*path, field), what=what, days=0, hours_lost=float("inf"))
