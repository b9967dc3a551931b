"""Rules between the parts of a stack: names that are taken, and wishes that exclude each other."""

from collections.abc import Iterator
from typing import Final

from components.cluster.spec import AwsClusterSpec
from components.labels import OWN_LABELS, OWN_PREFIXES
from components.refusal import Refusal
from components.secret.spec import (
    REGISTRY_LOGIN_KEY,
    ExistingSecretSpec,
    GeneratedSecretSpec,
    object_name,
)
from components.volume.spec import HostPathVolumeSpec
from components.workload.env import circles
from components.workload.spec import WebSpec, WorkloadSpec, service_name
from stacks.cloud_clashes import cloud_clashes
from stacks.eks_clashes import eks_clashes
from stacks.grants import bucket_links
from stacks.links import links
from stacks.objects import names_taken_twice, names_too_long, store_objects
from stacks.parts import StackParts
from stacks.placement import Inside, kept_parts
from stacks.routes import route_refusals
from stacks.store_clashes import store_clashes

_FOUND_NAMESPACES: Final = ("default", "kube-node-lease", "kube-public", "kube-system")
"""Namespaces that every cluster has before anybody asks."""
_FOUND_OBJECTS: Final = {
    "default": "the ServiceAccount that every namespace has",
    "default-deny": "a NetworkPolicy of its namespace",
    "allow-dns": "a NetworkPolicy of its namespace",
}
_SPEC_KEY: Final = "spec"


def clashes(stack: StackParts) -> list[Refusal]:
    """Return everything that is well-formed alone and cannot be built beside the rest."""
    found = [
        *_own_labels(stack),
        *_ground(stack),
        *cloud_clashes(stack),
        *route_refusals(stack),
        *store_clashes(stack),
        *eks_clashes(stack),
        *_namespace_names(stack),
        *names_too_long(stack),
        *names_taken_twice(stack),
        *_workload_names(stack),
        *_volume_names(stack),
        *_secret_objects(stack),
        *_registry_logins(stack),
        *_lost_volumes(stack),
        *_host_paths(stack),
    ]
    for name, workload in stack.workloads.items():
        found += _variables(stack, name, workload)
    return found


def _own_labels(stack: StackParts) -> Iterator[Refusal]:
    for key in stack.labels:
        if key in OWN_LABELS or key.startswith(OWN_PREFIXES):
            yield Refusal(("labels", key), "is set by plinth or Kubernetes; choose another key")


def _ground(stack: StackParts) -> Iterator[Refusal]:
    """Yield what a cluster in a cloud lacks, and what one outside of it has for nothing."""
    parts = {"account": stack.account, "network": stack.network}
    cloud = isinstance(stack.cluster, AwsClusterSpec)
    for field, part in parts.items():
        if cloud and part is None:
            yield Refusal((field,), f"missing; a cluster of kind {stack.cluster.kind} needs one")
        if not cloud and part is not None:
            message = f"is of no use to a cluster of kind {stack.cluster.kind}; leave it out"
            yield Refusal((field,), message)


def _namespace_names(stack: StackParts) -> Iterator[Refusal]:
    for name in stack.namespaces:
        if name in _FOUND_NAMESPACES:
            message = "every cluster has this namespace already; choose another name"
            yield Refusal(("namespaces", name), message)


def _workload_names(stack: StackParts) -> Iterator[Refusal]:
    for name, spec in stack.workloads.items():
        at = ("workloads", name)
        if name in _FOUND_OBJECTS:
            yield Refusal(at, f"the name is taken by {_FOUND_OBJECTS[name]}; choose another")
        if isinstance(spec, WebSpec) and not service_name(name, spec)[0].isalpha():
            # RFC 1035, which Services keep to where everything else follows RFC 1123.
            yield Refusal(at, "the name must begin with a letter, for a Service is called so")


def _volume_names(stack: StackParts) -> Iterator[Refusal]:
    stores = store_objects(stack)
    for name in stack.volumes:
        if name in stores:
            message = f"the name is taken by the claim of {'.'.join(stores[name])}; choose another"
            yield Refusal(("volumes", name), message)


def _secret_objects(stack: StackParts) -> Iterator[Refusal]:
    stores = {made: ".".join(path) for made, path in store_objects(stack).items()}
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


def _registry_logins(stack: StackParts) -> Iterator[Refusal]:
    for name, secret in stack.secrets.items():
        if isinstance(secret, GeneratedSecretSpec) and secret.key == REGISTRY_LOGIN_KEY:
            message = f"{REGISTRY_LOGIN_KEY} holds a registry's login, which only its owner has"
            yield Refusal(("secrets", name, "key"), f"{message}; the kind must be supplied")


def _lost_volumes(stack: StackParts) -> Iterator[Refusal]:
    if stack.cluster.lifetime == "of_its_own":
        return
    message = (
        "must be protect or delete, got retain: this cluster goes with its stack, and every"
        " volume with it"
    )
    for path, part in kept_parts(stack).items():
        if part.deletion == "retain" and isinstance(part, Inside):
            yield Refusal((*path, "deletion"), message)


def _host_paths(stack: StackParts) -> Iterator[Refusal]:
    for name, volume in stack.volumes.items():
        if not isinstance(volume, HostPathVolumeSpec):
            continue
        if stack.cluster.host_paths == "none":
            message = (
                "must be claim: nodes of this cluster come and go, and their folders with them"
            )
            yield Refusal(("volumes", name, "kind"), message)
        elif stack.cluster.host_paths == "kept" and volume.reclaim == "Delete":
            message = (
                f"must be Retain: nodes are simulated here, and {volume.path} of this machine would"
                " be deleted"
            )
            yield Refusal(("volumes", name, "reclaim"), message)


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
    for link in bucket_links(stack, spec):
        yield ("cloud", "buckets"), link.name, "cloud.buckets"
    for config in spec.configs:
        for variable in stack.configs[config].values if config in stack.configs else ():
            yield ("configs", config), variable, f"configs.{config}"
    for variable in spec.secret_env:
        yield ("secret_env", variable), variable, "secret_env"
    for variable in spec.env:
        yield ("env", variable), variable, "env"
