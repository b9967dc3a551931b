"""What is refused of stores that AWS runs, before anybody asks AWS."""

from pathlib import Path

import pytest

from components.database.rds_spec import instance_classes
from components.workload.cloud_store import store_name
from tests.components.cloud_kit import elasticache, rds, refused
from tests.stacks import platforms

_CLASSES = ", ".join(sorted(instance_classes()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "instance_class: db.m7g.enormous",
            (
                f"databases.main.instance_class: must be one of {_CLASSES}, got db.m7g.enormous;"
                " the catalogue prices no other"
            ),
        ),
        (
            "storage_gib: 100, max_storage_gib: 105",
            (
                "databases.main.max_storage_gib: must be at least a tenth above storage_gib (100),"
                " says AWS, got 105"
            ),
        ),
        (
            "backup: {retention_days: 0}, read_replicas: 1",
            "databases.main.backup.retention_days: must be at least 1, got 0",
        ),
        (
            "backup: {window: 03:00-04:00}, maintenance_window: sun:03:30-sun:04:30",
            (
                "databases.main.maintenance_window: must not overlap backup.window (03:00-04:00),"
                " says AWS, got sun:03:30-sun:04:30"
            ),
        ),
        (
            "backup: {window: 03:00-03:20}",
            "databases.main.backup.window: must be at least 30 minutes long, got 20 (03:00-03:20)",
        ),
        (
            "restore: {}",
            "databases.main.restore: must name either from_snapshot or from_moment",
        ),
    ],
)
def test_a_database_that_aws_would_refuse_is_refused(
    fields: str, said: str, tmp_path: Path
) -> None:
    patch = rds(fields)
    if "instance_class" in fields:
        patch = patch.replace("instance_class: db.m7g.large, ", "")
    (line,) = refused(tmp_path, patch)
    assert line.partition(" ")[2] == said


def test_a_window_may_end_on_the_next_day(tmp_path: Path) -> None:
    late = "backup: {window: 23:30-00:30}, maintenance_window: sat:00:00-sat:01:00"
    (line,) = refused(tmp_path, rds(late))
    assert "maintenance_window: must not overlap backup.window (23:30-00:30)" in line


def test_a_database_whose_name_postgres_does_not_take_is_refused(tmp_path: Path) -> None:
    patch = 'databases: {1st: {kind: rds, version: "17", instance_class: db.m7g.large}}'
    (line,) = refused(tmp_path, patch)
    assert line.endswith(
        "databases.1st: the name must begin with a letter, for the database in the server has it"
    )


def test_a_node_type_that_nobody_prices_is_refused(tmp_path: Path) -> None:
    patch = elasticache().replace("cache.m7g.large", "cache.m1.tiny")
    (line,) = refused(tmp_path, patch)
    assert "caches.queue.node_type: must be one of cache." in line
    assert line.endswith("got cache.m1.tiny; the catalogue prices no other")


def test_windows_of_a_cache_are_an_hour_long(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, elasticache("snapshot_window: 01:00-01:30"))
    assert line.endswith(
        "caches.queue.snapshot_window: must be at least 60 minutes long, got 30 (01:00-01:30)"
    )


def test_a_store_of_a_cloud_needs_one(tmp_path: Path) -> None:
    (line,) = platforms.refused(tmp_path, rds())
    assert line.endswith(
        "databases.main.kind: is for stacks with an account; on this cluster a store is in_cluster"
    )


@pytest.mark.parametrize("platform", ["shop-prod", "3d-shop", "a--b", "x" * 40])
def test_a_cloud_takes_every_name_that_is_made(platform: str) -> None:
    made = store_name(platform, "database-main")
    assert len(made) <= 40
    assert made[0].isalpha()
    assert "--" not in made
    assert not made.endswith("-")


def test_names_that_had_to_be_mended_stay_apart() -> None:
    assert store_name("a--b", "cache-x") != store_name("a-b", "cache-x")
