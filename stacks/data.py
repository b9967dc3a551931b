"""The layer of data beside databases and caches: buckets, images, and file systems of a cloud."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from components.bucket.contract import Bucket
from components.bucket.create import BucketWires, create_bucket
from components.registry.contract import Registry
from components.registry.create import create_registry
from stacks.ground import CloudLayer, Ground
from stacks.routes import balancer_logs
from stacks.store_clashes import bucket_names, log_order

if TYPE_CHECKING:
    from components.volume.efs_file_system import FileSystemWires


def buckets(ground: Ground) -> Mapping[str, Bucket]:
    """Make the buckets, each after the one that its logs go to."""
    spec, made = ground.loaded.spec, dict[str, Bucket]()
    if not spec.buckets:
        return made
    cloud, platform = _cloud(ground), ground.loaded.identity.physical_name
    called = bucket_names(spec, platform)
    for name in log_order(spec):
        logs_to = spec.buckets[name].access_logs
        wires = BucketWires(
            platform=platform,
            account=cloud.account,
            logs_to=made[logs_to] if logs_to is not None else None,
            logged_from=[
                called[each] for each, source in spec.buckets.items() if source.access_logs == name
            ],
            balancers=[each for each, to in balancer_logs(spec).items() if to == name],
        )
        made[name] = create_bucket(name, spec.buckets[name], wires, cloud.opts)
    return made


def registries(ground: Ground) -> Mapping[str, Registry]:
    """Make the repositories of images, and the ways to those of others."""
    members, platform = ground.loaded.spec.registries, ground.loaded.identity.physical_name
    return {
        name: create_registry(name, spec, platform, _cloud(ground).opts)
        for name, spec in members.items()
    }


def file_systems(ground: Ground) -> "FileSystemWires | None":
    """Return what a file system is plugged into; none on a cluster that lies in no cloud."""
    if ground.cloud is None:
        return None
    from components.volume.efs_file_system import FileSystemWires

    return FileSystemWires(
        platform=ground.loaded.identity.physical_name,
        vpc_id=ground.cloud.network.vpc_id,
        subnet_ids=ground.cloud.network.private_subnet_ids,
        cluster_group_id=ground.cloud.cluster.security_group_id,
    )


def _cloud(ground: Ground) -> CloudLayer:
    if ground.cloud is None:
        raise AssertionError("a part of a cloud on a cluster outside of it passed the spec")
    return ground.cloud
