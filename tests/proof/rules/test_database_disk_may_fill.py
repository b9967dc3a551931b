"""Databases whose disk cannot grow."""

from pathlib import Path

from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import finds

RULE = "database-disk-may-fill"


def test_it_finds_a_disk_without_a_ceiling_to_grow_to(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds("storage_gib: 50"), BASE) == [
        "databases.main.max_storage_gib: is missing, and its disk has 50 GiB"
    ]


def test_it_passes_a_disk_that_grows(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds("storage_gib: 50, max_storage_gib: 200"), BASE) == []
