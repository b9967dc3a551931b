"""The bill of materials: from a stack's spec to the platform, layer by layer."""

from collections.abc import Mapping

import pulumi

from components.cache.create import create_cache
from components.cache.spec import CacheSpec
from components.database.create import create_database
from components.database.spec import DatabaseSpec
from components.volume.claim import VolumeWires
from components.volume.contract import Volume
from components.volume.create import create_volume
from components.workload.cloud_store import CloudStoreWires, Site
from components.workload.create import Workload, create_workload
from components.workload.store import StoreWires
from components.workload.web import Web
from components.workload.wires import Wires
from stacks.addons import ingress_class
from stacks.data import buckets, file_systems, registries
from stacks.ground import Ground
from stacks.layers import ground as lower_layers
from stacks.loaded import Loaded
from stacks.names import lead_hosts, names, route_annotations
from stacks.needs import addons_of
from stacks.order import start_order, waits_for
from stacks.outputs import PlatformOutputs
from stacks.placement import is_in_cluster, namespace_of
from stacks.roles import Granted, Role, role_of
from stacks.settings import Digests, Store, content, settings
from stacks.shapes import traffic, workload_shape
from stacks.spec import StackSpec


def build(loaded: Loaded) -> PlatformOutputs:
    """Make the whole platform and return what it tells the outside."""
    spec = loaded.spec
    ground = lower_layers(loaded)
    stores: dict[str, Store] = {f"database.{n}": _database(ground, n) for n in spec.databases}
    stores |= {f"cache.{n}": _cache(ground, n) for n in spec.caches}
    kept = buckets(ground)
    there = Granted(buckets=kept, stores=stores)
    registries(ground)
    digests = settings(ground, stores)
    volumes = {name: _volume(ground, name).claim for name in spec.volumes}
    hosts = names(ground)
    workloads: dict[str, Workload] = {}
    for name in start_order(spec):
        after = _after(spec, name, stores, volumes, workloads)
        route = route_annotations(ground, name, hosts, kept)
        role = role_of(ground, name, there)
        workloads[name] = _workload(ground, name, digests, after, route, role)
    lead_hosts(ground, hosts, workloads)
    return PlatformOutputs(
        node_ports={n: w.node_ports for n, w in workloads.items() if isinstance(w, Web)},
        name_servers=hosts.name_servers,
    )


def _database(ground: Ground, name: str) -> Store:
    spec = ground.loaded.spec.databases[name]
    site = _site(ground, f"database.{name}", spec.namespace)
    return create_database(name, spec, site, _around(ground, spec))


def _cache(ground: Ground, name: str) -> Store:
    spec = ground.loaded.spec.caches[name]
    site = _site(ground, f"cache.{name}", spec.namespace)
    return create_cache(name, spec, site, _around(ground, spec))


def _around(ground: Ground, spec: DatabaseSpec | CacheSpec) -> pulumi.ResourceOptions:
    """Return how a store is made: what the cloud keeps needs nothing of the cluster's inside."""
    return ground.cloud.opts if ground.cloud and not is_in_cluster(spec) else ground.opts


def _site(ground: Ground, member: str, asked: str | None) -> Site:
    cloud = ground.cloud
    return Site(
        namespace=lambda: namespace_of(ground.loaded.spec, asked),
        in_cluster=lambda: _store_wires(ground, member, namespace_of(ground.loaded.spec, asked)),
        cloud=CloudStoreWires(
            platform=ground.loaded.identity.physical_name,
            account=cloud.account,
            vpc_id=cloud.network.vpc_id,
            subnet_ids=cloud.network.database_subnet_ids,
            cluster_group_id=cloud.cluster.security_group_id,
        )
        if cloud is not None
        else None,
    )


def _store_wires(ground: Ground, member: str, namespace: str) -> StoreWires:
    return StoreWires(
        namespace=ground.namespaces[namespace],
        labels=ground.labels,
        traffic=traffic(ground.loaded.spec, member),
        digest_key=ground.digest_key,
    )


def _volume(ground: Ground, name: str) -> Volume:
    spec = ground.loaded.spec.volumes[name]
    wires = VolumeWires(
        namespace=ground.namespaces[namespace_of(ground.loaded.spec, spec.namespace)],
        labels=ground.labels,
        cluster_wide_name=f"{ground.loaded.identity.physical_name}-{name}",
        cloud=file_systems(ground),
    )
    return create_volume(name, spec, wires, ground.opts)


def _after(
    spec: StackSpec,
    name: str,
    stores: Mapping[str, Store],
    volumes: Mapping[str, pulumi.Resource],
    workloads: Mapping[str, Workload],
) -> tuple[pulumi.Resource, ...]:
    """Return what must be there before the workload's first pod: what it calls and mounts."""
    workload = spec.workloads[name]
    return (
        *(stores[call].ready for call in workload.calls if call in stores),
        *(volumes[volume] for volume in sorted(workload.volumes)),
        *(workloads[called] for called in sorted(waits_for(spec, name))),
    )


def _workload(
    ground: Ground,
    name: str,
    digests: Digests,
    after: tuple[pulumi.Resource, ...],
    route: Mapping[str, pulumi.Input[str]],
    role: Role,
) -> Workload:
    spec = ground.loaded.spec.workloads[name]
    shape = workload_shape(ground.loaded.spec, name)
    needed = addons_of(ground.loaded.spec, name)
    addons = [made for addon, made in ground.addons.items() if addon in needed]
    wires = Wires(
        shape=shape,
        namespace=ground.namespaces[shape.namespace],
        labels=ground.labels,
        traffic=traffic(ground.loaded.spec, f"workload.{name}"),
        content=content(shape, digests),
        after=(*addons, *after, *role.ready),
        after_addons=addons,
        account_annotations=role.annotations,
        ingress_class=ingress_class(ground.loaded.spec),
        route_annotations=route,
        load_balancers=ground.loaded.spec.cluster.load_balancers,
    )
    return create_workload(name, spec, wires, ground.opts)
