"""The bill of materials: from a stack's spec to the platform, layer by layer."""

from collections.abc import Mapping

import pulumi

from components.account.create import AccountWires, create_account
from components.addons.chart import Chart
from components.addons.create import AddonWires, create_addon
from components.addons.spec import AddonName
from components.cache.contract import Cache
from components.cache.create import create_cache
from components.cluster.contract import Cluster
from components.cluster.create import CloudGround, ClusterWires, create_cluster
from components.database.contract import Database
from components.database.create import create_database
from components.labels import platform_labels
from components.network.create import create_network
from components.secret.generated import GeneratedSecret
from components.tenancy.namespace import Namespace, NamespaceArgs
from components.volume.claim import VolumeWires
from components.volume.create import Volume, create_volume
from components.workload.contract import CalledStore
from components.workload.create import Workload, create_workload
from components.workload.store import StoreWires
from components.workload.web import Web
from components.workload.wires import Wires
from stacks.addons import addons_to_make, ingress_class
from stacks.ground import Ground
from stacks.loaded import Loaded
from stacks.needs import addons_of, resource_metrics
from stacks.order import start_order, waits_for
from stacks.outputs import PlatformOutputs
from stacks.placement import holds_retained, namespace_of
from stacks.settings import Digests, content, settings
from stacks.shapes import traffic, workload_shape
from stacks.spec import StackSpec

_DIGEST_KEY, _DIGEST_KEY_LENGTH = "digest_key", 32
"""The name is no DNS label, so no secret of a stack file can have it."""


def build(loaded: Loaded) -> PlatformOutputs:
    """Make the whole platform and return what it tells the outside."""
    spec = loaded.spec
    cluster = _cluster(loaded)
    ground = _ground(loaded, pulumi.ResourceOptions(provider=cluster.provider))
    stores: dict[str, CalledStore] = {f"database.{n}": _database(ground, n) for n in spec.databases}
    stores |= {f"cache.{n}": _cache(ground, n) for n in spec.caches}
    digests = settings(ground, stores)
    volumes = {name: _volume(ground, name).claim for name in spec.volumes}
    workloads: dict[str, Workload] = {}
    for name in start_order(spec):
        after = _after(spec, name, stores, volumes, workloads)
        workloads[name] = _workload(ground, name, digests, after)
    return PlatformOutputs(
        node_ports={n: w.node_ports for n, w in workloads.items() if isinstance(w, Web)}
    )


def _cluster(loaded: Loaded) -> Cluster:
    spec, physical_name = loaded.spec, loaded.identity.physical_name
    ground, opts = _cloud_ground(loaded)
    wires = ClusterWires(
        physical_name=physical_name,
        labels=platform_labels(spec.labels, loaded.identity.project),
        metrics=resource_metrics(spec),
        ground=ground,
    )
    return create_cluster("cluster", spec.cluster, wires, opts)


def _cloud_ground(loaded: Loaded) -> tuple[CloudGround | None, pulumi.ResourceOptions | None]:
    """Return the account and network of a stack in a cloud, and how everything there is made."""
    spec = loaded.spec
    if spec.account is None or spec.network is None:
        return None, None
    name = loaded.identity.physical_name
    wires = AccountWires(
        labels=platform_labels(spec.labels, loaded.identity.project),
        physical_name=name,
        monthly_usd=spec.objectives.monthly_usd,
    )
    account = create_account("account", spec.account, wires)
    opts = pulumi.ResourceOptions(providers=[account.provider])
    network = create_network("network", spec.network, account, name, opts)
    return CloudGround(account=account, network=network), opts


def _ground(loaded: Loaded, opts: pulumi.ResourceOptions) -> Ground:
    labels = platform_labels(loaded.spec.labels, loaded.identity.project)
    addon_wires = AddonWires(cluster=loaded.spec.cluster, labels=labels)
    addons: dict[AddonName, Chart] = {
        name: create_addon(name, spec, addon_wires, opts)
        for name, spec in addons_to_make(loaded.spec).items()
    }
    namespaces = {
        name: Namespace(
            name,
            NamespaceArgs(
                spec=spec,
                labels=labels,
                removal="retain" if holds_retained(loaded.spec, name) else "delete",
            ),
            opts,
        ).namespace_name
        for name, spec in loaded.spec.namespaces.items()
    }
    key = GeneratedSecret(_DIGEST_KEY, _DIGEST_KEY_LENGTH).value
    return Ground(
        loaded=loaded,
        opts=opts,
        labels=labels,
        addons=addons,
        namespaces=namespaces,
        digest_key=key,
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
    ground: Ground, name: str, digests: Digests, after: tuple[pulumi.Resource, ...]
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
        load_balancers=ground.loaded.spec.cluster.load_balancers,
    )
    return create_workload(name, spec, wires, ground.opts)
