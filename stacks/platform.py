"""The bill of materials: from a stack's spec to the platform, layer by layer."""

from collections.abc import Mapping

import pulumi

from components.cache.contract import Cache
from components.cache.create import create_cache
from components.database.contract import Database
from components.database.create import create_database
from components.volume.claim import VolumeWires
from components.volume.create import Volume, create_volume
from components.workload.contract import CalledStore
from components.workload.create import Workload, create_workload
from components.workload.store import StoreWires
from components.workload.web import Web
from components.workload.wires import Wires
from stacks.addons import ingress_class
from stacks.ground import Ground
from stacks.layers import ground as lower_layers
from stacks.loaded import Loaded
from stacks.names import lead_hosts, names, route_annotations
from stacks.needs import addons_of
from stacks.order import start_order, waits_for
from stacks.outputs import PlatformOutputs
from stacks.placement import namespace_of
from stacks.settings import Digests, content, settings
from stacks.shapes import traffic, workload_shape
from stacks.spec import StackSpec


def build(loaded: Loaded) -> PlatformOutputs:
    """Make the whole platform and return what it tells the outside."""
    spec = loaded.spec
    ground = lower_layers(loaded)
    stores: dict[str, CalledStore] = {f"database.{n}": _database(ground, n) for n in spec.databases}
    stores |= {f"cache.{n}": _cache(ground, n) for n in spec.caches}
    digests = settings(ground, stores)
    volumes = {name: _volume(ground, name).claim for name in spec.volumes}
    hosts = names(ground)
    workloads: dict[str, Workload] = {}
    for name in start_order(spec):
        after = _after(spec, name, stores, volumes, workloads)
        route = route_annotations(ground, name, hosts)
        workloads[name] = _workload(ground, name, digests, after, route)
    lead_hosts(ground, hosts, workloads)
    return PlatformOutputs(
        node_ports={n: w.node_ports for n, w in workloads.items() if isinstance(w, Web)}
    )


def _database(ground: Ground, name: str) -> Database:
    spec = ground.loaded.spec.databases[name]
    namespace = namespace_of(ground.loaded.spec, spec.namespace)
    wires = _store_wires(ground, f"database.{name}", namespace)
    return create_database(name, spec, namespace, wires, ground.opts)


def _cache(ground: Ground, name: str) -> Cache:
    spec = ground.loaded.spec.caches[name]
    namespace = namespace_of(ground.loaded.spec, spec.namespace)
    wires = _store_wires(ground, f"cache.{name}", namespace)
    return create_cache(name, spec, namespace, wires, ground.opts)


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
    )
    return create_volume(name, spec, wires, ground.opts)


def _after(
    spec: StackSpec,
    name: str,
    stores: Mapping[str, CalledStore],
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
        after=(*addons, *after),
        after_addons=addons,
        ingress_class=ingress_class(ground.loaded.spec),
        route_annotations=route,
        load_balancers=ground.loaded.spec.cluster.load_balancers,
    )
    return create_workload(name, spec, wires, ground.opts)
