"""Backups that end before somebody asks for them."""

from pathlib import Path

from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import finds

RULE = "backups-shorter-than-asked"
ASKED = "\nobjectives: {backup_days: 30}"


def test_it_finds_each_part_whose_past_is_shorter(tmp_path: Path) -> None:
    more = """
caches: {queue: {kind: elasticache, version: "8.0", node_type: cache.m7g.large}}
buckets: {uploads: {kind: s3, lifecycle: {all: {noncurrent_days: 7}}}}
volumes: {files: {kind: efs, backup: none}}
registries: {web: {kind: ecr}}"""
    assert finds(tmp_path, RULE, rds() + more + ASKED, BASE) == [
        "buckets.uploads.lifecycle: is old versions for 7 days, and 30 days are promised",
        "caches.queue.snapshot_days: is 7 days, and 30 days are promised",
        "databases.main.backup.retention_days: is 14 days, and 30 days are promised",
        "volumes.files.backup: is efs, of which nothing makes backups, and 30 days are promised",
    ]


def test_it_passes_what_is_kept_long_enough_or_where_nothing_is_promised(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds("backup: {retention_days: 30}") + ASKED, BASE) == []
    assert finds(tmp_path, RULE, rds("backup: {retention_days: 1}"), BASE) == []
