"""The bill of materials: from a stack's spec to the platform, layer by layer."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.cache.contract import Cache
from components.cache.create import create_cache
from components.cluster.create import create_cluster
from components.config.config_map import ConfigMap, ConfigMapArgs
from components.config.digest import combined
from components.database.contract import Database
from components.database.create import create_database
from components.labels import platform_labels
from components.secret.generated import GeneratedSecret
from components.secret.kubernetes_secret import KubernetesSecret, KubernetesSecretArgs
from components.secret.spec import GeneratedSecretSpec
from components.tenancy.namespace import Namespace, NamespaceArgs
from components.volume.claim import VolumeWires
from components.volume.create import Volume, create_volume
from components.workload.contract import CalledStore
from components.workload.create import Workload, create_workload
from components.workload.deployment import Wires
from components.workload.pods import PodShape
from components.workload.store import StoreWires
from components.workload.web import Web
from stacks.loaded import Loaded
from stacks.order import start_order, waits_for
from stacks.outputs import PlatformOutputs
from stacks.placement import (
    Place,
    borrowed_connections,
    config_places,
    connection_homes,
    holds_retained,
    namespace_of,
    secret_places,
)
from stacks.shapes import traffic, workload_shape
from stacks.spec import StackSpec

_DIGEST_KEY, _DIGEST_KEY_LENGTH = "digest_key", 32
"""The name is no DNS label, so no secret of a stack file can have it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ground:
    """What every later layer stands on."""

    loaded: Loaded
    opts: pulumi.ResourceOptions
    namespaces: Mapping[str, pulumi.Output[str]]
    labels: Mapping[str, str]
    digest_key: pulumi.Output[str]


Digests = Mapping[Place, pulumi.Input[str]]


def build(loaded: Loaded) -> PlatformOutputs:
    """Make the whole platform and return what it tells the outside."""
    spec = loaded.spec
    cluster = create_cluster("cluster", spec.cluster, loaded.identity.physical_name)
    ground = _ground(loaded, pulumi.ResourceOptions(provider=cluster.provider))
    stores: dict[str, CalledStore] = {f"database.{n}": _database(ground, n) for n in spec.databases}
    stores |= {f"cache.{n}": _cache(ground, n) for n in spec.caches}
    digests = {**_configs(ground), **_secrets(ground), **_connections(ground, stores)}
    volumes = {name: _volume(ground, name).claim for name in spec.volumes}
    workloads: dict[str, Workload] = {}
    for name in start_order(spec):
        after = _after(spec, name, stores, volumes, workloads)
        workloads[name] = _workload(ground, name, digests, after)
    return PlatformOutputs(
        node_ports={n: w.node_ports for n, w in workloads.items() if isinstance(w, Web)}
    )


def _ground(loaded: Loaded, opts: pulumi.ResourceOptions) -> _Ground:
    labels = platform_labels(loaded.spec.labels, loaded.identity.project)
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
    return _Ground(loaded=loaded, opts=opts, labels=labels, namespaces=namespaces, digest_key=key)


def _database(ground: _Ground, name: str) -> Database:
    spec = ground.loaded.spec.databases[name]
    namespace = namespace_of(ground.loaded.spec, spec.namespace)
    wires = _store_wires(ground, f"database.{name}", namespace)
    return create_database(name, spec, namespace, wires, ground.opts)


def _cache(ground: _Ground, name: str) -> Cache:
    spec = ground.loaded.spec.caches[name]
    namespace = namespace_of(ground.loaded.spec, spec.namespace)
    wires = _store_wires(ground, f"cache.{name}", namespace)
    return create_cache(name, spec, namespace, wires, ground.opts)


def _store_wires(ground: _Ground, member: str, namespace: str) -> StoreWires:
    return StoreWires(
        namespace=ground.namespaces[namespace],
        labels=ground.labels,
        traffic=traffic(ground.loaded.spec, member),
        digest_key=ground.digest_key,
    )


def _configs(ground: _Ground) -> Digests:
    return {
        place: ConfigMap(
            _logical_name(place),
            ConfigMapArgs(
                object_name=place.name,
                namespace=ground.namespaces[place.namespace],
                labels=ground.labels,
                content=ground.loaded.content[place.name],
            ),
            ground.opts,
        ).digest
        for place in config_places(ground.loaded.spec)
    }


def _secrets(ground: _Ground) -> Digests:
    places = secret_places(ground.loaded.spec)
    used = sorted({name for keys in places.values() for name in keys.values()})
    values = {name: _secret_value(ground.loaded, name) for name in used}
    return {
        place: _secret(ground, place, {key: values[name] for key, name in keys.items()})
        for place, keys in places.items()
    }


def _secret_value(loaded: Loaded, name: str) -> pulumi.Output[str]:
    spec = loaded.spec.secrets[name]
    if isinstance(spec, GeneratedSecretSpec):
        return GeneratedSecret(name, spec.length).value
    return loaded.supplied[name]


def _secret(
    ground: _Ground, place: Place, values: Mapping[str, pulumi.Output[str]]
) -> pulumi.Output[str]:
    return KubernetesSecret(
        _logical_name(place),
        KubernetesSecretArgs(
            object_name=place.name,
            namespace=ground.namespaces[place.namespace],
            labels=ground.labels,
            values=values,
            digest_key=ground.digest_key,
        ),
        ground.opts,
    ).digest


def _logical_name(place: Place) -> str:
    """Return a name that no other place has: a namespace's name has no dot in it."""
    return f"{place.namespace}.{place.name}"


def _connections(ground: _Ground, stores: Mapping[str, CalledStore]) -> Digests:
    """Return the digests of all connection Secrets, made here for callers in other namespaces."""
    spec = ground.loaded.spec
    homes = {place: stores[call].digest for call, place in connection_homes(spec).items()}
    borrowed = {
        place: _secret(ground, place, stores[call].connection)
        for place, call in borrowed_connections(spec).items()
    }
    return {**homes, **borrowed}


def _volume(ground: _Ground, name: str) -> Volume:
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
    ground: _Ground, name: str, digests: Digests, after: tuple[pulumi.Resource, ...]
) -> Workload:
    spec = ground.loaded.spec.workloads[name]
    shape = workload_shape(ground.loaded.spec, name)
    wires = Wires(
        shape=shape,
        namespace=ground.namespaces[shape.namespace],
        labels=ground.labels,
        traffic=traffic(ground.loaded.spec, f"workload.{name}"),
        content=_content(shape, digests),
        after=after,
        ingress_class=ground.loaded.spec.cluster.ingress_class,
        load_balancers=ground.loaded.spec.cluster.load_balancers,
    )
    return create_workload(name, spec, wires, ground.opts)


def _content(shape: PodShape, digests: Digests) -> pulumi.Output[str]:
    """Return a digest of all that the pods read; what somebody else keeps cannot be in it."""
    read = sorted(shape.config_maps | shape.secrets)
    places = [Place(shape.namespace, name) for name in read]
    return pulumi.Output.all(*(digests[p] for p in places if p in digests)).apply(combined)
