"""The lines of a bill, by concept: quantity x price = amount, and the field they follow from."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from proof.cost.line import Line
from tests.components.cloud_kit import elasticache, rds
from tests.proof.cost.kit import US, bill, gaps, rows

POOL = "cluster: {autoscaler: {kind: cluster_autoscaler}, node_pools: {general: {%s}}}\n"


def test_the_control_plane_costs_ten_cents_an_hour(tmp_path: Path) -> None:
    assert rows(bill(tmp_path, US), "control plane") == [
        "cluster.kind: EKS 1.35: 730 x eks.control_plane.standard 0.1 = 73"
    ]


def test_past_standard_support_it_costs_six_times_as_much(tmp_path: Path) -> None:
    patch = US + "cluster: {support: extended}"
    assert rows(bill(tmp_path, patch, date(2027, 3, 27)), "control plane") == [
        "cluster.kind: EKS 1.35: 730 x eks.control_plane.standard 0.1 = 73"
    ]
    assert rows(bill(tmp_path, patch, date(2027, 3, 28)), "control plane") == [
        (
            "cluster.support: EKS 1.35 in extended support: 730 x"
            " eks.control_plane.extended_support 0.6 = 438"
        )
    ]


def test_who_asks_for_standard_support_is_upgraded_and_pays_no_more(tmp_path: Path) -> None:
    (row,) = rows(bill(tmp_path, US, date(2027, 3, 28)), "control plane")
    assert row.endswith("0.1 = 73")


def test_nodes_cost_by_the_hour_from_fewest_to_most(tmp_path: Path) -> None:
    found = bill(tmp_path, US + POOL % "min_nodes: 3, max_nodes: 6")
    assert rows(found, "nodes") == [
        (
            "cluster.node_pools.general.instance_types: pool general: m6i.large:"
            " 2190/2190/4380 x ec2.m6i.large 0.096 = 210.24/210.24/420.48"
        )
    ]
    assert found.counts.assumption is None, "fit has proved that the fewest are enough as usual"


def test_without_an_autoscaler_no_node_is_ever_added(tmp_path: Path) -> None:
    found = bill(tmp_path, US)
    assert [row.partition(": 2190 x ")[2] for row in rows(found, "nodes")] == [
        "ec2.m6i.large 0.096 = 210.24"
    ]
    assert found.counts.assumption is None


def test_spot_is_counted_at_its_newest_reading_and_at_the_most_on_demand(tmp_path: Path) -> None:
    fields = "capacity: spot, instance_types: [m7g.large, m7g.xlarge], min_nodes: 1, max_nodes: 2"
    assert rows(bill(tmp_path, US + POOL % fields), "nodes") == [
        (
            "cluster.node_pools.general.instance_types: pool general: m7g.large spot:"
            " 730/730/0 x ec2-spot-2026.m7g.large 0.0496 = 36.208/36.208/0"
        ),
        (
            "cluster.node_pools.general.instance_types: pool general: m7g.xlarge:"
            " 0/0/1460 x ec2.m7g.xlarge 0.1632 = 0/0/238.272"
        ),
    ]


def test_the_same_nodes_are_priced_in_either_way(tmp_path: Path) -> None:
    (ways,) = bill(tmp_path, US).ways_to_pay
    assert isinstance(ways.on_demand, Line)
    assert isinstance(ways.spot, Line)
    assert (ways.pool, ways.capacity) == ("general", "on_demand")
    assert ways.on_demand.amount("expected") == 2190 * Decimal("0.096")
    assert ways.spot.amount("expected") == 2190 * Decimal("0.03552")


def test_a_standby_is_paid_twice_and_the_disk_up_to_its_ceiling(tmp_path: Path) -> None:
    found = bill(tmp_path, US + rds("storage_gib: 50, max_storage_gib: 500"))
    assert rows(found, "stores") == [
        (
            "databases.main.instance_class: database main: db.m7g.large with standby:"
            " 730 x rds.postgres.db.m7g.large.multi_az 0.336 = 245.28"
        ),
        (
            "databases.main.storage_gib: database main: disk with standby:"
            " 50/50/500 x rds.gp3.storage.multi_az 0.23 = 11.5/11.5/115"
        ),
    ]
    assert gaps(found, "stores") == [
        "database backups above the size of the disks: say usage.database_backup_gb"
    ]


def test_read_replicas_are_machines_and_disks_in_one_zone(tmp_path: Path) -> None:
    found = bill(tmp_path, US + rds("multi_az: one_zone, read_replicas: 2, storage_gib: 20"))
    assert [row.partition(": ")[2] for row in rows(found, "stores")] == [
        "database main: db.m7g.large: 730 x rds.postgres.db.m7g.large.single_az 0.168 = 122.64",
        "database main: disk: 20 x rds.gp3.storage.single_az 0.115 = 2.3",
        (
            "database main: 2 read replicas: 1460 x rds.postgres.db.m7g.large.single_az 0.168 ="
            " 245.28"
        ),
        "database main: 2 read replicas, disk: 40 x rds.gp3.storage.single_az 0.115 = 4.6",
    ]


def test_extended_support_of_a_database_is_paid_for_each_core_of_each_machine(
    tmp_path: Path,
) -> None:
    patch = US + rds("support: extended, read_replicas: 1")
    ends = date(2030, 2, 28)
    assert [r for r in rows(bill(tmp_path, patch, ends), "stores") if "support" in r] == []
    paid = [r for r in rows(bill(tmp_path, patch, date(2030, 3, 1)), "stores") if "support" in r]
    assert paid == [
        (
            "databases.main.support: database main: extended support of 6 vCPU:"
            " 4380 x rds.extended_support.years_1_2.vcpu 0.1 = 438"
        )
    ]


def test_its_last_year_costs_twice_as_much(tmp_path: Path) -> None:
    patch = US + rds("support: extended, multi_az: one_zone")
    paid = [r for r in rows(bill(tmp_path, patch, date(2032, 6, 1)), "stores") if "support" in r]
    assert [row.rpartition(" x ")[2] for row in paid] == [
        "rds.extended_support.year_3.vcpu 0.2 = 292"
    ]


def test_backups_cost_what_is_above_the_disks(tmp_path: Path) -> None:
    patch = US + rds("storage_gib: 50") + "\nusage: {database_backup_gb: 60, worst_month: 2}"
    assert rows(bill(tmp_path, patch), "stores")[-1] == (
        "usage.database_backup_gb: database backups above the size of the disks:"
        " 0/10/70 x rds.backup_above_db_size 0.095 = 0/0.95/6.65"
    )


def test_each_machine_of_a_cache_is_paid(tmp_path: Path) -> None:
    found = bill(tmp_path, US + elasticache("replicas: 2"))
    assert rows(found, "stores") == [
        (
            "caches.queue.node_type: cache queue: 3 x cache.m7g.large:"
            " 2190 x elasticache.valkey.cache.m7g.large 0.1264 = 276.816"
        )
    ]
    assert gaps(found, "stores") == ["cache snapshots: say usage.cache_snapshot_gb"]
    assert gaps(bill(tmp_path, US + elasticache("snapshot_days: 0")), "stores") == []


def test_disks_of_nodes_and_of_claims_are_gp3(tmp_path: Path) -> None:
    patch = (
        US
        + POOL % "os: bottlerocket, disk_gib: 20, min_nodes: 1, max_nodes: 2"
        + 'databases: {own: {kind: in_cluster, version: "17", storage: 10Gi}}\n'
        + "volumes: {work: {kind: claim, storage: 512Mi},"
        " slow: {kind: claim, storage: 1Gi, storage_class: slow}}"
    )
    found = bill(tmp_path, patch)
    assert rows(found, "storage") == [
        (
            "cluster.node_pools.general.disk_gib: pool general: disks of 24 GiB:"
            " 24/24/48 x ebs.gp3.storage 0.08 = 1.92/1.92/3.84"
        ),
        "databases.own.storage: database own: disk: 10 x ebs.gp3.storage 0.08 = 0.8",
        "volumes.work.storage: volume work: 0.5 x ebs.gp3.storage 0.08 = 0.04",
    ]
    assert gaps(found, "storage") == ["volume slow: nobody says what the storage class slow costs"]


def test_buckets_images_and_shared_files_cost_what_is_in_them(tmp_path: Path) -> None:
    parts = "buckets: {b: {kind: s3}}\nregistries: {r: {kind: ecr}}\nvolumes: {v: {kind: efs}}\n"
    assert gaps(bill(tmp_path, US + parts), "storage") == [
        "buckets: say usage.bucket_gb",
        "buckets: requests that write: say usage.bucket_put_millions",
        "buckets: requests that read: say usage.bucket_get_millions",
        "images: say usage.image_gb",
        "shared files: say usage.file_gb",
        "shared files: read: say usage.file_read_gb",
        "shared files: written: say usage.file_written_gb",
        "shared files: backups: say usage.file_backup_gb",
    ]
    used = (
        "usage: {bucket_gb: 1000, bucket_put_millions: 2, bucket_get_millions: 10, image_gb: 30,"
        " file_gb: 100, file_read_gb: 10, file_written_gb: 5, file_backup_gb: 200,"
        " worst_month: 1.5}"
    )
    found = bill(tmp_path, US + parts + used)
    assert [row.partition(": ")[2] for row in rows(found, "storage")[1:]] == [
        "buckets: 0/1000/1500 x s3.standard.storage 0.023 = 0/23/34.5",
        "buckets: requests that write: 0/2/3 x s3.standard.put 5 = 0/10/15",
        "buckets: requests that read: 0/10/15 x s3.standard.get 0.4 = 0/4/6",
        "images: 0/30/45 x ecr.storage 0.1 = 0/3/4.5",
        "shared files: 0/100/150 x efs.standard.storage 0.3 = 0/30/45",
        "shared files: read: 0/10/15 x efs.elastic.read 0.03 = 0/0.3/0.45",
        "shared files: written: 0/5/7.5 x efs.elastic.write 0.06 = 0/0.3/0.45",
        "shared files: backups: 0/200/300 x backup.efs.warm 0.05 = 0/10/15",
    ]


def test_logs_cost_when_they_come_and_while_they_stay(tmp_path: Path) -> None:
    patch = US + "usage: {log_gb: 40, log_kept_gb: 200}"
    assert rows(bill(tmp_path, patch), "observability") == [
        (
            "usage.log_gb: logs taken in by CloudWatch:"
            " 0/40/40 x cloudwatch.logs.ingest 0.5 = 0/20/20"
        ),
        (
            "usage.log_kept_gb: logs kept by CloudWatch:"
            " 0/200/200 x cloudwatch.logs.storage 0.03 = 0/6/6"
        ),
    ]


def test_keys_grow_dearer_twice(tmp_path: Path) -> None:
    patch = US + rds() + "\nusage: {key_request_millions: 1, secret_request_millions: 0.1}"
    assert [row.partition(": ")[2] for row in rows(bill(tmp_path, patch), "security")] == [
        "2 encryption keys of cluster: 2/2/6 x kms.key 1 = 2/2/6",
        "1 encryption key of network flow_logs: 1/1/3 x kms.key 1 = 1/1/3",
        "1 encryption key of account trail: 1/1/3 x kms.key 1 = 1/1/3",
        "2 encryption keys of databases main: 2/2/6 x kms.key 1 = 2/2/6",
        "2 secrets of databases main: 2 x secrets_manager.secret 0.4 = 0.8",
        "requests to keys: 0/1/1 x kms.requests 3 = 0/3/3",
        "requests to secrets: 0/0.1/0.1 x secrets_manager.api_calls 5 = 0/0.5/0.5",
    ]
