"""What is refused of stores that AWS runs, before anybody asks AWS."""

from pathlib import Path

import pytest

from components.cache.elasticache_spec import node_types
from components.database.rds_spec import instance_classes
from components.workload.cloud_store import store_name
from tests.components.cloud_kit import BASE, elasticache, rds, refused
from tests.stacks import platforms

_CLASSES, _NODES = (", ".join(sorted(known())) for known in (instance_classes, node_types))


REFUSED = {
    "a machine that nobody prices": (
        rds().replace("db.m7g.large", "db.m7g.enormous"),
        [
            (
                f":4 databases.main.instance_class: must be one of {_CLASSES}, got db.m7g.enormous;"
                " the catalogue prices no other"
            )
        ],
    ),
    "a disk that grows by too little": (
        rds("storage_gib: 100, max_storage_gib: 105"),
        [
            (
                ":4 databases.main.max_storage_gib: must be at least 110, a tenth above"
                " storage_gib (100), says AWS, got 105"
            )
        ],
    ),
    "no backups": (
        rds("backup: {retention_days: 0}, read_replicas: 1"),
        [":4 databases.main.backup.retention_days: must be at least 1, got 0"],
    ),
    "windows that overlap": (
        rds("backup: {window: 03:00-04:00}, maintenance_window: sun:03:30-sun:04:30"),
        [
            (
                ":4 databases.main.maintenance_window: must not overlap backup.window"
                " (03:00-04:00), says AWS, got sun:03:30-sun:04:30"
            )
        ],
    ),
    "windows that overlap on the next day": (
        rds("backup: {window: 23:30-00:30}, maintenance_window: sat:00:00-sat:01:00"),
        [
            (
                ":4 databases.main.maintenance_window: must not overlap backup.window"
                " (23:30-00:30), says AWS, got sat:00:00-sat:01:00"
            )
        ],
    ),
    "a window that is too short": (
        rds("backup: {window: 03:00-03:20}"),
        [
            (
                ":4 databases.main.backup.window: must be at least 30 minutes long, got 20"
                " (03:00-03:20)"
            )
        ],
    ),
    "a window that is none": (
        rds("backup: {window: late}"),
        [
            (
                ":4 databases.main.backup.window: must be a time of the day in UTC from and to,"
                ' such as 03:00-04:00, got "late"'
            )
        ],
    ),
    "no beginning": (
        rds("restore: {}"),
        [(":4 databases.main.restore: must name either from_snapshot or from_moment, got neither")],
    ),
    "two beginnings": (
        rds("restore: {from_snapshot: a, from_moment: {instance: shop, at: latest}}"),
        [
            (
                ":4 databases.main.restore: must name either from_snapshot or from_moment, got"
                " both; leave one out"
            )
        ],
    ),
    "a snapshot that cannot be called so": (
        rds('restore: {from_snapshot: "1st"}'),
        [
            (
                ":4 databases.main.restore.from_snapshot: must be the name or ARN of a snapshot,"
                ' such as rds:shop-main-2026-11-26-03-00, got "1st"'
            )
        ],
    ),
    "a moment that is none": (
        rds("restore: {from_moment: {instance: shop, at: yesterday}}"),
        [
            (
                ":4 databases.main.restore.from_moment.at: must be a moment in UTC, such as"
                ' 2026-11-26T03:00:00Z, or latest, got "yesterday"'
            )
        ],
    ),
    "several things at once, each at its line": (
        """\
databases:
  main:
    kind: rds
    version: "17"
    instance_class: db.m7g.large
    storage_gib: 5
    read_replicas: 9
    multi_az: both
    deletion: never
    last_snapshot: maybe
""",
        [
            ":9 databases.main.storage_gib: must be at least 20, got 5",
            ":10 databases.main.read_replicas: must be at most 5, got 9",
            ':11 databases.main.multi_az: must be one of one_zone or standby, got "both"',
            ':12 databases.main.deletion: must be one of protect, retain or delete, got "never"',
            ':13 databases.main.last_snapshot: must be one of kept or none, got "maybe"',
        ],
    ),
    "a name that postgres does not take": (
        'databases: {1st: {kind: rds, version: "17", instance_class: db.m7g.large}}',
        [
            (
                ":4 databases.1st: the name must begin with a letter, for the database in the"
                " server has it"
            )
        ],
    ),
    "a cache on a machine that nobody prices": (
        elasticache().replace("cache.m7g.large", "cache.m1.tiny"),
        [
            (
                f":4 caches.queue.node_type: must be one of {_NODES}, got cache.m1.tiny; the"
                " catalogue prices no other"
            )
        ],
    ),
    "a window of a cache that is too short": (
        elasticache("snapshot_window: 01:00-01:30"),
        [
            (
                ":4 caches.queue.snapshot_window: must be at least 60 minutes long, got 30"
                " (01:00-01:30)"
            )
        ],
    ),
    "windows of a cache that overlap": (
        elasticache("snapshot_window: 03:00-04:00"),
        [
            (
                ":4 caches.queue.maintenance_window: must not overlap snapshot_window"
                " (03:00-04:00), says AWS, got sun:03:30-sun:04:30"
            )
        ],
    ),
    "more of a cache than AWS makes": (
        elasticache("snapshot_days: 36, replicas: 6"),
        [
            ":4 caches.queue.snapshot_days: must be at most 35, got 36",
            ":4 caches.queue.replicas: must be at most 5, got 6",
        ],
    ),
    "a snapshot of a cache that cannot be called so": (
        elasticache("restore_from: Final"),
        [
            (
                ":4 caches.queue.restore_from: must be the name of a snapshot, such as"
                ' automatic.shop-prod-cache-queue-2026-11-26, got "Final"'
            )
        ],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_store_that_aws_would_refuse_is_refused(
    patch: str, lines: list[str], tmp_path: Path
) -> None:
    assert refused(tmp_path, patch) == lines


def test_what_stands_in_the_base_document_is_refused_at_its_place(tmp_path: Path) -> None:
    base = f"{BASE}caches:\n  queue: {{kind: elasticache, node_type: cache.m7g.large}}\n"
    (line,) = platforms.refused(tmp_path, "labels: {}", base)
    assert line == f"system.yaml:{base.count(chr(10))} caches.queue.version: required, but missing"


def test_a_store_of_a_cloud_needs_one(tmp_path: Path) -> None:
    assert platforms.refused(tmp_path, rds()) == [
        (
            ":4 databases.main.kind: is for stacks with an account; on this cluster a store is"
            " in_cluster"
        )
    ]


@pytest.mark.parametrize("platform", ["shop-prod", "3d-shop", "a--b", "x" * 40])
def test_a_cloud_takes_every_name_that_is_made(platform: str) -> None:
    made = store_name(platform, "database-main")
    assert len(made) <= 40
    assert made[0].isalpha()
    assert "--" not in made
    assert not made.endswith("-")


def test_names_that_had_to_be_mended_stay_apart() -> None:
    assert store_name("a--b", "cache-x") != store_name("a-b", "cache-x")
