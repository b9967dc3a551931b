"""What disks, volumes, buckets, images and shared files cost."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from catalog.rows import Unit
from components.cluster.spec import AwsClusterSpec, EksSpec
from components.quantity import Quantity
from components.volume.spec import ClaimVolumeSpec, EfsVolumeSpec
from proof.cost.basis import Basis, UsageField
from proof.cost.line import Item, NotCounted, always, rising
from proof.levels import LEVELS
from proof.members import path_of
from stacks.file import KeyPath
from stacks.placement import in_cluster_stores

_GP3: Final = "ebs.gp3.storage"
_GIB: Final = Decimal(2**30)
_BOTTLEROCKET_GIB: Final = 4
"""Its own system lies on a disk beside the other."""


def lines(basis: Basis) -> Iterator[Item]:
    """Yield everything that data lies on, but for the disks of stores that AWS runs."""
    yield from _node_disks(basis)
    yield from _claims(basis)
    stack = basis.stack
    if stack.buckets:
        rows: tuple[tuple[str, str, Unit, UsageField], ...] = (
            ("buckets", "s3.standard.storage", "gb_month", "bucket_gb"),
            ("buckets: requests that write", "s3.standard.put", "million", "bucket_put_millions"),
            ("buckets: requests that read", "s3.standard.get", "million", "bucket_get_millions"),
        )
        for what, sku, unit, field in rows:
            yield basis.metered("storage", what, sku, unit, field)
    if stack.registries:
        yield basis.metered("storage", "images", "ecr.storage", "gb_month", "image_gb")
    yield from _shared_files(basis)


def _shared_files(basis: Basis) -> Iterator[Item]:
    """Yield what file systems keep, and what goes in and out of them, which elastic ones bill.

    https://aws.amazon.com/efs/pricing/
    """
    volumes = [each for each in basis.stack.volumes.values() if isinstance(each, EfsVolumeSpec)]
    if not volumes:
        return
    rows: list[tuple[str, str, Unit, UsageField]] = [
        ("shared files", "efs.standard.storage", "gb_month", "file_gb"),
        ("shared files: read", "efs.elastic.read", "gb", "file_read_gb"),
        ("shared files: written", "efs.elastic.write", "gb", "file_written_gb"),
    ]
    if any(each.backup == "daily" for each in volumes):
        rows.append(("shared files: backups", "backup.efs.warm", "gb_month", "file_backup_gb"))
    for what, sku, unit, field in rows:
        yield basis.metered("storage", what, sku, unit, field)


def _node_disks(basis: Basis) -> Iterator[Item]:
    cluster = basis.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    for name, pool in cluster.node_pools.items():
        each = pool.disk_gib + (_BOTTLEROCKET_GIB if pool.os == "bottlerocket" else 0)
        counts = basis.nodes.pools[name]
        gib = rising(*(counts[level] * each for level in LEVELS))
        path = ("cluster", "node_pools", name, "disk_gib")
        what = f"pool {name}: disks of {each} GiB"
        yield basis.line("storage", what, path, _GP3, "gb_month", gib)


def _claims(basis: Basis) -> Iterator[Item]:
    """Yield the disks that pods claim; those of a class of one's own may lie anywhere."""
    stack = basis.stack
    if not isinstance(stack.cluster, AwsClusterSpec):
        return
    for member, store in in_cluster_stores(stack).items():
        what, path = f"{member.replace('.', ' ')}: disk", (*path_of(member), "storage")
        yield _disk(basis, what, path, store.storage)
    for name, volume in stack.volumes.items():
        if not isinstance(volume, ClaimVolumeSpec):
            continue
        path = ("volumes", name, "storage")
        if volume.storage_class is None:
            yield _disk(basis, f"volume {name}", path, volume.storage)
        else:
            ask = f"nobody says what the storage class {volume.storage_class} costs"
            at = ("volumes", name, "storage_class")
            yield NotCounted(concept="storage", what=f"volume {name}", ask=ask, path=at)


def _disk(basis: Basis, what: str, path: KeyPath, size: Quantity) -> Item:
    return basis.line("storage", what, path, _GP3, "gb_month", always(size.value / _GIB))
