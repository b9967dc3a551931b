"""What databases and caches of AWS cost; those in the cluster are storage and nodes."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from catalog.rows import ProductVersion
from components.cache.elasticache_spec import ElastiCacheSpec
from components.database.rds_spec import RdsSpec
from proof.cost.basis import Basis, past_standard
from proof.cost.billing import AWS_HOURS, vcpus
from proof.cost.line import Item, always, rising
from proof.levels import LEVELS

_ZONES = {"one_zone": "single_az", "standby": "multi_az"}
_LAST_YEAR = timedelta(days=365)


def lines(basis: Basis) -> Iterator[Item]:
    """Yield the machines and disks of every store, and what is kept of their past."""
    databases = {n: s for n, s in basis.stack.databases.items() if isinstance(s, RdsSpec)}
    caches = {n: s for n, s in basis.stack.caches.items() if isinstance(s, ElastiCacheSpec)}
    for name, database in databases.items():
        yield from _rds(basis, name, database)
    if databases:
        free = sum((Decimal(spec.storage_gib) for spec in databases.values()), Decimal(0))
        what = "database backups above the size of the disks"
        sku = "rds.backup_above_db_size"
        yield basis.metered("stores", what, sku, "gb_month", "database_backup_gb", free=free)
    for name, cache in caches.items():
        machines = 1 + cache.replicas
        what = f"cache {name}: {machines} x {cache.node_type}"
        sku = f"elasticache.valkey.{cache.node_type}"
        hours = always(machines * AWS_HOURS)
        yield basis.line("stores", what, ("caches", name, "node_type"), sku, "hour", hours)
    if any(cache.snapshot_days for cache in caches.values()):
        sku = "elasticache.snapshot"
        yield basis.metered("stores", "cache snapshots", sku, "gb_month", "cache_snapshot_gb")


def _rds(basis: Basis, name: str, spec: RdsSpec) -> Iterator[Item]:
    """Yield the lines of a database: a standby makes machine and disk cost twice.

    Read replicas are machines of their own, in one zone, with a disk of the same size.
    https://aws.amazon.com/rds/postgresql/pricing/
    """
    at = ("databases", name)
    zones = _ZONES[spec.multi_az]
    beside = " with standby" if spec.multi_az == "standby" else ""
    machine = f"rds.postgres.{spec.instance_class}"
    disk = rising(
        spec.storage_gib, spec.storage_gib, max(spec.max_storage_gib or 0, spec.storage_gib)
    )
    yield basis.line(
        "stores",
        f"database {name}: {spec.instance_class}{beside}",
        (*at, "instance_class"),
        f"{machine}.{zones}",
        "hour",
        always(AWS_HOURS),
    )
    yield basis.line(
        "stores",
        f"database {name}: disk{beside}",
        (*at, "storage_gib"),
        f"rds.gp3.storage.{zones}",
        "gb_month",
        disk,
    )
    machines = 2 if spec.multi_az == "standby" else 1
    if spec.read_replicas:
        count, path = spec.read_replicas, (*at, "read_replicas")
        what = f"database {name}: {count} read replica{'' if count == 1 else 's'}"
        hours = always(count * AWS_HOURS)
        yield basis.line("stores", what, path, f"{machine}.single_az", "hour", hours)
        disks = rising(*(count * disk[level] for level in LEVELS))
        sku = "rds.gp3.storage.single_az"
        yield basis.line("stores", f"{what}, disk", path, sku, "gb_month", disks)
        machines += count
    ended = past_standard("rds-postgresql", spec.version, basis.on)
    if ended is not None and spec.support == "extended":
        cores = vcpus(spec.instance_class) * machines
        what = f"database {name}: extended support of {cores} vCPU"
        sku = f"rds.extended_support.{_year(ended, basis.on)}.vcpu"
        hours = always(cores * AWS_HOURS)
        yield basis.line("stores", what, (*at, "support"), sku, "hour", hours)


def _year(row: ProductVersion, on: date) -> str:
    """Return which price of extended support holds: that of its last year is twice the others'."""
    ends = row.extended_support_end
    return "year_3" if ends is not None and on > ends - _LAST_YEAR else "years_1_2"
