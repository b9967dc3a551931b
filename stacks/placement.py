"""Which ConfigMaps and Secrets a stack needs, and in which namespaces; pure."""

from typing import NamedTuple

from components.secret.spec import ExistingSecretSpec, object_name
from stacks.spec import StackSpec


class Place(NamedTuple):
    """An object in a namespace."""

    namespace: str
    name: str


def namespace_of(stack: StackSpec, namespace: str | None) -> str:
    """Return the namespace that is named, or the stack's only one."""
    return namespace if namespace is not None else next(iter(stack.namespaces))


def config_places(stack: StackSpec) -> tuple[Place, ...]:
    """Return the ConfigMaps that workloads use, each in the namespaces of its users."""
    places = {
        Place(namespace_of(stack, workload.namespace), config)
        for workload in stack.workloads.values()
        for config in workload.configs
    }
    return tuple(sorted(places))


def secret_places(stack: StackSpec) -> dict[Place, dict[str, str]]:
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
        for used in workload.secret_env.values()
    }
    return {place: objects[place.name] for place in sorted(places) if place.name in objects}


def borrowed_connections(stack: StackSpec) -> tuple[tuple[str, str], ...]:
    """Return (namespace, call) for every store that is called from outside its own namespace."""
    homes = {f"database.{n}": namespace_of(stack, s.namespace) for n, s in stack.databases.items()}
    homes |= {f"cache.{n}": namespace_of(stack, s.namespace) for n, s in stack.caches.items()}
    borrowed = {
        (namespace_of(stack, workload.namespace), call)
        for workload in stack.workloads.values()
        for call in workload.calls
        if call in homes and homes[call] != namespace_of(stack, workload.namespace)
    }
    return tuple(sorted(borrowed))
