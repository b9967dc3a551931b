"""The layer of ConfigMaps and Secrets: each lies wherever workloads use it."""

from collections.abc import Mapping

import pulumi

from components.bucket.connection import NAME_KEY
from components.config.config_map import ConfigMap, ConfigMapArgs
from components.config.digest import combined
from components.secret.generated import GeneratedSecret
from components.secret.kubernetes_secret import KubernetesSecret, KubernetesSecretArgs
from components.secret.spec import GeneratedSecretSpec
from components.workload.cloud_store import KeptStore
from components.workload.contract import CalledStore
from components.workload.pods import PodShape
from stacks.grants import bucket_places
from stacks.ground import Ground
from stacks.loaded import Loaded
from stacks.placement import (
    Place,
    borrowed_connections,
    brought_connections,
    config_places,
    connection_homes,
    secret_places,
)
from stacks.store_clashes import bucket_names

Store = CalledStore | KeptStore
"""A database or cache, as pods of the cluster or kept by a cloud."""
Digests = Mapping[Place, pulumi.Input[str]]
"""Texts that change with the content of ConfigMaps and Secrets, and tell nothing of it."""


def settings(ground: Ground, stores: Mapping[str, Store]) -> Digests:
    """Return the digests of all ConfigMaps and Secrets that workloads read, made."""
    return {
        **_configs(ground),
        **_bucket_names(ground),
        **_secrets(ground),
        **_connections(ground, stores),
    }


def content(shape: PodShape, digests: Digests) -> pulumi.Output[str]:
    """Return a digest of all that the pods read; what somebody else keeps cannot be in it."""
    read = sorted(shape.config_maps | shape.secrets)
    places = [Place(shape.namespace, name) for name in read]
    return pulumi.Output.all(*(digests[p] for p in places if p in digests)).apply(combined)


def _configs(ground: Ground) -> Digests:
    content = ground.loaded.content
    return {
        place: _config(ground, place, content[place.name])
        for place in config_places(ground.loaded.spec)
    }


def _bucket_names(ground: Ground) -> Digests:
    spec = ground.loaded.spec
    called = bucket_names(spec, ground.loaded.identity.physical_name)
    return {
        place: _config(ground, place, {NAME_KEY: called[bucket].encode()})
        for place, bucket in bucket_places(spec).items()
    }


def _config(ground: Ground, place: Place, content: Mapping[str, bytes]) -> str:
    return ConfigMap(
        _logical_name(place),
        ConfigMapArgs(
            object_name=place.name,
            namespace=ground.namespaces[place.namespace],
            labels=ground.labels,
            content=content,
        ),
        ground.opts,
    ).digest


def _secrets(ground: Ground) -> Digests:
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
    ground: Ground, place: Place, values: Mapping[str, pulumi.Output[str]]
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


def _connections(ground: Ground, stores: Mapping[str, Store]) -> Digests:
    """Return the digests of all connection Secrets, made here for callers in other namespaces."""
    spec = ground.loaded.spec
    homes = {place: stores[call].digest for call, place in connection_homes(spec).items()}
    return {**homes, **_borrowed(ground, stores), **_brought(ground, stores)}


def _borrowed(ground: Ground, stores: Mapping[str, Store]) -> Digests:
    made: dict[Place, pulumi.Input[str]] = {}
    for place, call in borrowed_connections(ground.loaded.spec).items():
        store = stores[call]
        if not isinstance(store, KeptStore):
            made[place] = _secret(ground, place, store.connection)
    return made


def _brought(ground: Ground, stores: Mapping[str, Store]) -> Digests:
    """Let what a cloud keeps be brought to its callers; the operator goes after all of it."""
    found = brought_connections(ground.loaded.spec)
    if not found:
        return {}
    # Here and not above: a local run needs no cloud's library.
    from components.secret.kept import BroughtSecret, BroughtSecretArgs

    operator = ground.addons.get("external_secrets")
    after = pulumi.ResourceOptions(depends_on=[operator] if operator is not None else [])
    opts = pulumi.ResourceOptions.merge(ground.opts, after)
    made: dict[Place, pulumi.Input[str]] = {}
    for place, call in found.items():
        store = stores[call]
        if isinstance(store, KeptStore):
            args = BroughtSecretArgs(
                object_name=place.name,
                namespace=ground.namespaces[place.namespace],
                labels=ground.labels,
                connection=store.kept,
            )
            brought = BroughtSecret(_logical_name(place), args, opts)
            # Pods read the digest, and so wait for the Secret that they begin with.
            made[place] = pulumi.Output.all(store.digest, brought.arrived)[0]
    return made
