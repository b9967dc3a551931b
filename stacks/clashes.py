"""Rules between the parts of a stack: names that are taken, and wishes that exclude each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from components.cache import connection as cache_connection
from components.database import connection as database_connection
from components.labels import OWN_LABELS, OWN_PREFIXES
from components.refusal import Refusal
from components.secret.spec import ExistingSecretSpec, object_name
from components.workload.env import circles
from components.workload.spec import WebSpec, WorkloadSpec
from stacks.links import links
from stacks.parts import StackParts

_FOUND_NAMESPACES: Final = ("default", "kube-node-lease", "kube-public", "kube-system")
"""Namespaces that every cluster has before anybody asks."""
_FOUND_OBJECTS: Final = {
    "default": "the ServiceAccount that every namespace has",
    "default-deny": "a NetworkPolicy of its namespace",
    "allow-dns": "a NetworkPolicy of its namespace",
}
_LONGEST_STATEFUL_SET: Final = 52
"""Its pods carry a label of its name and 11 characters more; a label has at most 63."""
_SPEC_KEY: Final = "spec"


def clashes(stack: StackParts) -> list[Refusal]:
    """Return everything that is well-formed alone and cannot be built beside the rest."""
    found = [
        *_own_labels(stack),
        *_namespace_names(stack),
        *_store_names(stack),
        *_workload_names(stack),
        *_secret_objects(stack),
        *_lost_volumes(stack),
    ]
    for name, workload in stack.workloads.items():
        found += _variables(stack, name, workload)
    return found


def _own_labels(stack: StackParts) -> Iterator[Refusal]:
    for key in stack.labels:
        if key in OWN_LABELS or key.startswith(OWN_PREFIXES):
            yield Refusal(("labels", key), "is set by plinth or Kubernetes; choose another key")


def _namespace_names(stack: StackParts) -> Iterator[Refusal]:
    for name in stack.namespaces:
        if name in _FOUND_NAMESPACES:
            message = "every cluster has this namespace already; choose another name"
            yield Refusal(("namespaces", name), message)


def _store_objects(stack: StackParts) -> dict[str, tuple[str, str]]:
    """Return the path of each store, by the name of its objects in the cluster."""
    databases = {database_connection.object_name(n): ("databases", n) for n in stack.databases}
    return databases | {cache_connection.object_name(n): ("caches", n) for n in stack.caches}


def _store_names(stack: StackParts) -> Iterator[Refusal]:
    for made, (group, name) in _store_objects(stack).items():
        if len(made) > _LONGEST_STATEFUL_SET:
            longest = _LONGEST_STATEFUL_SET - len(made) + len(name)
            message = f"the name must have at most {longest} characters, has {len(name)}"
            yield Refusal((group, name), message)


def _workload_names(stack: StackParts) -> Iterator[Refusal]:
    stores = {made: ".".join(path) for made, path in _store_objects(stack).items()}
    for name, spec in stack.workloads.items():
        at = ("workloads", name)
        if name in stores:
            message = f"the name is taken by the objects of {stores[name]}; choose another"
            yield Refusal(at, message)
        if name in _FOUND_OBJECTS:
            yield Refusal(at, f"the name is taken by {_FOUND_OBJECTS[name]}; choose another")
        if isinstance(spec, WebSpec) and not name[0].isalpha():
            # RFC 1035, which Services keep to where everything else follows RFC 1123.
            yield Refusal(at, "the name must begin with a letter, for a Service is called so")


def _secret_objects(stack: StackParts) -> Iterator[Refusal]:
    stores = {made: ".".join(path) for made, path in _store_objects(stack).items()}
    made_here = {
        object_name(name, secret)
        for name, secret in stack.secrets.items()
        if not isinstance(secret, ExistingSecretSpec)
    }
    taken: dict[tuple[str, str], str] = {}
    for name, secret in stack.secrets.items():
        held = object_name(name, secret)
        if name == _SPEC_KEY:
            message = "the name is taken: platform:spec is the stack itself; choose another"
            yield Refusal(("secrets", name), message)
        if held in stores and not isinstance(secret, ExistingSecretSpec):
            message = f"the Secret {held} belongs to {stores[held]}; choose another"
            yield Refusal(("secrets", name), message)
        if isinstance(secret, ExistingSecretSpec):
            if held in made_here:
                message = f"the Secret {held} is made by plinth and cannot be there already"
                yield Refusal(("secrets", name, "object"), message)
            continue
        if (held, secret.key) in taken:
            other = taken[held, secret.key]
            message = f"key {secret.key} of {held} already holds the secret {other}"
            yield Refusal(("secrets", name, "key"), message)
        taken.setdefault((held, secret.key), name)


def _lost_volumes(stack: StackParts) -> Iterator[Refusal]:
    if stack.cluster.lifetime == "of_its_own":
        return
    groups: Mapping[str, Mapping[str, str]] = {
        "databases": {name: spec.deletion for name, spec in stack.databases.items()},
        "caches": {name: spec.deletion for name, spec in stack.caches.items()},
    }
    message = (
        "must be protect or delete, got retain: this cluster goes with its stack, and every"
        " volume with it"
    )
    for group, policies in groups.items():
        for name, policy in policies.items():
            if policy == "retain":
                yield Refusal((group, name, "deletion"), message)


def _variables(stack: StackParts, name: str, spec: WorkloadSpec) -> Iterator[Refusal]:
    at = ("workloads", name)
    taken: dict[str, str] = {}
    for path, variable, source in _given(stack, spec):
        if variable in taken:
            message = f"{variable} is set already: {taken[variable]}; choose another name"
            yield Refusal((*at, *path), message)
        taken.setdefault(variable, source)
    for circle in circles(spec.env):
        message = f"stands for itself ({' -> '.join(circle)}); only other variables can be named"
        yield Refusal((*at, "env", circle[0]), message)


def _given(
    stack: StackParts, spec: WorkloadSpec
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the path, the name and the source of each environment variable, in order."""
    known = {
        *(f"workload.{n}" for n in stack.workloads),
        *(f"database.{n}" for n in stack.databases),
        *(f"cache.{n}" for n in stack.caches),
    }
    for position, call in enumerate(spec.calls):
        if call in known and call not in spec.calls[:position]:
            for link in links(stack, call):
                yield ("calls", position), link.name, f"calls {call}"
    for config in spec.configs:
        for variable in stack.configs[config].values if config in stack.configs else ():
            yield ("configs", config), variable, f"configs.{config}"
    for variable in spec.secret_env:
        yield ("secret_env", variable), variable, "secret_env"
    for variable in spec.env:
        yield ("env", variable), variable, "env"
