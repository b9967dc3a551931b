"""Which ConfigMaps, Secrets and volumes a stack needs, and in which namespaces; pure."""

from typing import NamedTuple

from typing_extensions import TypeIs

from components.bucket.spec import BucketSpec
from components.cache import connection as cache_connection
from components.cache.existing_spec import ExistingCacheSpec
from components.cache.spec import CacheSpec, InClusterValkeySpec, KeptCacheSpec
from components.database import connection as database_connection
from components.database.existing_spec import ExistingPostgresSpec
from components.database.spec import DatabaseSpec, InClusterPostgresSpec, KeptDatabaseSpec
from components.registry.spec import EcrRepositorySpec
from components.secret.spec import ExistingSecretSpec, object_name
from components.volume.spec import ClaimVolumeSpec, EfsVolumeSpec
from stacks.parts import StackParts

Kept = (
    KeptDatabaseSpec
    | KeptCacheSpec
    | ClaimVolumeSpec
    | EfsVolumeSpec
    | BucketSpec
    | EcrRepositorySpec
)
InCluster = InClusterPostgresSpec | InClusterValkeySpec
"""A store that runs as pods of the stack's own cluster."""
Inside = InCluster | ClaimVolumeSpec
"""What keeps its data in volumes of the cluster, which go with it."""


def is_in_cluster(spec: DatabaseSpec | CacheSpec) -> TypeIs[InCluster]:
    """Say whether a store runs as pods of the stack's own cluster."""
    return isinstance(spec, InCluster)


def in_cluster_stores(stack: StackParts) -> dict[str, InCluster]:
    """Return the stores that are pods, by `database.NAME` and `cache.NAME`."""
    return {member: spec for member, spec in _stores(stack).items() if is_in_cluster(spec)}


def kept_stores(stack: StackParts) -> frozenset[str]:
    """Return the stores that a cloud keeps, as `database.NAME` and `cache.NAME`."""
    return frozenset(_stores(stack)) - in_cluster_stores(stack).keys()


def existing_stores(stack: StackParts) -> dict[str, ExistingPostgresSpec | ExistingCacheSpec]:
    """Return the stores that somebody else looks after, likewise."""
    return {
        member: spec
        for member, spec in _stores(stack).items()
        if isinstance(spec, ExistingPostgresSpec | ExistingCacheSpec)
    }


def _stores(stack: StackParts) -> dict[str, DatabaseSpec | CacheSpec]:
    return {
        **{f"database.{name}": spec for name, spec in stack.databases.items()},
        **{f"cache.{name}": spec for name, spec in stack.caches.items()},
    }


class Place(NamedTuple):
    """An object in a namespace."""

    namespace: str
    name: str


def namespace_of(stack: StackParts, namespace: str | None) -> str:
    """Return the namespace that is named, or the stack's only one."""
    return namespace if namespace is not None else next(iter(stack.namespaces))


def config_places(stack: StackParts) -> tuple[Place, ...]:
    """Return the ConfigMaps that workloads use, each in the namespaces of its users."""
    places = {
        Place(namespace_of(stack, workload.namespace), config)
        for workload in stack.workloads.values()
        for config in workload.configs
    }
    return tuple(sorted(places))


def secret_places(stack: StackParts) -> dict[Place, dict[str, str]]:
    """Return the Secrets that workloads use and plinth makes: for each key the secret's name.

    A Secret is whole wherever one of its keys is used.
    """
    objects: dict[str, dict[str, str]] = {}
    for name, secret in stack.secrets.items():
        if not isinstance(secret, ExistingSecretSpec):
            objects.setdefault(object_name(name, secret), {})[secret.key] = name
    places = {
        Place(namespace_of(stack, workload.namespace), object_name(used, stack.secrets[used]))
        for workload in stack.workloads.values()
        for used in (*workload.secret_env.values(), *workload.pull_secrets)
    }
    return {place: objects[place.name] for place in sorted(places) if place.name in objects}


def connection_object(member: str) -> str:
    """Return what the connection Secret of a `database.NAME` or `cache.NAME` is called."""
    kind, _, name = member.partition(".")
    called = database_connection if kind == "database" else cache_connection
    return called.object_name(name)


def connection_homes(stack: StackParts) -> dict[str, Place]:
    """Return the connection Secret of each store that is pods, beside these."""
    return {
        member: Place(namespace_of(stack, spec.namespace), connection_object(member))
        for member, spec in in_cluster_stores(stack).items()
    }


def brought_connections(stack: StackParts) -> dict[Place, str]:
    """Return the connection Secrets of stores that a cloud keeps, each with the store.

    There is one in every namespace of a caller.
    """
    kept = kept_stores(stack)
    brought = {
        Place(namespace_of(stack, workload.namespace), connection_object(call)): call
        for workload in stack.workloads.values()
        for call in workload.calls
        if call in kept
    }
    return dict(sorted(brought.items()))


def borrowed_connections(stack: StackParts) -> dict[Place, str]:
    """Return the connection Secrets needed outside their store's namespace, each with the store."""
    homes = connection_homes(stack)
    borrowed = {
        Place(namespace_of(stack, workload.namespace), homes[call].name): call
        for workload in stack.workloads.values()
        for call in workload.calls
        if call in homes
    }
    return {place: call for place, call in sorted(borrowed.items()) if place != homes[call]}


def kept_parts(stack: StackParts) -> dict[tuple[str, str], Kept]:
    """Return all that keeps data and has a deletion policy, by group and name."""
    groups = {
        "databases": stack.databases,
        "caches": stack.caches,
        "volumes": stack.volumes,
        "buckets": stack.buckets,
        "registries": stack.registries,
    }
    return {
        (group, name): spec
        for group, members in groups.items()
        for name, spec in members.items()
        if isinstance(spec, Kept)
    }


def holds_retained(stack: StackParts, namespace: str) -> bool:
    """Say whether a volume in the namespace is to stay when its store or the stack goes."""
    return any(
        part.deletion == "retain"
        and isinstance(part, Inside)
        and namespace_of(stack, part.namespace) == namespace
        for part in kept_parts(stack).values()
    )
