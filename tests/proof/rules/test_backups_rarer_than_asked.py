"""Backups between which more is written than may be lost."""

from pathlib import Path

from tests.components.cloud_kit import BASE, elasticache, rds
from tests.proof.kit import finds

RULE = "backups-rarer-than-asked"


def test_it_finds_daily_snapshots_where_hours_count(tmp_path: Path) -> None:
    patch = f"{elasticache()}\nobjectives: {{rpo_hours: 4}}"
    assert finds(tmp_path, RULE, patch, BASE) == [
        "caches.queue.snapshot_days: is 7 days, and at most 4 hours may be lost"
    ]


def test_it_finds_data_in_pods_of_which_nothing_makes_backups(tmp_path: Path) -> None:
    patch = 'databases: {main: {kind: in_cluster, version: "17"}}\nobjectives: {rpo_hours: 1000}'
    assert finds(tmp_path, RULE, patch, BASE) == [
        (
            "databases.main.kind: is in_cluster, of which nothing makes backups, and at most 1000"
            " hours may be lost"
        )
    ]


def test_it_passes_what_any_moment_of_can_be_restored(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, f"{rds()}\nobjectives: {{rpo_hours: 1}}", BASE) == []
    assert finds(tmp_path, RULE, f"{elasticache()}\nobjectives: {{rpo_hours: 24}}", BASE) == []
    assert finds(tmp_path, RULE, elasticache("snapshot_days: 0"), BASE) == []
